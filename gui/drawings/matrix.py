"""A matrix for paper: names, cells, numbers, colour bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.drawings.drawing import Drawing, column, row
from gui.drawings.text import plain, text
from gui.items.colour_bar import paint_bar
from gui.items.heat_layout import Layout, Matrix, lay_out
from gui.items.heat_names import paint_names, paint_strong_names
from gui.items.heat_paint import paint_cells
from gui.items.names import visible
from gui.theme import Theme


def matrix(shown: Matrix, theme: Theme, width: float, height: float, outlined: int | None = None) -> Drawing:
    """Return a matrix at most `width` by `height` large; the row `outlined` has a frame."""
    names = {name: tuple(map(visible, getattr(shown, name))) for name in ("row_names", "col_names")}
    shown = replace(shown, **names)
    layout = lay_out(shown, QRectF(0, 0, width, height), theme)

    def paint(painter: QPainter) -> None:
        paint_cells(painter, shown, layout, theme)
        paint_names(painter, shown, beside(layout, outlined), theme)
        paint_bar(painter, layout.bar, shown.scale, shown.colours, theme)
        if outlined is not None:
            _paint_row(painter, shown, layout, theme, outlined)

    figures = 1.5 * theme.em if shown.beside else 0
    used = max(layout.grid.area.bottom(), layout.bar.bottom() + figures) + theme.em
    return Drawing(width, min(used, height), paint)


def beside(layout: Layout, outlined: int | None) -> Layout:
    """Return a layout without the names that the strong one takes the place of: text stays under paint."""
    if outlined is None:
        return layout
    strong = layout.row_box(outlined).adjusted(2, 2, -2, -2)
    left = (row for row in layout.rows if not layout.row_box(row).intersects(strong))
    return replace(layout, rows=tuple(left))


def matrices(
    shown: Sequence[tuple[str, Matrix, int | None]], theme: Theme, width: float, height: float
) -> Drawing:
    """Return matrices beside each other, each with its caption and the row that is outlined."""
    gap = 1.2 * theme.em
    each = (width - gap * (len(shown) - 1)) / len(shown)
    parts = []
    for caption, one, outlined in shown:
        said = [text(f"<b>{plain(caption)}</b>", theme.type(0.95), theme.ink, each)] if caption else []
        parts.append(column(*said, matrix(one, theme, each, height, outlined), gap=0.2 * theme.em))
    return row(*parts, gap=gap)


def _paint_row(painter: QPainter, shown: Matrix, layout: Layout, theme: Theme, outlined: int) -> None:
    paint_strong_names(painter, shown, layout, theme, outlined, None)
    painter.setPen(QPen(QColor(theme.ink), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(layout.grid.row(outlined).adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)
