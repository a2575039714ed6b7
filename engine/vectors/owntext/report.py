"""What came of training, as figures and as sentences that a person is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.vectors.owntext.reading import MOST_DIFFERENT, MOST_TOKENS, MOST_WORDS
from engine.vectors.owntext.texts import Text

SMALL = 5_000  # words, below which a table is called small


@dataclass(frozen=True)
class Report:
    """What came of training.

    Attributes
    ----------
    texts
        The files.
    tokens, different
        How many words were read, and how many different ones.
    words, width
        How many words got a row, and how many numbers are in it.
    min_count, enough
        How often a word had to occur, and how many words do.
    read
        The share of the text that was read, by bytes; 1 but for very large texts.
    least
        Pairs of words that count as little as this were left out; 0 but for very large texts.
    """

    texts: tuple[Text, ...]
    tokens: int
    different: int
    words: int
    width: int
    min_count: int
    enough: int
    read: float
    least: float

    def sentences(self) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Yield the key and the fields of each sentence in ``resources/text``."""
        yield "own_text.read", {"tokens": self.tokens, "different": self.different}
        yield "own_text.made", {"words": self.words, "count": self.min_count, "width": self.width}
        if self.words < SMALL:
            yield "own_text.small", {}
        if self.read < 1:
            yield "own_text.cut", {"share": f"{self.read:.0%}", "most": MOST_TOKENS}
        if self.different >= MOST_DIFFERENT:
            yield "own_text.many_different", {"most": MOST_DIFFERENT}
        if self.enough > MOST_WORDS:
            yield "own_text.many_words", {"enough": self.enough, "most": MOST_WORDS}
        if self.least:
            yield "own_text.faint", {"least": f"{self.least:g}"}
