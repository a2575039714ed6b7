"""Rows for words that a table does not have, made of the words and characters in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.vectors.english import halves, stems
from engine.vectors.index import WordIndex
from engine.vectors.rows import Rows

Vector = NDArray[np.float64]
LONGEST = 8  # characters; longer pieces inside a missing word are hardly ever in a table


@dataclass(frozen=True, eq=False)
class PartsComposer:
    """Composes a word of the fewest pieces that the table has.

    Attributes
    ----------
    index, rows
        The table's.
    length
        Length of a composed row: that of a rare word, for a missing word is one.
    """

    index: WordIndex
    rows: Rows
    length: float

    def compose(self, word: str) -> tuple[Vector, tuple[str, ...]] | None:
        """Return a row (n,) and its parts; None if no piece is in the table."""
        parts = self.parts(word)
        direction = self.mean_direction(parts, [len(part) for part in parts])
        return None if direction is None else (self.length * direction, parts)

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the pieces of the table that `word` is made of; empty if there are none."""
        if any(map(_means_something, word)):
            return self._fewest_pieces(word)
        # Letters of an alphabet say nothing about the meaning; stems and words in the word do.
        small = word.lower()
        return self.known(small) or self._joined(small) or (self._halves(word) if word == small else ())

    def known(self, word: str) -> tuple[str, ...]:
        """Return what the table has for a word in an alphabet: itself, or its stem; empty for neither."""
        candidates = (word, *stems(word))
        return next(((each,) for each in candidates if self.index.row(each) is not None), ())

    def mean_direction(self, parts: Sequence[str], weights: Sequence[float]) -> Vector | None:
        """Return the weighted mean of the directions of some words, of length 1; None for none."""
        found = [
            (row, weight)
            for part, weight in zip(parts, weights, strict=True)
            if (row := self.index.row(part)) is not None
        ]
        if not found:
            return None
        directions = unit(self.rows.read([row for row, _ in found]))
        total = np.array([weight for _, weight in found]) @ directions
        return unit(total) if total.any() else None

    def _fewest_pieces(self, word: str) -> tuple[str, ...]:
        """Cut `word` into the fewest pieces of the table; characters it lacks are left out."""
        # best[i]: (characters left out, number of pieces, the pieces) for the first i characters
        best: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]
        for end in range(1, len(word) + 1):
            options = []
            for start in range(max(0, end - LONGEST), end):
                piece = word[start:end]
                if self.index.row(piece) is not None:
                    left_out, count, pieces = best[start]
                    options.append((left_out, count + 1, (*pieces, piece)))
            left_out, count, pieces = best[end - 1]
            options.append((left_out + 1, count, pieces))  # last: a tie goes to what keeps the end
            best.append(min(options, key=lambda option: option[:2]))
        return best[-1][2]

    def _joined(self, word: str) -> tuple[str, ...]:
        pieces = [piece for piece in word.replace("'", "-").split("-") if piece]
        return tuple(part for piece in pieces for part in self.known(piece)) if len(pieces) > 1 else ()

    def _halves(self, word: str) -> tuple[str, ...]:
        """Return the two words that `word` is made of, the commonest; a name (Liverpool) is not cut."""
        found = []
        for first, second in halves(word):
            rows = self.index.row(first), self.index.row(second)
            if rows[0] is not None and rows[1] is not None:
                found.append((max(rows[0], rows[1]), (first, second)))
        return min(found)[1] if found else ()


def unit(rows: Vector) -> Vector:
    """Return `rows` (…, n) with length 1; zeros stay zeros."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0))


def _means_something(character: str) -> bool:
    return character.isdigit() or "CJK" in unicodedata.name(character, "")
