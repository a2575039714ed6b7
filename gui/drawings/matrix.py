"""A matrix for paper: names, cells, numbers, colour bar."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.drawings.drawing import Drawing
from gui.items.colour_bar import paint_bar
from gui.items.heat_layout import Layout, Matrix, lay_out
from gui.items.heat_names import paint_names, paint_strong_names
from gui.items.heat_paint import paint_cells
from gui.items.names import visible
from gui.theme import Theme


def matrix(shown: Matrix, theme: Theme, width: float, height: float, row: int | None = None) -> Drawing:
    """Return a matrix at most `width` by `height` large; `row` is outlined."""
    names = {name: tuple(map(visible, getattr(shown, name))) for name in ("row_names", "col_names")}
    shown = replace(shown, **names)
    layout = lay_out(shown, QRectF(0, 0, width, height), theme)

    def paint(painter: QPainter) -> None:
        paint_cells(painter, shown, layout, theme)
        paint_names(painter, shown, layout, theme)
        paint_bar(painter, layout.bar, shown.scale, shown.colours, theme)
        if row is not None:
            _paint_row(painter, shown, layout, theme, row)

    used = max(layout.grid.area.bottom(), layout.bar.bottom()) + theme.em
    return Drawing(width, min(used, height), paint)


def _paint_row(painter: QPainter, shown: Matrix, layout: Layout, theme: Theme, row: int) -> None:
    paint_strong_names(painter, shown, layout, theme, row, None)
    painter.setPen(QPen(QColor(theme.ink), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(layout.grid.row(row).adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)
