"""A neuron that can be pointed at, line by line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.items.neuron_paint import LINE, TITLES, Drawing, Places, paint_neuron
from gui.theme import Theme

LEAST = 6  # lines: so much room the sum and what comes out of it need


class NeuronView(QWidget):
    """Shows one `Drawing`; a line is pointed at with the pointer, or with the arrows."""

    linePointed = Signal(int)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._drawing: Drawing | None = None
        self._pointed = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def drawing(self) -> Drawing | None:
        """Return what is drawn."""
        return self._drawing

    def show_drawing(self, drawing: Drawing, title: str, described: str) -> None:
        """Show another neuron, named and described for who cannot see it."""
        self._drawing = drawing
        self.setAccessibleName(title)
        self.setAccessibleDescription(described)
        self._point(-1)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as there are lines, but at least as high as the sum needs."""
        lines = len(self._drawing.lines) if self._drawing else 0
        return QSize(self._theme.px(30), self._theme.px(LINE * max(lines, LEAST) + TITLES + 0.4))

    def minimumSizeHint(self) -> QSize:
        """Columns of figures side by side."""
        return QSize(self._theme.px(20), self.sizeHint().height())

    def line_box(self, place: int) -> QRectF:
        """Return where a line is drawn."""
        return self._places().line(place)

    def _places(self) -> Places:
        return Places(self.width() - 1, self._theme.em)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the neuron, and a frame around the line where the keyboard is."""
        if self._drawing is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_neuron(painter, self._drawing, self._places(), self._theme, self._pointed)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.ink), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            box = self.line_box(self._pointed) if self._pointed >= 0 else QRectF(self.rect())
            painter.drawRoundedRect(box.adjusted(1, 1, -2, -1), 4, 4)

    def _point(self, place: int) -> None:
        if place != self._pointed:
            self._pointed = place
            self.linePointed.emit(place)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the line under the pointer."""
        point, lines = event.position(), len(self._drawing.lines) if self._drawing else 0
        self._point(next((place for place in range(lines) if self.line_box(place).contains(point)), -1))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self._point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the lines with the arrows."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or self._drawing is None:
            super().keyPressEvent(event)
        else:
            self._point(min(max(self._pointed + step, 0), len(self._drawing.lines) - 1))

    def focusInEvent(self, event: QEvent) -> None:
        """Show that the keyboard is here."""
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        """Point at nothing once the keyboard is elsewhere."""
        self._point(-1)
        self.update()
