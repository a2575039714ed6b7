"""The legend of a plot: a piece of each line as it is drawn, its name, and its value at the cursor."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gui.items.flow_layout import FlowLayout
from gui.items.plot_canvas import Curve
from gui.theme import Theme

# The corners of the symbols, as pyqtgraph draws them, in halves of their size.
SHAPES = {
    "s": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "t": ((0, 1), (-1, -1), (1, -1)),
    "d": ((0, -1), (0.8, 0), (0, 1), (-0.8, 0)),
}


class Legend(QWidget):
    """As many entries as there are curves, in as many lines as they need."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: list[Entry] = []
        self._flow = FlowLayout(self, gap=theme.px(0.8), line_gap=0)

    def show_curves(self, curves: tuple[Curve, ...]) -> None:
        """Name other curves."""
        while len(self._entries) < len(curves):
            self._entries.append(Entry(self._theme, self))
            self._flow.addWidget(self._entries[-1])
        for place, entry in enumerate(self._entries):
            entry.setVisible(place < len(curves))
        for entry, curve in zip(self._entries, curves, strict=False):
            entry.show_curve(curve)
        self.updateGeometry()

    def show_values(self, values: Mapping[str, str]) -> None:
        """Write values beside the names."""
        for entry in self._entries:
            entry.show_value(values)


class Entry(QWidget):
    """One curve."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._curve: Curve | None = None
        self._value = ""

    def show_curve(self, curve: Curve) -> None:
        """Stand for another curve."""
        changed = self._curve is None or curve.name != self._curve.name
        self._curve = curve
        if changed:
            self.updateGeometry()
        self.update()

    def show_value(self, values: Mapping[str, str]) -> None:
        """Show this curve's value."""
        value = values.get(self._curve.name, "") if self._curve else ""
        if value != self._value:
            self._value = value
            self.update()

    def sizeHint(self) -> QSize:
        """Line, name, and room for a value that comes and goes."""
        name = self._curve.name if self._curve else ""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(name) + metrics.horizontalAdvance(" −0.0000")
        return QSize(self._theme.px(2.9) + width, round(1.25 * metrics.height()))

    def minimumSizeHint(self) -> QSize:
        """The same: an entry is never cut off."""
        return QSize(min(self.sizeHint().width(), self._theme.px(22)), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the piece of line, the name and the value."""
        if self._curve is None:
            return
        painter, theme, middle = QPainter(self), self._theme, self.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._curve.pen)
        wide = theme.px(2.4)
        painter.drawLine(QPointF(1, middle), QPointF(wide, middle))
        self._paint_symbol(painter, QPointF(wide / 2, middle), theme.em * 0.28)
        painter.setPen(QColor(theme.ink))
        box = self.rect().adjusted(wide + theme.px(0.4), 0, 0, 0)
        text = f"{self._curve.name} {self._value}".rstrip()
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_symbol(self, painter: QPainter, at: QPointF, size: float) -> None:
        painter.setPen(QPen(QColor(self._curve.ink), 1.5))
        painter.setBrush(QColor(self._theme.card))
        if self._curve.symbol == "o":
            painter.drawEllipse(at, size, size)
        elif self._curve.symbol in SHAPES:
            corners = [at + QPointF(x, y) * size for x, y in SHAPES[self._curve.symbol]]
            painter.drawPolygon(QPolygonF(corners))
