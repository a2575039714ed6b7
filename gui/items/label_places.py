"""Where names go beside their dots, so that they do not cover each other: pure geometry."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

# Which way a name lies from its dot, in the order in which it is tried: right, left, above, below, corners.
_WAYS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))


def place_labels(
    dots: Sequence[QPointF], sizes: Sequence[QSizeF], needed: Sequence[bool], room: QRectF, apart: float
) -> list[QRectF | None]:
    """Return the box of each name; None where one that is not needed finds no free place.

    Parameters
    ----------
    dots, sizes
        Where the dots are, and how large their names.
    needed
        Which names must be written: they choose first, and where nothing is free cover as little as
        they can.
    room
        What no name may leave.
    apart
        How far from the middle of its dot a name begins, and a dot from other names.
    """
    around = np.array([(dot.x() - apart, dot.y() - apart, dot.x() + apart, dot.y() + apart) for dot in dots])
    taken = [*around.reshape(-1, 4)]
    found: list[QRectF | None] = [None] * len(dots)
    order = sorted(range(len(dots)), key=lambda number: (not needed[number], number))
    for number in order:
        # A name that must be written may stand farther off before it covers anything.
        rings = (1.0, 2.5, 4.0) if needed[number] else (1.0,)
        boxes = [_box(dots[number], sizes[number], way, ring * apart) for ring in rings for way in _WAYS]
        inside = [box for box in boxes if room.contains(box)] or boxes[:1]
        covered = [_covered(box, taken, number) for box in inside]
        best = int(np.argmin(covered))
        if covered[best] == 0 or needed[number]:
            found[number] = inside[best]
            taken.append(np.array(inside[best].getCoords()))
    return found


def _box(dot: QPointF, size: QSizeF, way: tuple[int, int], apart: float) -> QRectF:
    wide, high = size.width(), size.height()
    x = dot.x() + way[0] * (apart + wide / 2)
    # Beside the dot its middle is level with it; above and below it stands clear of it.
    y = dot.y() + way[1] * (apart + high / 2) * (0.8 if way[0] else 1)
    return QRectF(x - wide / 2, y - high / 2, wide, high)


def _covered(box: QRectF, taken: Sequence[np.ndarray], own: int) -> float:
    """Return the area of `box` that lies on other things than its own dot."""
    others = np.array([each for number, each in enumerate(taken) if number != own])
    if not len(others):
        return 0.0
    left, top, right, bottom = box.getCoords()
    wide = np.minimum(others[:, 2], right) - np.maximum(others[:, 0], left)
    high = np.minimum(others[:, 3], bottom) - np.maximum(others[:, 1], top)
    return float((np.maximum(wide, 0) * np.maximum(high, 0)).sum())
