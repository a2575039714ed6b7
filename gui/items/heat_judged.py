"""Paints which cells of a matrix were a right answer to a question, and which a wrong one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.items.heat_layout import Layout, Matrix
from gui.theme import Theme

SIGNS = {True: "✓", False: "✗"}
ROOM = 1.8  # ems that a cell needs in both directions to hold a sign besides its number
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
        if min(box.width(), box.height()) >= ROOM * em:
            _paint_sign(painter, box.topRight() + QPointF(-0.75 * em, 0.75 * em), right, colour, theme)


def _paint_sign(painter: QPainter, middle: QPointF, right: bool, colour: QColor, theme: Theme) -> None:
    side = 1.25 * theme.em
    ground = QRectF(0, 0, side, side)
    ground.moveCenter(middle)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(QColor(theme.card))
    painter.drawEllipse(ground)
    painter.setFont(theme.type(0.9, bold=True))
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, SIGNS[right])
