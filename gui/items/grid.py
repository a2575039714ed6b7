"""Where the cells of a drawn matrix are: pure geometry."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF


@dataclass(frozen=True)
class Grid:
    """`rows` × `cols` equal cells inside `area`."""

    area: QRectF
    rows: int
    cols: int

    @property
    def width(self) -> float:
        """Width of a cell in pixels."""
        return self.area.width() / max(self.cols, 1)

    @property
    def height(self) -> float:
        """Height of a cell in pixels."""
        return self.area.height() / max(self.rows, 1)

    def cell(self, row: int, col: int) -> QRectF:
        """Return the rectangle of a cell."""
        corner = self.area.topLeft() + QPointF(col * self.width, row * self.height)
        return QRectF(corner.x(), corner.y(), self.width, self.height)

    def row(self, row: int) -> QRectF:
        """Return the rectangle of a whole row."""
        return QRectF(self.area.x(), self.area.y() + row * self.height, self.area.width(), self.height)

    def column(self, col: int) -> QRectF:
        """Return the rectangle of a whole column."""
        return QRectF(self.area.x() + col * self.width, self.area.y(), self.width, self.area.height())

    def at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the (row, col) that lies under `point`, None outside."""
        inside = point - self.area.topLeft()
        if not (0 <= inside.x() < self.area.width() and 0 <= inside.y() < self.area.height()):
            return None
        row, col = int(inside.y() / self.height), int(inside.x() / self.width)
        return min(row, self.rows - 1), min(col, self.cols - 1)


def step_for(label: float, cell: float, digits: tuple[int, ...] = (1, 2, 3, 5)) -> int:
    """Return the least of 1, 2, 3, 5, 10, 20, … at which labels of size `label` fit `cell` by `cell`."""
    steps = (digit * 10**power for power in range(9) for digit in digits)
    return next(step for step in steps if step * cell >= label or step >= 10**8)
