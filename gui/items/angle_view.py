"""Two vectors drawn in their own plane: true lengths, true angle."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme


class AngleView(QWidget):
    """The first vector lies level; the second stands at its angle, dashed."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._angle: float | None = None
        self._lengths = (0.0, 0.0)
        self._names = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def drawn(self) -> tuple[float | None, tuple[float, float]]:
        """Return the angle in degrees and the two lengths."""
        return self._angle, self._lengths

    def show_angle(
        self, angle: float | None, lengths: tuple[float, float], names: tuple[str, str], title: str
    ) -> None:
        """Show another pair; without an angle (a vector is zero) nothing is drawn."""
        self._angle, self._lengths, self._names = angle, lengths, names
        self.setAccessibleName(title)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a right angle."""
        return QSize(self._theme.px(20), self._theme.px(9))

    def minimumSizeHint(self) -> QSize:
        """The same height, narrower."""
        return QSize(self._theme.px(14), self._theme.px(9))

    def _tips(self) -> tuple[QPointF, QPointF, QPointF]:
        """Return the common start, and where the two vectors end."""
        em, turn = self._theme.em, math.radians(self._angle or 0.0)
        ends = (QPointF(self._lengths[0], 0), QPointF(math.cos(turn), math.sin(turn)) * self._lengths[1])
        left, right = min(0, ends[1].x()), max(ends[0].x(), ends[1].x())
        room = QRectF(self.rect()).adjusted(4.5 * em, 1.8 * em, -4.5 * em, -1.2 * em)
        unit = min(room.width() / (right - left), room.height() / max(ends[1].y(), 1e-9))
        start = QPointF(room.center().x() - unit * (left + right) / 2, room.bottom())
        return start, *(start + QPointF(unit * end.x(), -unit * end.y()) for end in ends)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both arrows, the arc and the angle."""
        if self._angle is None:
            return
        painter, theme, em = QPainter(self), self._theme, self._theme.em
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start, first, second = self._tips()
        reach = min(2.4 * em, *(math.hypot(*(tip - start).toTuple()) for tip in (first, second)))
        painter.setPen(QPen(QColor(theme.quiet), 1))
        arc = QRectF(start.x() - reach, start.y() - reach, 2 * reach, 2 * reach)
        painter.drawArc(arc, 0, round(16 * self._angle))
        _paint_arrow(painter, start, first, QColor(theme.peony), Qt.PenStyle.SolidLine, em)
        _paint_arrow(painter, start, second, QColor(theme.blue), Qt.PenStyle.DashLine, em)
        painter.setPen(QColor(theme.ink))
        half = math.radians(self._angle / 2)
        middle = start + QPointF(math.cos(half), -math.sin(half)) * (reach + 1.6 * em)
        painter.setFont(theme.type(bold=True))
        _write(painter, f"{self._angle:.1f}°", middle)
        painter.setFont(theme.font)
        _write(painter, self._names[0], first + QPointF(2.2 * em, 0))
        _write(painter, self._names[1], second + QPointF(-2.2 * em if self._angle > 90 else 0, -em))


def _paint_arrow(
    painter: QPainter, start: QPointF, end: QPointF, ink: QColor, dash: Qt.PenStyle, em: float
) -> None:
    painter.setPen(QPen(ink, 2.5, dash))
    painter.drawLine(start, end)
    turn = math.atan2(end.y() - start.y(), end.x() - start.x())
    sides = [end - QPointF(math.cos(turn + side), math.sin(turn + side)) * 0.8 * em for side in (-0.4, 0.4)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([end, *sides]))


def _write(painter: QPainter, text: str, middle: QPointF) -> None:
    size = QFontMetricsF(painter.font()).boundingRect(text).size()
    box = QRectF(middle.x() - size.width(), middle.y() - size.height(), 2 * size.width(), 2 * size.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
