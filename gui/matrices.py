"""The matrix in focus as it is drawn: by itself, or the pinned one, the present one and their difference."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.compare import head_of
from engine.trace import Trace
from gui.items.colours import Scale, scale_of
from gui.items.heat_layout import Matrix
from gui.scene import Scene


def matrix_of(scene: Scene) -> Matrix | None:
    """Return the matrix in focus as it is to be drawn; beside a pinned one, on the scale of both."""
    drawn = _drawn(scene, scene.trace, scene.matrix)
    if drawn is None or (other := pinned_values(scene)) is None:
        return drawn
    return replace(drawn, scale=shared_scale(scene.matrix, other), bar_below=True)


def pinned_matrix(scene: Scene) -> Matrix | None:
    """Return the pinned trace's matrix on the scale of both; None where there is nothing to draw."""
    values = pinned_values(scene)
    drawn = _drawn(scene, scene.pinned, values) if scene.pinned and values is not None else None
    return drawn and replace(drawn, scale=shared_scale(scene.matrix, drawn.values), bar_below=True)


def difference_matrix(scene: Scene) -> Matrix | None:
    """Return present minus pinned, its colours reaching as far as those of both; None without one."""
    other, apart = pinned_values(scene), scene.difference
    if other is None or apart is None:
        return None
    drawn = _drawn(scene, scene.trace, apart)
    scale = shared_scale(scene.matrix, other)
    reach = max(abs(scale.low), scale.high)
    return drawn and replace(drawn, scale=Scale(-reach, reach, True), bar_below=True)


def pinned_values(scene: Scene) -> np.ndarray | None:
    """Return the values of the pinned trace for the matrix in focus."""
    if scene.pinned is None:
        return None
    return scene.pinned.matrix(scene.state.focus, head_of(scene.pinned, scene.head))


def shared_scale(one: np.ndarray, other: np.ndarray) -> Scale:
    """Return the scale that spans both matrices."""
    return scale_of(np.concatenate([one.ravel(), other.ravel()]))


def _drawn(scene: Scene, trace: Trace, values: np.ndarray) -> Matrix | None:
    words, names = scene.words, trace.tokens
    if not values.size:
        return None
    columns = names if scene.by_token else tuple(str(col + 1) for col in range(values.shape[1]))
    return Matrix(
        values,
        names,
        columns,
        words("axis.query" if scene.by_token else "axis.token"),
        words("axis.key" if scene.by_token else "axis.dimension"),
        scene.by_token,
        scale_of(values),
        scene.state.colours,
    )
