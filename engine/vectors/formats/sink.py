"""Where every format's reader brings its words and rows: what cannot be used is left out and counted."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.errors import PeonyError
from engine.vectors.formats.source import Source
from engine.vectors.stored import StoredWriter

WIDEST = 10_000
MOST = 2**31 - 1
READING = 0.95  # of the time; the rest goes into what is made of the rows
_LONGEST_ROW = 1e17  # its square is still a float32
_COLUMNS = 4
LONGEST_WORD = 4096  # bytes
_FEW = 10  # words that are no UTF-8 and may be skipped even in a small table
_SHARE = 1000  # and one in so many in a large one; beyond that, the whole file is something else

Unit = Literal["line", "byte"]
# A text file is known by its lines, a binary one by its bytes.
_SENTENCES: dict[tuple[str, Unit], str] = {
    ("word", "line"): "table_word_line",
    ("word", "byte"): "table_word_byte",
    ("encoding", "line"): "table_encoding_line",
    ("encoding", "byte"): "table_encoding_byte",
    ("number", "line"): "table_number_line",
    ("number", "byte"): "table_number_byte",
    ("count", "line"): "table_count_line",
    ("count", "byte"): "table_count_byte",
}


class Sink:
    """Takes words and rows in the order of the file.

    Parameters
    ----------
    source
        What is read.
    writer
        Where the rows go.
    limit
        Take only so many words, the first; None for all.
    progress, check
        Called after each block: with the fraction read and the words so far; and to be cancelled.

    Attributes
    ----------
    unit
        Whether places are lines or bytes.
    words
        The words taken, UTF-8, in order (a dict for its quick look-up; the values say nothing).
    lengths
        Of each block of rows, (b,) float32.
    checksum
        Of the rows so far.
    about
        What else is to be known when the table is opened again.
    duplicates, bad_words
        How many rows were left out.
    """

    def __init__(
        self,
        source: Source,
        writer: StoredWriter,
        limit: int | None,
        progress: Callable[[float, int], None],
        check: Callable[[], None],
    ) -> None:
        self.source, self.writer, self.limit = source, writer, limit
        self.words: dict[bytes, None] = {}
        self.lengths: list[NDArray[np.float32]] = []
        self.width = self.count = self.checksum = 0
        self.unit: Unit = "line"
        self.about: dict[str, object] = {}
        self.duplicates = self.bad_words = 0
        self._undecodable = self._malformed = 0
        self._progress, self._check = progress, check

    def begin(self, width: int, count: int) -> None:
        """Say what the header promises, before the first row."""
        if not (0 < width <= WIDEST and 0 <= count <= MOST):
            raise PeonyError("table_header", file=self.source.name, count=count, width=width)
        self.width, self.count = width, count

    def wanted(self, count: int) -> int:
        """Return how many of `count` rows are read at least."""
        return count if self.limit is None else min(count, self.limit)

    @property
    def full(self) -> bool:
        """Return whether as many words were taken as were asked for."""
        return self.limit is not None and len(self.words) >= self.limit

    def take(self, words: Sequence[bytes], places: Sequence[int]) -> Sequence[int]:
        """Return which of `words`, found at `places`, are wanted; `add` must follow with their rows.

        A block without anything odd, as nearly all are, is checked as a whole.
        """
        joined = b" ".join(words)
        new = dict.fromkeys(words)
        fresh = len(new) == len(words) and self.words.keys().isdisjoint(new)
        roomy = self.limit is None or len(self.words) + len(words) <= self.limit
        sound = all(words) and max(map(len, words), default=0) <= LONGEST_WORD
        if fresh and roomy and sound and joined.count(b" ") == len(words) - 1 and _is_utf8(joined):
            self.words |= new
            return range(len(words))
        pairs = enumerate(zip(words, places, strict=True))
        return [number for number, (word, place) in pairs if self._takes(word, place)]

    def _takes(self, word: bytes, at: int) -> bool:
        if self.full:
            return False
        if word in self.words:
            self.duplicates += 1
            return False
        if not word or b" " in word or len(word) > LONGEST_WORD:
            self._malformed += 1
            return self._skip("word", at, self._malformed, 0)
        if not _is_utf8(word):
            self._undecodable += 1
            return self._skip("encoding", at, self._undecodable, _FEW)
        self.words[word] = None
        return True

    def add(self, rows: NDArray[np.float32], places: Sequence[int]) -> None:
        """Write rows (b, n), one for each word taken since the last time and in that order."""
        lengths = self.lengths_of(rows, places)
        self.lengths.append(lengths)
        # Lengths change with nearly every change of a number; turned rows keep them, not their columns.
        few = np.ascontiguousarray(np.column_stack((lengths, rows[:, :_COLUMNS])))
        self.checksum = zlib.crc32(few.data, self.checksum)
        self.writer.append("rows", rows)

    def lengths_of(self, rows: NDArray[np.float32], places: Sequence[int]) -> NDArray[np.float32]:
        """Return the length of each row, (b,); one with a number that cannot be used is refused."""
        lengths: NDArray[np.float32] = np.sqrt(np.einsum("ij,ij->i", rows, rows))
        bad = np.flatnonzero(~(lengths <= _LONGEST_ROW))
        if len(bad):
            raise self.refusal("number", places[int(bad[0])])
        return lengths

    def step(self, fraction: float | None = None) -> None:
        """Say how far it is, by default how much was read, and stop if that is wanted."""
        self._check()
        self._progress(READING * (self.source.fraction if fraction is None else fraction), len(self.words))

    def finished(self, fraction: float) -> None:
        """Say how much is done of what comes after reading, and stop if that is wanted."""
        self._check()
        self._progress(READING + (1 - READING) * fraction, len(self.words))

    def refusal(self, problem: str, at: int, **fields: object) -> PeonyError:
        """Return the refusal of the file for a problem at a line or a byte."""
        place = {self.unit: at}
        return PeonyError(_SENTENCES[problem, self.unit], file=self.source.name, **place, **fields)

    def _skip(self, problem: str, at: int, skipped: int, allowed: int) -> bool:
        self.bad_words += 1
        if skipped > max(allowed, len(self.words) // _SHARE):
            raise self.refusal(problem, at)
        return False


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
