"""A table of word vectors: rows for words, composed rows for words that it does not have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.vectors.index import WordIndex
from engine.vectors.nearest import Check
from engine.vectors.rows import Rows

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Origin:
    """Where a word's row came from.

    Attributes
    ----------
    kind
        ``table``: the table has the word. ``composed``: made of `parts`. ``unknown``: zeros.
    parts
        For a composed row the pieces that it was made of, else empty.
    """

    kind: Literal["table", "composed", "unknown"]
    parts: tuple[str, ...]


class Composer(Protocol):
    """Makes rows for words that a table does not have."""

    def compose(self, word: str) -> tuple[Vector, tuple[str, ...]] | None:
        """Return a row (n,) and the parts that it was made of; None if there is nothing to use."""
        ...


IN_TABLE = Origin("table", ())
UNKNOWN = Origin("unknown", ())


@dataclass(frozen=True, eq=False)
class VectorTable:
    """Word vectors of one source.

    Attributes
    ----------
    name, source, licence
        What it is, what it was made from, and on what terms it may be passed on.
    index
        Word to row and back.
    rows
        The numbers, (N, n).
    composer
        Makes the missing words; None leaves them unknown.
    fingerprint
        Changes whenever the numbers do: trained projections belong to one fingerprint.
    """

    name: str
    source: str
    licence: str
    index: WordIndex
    rows: Rows
    composer: Composer | None = None
    fingerprint: str = ""

    @property
    def width(self) -> int:
        """Return n, the width of a row."""
        return self.rows.width

    def __len__(self) -> int:
        """Return how many words have a row of their own."""
        return len(self.index)

    def __contains__(self, word: object) -> bool:
        """Return whether `word` has a row of its own (in small letters, if not as it is)."""
        return isinstance(word, str) and self.row_of(word) is not None

    def row_of(self, word: str) -> int | None:
        """Return the row of `word` as it is written, else in small letters, else None."""
        row = self.index.row(word)
        return self.index.row(word.lower()) if row is None else row

    def look_up(self, words: Sequence[str]) -> tuple[Vector, tuple[Origin, ...]]:
        """Return one row a word, and where each came from.

        Parameters
        ----------
        words
            m words; repeats are allowed.

        Returns
        -------
        X
            (m, n), fresh: rows of the table, composed rows, and zeros for unknown words.
        origins
            m `Origin`.
        """
        X = np.zeros((len(words), self.width))
        found = [(place, row) for place, word in enumerate(words) if (row := self.row_of(word)) is not None]
        origins = [UNKNOWN] * len(words)
        if found:
            places, rows = zip(*found, strict=True)
            X[list(places)] = self.rows.read(rows)
        for place, _ in found:
            origins[place] = IN_TABLE
        for place, word in enumerate(words):
            if origins[place] is UNKNOWN and (made := self._compose(word)) is not None:
                X[place], parts = made
                origins[place] = Origin("composed", parts)
        return X, tuple(origins)

    def neighbours(
        self, of: str | Vector, count: int, check: Check = lambda: None
    ) -> list[tuple[str, float]]:
        """Return the words whose rows point most nearly the same way.

        Parameters
        ----------
        of
            A word, which is left out of the answer itself, or a vector (n,).
        count
            How many.
        check
            Called every few milliseconds; it may raise `Cancelled`.

        Returns
        -------
        neighbours
            Words with their cosine, best first; empty for a zero vector.
        """
        vector = self.look_up([of])[0][0] if isinstance(of, str) else np.asarray(of, dtype=np.float64)
        itself = self.row_of(of) if isinstance(of, str) else None
        length = float(np.linalg.norm(vector))
        if length == 0 or count <= 0:
            return []
        found = self.rows.nearest(vector / length, count + (itself is not None), check)
        return [(self.index.word(row), cosine) for row, cosine in found if row != itself][:count]

    def _compose(self, word: str) -> tuple[Vector, tuple[str, ...]] | None:
        return None if self.composer is None else self.composer.compose(word)
