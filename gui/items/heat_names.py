"""Paints the names beside and above the cells of a matrix."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gui.items.heads import CHARACTER, is_spelt, is_wide, lies, stacks
from gui.items.heat_layout import Layout, Matrix
from gui.theme import Theme

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter


def paint_names(painter: QPainter, matrix: Matrix, layout: Layout, theme: Theme) -> None:
    """Draw the names that there is room for, and what the two axes are."""
    for row in layout.rows:
        _row_name(painter, matrix, layout, theme, row)
    for col in layout.cols:
        _col_name(painter, matrix, layout, theme, col)
    painter.setFont(theme.type(0.85))
    painter.setPen(QColor(theme.quiet))
    area, edge = layout.grid.area, layout.edge
    _title(painter, QRectF(area.x(), 0, layout.right - area.x(), edge.y()), matrix.col_title, LEFT)
    if not matrix.row_title:
        return
    if is_wide(matrix.row_title):  # a word or two: they fit upright
        corner = QRectF(0, area.top(), edge.x(), area.height())
        painter.drawText(corner, LEFT | Qt.AlignmentFlag.AlignTop, "\n".join(matrix.row_title))
        return
    long = min(max(area.height(), 11 * theme.em), area.bottom())
    _turned(painter, 0, area.bottom())
    _title(painter, QRectF(0, 0, long, edge.x()), matrix.row_title, RIGHT)
    painter.restore()


def _title(painter: QPainter, box: QRectF, title: str, side: Qt.AlignmentFlag) -> None:
    shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, round(box.width()))
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)


def paint_strong_names(
    painter: QPainter, matrix: Matrix, layout: Layout, theme: Theme, row: int | None, col: int | None
) -> None:
    """Draw the names of a row and a column strongly, in place of neighbours that they would cover."""
    if row is not None:
        box = layout.row_box(row)
        _erase(painter, box, [layout.row_box(near) for near in layout.rows], theme)
        _row_name(painter, matrix, layout, theme, row, strong=True)
    if col is not None and col < len(matrix.col_names):
        boxes = {near: _written(matrix, layout, near, theme) for near in (*layout.cols, col)}
        _erase(painter, boxes[col], list(boxes.values()), theme)
        _col_name(painter, matrix, layout, theme, col, strong=True)


def _written(matrix: Matrix, layout: Layout, col: int, theme: Theme) -> QRectF:
    """Return what the name of a column covers: there may be more room than it needs."""
    box = layout.col_box(col)
    if not layout.standing:
        wide = QFontMetricsF(theme.type(0.95, bold=True)).horizontalAdvance(matrix.col_names[col]) + 6
        spare = max(box.width() - wide, 0) / 2
        box.adjust(spare, 0, -spare, 0)
    return box


def _erase(painter: QPainter, box: QRectF, others: list[QRectF], theme: Theme) -> None:
    """Make room for a name, and leave no half of another one."""
    inner = box.adjusted(2, 2, -2, -2)
    for each in (box, *(other for other in others if other.intersects(inner))):
        painter.fillRect(each, QColor(theme.paper))


def _row_name(
    painter: QPainter, matrix: Matrix, layout: Layout, theme: Theme, row: int, strong: bool = False
) -> None:
    _name(painter, layout.row_box(row), matrix.row_names[row], theme, strong, RIGHT, row + 1)


def _col_name(
    painter: QPainter, matrix: Matrix, layout: Layout, theme: Theme, col: int, strong: bool = False
) -> None:
    """Draw a name down to the edge of the cells, whichever way it stands."""
    box, name, line = layout.col_box(col), matrix.col_names[col], layout.line
    step = CHARACTER * line
    if is_lying(name, box.width(), layout, theme):
        lowest = QRectF(box.x(), box.bottom() - line, box.width(), line)
        _name(painter, lowest, name, theme, strong, CENTRE, col + 1)
    elif stacks(name) and len(name) * step <= box.height() + 2:
        for place, char in enumerate(reversed(name), start=1):
            cell = QRectF(box.x(), box.bottom() - place * step, box.width(), step)
            _name(painter, cell, char, theme, strong, CENTRE, col + 1)
    else:
        _turned(painter, box.left(), box.bottom())
        _name(painter, QRectF(0, 0, box.height(), box.width()), name, theme, strong, LEFT, col + 1)
        painter.restore()


def is_lying(name: str, wide: float, layout: Layout, theme: Theme) -> bool:
    """Whether the name of a column lies; those spelt with letters lie all or none."""
    if not layout.standing:
        return True
    return not (layout.turned and is_spelt(name)) and lies(name, wide, QFontMetricsF(theme.type(0.95)))


def _turned(painter: QPainter, x: float, y: float) -> None:
    """Let what follows be read from below; the caller restores the painter."""
    painter.save()
    painter.translate(x, y)
    painter.rotate(-90)


def _name(
    painter: QPainter, box: QRectF, name: str, theme: Theme, strong: bool, side: Qt.AlignmentFlag, number: int
) -> None:
    """Draw a name, as much of it as fits; its number where that would be nothing."""
    font = theme.type(0.95, bold=strong)
    painter.setFont(font)
    painter.setPen(QColor(theme.peony if strong else theme.ink))
    shown = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, box.width() + 1)
    if len(shown) < 2 <= len(name):  # an ellipsis alone, or less
        shown = str(number)
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, shown)
