"""What several experiments take from a scene: which token is meant, how its weights are drawn."""

from __future__ import annotations

import numpy as np

from gui.items.colours import Scale, scale_of
from gui.items.heat_layout import Matrix
from gui.items.names import short, visible
from gui.scene import Scene


def row_of(scene: Scene) -> int:
    """Return the row of the selected token; where that is not kept, of the top of the ranking."""
    return scene.order[0] if scene.row is None else scene.row


def name_of(token: str) -> str:
    """Return a token as it is named in a sentence."""
    return short(visible(token))


def weights_matrix(
    scene: Scene, values: np.ndarray, tokens: tuple[str, ...], scale: Scale | None = None
) -> Matrix:
    """Return weights of queries on keys, (m, m), as they are to be drawn."""
    words = scene.words
    titles = words("axis.query"), words("axis.key")
    return Matrix(values, tokens, tokens, *titles, True, scale or scale_of(values), scene.state.colours)


def by_dimension(
    scene: Scene, values: np.ndarray, rows: tuple[str, ...], title: str, scale: Scale | None = None
) -> Matrix:
    """Return rows over numbered dimensions as they are to be drawn."""
    columns = tuple(map(str, range(1, values.shape[1] + 1)))
    titles = title, scene.words("axis.dimension")
    return Matrix(values, rows, columns, *titles, False, scale or scale_of(values), scene.state.colours)


def signed(reach: float) -> Scale:
    """Return a scale centred on 0."""
    return Scale(-(reach or 1.0), reach or 1.0, True)
