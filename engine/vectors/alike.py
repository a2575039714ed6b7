"""Rows for missing words, made of the words that are written most nearly alike.

红牡丹 is composed of 牡丹, 红 and a hundred words that share characters with it, each counted by how
much it shares: the same characters, the same beginning, the same end, the same pairs. Nothing has
to be learned or shipped for it: the index of all characters takes ten milliseconds to make, and a
word a millisecond. Which words share characters is found in one array of all words' characters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.vectors.compose import PartsComposer, Vector, unit
from engine.vectors.english import stems
from engine.vectors.index import ListIndex

Numbers = NDArray[np.int32]
NEAREST = 100  # words that are counted at most
SHARPNESS = 3  # power of how much is shared
PARTS, CHARACTERS = 0.5, 0.5  # weight of the pieces and of the single characters


@dataclass(frozen=True, eq=False)
class AlikeComposer(PartsComposer):
    """Composes a word of its pieces, its characters, and the words written like it.

    Attributes
    ----------
    index, rows, length
        As in `PartsComposer`.
    simplified
        Traditional character → simplified one, as numbers: 美麗 is read as 美丽.
    translations
        Returns English word → Chinese word that means it: yesterday is composed of 昨天.
    """

    index: ListIndex
    simplified: Mapping[int, int]
    translations: Callable[[], Mapping[str, str]] = dict

    def compose(self, word: str) -> tuple[Vector, tuple[str, ...]] | None:
        """Return a row (n,) and its parts; None if no piece is in the table."""
        simple = word.translate(self.simplified)
        if simple != word and (row := self.index.row(simple)) is not None:
            return self.rows.read([row])[0], (simple,)
        parts = self.parts(simple)
        if word.isascii() or not word:
            return super().compose(word)
        near, shared = self.alike(simple)
        known = [self.index.word(row) for row in near]
        sources = (
            (1.0, self.mean_direction(known, (shared**SHARPNESS).tolist())),
            (PARTS, self.mean_direction(parts, [len(part) for part in parts])),
            (CHARACTERS, self.mean_direction(list(simple), [1] * len(simple))),
        )
        total = sum(weight * direction for weight, direction in sources if direction is not None)
        if not np.any(total):
            return None
        return self.length * unit(np.asarray(total)), parts or tuple(known[:3])

    def known(self, word: str) -> tuple[str, ...]:
        """Return what the table has instead of an English word: a translation, its stem, or the stem's.

        A translation comes before any stem: it lies nearer (``docs/vectors.md``).
        """
        translations = self.translations()
        if word in translations:
            return (translations[word],)
        return super().known(word) or next(
            ((translations[stem],) for stem in stems(word) if stem in translations), ()
        )

    def alike(self, word: str) -> tuple[Numbers, NDArray[np.float64]]:
        """Return the rows of the words written most like `word`, and how much they share."""
        spelling = self._spelling
        shared = spelling.shared(word)
        rows = np.flatnonzero(shared)
        order = np.lexsort((rows, -shared[rows]))[:NEAREST]
        return rows[order].astype(np.int32), shared[rows[order]].astype(np.float64)

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling.of(self.index)


@dataclass(frozen=True, eq=False)
class Spelling:
    """The characters of all words, one after the other.

    Attributes
    ----------
    characters, owner
        Code point at each place, and the row of the word that it belongs to, (total,).
    starts, ends
        Each word's first place, and the place after its last, (words,).
    """

    characters: NDArray[np.uint32]
    owner: Numbers
    starts: Numbers
    ends: Numbers

    @classmethod
    def of(cls, index: ListIndex) -> Spelling:
        """Return the spelling of all words of `index`."""
        text = "".join(index.words).encode("utf-32-le", "surrogatepass")
        lengths = np.fromiter(map(len, index.words), dtype=np.int32, count=len(index))
        ends = np.cumsum(lengths, dtype=np.int32)
        owner = np.repeat(np.arange(len(index), dtype=np.int32), lengths)
        return cls(np.frombuffer(text, dtype=np.uint32), owner, ends - lengths, ends)

    def shared(self, word: str) -> NDArray[np.float32]:
        """Return how much each word shares with `word`, (words,), 0 for nothing.

        Every character, the first, the last and every pair in common counts the square of
        log(words / words that have it); long words, which share much by chance, less.
        """
        places = {character: np.flatnonzero(self.characters == ord(character)) for character in word}
        total = np.zeros(len(self.starts), dtype=np.float32)
        for found in places.values():
            self._count(total, found)
        begin, end = places[word[0]], places[word[-1]]
        self._count(total, begin[self.starts[self.owner[begin]] == begin])
        self._count(total, end[self.ends[self.owner[end]] - 1 == end])
        for first, second in dict.fromkeys(pairwise(word)):
            pair = np.intersect1d(places[first] + 1, places[second], assume_unique=True)
            self._count(total, pair[self.owner[pair - 1] == self.owner[pair]])
        return np.asarray(total / np.sqrt(2 * (self.ends - self.starts) + 1), dtype=np.float32)

    def _count(self, total: NDArray[np.float32], places: NDArray[np.intp]) -> None:
        rows = np.unique(self.owner[places])
        if len(rows):
            total[rows] += np.log(len(total) / (len(rows) + 1)) ** 2
