"""Which row of a table belongs to a word, and which word to a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class WordIndex(Protocol):
    """What a `VectorTable` asks of its words; a huge table may answer from disk."""

    def __len__(self) -> int:
        """Return how many words there are."""
        ...

    def row(self, word: str) -> int | None:
        """Return the row of `word`, None where the table does not have it."""
        ...

    def word(self, row: int) -> str:
        """Return the word of a row."""
        ...


@dataclass(frozen=True, eq=False)
class ListIndex:
    """All words in memory: right for tables of some ten thousand words.

    Attributes
    ----------
    words
        The words in row order.
    rows
        The same the other way round.
    """

    words: Sequence[str]
    rows: Mapping[str, int]

    @classmethod
    def of(cls, words: Sequence[str]) -> ListIndex:
        """Index `words`, which are in row order."""
        return cls(words, dict(zip(words, range(len(words)), strict=True)))

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.words)

    def row(self, word: str) -> int | None:
        """Return the row of `word`, None where there is none."""
        return self.rows.get(word)

    def word(self, row: int) -> str:
        """Return the word of a row."""
        return self.words[row]
