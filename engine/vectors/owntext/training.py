"""From text files to a table: directions from the words around a word, lengths from its rarity."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.errors import PeonyError
from engine.lexicon import Lexicon
from engine.tokens import Tokenizer
from engine.vectors.directions import Matrix, unit_rows
from engine.vectors.lengths import FUNCTION_WORDS, SENTENCES, TEN, fitting_scale, lengths_of, ten_words
from engine.vectors.owntext.cells import Cells
from engine.vectors.owntext.factoring import leading
from engine.vectors.owntext.pace import Pace, Stage
from engine.vectors.owntext.reading import BREAK, LEAST_WORDS, Ids, Reading, read_texts
from engine.vectors.owntext.report import Report
from engine.vectors.owntext.texts import Text
from engine.vectors.owntext.windows import information

NARROWEST, WIDEST = 2, 300
POWER = 0.25  # of the singular values, as in the shipped table: flattens the few strong directions
_USUAL, _FEWEST, _WORDS_A_NUMBER = 200, 8, 40


@dataclass(frozen=True, eq=False)
class OwnTable:
    """A table learned from text.

    Attributes
    ----------
    words
        The commonest first.
    matrix
        Their rows, (N, n).
    report
        What came of training.
    """

    words: tuple[str, ...]
    matrix: NDArray[np.float16]
    report: Report


def usual_width(words: int) -> int:
    """Return how wide a table of so many words is made: few words do not fill many directions."""
    return max(_FEWEST, min(_USUAL, words // _WORDS_A_NUMBER))


def train(
    texts: Sequence[Text],
    tokenizer: Tokenizer,
    lexicon: Lexicon,
    *,
    width: int | None = None,
    min_count: int | None = None,
    progress: Callable[[float, Stage], None] = lambda fraction, stage: None,
    check: Callable[[], None] = lambda: None,
) -> OwnTable:
    """Learn a table from texts; always the same one, where numpy's BLAS takes as many threads.

    Parameters
    ----------
    texts, tokenizer, lexicon
        As `find_texts` returns them; what cuts them, and the words that stay whole.
    width, min_count
        Numbers in a row (fewer where the text tells no more), and how often a word must occur; None
        chooses by the size of the text.
    progress, check
        Called some thirty times a second: with the fraction and the stage; and to raise `Cancelled`.

    Raises
    ------
    PeonyError
        A file can no longer be read, or there is too little text.
    """
    pace = Pace(progress, check)
    pace.begin("reading")
    reading = read_texts(texts, tokenizer.for_long_texts(lambda: pace(0.0)), lexicon, min_count, pace)
    cells, least = information(reading, pace)
    known = _known(cells)
    tens = _tens(reading.ids, known)
    reading = replace(reading, ids=np.empty(0, dtype=np.int32))  # large, and no longer needed
    left, values = leading(cells, width or usual_width(int(known.sum())), pace)
    del cells  # as large
    directions = left[known] * (values**POWER).astype(np.float32)
    matrix = _with_lengths(directions, reading.counts[known] / reading.tokens, tens)
    words = tuple(np.array(reading.words, dtype=object)[known])
    return OwnTable(words, matrix, _report(texts, reading, matrix.shape, least))


def _known(cells: Cells) -> NDArray[np.bool_]:
    """Return which words stand near others at all, (rows,)."""
    known = cells.filled()
    if known.sum() < LEAST_WORDS:
        raise PeonyError("text_apart", words=int(known.sum()), needed=LEAST_WORDS)
    return known


def _report(texts: Sequence[Text], reading: Reading, shape: tuple[int, ...], least: float) -> Report:
    return Report(
        texts=tuple(texts),
        tokens=reading.tokens,
        different=reading.different,
        words=shape[0],
        width=shape[1],
        min_count=reading.min_count,
        enough=reading.enough,
        read=reading.read,
        least=least,
    )


def _with_lengths(
    directions: Matrix, probability: NDArray[np.float64], tens: Sequence[Sequence[int]]
) -> NDArray[np.float16]:
    """Return rows of those directions, centred; the rarer the word the longer; to suit attention."""
    directions = directions - directions.mean(axis=0)
    lengths = lengths_of(probability)
    lengths *= fitting_scale(directions, lengths, tens)
    return (unit_rows(directions) * lengths[:, None].astype(np.float32)).astype(np.float16)


def _tens(ids: Ids, known: NDArray[np.bool_]) -> list[list[int]]:
    """Return the numbers of ten words that stand together, from all over the text, and of any ten.

    Half of each, as far as there are: what a person types is less of a piece than what was learned.
    """
    size = int(known.sum())
    number = np.where(known, np.cumsum(known) - 1, -1)
    together = ten_words(_some_lines(ids, number), min(FUNCTION_WORDS, size // 10))
    shuffled = np.random.RandomState(0).permutation(size).tolist()
    apart = [shuffled[start : start + TEN] for start in range(0, size - TEN + 1, TEN)]
    return together + apart[: max(TEN, len(together))]


def _some_lines(ids: Ids, number: NDArray[np.intp]) -> Iterator[list[int]]:
    """Yield the row numbers of lines from all over the text; words without a row are left out."""
    ends = np.flatnonzero(ids == BREAK)
    for line in range(0, len(ends) - 1, max(1, len(ends) // SENTENCES)):
        part = ids[ends[line] + 1 : ends[line + 1]]
        yield number[part[part >= 0]].tolist()
