"""The same tokens in another order: what attention makes of it (claim 18).

Without position the weights only change places. To show that as exactly 0, and not as some 1e-17
that came from adding in another order, no rounding here depends on where a token stands: every row
is multiplied by itself, and every sum over tokens runs in the order of their spelling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import attention
from engine.embedding import Embedding, combine
from engine.pipeline import freeze
from engine.position import sinusoidal
from engine.settings import Settings
from engine.trace import Trace

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Reordered:
    """Attention on the same tokens in another order.

    Attributes
    ----------
    order
        Which of the m rows of the trace stands at each place now.
    tokens
        Their texts in the new order.
    before
        The old weights A, rows and columns put into the new order, (h, m, m).
    after
        The weights computed anew, (h, m, m).
    outputs_before, outputs_after
        The same of the output rows Z, (m, h·d_k).
    """

    order: tuple[int, ...]
    tokens: tuple[str, ...]
    before: Array
    after: Array
    outputs_before: Array
    outputs_after: Array

    def __post_init__(self) -> None:
        """Make every array read-only."""
        freeze(tuple(vars(self).values()))

    @property
    def difference(self) -> Array:
        """New weights less old ones, (h, m, m)."""
        return self.after - self.before

    @property
    def largest(self) -> float:
        """Largest absolute difference of a weight, over all heads."""
        return float(np.abs(self.difference).max(initial=0))

    @property
    def mean(self) -> float:
        """Mean absolute difference of a weight, over all heads."""
        return float(np.abs(self.difference).mean()) if self.after.size else 0.0

    @property
    def largest_output(self) -> float:
        """Largest absolute difference of an entry of Z."""
        return float(np.abs(self.outputs_after - self.outputs_before).max(initial=0))

    @property
    def where(self) -> tuple[int, int, int]:
        """Head, row and column of the largest difference, in the new order."""
        head, row, col = np.unravel_index(int(np.abs(self.difference).argmax()), self.after.shape)
        return int(head), int(row), int(col)


def reorder(trace: Trace, order: Sequence[int]) -> Reordered:
    """Compute attention anew for the kept tokens in another order.

    Every token keeps its vector; a place counts only where position is on or a mask asks for it.

    Parameters
    ----------
    order
        The m rows of the trace, each once, in the new order.

    Raises
    ------
    ValueError
        `order` is no permutation.
    """
    rows = list(order)
    if sorted(rows) != list(range(len(trace.tokens))):
        raise ValueError(f"no permutation of {len(trace.tokens)} rows: {rows}")
    A, Z = _attention(trace, list(range(len(rows))))
    after, outputs_after = _attention(trace, rows)
    return Reordered(
        tuple(rows),
        tuple(trace.tokens[row] for row in rows),
        A[:, rows][:, :, rows],
        after,
        Z[rows],
        outputs_after,
    )


def is_in_place(trace: Trace, order: Sequence[int]) -> bool:
    """Whether the order is that of the sentence."""
    return list(order) == list(range(len(trace.tokens)))


def shuffled(m: int, seed: int) -> tuple[int, ...]:
    """Return m rows in a seeded random order, never the original one where there is another."""
    random = np.random.RandomState(seed)
    order = random.permutation(m)
    while m > 1 and (order == np.arange(m)).all():
        order = random.permutation(m)
    return tuple(order.tolist())


def moved(order: Sequence[int], place: int, to: int) -> tuple[int, ...]:
    """Return the order with what stands at `place` moved to `to`; the others close up."""
    rows = list(order)
    rows.insert(to, rows.pop(place))
    return tuple(rows)


def _attention(trace: Trace, rows: list[int]) -> tuple[Array, Array]:
    """Return A (h, m, m) and Z (m, h·d_k) of the trace's tokens in the order of `rows`."""
    s, W = trace.settings, trace.projections
    X = _embedded(trace.embedding, rows, s)
    if W is None:
        Q = K = V = X[None]
    else:
        Q, K, V = (_projected(X, each) for each in (W.W_Q, W.W_K, W.W_V))
    spelled = np.argsort([trace.tokens[row] for row in rows], kind="stable")
    A = _weighed(_scores(Q, K, s), spelled, s)
    return A, _mixed(A, V, spelled)


def _embedded(made: Embedding, rows: list[int], settings: Settings) -> Array:
    idf = None if made.idf is None else made.idf[rows]
    origins = tuple(made.origins[row] for row in rows)
    return combine(made.base[rows], idf, origins, settings).X


def _projected(X: Array, W: Array) -> Array:
    """Project every row by itself: (m, n) and (h, n, d_k) give (h, m, d_k)."""
    return attention.project(X[:, None, None], W)[:, :, 0].swapaxes(0, 1)


def _scores(Q: Array, K: Array, settings: Settings) -> Array:
    """Score every pair by itself."""
    h, m = Q.shape[:2]
    pairs = attention.scores(Q[:, :, None, None], K[:, None, :, None], settings.with_(mask="none"))
    S = pairs.reshape(h, m, m)
    S[:, attention.hidden(m, settings.mask)] = -np.inf
    return S


def _weighed(S: Array, spelled: NDArray[np.intp], settings: Settings) -> Array:
    A = np.empty_like(S)
    A[..., spelled] = attention.weigh(np.ascontiguousarray(S[..., spelled]), settings)
    return A


def _mixed(A: Array, V: Array, spelled: NDArray[np.intp]) -> Array:
    A, V = np.ascontiguousarray(A[..., spelled]), np.ascontiguousarray(V[:, spelled])
    rows = [attention.mix(A[:, row, None], V) for row in range(A.shape[1])]
    return np.concatenate(rows) if rows else np.zeros((0, V.shape[0] * V.shape[2]))


@dataclass(frozen=True, eq=False)
class Encoding:
    """The sinusoidal position encoding of `m` places.

    Attributes
    ----------
    PE
        One row a place, (m, n).
    products
        PE PEᵀ: how alike two places are, (m, m). For even n it depends on their distance alone.
    """

    PE: Array
    products: Array

    def __post_init__(self) -> None:
        """Make every array read-only."""
        freeze((self.PE, self.products))


def encode(m: int, n: int) -> Encoding:
    """Return the encoding of places 0 to m - 1 in width n."""
    PE = sinusoidal(m, n)
    return Encoding(PE, PE @ PE.T)
