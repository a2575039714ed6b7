"""A picture on a sheet of A4, as large as it can be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter

from gui.drawings.drawing import Drawing
from gui.drawings.svg import DOTS

SHORT, LONG, EDGE = (millimetres / 25.4 * DOTS for millimetres in (210, 297, 12))  # in pixels
SHEETS = ((LONG, SHORT), (SHORT, LONG))


def on_a4(drawings: Sequence[Drawing]) -> Drawing:
    """Return that drawing, on a sheet that way up, which is largest on it; none is enlarged."""
    tried = ((drawing, sheet) for drawing in drawings for sheet in SHEETS)
    return _placed(*max(tried, key=lambda each: _scale(*each)))


def _scale(drawing: Drawing, sheet: tuple[float, float]) -> float:
    wide, high = (side - 2 * EDGE for side in sheet)
    return min(1.0, wide / drawing.width, high / drawing.height)


def _placed(drawing: Drawing, sheet: tuple[float, float]) -> Drawing:
    """Put a drawing at the top of a sheet, in its middle."""
    scale = _scale(drawing, sheet)

    def paint(painter: QPainter) -> None:
        painter.translate((sheet[0] - scale * drawing.width) / 2, EDGE)
        painter.scale(scale, scale)
        drawing.paint(painter)

    return Drawing(*sheet, paint)
