"""A matrix for paper: names, cells, numbers, colour bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.drawings.drawing import Drawing, column, row
from gui.drawings.text import plain, text
from gui.items.colour_bar import paint_bar, paint_mark
from gui.items.heat_layout import Cell, Layout, Matrix, lay_out
from gui.items.heat_names import paint_names, paint_strong_names
from gui.items.heat_paint import paint_cells
from gui.items.names import visible
from gui.theme import Theme


def matrix(shown: Matrix, theme: Theme, width: float, height: float, outlined: int | None = None) -> Drawing:
    """Return a matrix at most `width` by `height` large; the row `outlined` and its cell have a frame."""
    names = {name: tuple(map(visible, getattr(shown, name))) for name in ("row_names", "col_names")}
    shown = replace(shown, **names)
    layout = lay_out(shown, QRectF(0, 0, width, height), theme)
    cell = shown.cell
    row, col = cell or (outlined, None)

    def paint(painter: QPainter) -> None:
        paint_cells(painter, shown, layout, theme)
        paint_names(painter, beside(shown, layout, row, col), layout, theme)
        paint_bar(painter, layout.bar, shown.scale, shown.colours, theme)
        paint_strong_names(painter, shown, layout, theme, row, col)
        if outlined is not None:
            _paint_row(painter, layout, theme, outlined)
        if cell is not None:
            _paint_cell(painter, shown, layout, theme, cell)

    figures = 1.5 * theme.em if shown.beside else 0
    used = max(layout.grid.area.bottom(), layout.bar.bottom() + figures) + theme.em
    return Drawing(width, min(used, height), paint)


def beside(shown: Matrix, layout: Layout, row: int | None, col: int | None) -> Matrix:
    """Return a matrix without the names that strong ones take the place of: text stays under paint."""
    rows = _clear(shown.row_names, layout.row_box, row)
    return replace(shown, row_names=rows, col_names=_clear(shown.col_names, layout.col_box, col))


def _clear(names: tuple[str, ...], box: Callable[[int], QRectF], strong: int | None) -> tuple[str, ...]:
    if strong is None:
        return names
    taken = box(strong).adjusted(2, 2, -2, -2)
    return tuple("" if box(place).intersects(taken) else name for place, name in enumerate(names))


def matrices(
    shown: Sequence[tuple[str, Matrix, int | None]], theme: Theme, width: float, height: float
) -> Drawing:
    """Return matrices beside each other, each with its caption and the row that is outlined."""
    gap = 1.2 * theme.em
    each = (width - gap * (len(shown) - 1)) / len(shown)
    font, ink = theme.type(0.95), theme.ink
    said = [text(f"<b>{plain(caption)}</b>", font, ink, each) if caption else None for caption, _, _ in shown]
    highest = max((caption.height for caption in said if caption), default=0)
    parts = []
    for caption, (_, one, outlined) in zip(said, shown, strict=True):
        over = [replace(caption, height=highest)] if caption else []  # the matrices stand level
        parts.append(column(*over, matrix(one, theme, each, height, outlined), gap=0.2 * theme.em))
    return row(*parts, gap=gap)


def _paint_row(painter: QPainter, layout: Layout, theme: Theme, outlined: int) -> None:
    painter.setPen(QPen(QColor(theme.ink), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(layout.grid.row(outlined).adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)


def _paint_cell(painter: QPainter, shown: Matrix, layout: Layout, theme: Theme, cell: Cell) -> None:
    """Frame a cell, and point at its colour; light and dark together show on every colour."""
    box = layout.grid.cell(*cell)
    grow = max(0.0, (5 - min(box.width(), box.height())) / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, thick in ((theme.card, 3.5), (theme.ink, 1.5)):
        painter.setPen(QPen(QColor(ink), thick))
        painter.drawRect(box.adjusted(-grow, -grow, grow, grow))
    paint_mark(painter, layout.bar, shown.scale, float(shown.values[cell]), theme)
