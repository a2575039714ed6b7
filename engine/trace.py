"""Everything that one analysis computed, and nothing else.

Glossary of shapes: M tokens in the sentence, m kept, n width of a word vector, h heads, d_k width of
a head. In raw mode h = 1, d_k = n and Q = K = V = X.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.embedding import Embedding
from engine.measures import Diagnostics, ranking
from engine.projections import Projections
from engine.settings import Settings
from engine.tokens import Token
from engine.vectors.table import VectorTable

Array = NDArray[np.float64]
MATRICES = ("X", "Q", "K", "V", "S", "A", "Z")


@dataclass(frozen=True, eq=False)
class Trace:
    """One sentence, its settings and every array between them. All arrays are read-only.

    Attributes
    ----------
    pieces
        All M tokens of the sentence, kept or not.
    kept
        Which of them attention works on, (M,).
    beyond
        How many more would have been kept, were the sentence not too long to compute.
    embedding
        X and what it was made of.
    projections
        W_Q, W_K, W_V and where they came from; None in raw mode.
    Q, K, V, S, A, Z, norms, received
        As in `engine.attention` and `engine.measures`.
    table
        The table that dense vectors come from.
    """

    text: str
    settings: Settings
    pieces: tuple[Token, ...]
    kept: NDArray[np.bool_]
    beyond: int
    embedding: Embedding
    projections: Projections | None
    Q: Array
    K: Array
    V: Array
    S: Array
    A: Array
    Z: Array
    norms: Array
    received: Array
    diagnostics: Diagnostics
    table: VectorTable

    @property
    def X(self) -> Array:
        """Word vectors that attention works on, (m, n)."""
        return self.embedding.X

    @property
    def W_Q(self) -> Array | None:
        """Query projection (h, n, d_k); None in raw mode."""
        return self.projections.W_Q if self.projections else None

    @property
    def W_K(self) -> Array | None:
        """Key projection (h, n, d_k); None in raw mode."""
        return self.projections.W_K if self.projections else None

    @property
    def W_V(self) -> Array | None:
        """Value projection (h, n, d_k); None in raw mode."""
        return self.projections.W_V if self.projections else None

    @cached_property
    def all_tokens(self) -> tuple[str, ...]:
        """The texts of all M tokens."""
        return tuple(token.text for token in self.pieces)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Which of the M tokens each of the m rows is."""
        return tuple(np.flatnonzero(self.kept).tolist())

    @cached_property
    def rows(self) -> tuple[Token, ...]:
        """The m kept tokens: token i is row i of every matrix."""
        return tuple(self.pieces[place] for place in self.places)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The texts of the m kept tokens."""
        return tuple(token.text for token in self.rows)

    @property
    def spans(self) -> NDArray[np.int64]:
        """Where the m kept tokens lie in the text, (m, 2)."""
        return spans_of(self.rows)

    @property
    def heads(self) -> int:
        """Number of heads h."""
        return len(self.A)

    @property
    def head_dim(self) -> int:
        """Width d_k of one head's query and key."""
        return int(self.Q.shape[-1])

    @cached_property
    def by_norm(self) -> tuple[int, ...]:
        """Rows from the longest output row down."""
        return ranking(self.norms)

    @cached_property
    def by_received(self) -> tuple[int, ...]:
        """Rows from the most weight received down."""
        return ranking(self.received)

    def matrix(self, name: str, head: int | None = None) -> Array:
        """Return one of `MATRICES` as a table.

        Parameters
        ----------
        name
            X, Q, K, V, S, A or Z; W_Q, W_K or W_V where attention is projected, (n, d_k).
        head
            One head; None means all: the mean over heads of S and A, the heads of Q, K, V and W side by
            side. X and Z have no heads.
        """
        key = name, head
        if key not in self._tables:
            self._tables[key] = self._table(name, head)
            self._tables[key].flags.writeable = False
        return self._tables[key]

    @cached_property
    def _tables(self) -> dict[tuple[str, int | None], Array]:
        return {}

    def _table(self, name: str, head: int | None) -> Array:
        array: Array = getattr(self, name)
        if array.ndim == 2:
            return array
        if head is not None:
            array = array[head]
        elif name in ("S", "A"):
            array = array[0] if len(array) == 1 else array.mean(axis=0)
        else:
            array = side_by_side(array)
        return array


def side_by_side(array: Array) -> Array:
    """Lay heads next to each other: (h, m, d) becomes (m, h·d)."""
    return np.concatenate(list(array), axis=-1)


def spans_of(tokens: Sequence[Token]) -> NDArray[np.int64]:
    """Return the spans of tokens as an array, (number, 2)."""
    return np.array([token.span for token in tokens], dtype=np.int64).reshape(-1, 2)
