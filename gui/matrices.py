"""The matrix in focus as it is drawn: by itself, or the pinned one, the present one and their difference."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.compare import head_of
from engine.sheet import Sheet
from engine.trace import Trace
from gui.items.colours import Scale, scale_of
from gui.items.heat_layout import Cell, Companions, Matrix
from gui.scene import Scene


def matrix_of(scene: Scene) -> Matrix | None:
    """Return the matrix in focus as it is to be drawn; beside a pinned one, on the scale of both."""
    drawn, other = _now(scene), _pinned(scene)
    if drawn is None or other is None:
        return drawn
    return _beside(drawn, drawn, other, shared_scale(drawn, other))


def pinned_matrix(scene: Scene) -> Matrix | None:
    """Return the pinned trace's matrix on the scale of both; None where there is nothing to draw."""
    drawn, other = _now(scene), _pinned(scene)
    if drawn is None or other is None:
        return other
    return _beside(other, drawn, other, shared_scale(drawn, other))


def difference_matrix(scene: Scene) -> Matrix | None:
    """Return present minus pinned, its colours reaching as far as those of both; None without one."""
    drawn, other, apart = _now(scene), _pinned(scene), scene.difference
    if drawn is None or other is None or apart is None:
        return None
    scale = shared_scale(drawn, other)
    reach = max(abs(scale.low), scale.high)
    signed = _reaching(Scale(-reach, reach, True), apart)
    return _beside(replace(drawn, values=apart, plus=True), drawn, other, signed)


def _now(scene: Scene) -> Matrix | None:
    return _drawn(scene, scene.trace, scene.matrix, scene.cell)


def _pinned(scene: Scene) -> Matrix | None:
    values = pinned_values(scene)
    return None if values is None else _drawn(scene, scene.pinned, values, pinned_cell(scene))


def _beside(shown: Matrix, now: Matrix, pinned: Matrix, scale: Scale) -> Matrix:
    """Return a matrix on another scale, in the room of both, with nothing at its side that takes more."""
    room = Companions(
        *np.maximum(now.values.shape, pinned.values.shape).tolist(),
        now.row_names + pinned.row_names,
        now.col_names + pinned.col_names,
    )
    return replace(shown, scale=scale, beside=room, row_title="")


def sheet_of(scene: Scene) -> Sheet | None:
    """Return the matrix in focus as a table; None where there is none."""
    shown = matrix_of(scene)
    if shown is None:
        return None
    one = scene.head is not None and scene.trace.heads > 1
    name = f"{scene.focus} {scene.head + 1}/{scene.trace.heads}" if one else scene.focus
    return Sheet(name, shown.col_names, shown.row_names, shown.values)


def pinned_values(scene: Scene) -> np.ndarray | None:
    """Return the values of the pinned trace for the matrix in focus."""
    if scene.pinned is None or (scene.of_weights and scene.pinned.projections is None):
        return None
    return scene.pinned.matrix(scene.focus, head_of(scene.pinned, scene.head))


def pinned_cell(scene: Scene) -> Cell | None:
    """Return where the explained cell lies in the pinned matrix; None where its tokens are not there."""
    if scene.of_weights or scene.cell is None:
        return scene.cell
    row, col = scene.pinned_rows.get(scene.cell[0]), scene.cell[1]
    there = scene.pinned_rows.get(col) if scene.by_token else col
    return None if row is None or there is None else (row, there)


def shared_scale(one: Matrix, other: Matrix) -> Scale:
    """Return the scale that spans both matrices."""
    made = scale_of(np.concatenate([_unedited(one).ravel(), _unedited(other).ravel()]))
    return _reaching(made, np.concatenate([one.values.ravel(), other.values.ravel()]))


def _unedited(shown: Matrix) -> np.ndarray:
    """Return the values by which others are coloured: one large number set by hand would pale them all."""
    values = shown.values.copy()
    for cell in shown.marked:
        values[cell] = np.nan
    return values


def _reaching(scale: Scale, values: np.ndarray) -> Scale:
    """Return a scale that says whether values lie beyond it."""
    finite = values[np.isfinite(values)]
    return replace(scale, beyond=(bool((finite < scale.low).any()), bool((finite > scale.high).any())))


def _drawn(scene: Scene, trace: Trace, values: np.ndarray, cell: Cell | None) -> Matrix | None:
    words, names = scene.words, trace.tokens
    if not values.size:
        return None
    rows, row_title = (names, "token") if not scene.of_weights else (numbers(values.shape[0]), "input")
    cols, col_title = (names, "key") if scene.by_token else (numbers(values.shape[1]), "dimension")
    inside = cell is not None and cell[0] < values.shape[0] and cell[1] < values.shape[1]
    drawn = Matrix(
        values,
        rows,
        cols,
        words("axis.query" if scene.by_token else f"axis.{row_title}"),
        words(f"axis.{col_title}"),
        scene.by_token,
        scale_of(values),
        scene.state.colours,
        marked=edited_cells(scene, trace),
        cell=cell if inside else None,
    )
    return replace(drawn, scale=_reaching(scale_of(_unedited(drawn)), values)) if drawn.marked else drawn


def numbers(count: int) -> tuple[str, ...]:
    """Name dimensions, from 1."""
    return tuple(str(number + 1) for number in range(count))


def edited_cells(scene: Scene, trace: Trace) -> frozenset[tuple[int, int]]:
    """Return the cells of the matrix in focus that were set by hand."""
    if not scene.of_weights or trace.projections is None:
        return frozenset()
    places = [place for place in trace.projections.edited if place.matrix == scene.focus]
    if scene.head is not None:
        return frozenset((place.row, place.col) for place in places if place.head == scene.head)
    return frozenset((place.row, place.head * trace.head_dim + place.col) for place in places)
