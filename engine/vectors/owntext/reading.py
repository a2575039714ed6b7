"""Text into numbers of words: cut as Peony cuts a sentence, the rare words left out."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import PeonyError
from engine.lexicon import Lexicon
from engine.tokens import Tokenizer, kind_of
from engine.vectors.owntext.pace import Pace
from engine.vectors.owntext.texts import Text

Ids = NDArray[np.int32]
OTHER, BREAK = -1, -2  # in place of a word's number: a word without a row, the end of a line
_NONE = -3  # marks and spaces, which have no place in the text
MOST_TOKENS = 50_000_000
MOST_DIFFERENT = 1_000_000  # words that are counted; new ones after them are OTHER
MOST_WORDS = 100_000
LEAST_WORDS = 10
WINDOW = 8  # words to either side
BLOCK = 2**17  # tokens at a time
_LONGEST = 32  # characters of a word; longer runs of letters are addresses and the like
_LINE = 4_000  # characters that are cut at one time


@dataclass(frozen=True, eq=False)
class Reading:
    """A text as numbers.

    Attributes
    ----------
    ids
        Row numbers, OTHER and BREAK, in the order of the text; `WINDOW` times BREAK before and after it.
    words
        The words that get a row, the commonest first.
    counts
        How often each occurs, (N,).
    tokens
        How many words, rows or not, the text has.
    different
        How many different ones.
    min_count
        How often a word of `words` occurs at least.
    enough
        How many words do; `words` has no more than `MOST_WORDS` of them.
    read
        The share of the text that was read: below 1 where there were more than `MOST_TOKENS`.
    """

    ids: Ids
    words: tuple[str, ...]
    counts: NDArray[np.int64]
    tokens: int
    different: int
    min_count: int
    enough: int
    read: float


class _Numbers(dict[str, int]):
    """Piece of text → number of its word; a new word gets the next number."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon
        self.different: list[str] = []

    def __missing__(self, piece: str) -> int:
        """Number a piece that was not met before."""
        word = piece.strip().lower()
        number = self.get(word)
        if number is None:
            number = self._new(word)
        if len(self) < 2 * MOST_DIFFERENT:
            self[piece] = number
        return number

    def _new(self, word: str) -> int:
        if kind_of(word, self.lexicon) == "punctuation":
            return _NONE
        # A table's file has no words with spaces in them, which only own words can have.
        if len(word) > _LONGEST or len(word.split()) > 1 or len(self.different) >= MOST_DIFFERENT:
            return OTHER
        self[word] = len(self.different)
        self.different.append(word)
        return self[word]


def read_texts(
    texts: Sequence[Text], tokenizer: Tokenizer, lexicon: Lexicon, min_count: int | None, pace: Pace
) -> Reading:
    """Cut the texts, and choose the words that occur often enough.

    Parameters
    ----------
    tokenizer
        One for long texts.
    lexicon
        A person's own words stay whole.
    min_count
        How often a word must occur; None chooses by the size of the text.

    Raises
    ------
    PeonyError
        Too few words are left.
    """
    numbers = _Numbers(lexicon)
    ids = array("i", [BREAK] * WINDOW)
    tokens, read = 0, 1.0
    for line, fraction in _lines(texts, pace):
        before = len(ids)
        ids.extend(n for n in map(numbers.__getitem__, tokenizer.pieces(line, lexicon)) if n != _NONE)
        tokens += len(ids) - before
        ids.append(BREAK)
        if tokens >= MOST_TOKENS:
            read = fraction
            break
    ids.extend([BREAK] * WINDOW)
    return _chosen(np.frombuffer(ids, dtype=np.int32), numbers.different, tokens, min_count, read, pace)


def _lines(texts: Sequence[Text], pace: Pace) -> Iterator[tuple[str, float]]:
    """Yield every line, and how much of all bytes was read by then."""
    total, before = sum(text.size for text in texts), 0
    for text in texts:
        try:
            with text.open() as file:
                while line := file.readline(_LINE):
                    fraction = (before + file.buffer.tell()) / total
                    pace(fraction)
                    yield line, fraction
        except OSError as error:
            raise PeonyError("text_read", file=text.path, reason=error.strerror or error) from None
        before += text.size


def usual_min_count(tokens: int) -> int:
    """Return how often a word should occur before it says something: 2 in a page, 5 in a million words."""
    return max(2, len(str(tokens)) - 2)


def _chosen(
    ids: Ids, different: Sequence[str], tokens: int, min_count: int | None, read: float, pace: Pace
) -> Reading:
    """Give the commonest words the first numbers, and all rare ones OTHER, in place."""
    counts = np.zeros(len(different), dtype=np.int64)
    for block in _blocks(ids, pace):
        counts += np.bincount(block[block >= 0], minlength=len(different))
    least = min_count or usual_min_count(tokens)
    if min_count is None and (counts >= least).sum() < LEAST_WORDS:
        least = 1
    enough = int((counts >= least).sum())
    # Stable: words that are equally common keep the order in which the text has them.
    order = np.argsort(-counts, kind="stable")[: min(MOST_WORDS, enough)]
    if len(order) < LEAST_WORDS:
        raise PeonyError("text_few", words=len(order), count=least, needed=LEAST_WORDS)
    number = np.full(len(different) + 2, OTHER, dtype=np.int32)  # the last two for BREAK and OTHER
    number[order] = np.arange(len(order), dtype=np.int32)
    number[BREAK] = BREAK
    for block in _blocks(ids, pace):
        block[:] = number[block]
    words = tuple(different[kind] for kind in order)
    return Reading(ids, words, counts[order], tokens, len(different), least, enough, read)


def _blocks(ids: Ids, pace: Pace) -> Iterator[Ids]:
    for start in range(0, len(ids), BLOCK):
        pace(1.0)
        yield ids[start : start + BLOCK]
