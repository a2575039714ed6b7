"""Paints which cells of a matrix were a right answer to a question, and which a wrong one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.items.heat_layout import Layout, Matrix
from gui.theme import Theme

SIGNS = {True: "✓", False: "✗"}
# The least side of a cell for a sign, how wide that is, and how far its middle lies from the corner, in
# ems: in a small cell it lies on the corner, for the number has to stay readable.
SIZES = ((2.8, 1.25, 0.75), (1.2, 0.7, 0.1))
# Where there is no room for a sign the lines tell right from wrong, not their colour alone.
LINES = {True: Qt.PenStyle.DashLine, False: Qt.PenStyle.DotLine}


def paint_judged(painter: QPainter, matrix: Matrix, layout: Layout, theme: Theme) -> None:
    """Outline every cell that was judged, and put its sign into its corner."""
    grid, em = layout.grid, theme.em
    for cell, right in matrix.judged.items():
        box, colour = grid.cell(*cell), QColor(theme.green if right else theme.peony)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # The light line below shows the other on every colour.
        for pen in (QPen(QColor(theme.card), 3.5), QPen(colour, 2, LINES[right])):
            painter.setPen(pen)
            painter.drawRect(box.adjusted(1.5, 1.5, -1.5, -1.5))
        for least, side, inwards in SIZES:
            if min(box.width(), box.height()) >= least * em:
                middle = box.topRight() + QPointF(-inwards, inwards) * em
                _paint_sign(painter, middle, side, SIGNS[right], colour, theme)
                break


def _paint_sign(
    painter: QPainter, middle: QPointF, side: float, sign: str, colour: QColor, theme: Theme
) -> None:
    ground = QRectF(0, 0, side * theme.em, side * theme.em)
    ground.moveCenter(middle)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(QColor(theme.card))
    painter.drawEllipse(ground)
    painter.setFont(theme.type(0.72 * side, bold=True))
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, sign)
