"""Which cell is worked out on paper, where nobody is there to point at another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gui.scene import Scene


def telling_unless_chosen(scene: Scene) -> Scene:
    """Return a scene as it is where somebody chose a word or a cell, or where tokens are no columns."""
    chosen = scene.state.anchor is not None or scene.state.col is not None
    return scene if chosen or not scene.by_token else telling(scene)


def telling(scene: Scene) -> Scene:
    """Return a scene of tokens by tokens with a cell that tells something.

    That is the one selected in the window; where it is 0, the largest between two tokens. It is the
    same one in every picture.
    """
    state = scene.state
    if scene.cell is None:
        return scene
    if scene.matrix[scene.cell] != 0:
        return replace(scene, state=replace(state, col=scene.cell[1]))
    others = np.where(np.eye(len(scene.matrix), dtype=bool), -np.inf, scene.matrix)
    row, col = divmod(int(others.argmax()), len(others))
    return replace(scene, state=replace(state, anchor=scene.trace.rows[row].start, col=col))
