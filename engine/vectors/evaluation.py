"""How well a table agrees with people who judged how near two words are."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.vectors.compose import PartsComposer
from engine.vectors.index import ListIndex
from engine.vectors.rows import FloatRows
from engine.vectors.table import VectorTable

Pair = tuple[str, str, float]
FEWEST = 3  # pairs: a correlation of fewer says nothing
_LARGEST = 2**26  # bytes of a file of pairs


class BadPairs(Exception):
    """A file of pairs that cannot be used, with its line."""


@dataclass(frozen=True)
class Agreement:
    """Spearman's rho between cosines and judgements, and how many pairs it rests on."""

    rho: float
    pairs: int

    def __str__(self) -> str:
        """Say both; of too few pairs there is no correlation."""
        return f"rho {f'{self.rho:.3f}' if self.pairs >= FEWEST else '–'}, pairs {self.pairs}"


@dataclass(frozen=True)
class Evaluation:
    """What a table makes of a set of pairs.

    Attributes
    ----------
    composed
        All pairs counted, missing words composed; unknown words have cosine 0.
    known
        Only pairs of which the table has both words.
    words, known_words
        Different words in the set, and how many of them the table has.
    """

    composed: Agreement
    known: Agreement
    words: int
    known_words: int


def read_pairs(file: Path) -> list[Pair]:
    """Read pairs: word, word, score, and anything after that, between tabs or spaces.

    A first line that names the columns, blank lines and those that begin with ``#`` are left out.

    Raises
    ------
    BadPairs
        The file cannot be read, or a line holds no pair.
    """
    try:
        with file.open("rb") as opened:
            text = opened.read(_LARGEST + 1)
        lines = text.decode("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise BadPairs(f"{file}: {reason}") from error
    if len(text) > _LARGEST:
        raise BadPairs(f"{file}: too large for a list of pairs")
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    rows = [(number, _fields(line)) for number, line in numbered if not line.startswith("#")]
    if rows and len(rows[0][1]) >= 3 and _score(rows[0][1]) is None:
        del rows[0]
    pairs = [_pair(file, *row) for row in rows]
    if len(pairs) < FEWEST:
        raise BadPairs(f"{file}: fewer than three pairs")
    return pairs


def _fields(line: str) -> list[str]:
    return [field.strip() for field in (line.split("\t") if "\t" in line else line.split())]


def _score(fields: Sequence[str]) -> float | None:
    try:
        score = float(fields[2])
    except (ValueError, IndexError):
        return None
    return score if isfinite(score) else None


def _pair(file: Path, number: int, fields: Sequence[str]) -> Pair:
    score = _score(fields)
    if score is None or not fields[0] or not fields[1]:
        raise BadPairs(f"{file}, line {number}: not two words and a score")
    return fields[0], fields[1], score


def evaluate(table: VectorTable, pairs: Sequence[Pair]) -> Evaluation:
    """Compare the cosines of `table` with the judgements in `pairs`."""
    words = list(dict.fromkeys(word for first, second, _ in pairs for word in (first, second)))
    X, origins = table.look_up(words)
    lengths = np.linalg.norm(X, axis=1, keepdims=True)
    directions = np.divide(X, lengths, out=np.zeros_like(X), where=lengths > 0)
    number = {word: place for place, word in enumerate(words)}
    first = np.array([number[pair[0]] for pair in pairs])
    second = np.array([number[pair[1]] for pair in pairs])
    cosines = np.einsum("ij,ij->i", directions[first], directions[second])
    scores = np.array([pair[2] for pair in pairs])
    own = np.array([origin.kind == "table" for origin in origins])
    both = own[first] & own[second]
    return Evaluation(
        Agreement(spearman(cosines, scores), len(pairs)),
        Agreement(spearman(cosines[both], scores[both]), int(both.sum())),
        len(words),
        int(own.sum()),
    )


def without(table: VectorTable, words: Set[str]) -> VectorTable:
    """Return `table` as it would be had it never had `words`, to see how well they are composed."""
    kept = [row for row in range(len(table)) if table.index.word(row) not in words]
    numbers = np.vstack([block for _, block in table.rows.blocks()])[kept]
    index, rows = ListIndex.of([table.index.word(row) for row in kept]), FloatRows(numbers)
    composer = table.composer
    if isinstance(composer, PartsComposer):
        composer = replace(composer, index=index, rows=rows)
    return VectorTable(table.name, table.source, table.licence, index, rows, composer)


def spearman(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Return the correlation of the ranks of `a` and `b`; 0 where one does not vary."""
    if len(a) < 2:
        return 0.0
    ranks_a, ranks_b = ranks(a), ranks(b)
    ranks_a -= ranks_a.mean()
    ranks_b -= ranks_b.mean()
    spread = float(np.sqrt((ranks_a @ ranks_a) * (ranks_b @ ranks_b)))
    return float(ranks_a @ ranks_b) / spread if spread else 0.0


def ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rank of each value from 1; equal values share the mean of their ranks."""
    _, group, sizes = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(sizes)
    return np.asarray((last - (sizes - 1) / 2)[group], dtype=np.float64)
