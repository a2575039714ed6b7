"""Paints a neuron: inputs on lines as thick as their weights, run together into a sum, then activated."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from gui.items.numbers import significant
from gui.theme import Theme

MIDDLE = Qt.AlignmentFlag.AlignVCenter
CENTRE = MIDDLE | Qt.AlignmentFlag.AlignHCenter
TITLES, LINE = 1.8, 2.0  # heights in ems


@dataclass(frozen=True)
class Line:
    """One input; `input` and `weight` are None where several stand together."""

    name: str
    input: float | None
    weight: float | None
    product: float


@dataclass(frozen=True)
class Drawing:
    """A neuron: its lines, the sum, what is done to it, what comes out, and the names of the columns."""

    lines: tuple[Line, ...]
    total: float
    activation: str
    output: float
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """Where things are in a width: input, weight and product side by side, the sum's column at the right."""

    width: float
    em: float

    @property
    def sum_left(self) -> float:
        """Where the sum's column begins."""
        return self.width - min(max(4.6 * self.em, 0.18 * self.width), 9 * self.em)

    @property
    def ends(self) -> tuple[float, float, float]:
        """Where inputs, weights and products end."""
        return 0.41 * self.sum_left, 0.66 * self.sum_left, 0.92 * self.sum_left

    @property
    def type_scale(self) -> float:
        """How large figures are written, so that three stand side by side in a narrow dock, too."""
        return min(max(self.width / (25 * self.em), 0.8), 1.0)

    @property
    def centre(self) -> QPointF:
        """The middle of the sum."""
        return QPointF((self.sum_left + self.width) / 2, (TITLES + 1.6) * self.em)

    def line(self, place: int) -> QRectF:
        """Return the box of a line."""
        return QRectF(0, (TITLES + LINE * place) * self.em, self.sum_left, LINE * self.em)


def paint_neuron(painter: QPainter, drawing: Drawing, places: Places, theme: Theme, pointed: int) -> None:
    """Draw the lines, then what they run into."""
    _paint_titles(painter, drawing, places, theme)
    if 0 <= pointed < len(drawing.lines):
        shade = QColor(theme.ink)
        shade.setAlphaF(0.07)
        painter.fillRect(places.line(pointed), shade)
    largest = max((abs(line.weight) for line in drawing.lines if line.weight is not None), default=0.0)
    for place, line in enumerate(drawing.lines):
        _paint_edge(painter, line, places, places.line(place), _pen(line, largest, theme))
    for place, line in enumerate(drawing.lines):
        _paint_input(painter, line, places, places.line(place), theme)
        _paint_figures(painter, line, places, places.line(place), theme)
    _paint_sum(painter, drawing, places, theme)


def _paint_titles(painter: QPainter, drawing: Drawing, places: Places, theme: Theme) -> None:
    em, ends = theme.em, places.ends
    painter.setFont(theme.type(0.85))
    painter.setPen(QColor(theme.quiet))
    starts, stops = (0.4 * em, *ends[:2], places.sum_left), (*ends, places.width)
    for title, left, right in zip(drawing.titles, starts, stops, strict=True):
        painter.drawText(QRectF(left, 0, right - left, 1.7 * em), MIDDLE if left < em else CENTRE, title)


def _paint_edge(painter: QPainter, line: Line, places: Places, box: QRectF, pen: QPen) -> None:
    y, turn, centre = box.center().y() + 0.62 * places.em, places.ends[2], places.centre  # under the figures
    path = QPainterPath(QPointF(places.ends[0], y))
    path.lineTo(turn, y)
    meet, bend = places.sum_left, (turn + places.sum_left) / 2  # they meet before the sum's own figures
    path.cubicTo(QPointF(bend, y), QPointF(bend, centre.y()), QPointF(meet, centre.y()))
    path.lineTo(centre)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(path)


def _pen(line: Line, largest: float, theme: Theme) -> QPen:
    """Thick for a large weight, dashed and blue for a negative one."""
    if line.weight is None:
        return QPen(QColor(theme.faint), 1, Qt.PenStyle.DotLine)
    negative, share = line.weight < 0, abs(line.weight) / largest if largest else 0.0
    pen = QPen(QColor(theme.blue if negative else theme.petal), 1 + 0.3 * theme.em * share)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if negative:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


def _paint_input(painter: QPainter, line: Line, places: Places, box: QRectF, theme: Theme) -> None:
    em = theme.em
    node = box.adjusted(0.2 * em, 0.15 * em, places.ends[0] - box.width(), -0.15 * em)
    painter.setPen(QPen(QColor(theme.edge), 1))
    painter.setBrush(QColor(theme.card))
    painter.drawRoundedRect(node, node.height() / 2, node.height() / 2)
    painter.setFont(theme.type(places.type_scale))
    painter.setPen(QColor(theme.ink))
    inner = node.adjusted(0.5 * em, 0, -0.4 * em, 0)
    figure = "" if line.input is None else significant(line.input, 3)
    wide = painter.fontMetrics().horizontalAdvance(figure)
    room = round(inner.width() - wide - (0.4 * em if figure else 0))
    painter.drawText(inner, MIDDLE, painter.fontMetrics().elidedText(line.name, _ELIDE, room))
    painter.drawText(inner, MIDDLE | Qt.AlignmentFlag.AlignRight, figure)


def _paint_figures(painter: QPainter, line: Line, places: Places, box: QRectF, theme: Theme) -> None:
    """Write weight and product over the line, which stays whole: its thickness is the weight."""
    ends, above = places.ends, box.adjusted(0, 0, 0, -0.6 * theme.em)
    painter.setFont(theme.type(places.type_scale))
    if line.weight is not None:
        weight = QRectF(ends[0], above.y(), ends[1] - ends[0], above.height())
        painter.drawText(weight, CENTRE, f"× {significant(line.weight, 3)}")
    product = QRectF(ends[1], above.y(), ends[2] - ends[1], above.height())
    painter.drawText(product, CENTRE, f"= {significant(line.product, 3)}")


def _paint_over(painter: QPainter, text: str, middle: QPointF, theme: Theme) -> None:
    """Write a figure over a line, which makes way for it."""
    wide = painter.fontMetrics().horizontalAdvance(text) + 0.3 * theme.em
    room = QRectF(middle.x() - wide / 2, middle.y() - 0.75 * theme.em, wide, 1.5 * theme.em)
    painter.fillRect(room, QColor(theme.paper))
    painter.drawText(room, CENTRE, text)


def _paint_sum(painter: QPainter, drawing: Drawing, places: Places, theme: Theme) -> None:
    """Draw the sum, and under it what is done to it and what comes out."""
    em, centre = theme.em, places.centre
    painter.setPen(QPen(QColor(theme.quiet), 1.5))
    painter.drawLine(centre, centre + QPointF(0, 8 * em))
    painter.setPen(QPen(QColor(theme.peony), 2))
    painter.setBrush(QColor(theme.card))
    painter.drawEllipse(centre, 1.2 * em, 1.2 * em)
    painter.setPen(QColor(theme.ink))
    painter.setFont(theme.type(1.2, bold=True))
    painter.drawText(QRectF(centre.x() - em, centre.y() - 1.2 * em, 2 * em, 2.4 * em), CENTRE, "Σ")
    painter.setFont(theme.type(bold=True))
    _paint_over(painter, significant(drawing.total), centre + QPointF(0, 2.3 * em), theme)
    _paint_activation(painter, drawing.activation, centre + QPointF(0, 5.1 * em), places, theme)
    painter.setFont(theme.type(bold=True))
    painter.setPen(QColor(theme.peony))
    _paint_over(painter, significant(drawing.output), centre + QPointF(0, 8 * em), theme)


def _paint_activation(painter: QPainter, name: str, middle: QPointF, places: Places, theme: Theme) -> None:
    em = theme.em
    painter.setFont(theme.type(0.95))
    metrics = painter.fontMetrics()
    wide = min(metrics.horizontalAdvance(name) + 1.4 * em, places.width - places.sum_left - 0.4 * em)
    box = QRectF(middle.x() - wide / 2, middle.y() - em, wide, 2 * em)
    painter.setPen(QPen(QColor(theme.edge), 1))
    painter.setBrush(QColor(theme.tint("A") or theme.card))
    painter.drawRoundedRect(box, 0.4 * em, 0.4 * em)
    painter.setPen(QColor(theme.ink))
    painter.drawText(box, CENTRE, metrics.elidedText(name, _ELIDE, round(wide)))


_ELIDE = Qt.TextElideMode.ElideRight
