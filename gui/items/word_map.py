"""Words as dots on a plane, one unit as long on both axes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.items.label_places import place_labels
from gui.items.map_axes import paint_axes
from gui.theme import Theme

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Dot:
    """A word: filled where it is a `token`; a thin line joins it to the dots of `near`."""

    name: str
    x: float
    y: float
    token: bool
    near: tuple[int, ...] = ()


class WordMap(QWidget):
    """Dots with names, of which those of the tokens are always written; a dot can be pointed at."""

    dotPointed = Signal(int)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._dots: tuple[Dot, ...] = ()
        self._titles = ("", "")
        self._labels: list[QRectF | None] | None = None
        self._strong: frozenset[int] = frozenset()
        self._pointed = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def dots(self) -> tuple[Dot, ...]:
        """Return what is drawn."""
        return self._dots

    def show_dots(self, dots: tuple[Dot, ...], titles: tuple[str, str]) -> None:
        """Show other dots, and what the two axes are."""
        self._dots, self._titles, self._labels = dots, titles, None
        self._point(-1)
        self.update()

    def set_strong(self, strong: frozenset[int]) -> None:
        """Ring some dots."""
        if strong != self._strong:
            self._strong = strong
            self.update()

    def sizeHint(self) -> QSize:
        """Room for some dozens of names."""
        return QSize(self._theme.px(30), self._theme.px(28))

    def minimumSizeHint(self) -> QSize:
        """Room for a dozen."""
        return QSize(self._theme.px(18), self._theme.px(24))

    def _area(self) -> QRectF:
        em = self._theme.em
        return QRectF(self.rect()).adjusted(3.6 * em, 0.6 * em, -0.6 * em, -3.4 * em)

    def _unit(self) -> tuple[float, QPointF]:
        """Return how many pixels a unit has, and where the origin is."""
        area = self._area()
        xs, ys = ([getattr(dot, part) for dot in self._dots] for part in "xy")
        wide, high = max(max(xs) - min(xs), 1e-9), max(max(ys) - min(ys), 1e-9)
        room = area.adjusted(2 * self._theme.em, self._theme.em, -3.5 * self._theme.em, -self._theme.em)
        fits = min(room.width() / wide, room.height() / high) if wide + high > 1e-6 else 1.0
        unit = max(fits, 1e-6)  # a widget that is squeezed has no room at all
        middle = QPointF((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
        centre = room.center()
        return unit, QPointF(centre.x() - unit * middle.x(), centre.y() + unit * middle.y())

    def dot_center(self, number: int) -> QPointF:
        """Return where a dot is drawn."""
        unit, origin = self._unit()
        dot = self._dots[number]
        return QPointF(origin.x() + unit * dot.x, origin.y() - unit * dot.y)

    def dot_at(self, point: QPoint) -> int:
        """Return the dot nearest to a point, -1 where none is near."""
        at = QPointF(point)
        far = [(_distance(self.dot_center(number), at), number) for number in range(len(self._dots))]
        distance, number = min(far, default=(math.inf, -1))
        return number if distance < 1.2 * self._theme.em else -1

    def labels(self) -> list[QRectF | None]:
        """Return where each name is written; None where there is no room for it."""
        if self._labels is None:
            fonts = [self._theme.type(1.0 if dot.token else 0.85, bold=dot.token) for dot in self._dots]
            sizes = [
                QFontMetricsF(font).boundingRect(dot.name).size() + QSizeF(2, 0)
                for font, dot in zip(fonts, self._dots, strict=True)
            ]
            centres = [self.dot_center(number) for number in range(len(self._dots))]
            needed = [dot.token for dot in self._dots]
            self._labels = place_labels(centres, sizes, needed, self._area(), 0.45 * self._theme.em)
        return self._labels

    def resizeEvent(self, event: QEvent) -> None:
        """Place the names anew."""
        self._labels = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the axes, the lines, the dots and the names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self._area(), QColor(self._theme.card))
        if self._dots:
            paint_axes(painter, self._area(), *self._unit(), self._titles, self._theme)
            self._paint_lines(painter)
            for number, dot in enumerate(self._dots):
                self._paint_dot(painter, number, dot)
            for number, dot in enumerate(self._dots):
                self._paint_name(painter, number, dot)
        strong = self.hasFocus()
        painter.setPen(QPen(QColor(self._theme.ink if strong else self._theme.edge), 1.5 if strong else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self._area())

    def _paint_lines(self, painter: QPainter) -> None:
        for number, dot in enumerate(self._dots):
            for other in dot.near:
                lit = self._pointed in (number, other)
                ink = self._theme.quiet if lit else self._theme.line
                painter.setPen(QPen(QColor(ink), 1.5 if lit else 1))
                painter.drawLine(self.dot_center(number), self.dot_center(other))

    def _paint_dot(self, painter: QPainter, number: int, dot: Dot) -> None:
        theme, size = self._theme, (0.34 if dot.token else 0.24) * self._theme.em
        painter.setPen(QPen(QColor(theme.peony if dot.token else theme.blue), 1.5))
        painter.setBrush(QColor(theme.peony if dot.token else theme.card))
        painter.drawEllipse(self.dot_center(number), size, size)
        if number in self._strong or number == self._pointed:
            painter.setPen(QPen(QColor(theme.ink), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self.dot_center(number), size + 3, size + 3)

    def _paint_name(self, painter: QPainter, number: int, dot: Dot) -> None:
        box, theme = self.labels()[number], self._theme
        if box is None:
            return
        painter.setFont(theme.type(1.0 if dot.token else 0.85, bold=dot.token))
        painter.setPen(QColor(theme.ink if dot.token else theme.quiet))
        painter.drawText(box, CENTRE | Qt.TextFlag.TextDontClip, dot.name)

    def _point(self, number: int) -> None:
        if number != self._pointed:
            self._pointed = number
            self.dotPointed.emit(number)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at the dot that is near."""
        self._point(self.dot_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Point at none."""
        self._point(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from dot to dot with the arrows: the tokens first, then their neighbours."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or not self._dots:
            super().keyPressEvent(event)
        else:
            self._point(min(max(self._pointed + step, 0), len(self._dots) - 1))

    def focusInEvent(self, event: QEvent) -> None:
        """Show that the keyboard is here."""
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        """Point at none once the keyboard is elsewhere."""
        self._point(-1)
        self.update()


def _distance(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
