"""A picture that can be painted on anything, and how pictures are put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPainter, QRegion
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, eq=False)
class Drawing:
    """What `paint` draws right and down of the origin, within `width` by `height` pixels (96 an inch)."""

    width: float
    height: float
    paint: Callable[[QPainter], None]

    def paint_at(self, painter: QPainter, x: float, y: float) -> None:
        """Paint with the origin at a point."""
        painter.save()
        painter.translate(x, y)
        self.paint(painter)
        painter.restore()


def column(*drawings: Drawing, gap: float = 0) -> Drawing:
    """Put drawings below each other."""

    def paint(painter: QPainter) -> None:
        y = 0.0
        for drawing in drawings:
            drawing.paint_at(painter, 0, y)
            y += drawing.height + gap

    height = sum(drawing.height for drawing in drawings) + gap * max(len(drawings) - 1, 0)
    return Drawing(max((drawing.width for drawing in drawings), default=0), height, paint)


def row(*drawings: Drawing, gap: float = 0) -> Drawing:
    """Put drawings beside each other."""

    def paint(painter: QPainter) -> None:
        x = 0.0
        for drawing in drawings:
            drawing.paint_at(painter, x, 0)
            x += drawing.width + gap

    width = sum(drawing.width for drawing in drawings) + gap * max(len(drawings) - 1, 0)
    return Drawing(width, max((drawing.height for drawing in drawings), default=0), paint)


def padded(drawing: Drawing, edge: float) -> Drawing:
    """Leave an edge on every side."""
    return Drawing(
        drawing.width + 2 * edge,
        drawing.height + 2 * edge,
        lambda painter: drawing.paint_at(painter, edge, edge),
    )


def fitted(drawing: Drawing, width: float) -> Drawing:
    """Make a drawing that is wider than `width` smaller."""
    scale = min(1.0, width / drawing.width) if drawing.width else 1.0

    def paint(painter: QPainter) -> None:
        painter.scale(scale, scale)
        drawing.paint(painter)

    return Drawing(scale * drawing.width, scale * drawing.height, paint)


def wrapped(drawings: Sequence[Drawing], width: float, gap: float) -> Drawing:
    """Put drawings beside each other like words: as many lines as `width` makes necessary."""
    lines: list[list[Drawing]] = [[]]
    left = width
    for drawing in drawings:
        if lines[-1] and drawing.width > left:
            lines.append([])
            left = width
        lines[-1].append(drawing)
        left -= drawing.width + gap
    return column(*(row(*line, gap=gap) for line in lines), gap=gap)


def rendered(widget: QWidget, ground: str) -> Drawing:
    """Return a widget as it stands on the screen, on a ground that it does not paint itself."""

    def paint(painter: QPainter) -> None:
        painter.fillRect(widget.rect(), QColor(ground))
        widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)

    return Drawing(widget.width(), widget.height(), paint)
