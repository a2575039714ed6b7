"""Rows for words that a table does not have, made of the words and characters in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.vectors.index import WordIndex
from engine.vectors.rows import Rows

Vector = NDArray[np.float64]
LONGEST = 8  # characters; longer pieces inside a missing word are hardly ever in a table
SHORTEST_STEM = 3  # letters: "ring" is not an "r" with an ending
_ENDINGS = (
    # (ending, what may stand there instead)
    ("'s", ("",)),
    ("ies", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ily", ("y",)),
    ("ly", ("", "le")),
    ("er", ("", "e")),
    ("est", ("", "e")),
)


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
        # Letters of an alphabet say nothing about the meaning; stems and halves do.
        return self._stem(word.lower()) or self._halves(word.lower())

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

    def _stem(self, word: str) -> tuple[str, ...]:
        return next(((stem,) for stem in stems(word) if self.index.row(stem) is not None), ())

    def _halves(self, word: str) -> tuple[str, ...]:
        halves = [half for half in word.replace("'", "-").split("-") if half]
        known = [self._known(half) for half in halves] if len(halves) > 1 else []
        return tuple(part for parts in known for part in parts)

    def _known(self, word: str) -> tuple[str, ...]:
        return (word,) if self.index.row(word) is not None else self._stem(word)


def stems(word: str) -> Iterator[str]:
    """Yield what an English word may be a form of: running → runn, run, runne; cities → city."""
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST_STEM:
            if len(stem) > SHORTEST_STEM and stem[-1] == stem[-2]:
                yield stem[:-1]
            yield from (stem + letters for letters in instead)


def unit(rows: Vector) -> Vector:
    """Return `rows` (…, n) with length 1; zeros stay zeros."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0))


def _means_something(character: str) -> bool:
    return character.isdigit() or "CJK" in unicodedata.name(character, "")
