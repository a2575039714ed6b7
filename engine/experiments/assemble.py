"""An output row put together term by term: z_i = Σ_j δ_ij v_j (claims 10 and 17)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import measures
from engine.pipeline import freeze
from engine.trace import Trace, side_by_side

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Assembly:
    """How one token's output row comes about, the farthest-reaching weights first.

    Attributes
    ----------
    row, head
        Which output row; `head` None is all heads side by side, d = h·d_k, else d = d_k.
    order
        Which token's value each of the m terms is.
    weights
        δ_ij of each term, (m,); with all heads their mean.
    terms
        δ_ij v_j, (m, d).
    sums
        The sum of the terms so far, (m, d): the last is the output row.
    lengths, reached
        Euclidean length of each term and of each sum, (m,).
    output
        z_i as the trace has it, (d,).
    """

    row: int
    head: int | None
    order: tuple[int, ...]
    weights: Array
    terms: Array
    sums: Array
    lengths: Array
    reached: Array
    output: Array

    def __post_init__(self) -> None:
        """Make every array read-only."""
        freeze(tuple(vars(self).values()))

    @property
    def residual(self) -> float:
        """Largest absolute difference of the last sum from the output row: rounding alone."""
        last = self.sums[-1] if len(self.sums) else 0.0
        return float(np.abs(last - self.output).max(initial=0))

    def needed(self, share: float) -> int:
        """Return after how many terms the sum stays within `share` of |z_i| from z_i."""
        apart = measures.norms(self.sums - self.output)
        outside = np.flatnonzero(apart > share * np.linalg.norm(self.output))
        return min(int(outside[-1]) + 2, len(apart)) if outside.size else min(1, len(apart))

    @property
    def cancelled(self) -> float:
        """Share of the terms' lengths that is lost because they point different ways, 0 to 1."""
        total = float(self.lengths.sum())
        return 1 - float(np.linalg.norm(self.output)) / total if total > 0 else 0.0


def assemble(trace: Trace, row: int, head: int | None = None) -> Assembly:
    """Return the terms of z_row in order of weight, the farthest from 0 first.

    Raises
    ------
    IndexError
        There is no such row.
    """
    if not 0 <= row < len(trace.tokens):
        raise IndexError(f"row {row} of {len(trace.tokens)}")
    chosen = slice(None) if head is None else slice(head, head + 1)
    delta, V = trace.A[chosen, row], trace.V[chosen]
    weights = delta.mean(axis=0)
    order = measures.ranking(np.abs(weights))
    terms = side_by_side(delta[:, :, None] * V)[list(order)]
    sums = np.cumsum(terms, axis=0)
    width = V.shape[2]
    output = trace.Z[row] if head is None else trace.Z[row, head * width : (head + 1) * width]
    return Assembly(
        row=row,
        head=head,
        order=order,
        weights=weights[list(order)],
        terms=terms,
        sums=sums,
        lengths=measures.norms(terms),
        reached=measures.norms(sums),
        output=output,
    )
