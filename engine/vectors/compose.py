"""Rows for words that a table does not have, made of the words and characters in them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.vectors.index import WordIndex
from engine.vectors.rows import Rows

LONGEST = 8  # characters; longer pieces inside a missing word are hardly ever in a table
LAST = 1.5  # the last piece of a Chinese compound is its head: 注意力 is a kind of 力


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

    def compose(self, word: str) -> tuple[NDArray[np.float64], tuple[str, ...]] | None:
        """Return a row (n,) and its parts; None if no piece is in the table."""
        parts = self.parts(word)
        if not parts:
            return None
        pieces = self.rows.read([row for part in parts if (row := self.index.row(part)) is not None])
        directions = pieces / np.maximum(np.linalg.norm(pieces, axis=1, keepdims=True), 1e-12)
        weights = np.array([len(part) for part in parts], dtype=np.float64)
        weights[-1] *= LAST
        total = weights @ directions
        size = float(np.linalg.norm(total))
        return (total * (self.length / size), parts) if size > 0 else None

    def parts(self, word: str) -> tuple[str, ...]:
        """Cut `word` into the fewest pieces of the table; characters it lacks are left out."""
        if not any(_is_han(character) for character in word):
            return ()  # letters of an alphabet say nothing about the meaning
        # best[i]: (characters left out, pieces, the pieces) for the first i characters
        best: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]
        for end in range(1, len(word) + 1):
            left_out, pieces, chosen = best[end - 1]
            options = [(left_out + 1, pieces, chosen)]
            for start in range(max(0, end - LONGEST), end):
                part = word[start:end]
                if self.index.row(part) is not None:
                    left_out, pieces, chosen = best[start]
                    options.append((left_out, pieces + 1, (*chosen, part)))
            best.append(min(options, key=lambda option: option[:2]))
        return best[-1][2]


def _is_han(character: str) -> bool:
    return "CJK" in unicodedata.name(character, "")
