"""A word's own weight: the length of its vector, its inverse document frequency (claims 1 and 9)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import measures
from engine.embedding import idf_of
from engine.pipeline import freeze
from engine.trace import Trace

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Importance:
    """What each kept token weighs by itself, (m,) each.

    Attributes
    ----------
    idf
        Its inverse document frequency.
    plain
        The length of its vector as it was looked up.
    weighted
        The length times idf: TF-IDF weighting.
    """

    idf: Array
    plain: Array
    weighted: Array

    def __post_init__(self) -> None:
        """Make every array read-only."""
        freeze((self.idf, self.plain, self.weighted))

    @property
    def first(self) -> tuple[int, int]:
        """The token that is longest without and with the weighting."""
        return measures.ranking(self.plain)[0], measures.ranking(self.weighted)[0]

    @property
    def moved(self) -> int:
        """How many tokens are at another place of the ranking by length once they are weighted."""
        pairs = zip(measures.ranking(self.plain), measures.ranking(self.weighted), strict=True)
        return sum(before != after for before, after in pairs)


def importance_of(trace: Trace) -> Importance:
    """Return what the tokens of a trace weigh, whether or not its settings weight them."""
    idf = np.array([idf_of(token) for token in trace.tokens])
    plain = measures.norms(trace.embedding.base)
    return Importance(idf, plain, idf * plain)
