"""Words and the weights between them: what gets a line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Line = tuple[int, int, float]  # query, key, weight


@dataclass(frozen=True, eq=False)
class Web:
    """Words, the weights between them (m, m), and which weights get a line.

    `wanted` are to get one. Where they are too many to draw, `drawn` are the strongest of them; of the
    others, those of a selected word are drawn with it. `before` are the pinned weights that would have got
    one; those of other words are no numbers.
    """

    names: tuple[str, ...]
    weights: np.ndarray
    drawn: np.ndarray
    wanted: np.ndarray
    before: np.ndarray | None = None


def lines_of(weights: np.ndarray, drawn: np.ndarray, row: int | None = None) -> list[Line]:
    """Return the lines of one word or of all; the strongest last, to be on top."""
    rows = range(len(weights)) if row is None else (row,)
    lines = [(i, int(j), float(weights[i, j])) for i in rows for j in np.flatnonzero(drawn[i])]
    return sorted(lines, key=lambda line: abs(line[2]))


def largest_of(web: Web) -> float:
    """Return the size of the largest weight that is drawn, now or as pinned."""
    shown = [web.weights[web.wanted], *([] if web.before is None else [web.before[np.isfinite(web.before)]])]
    return float(np.abs(np.concatenate(shown)).max(initial=0)) or 1.0
