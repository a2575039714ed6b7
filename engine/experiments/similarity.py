"""Two vectors side by side, and the three ways to say how alike they are (claims 4 to 7)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import attention
from engine.embedding import embed
from engine.pipeline import freeze
from engine.trace import Trace

Array = NDArray[np.float64]
KINDS = ("dense", "onehot")


@dataclass(frozen=True, eq=False)
class Pair:
    """Two vectors a and b, (n,) each."""

    a: Array
    b: Array

    def __post_init__(self) -> None:
        """Make both vectors read-only."""
        freeze((self.a, self.b))

    @property
    def zeros(self) -> tuple[int, int]:
        """How many entries of a, and of b, are exactly 0."""
        return int(np.count_nonzero(self.a == 0)), int(np.count_nonzero(self.b == 0))

    @property
    def products(self) -> Array:
        """The terms of the inner product, a_k b_k."""
        return self.a * self.b

    @property
    def squares(self) -> Array:
        """The terms under the root of the distance, (a_k - b_k)²."""
        return np.asarray((self.a - self.b) ** 2)

    @property
    def lengths(self) -> tuple[float, float]:
        """The Euclidean lengths |a| and |b|."""
        return float(np.linalg.norm(self.a)), float(np.linalg.norm(self.b))

    @property
    def dot(self) -> float:
        """The inner product a·b."""
        return self._by(attention.dot)

    @property
    def cosine(self) -> float:
        """The inner product over both lengths, a·b / (|a||b|); 0 where either is zero."""
        return self._by(attention.cosine)

    @property
    def distance(self) -> float:
        """The Euclidean distance |a - b|."""
        return 0.0 - self._by(attention.distance)

    @property
    def angle(self) -> float | None:
        """The angle between a and b in degrees; None where either is zero.

        Not the arc cosine, which loses half its digits near 0: parallel vectors give exactly 0.
        """
        a, b = (attention.unit(each[None])[0] for each in (self.a, self.b))
        if not (a.any() and b.any()):
            return None
        return math.degrees(2 * math.atan2(np.linalg.norm(a - b), np.linalg.norm(a + b)))

    def _by(self, similarity: Callable[[Array, Array], Array]) -> float:
        return float(similarity(self.a[None, None], self.b[None, None])[0, 0, 0])


def pair_of(trace: Trace, first: int, second: int, kind: str) -> Pair:
    """Return the vectors of two kept tokens as they are (one of `KINDS`), or would be, in X."""
    if kind == trace.settings.vectors:
        return Pair(trace.X[first], trace.X[second])
    X = embed(trace.tokens, trace.settings.with_(vectors=kind), trace.table).X
    return Pair(X[first], X[second])


def pairs_of(trace: Trace, first: int, second: int) -> dict[str, Pair]:
    """Return the pair of two kept tokens under each of `KINDS`."""
    return {kind: pair_of(trace, first, second, kind) for kind in KINDS}


@dataclass(frozen=True)
class Sum:
    """A long sum in few terms.

    Attributes
    ----------
    terms
        (number, value) of the terms farthest from 0, in the order of their numbers, from 0.
    others, rest
        How many other terms there are that are not 0, and what they sum to.
    total
        The whole sum.
    """

    terms: tuple[tuple[int, float], ...]
    others: int
    rest: float
    total: float


def shortened(values: Array, most: int) -> Sum:
    """Return the sum of `values` in its `most` largest terms and the others together."""
    largest = np.argsort(-np.abs(values), kind="stable")[:most]
    chosen = sorted(int(place) for place in largest if values[place] != 0)
    rest = np.delete(values, chosen)
    terms = tuple((place, float(values[place])) for place in chosen)
    return Sum(terms, int(np.count_nonzero(rest)), float(rest.sum()), float(values.sum()))
