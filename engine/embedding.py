"""Word vectors X: one-hot or dense, weighted by TF-IDF, with position added."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

import jieba
import numpy as np
from numpy.typing import NDArray

from engine.position import root_mean_square, sinusoidal
from engine.settings import Settings
from engine.vectors.table import Origin, VectorTable

Array = NDArray[np.float64]
ONE_HOT_WIDTH = 512


@dataclass(frozen=True, eq=False)
class Embedding:
    """X (m, n) and the parts it was made of.

    Attributes
    ----------
    X
        The sum that attention works on.
    base
        The vectors as they were looked up, (m, n).
    idf
        What each row was multiplied by, (m,); None without TF-IDF.
    position
        rms · PE, what was added to each row, (m, n); None without position.
    origins
        Where each base row came from.
    """

    X: Array
    base: Array
    idf: Array | None
    position: Array | None
    origins: tuple[Origin, ...]


def embed(words: Sequence[str], settings: Settings, table: VectorTable) -> Embedding:
    """Return the vectors of `words` as the settings want them."""
    dense = settings.vectors == "dense"
    base, origins = table.look_up(words) if dense else (one_hot(words), one_hot_origins(words))
    idf = np.array([idf_of(word) for word in words]) if settings.tfidf else None
    return combine(base, idf, origins, settings)


def combine(base: Array, idf: Array | None, origins: tuple[Origin, ...], settings: Settings) -> Embedding:
    """Return the vectors that were looked up, weighted by `idf` and with position added."""
    X = base if idf is None else idf[:, None] * base
    position = None
    if settings.position == "sinusoidal":
        position = root_mean_square(X) * sinusoidal(*X.shape)
        X = X + position
    return Embedding(X, base, idf, position, origins)


def numbering(words: Sequence[str]) -> dict[str, int]:
    """Number the distinct words in order of first appearance."""
    return {word: number for number, word in enumerate(dict.fromkeys(words))}


def one_hot(words: Sequence[str]) -> Array:
    """Return one row a word with a single 1, (m, max(512, distinct words)); repeats share a row."""
    number = numbering(words)
    X = np.zeros((len(words), max(ONE_HOT_WIDTH, len(number))))
    X[np.arange(len(words)), [number[word] for word in words]] = 1
    return X


def one_hot_origins(words: Sequence[str]) -> tuple[Origin, ...]:
    """Every one-hot row is its own: nothing is composed and nothing unknown."""
    return tuple(Origin("table", ()) for _ in words)


def idf_of(word: str) -> float:
    """Return jieba's inverse document frequency of `word`; the median of all where it has none."""
    table, middle = _idf_table()
    return table.get(word, middle)


@cache
def _idf_table() -> tuple[Mapping[str, float], float]:
    source = Path(jieba.__file__).with_name("analyse") / "idf.txt"
    pairs = (line.split(" ") for line in source.read_text(encoding="utf-8").splitlines())
    table = {word: float(idf) for word, idf in pairs}
    return table, median(value for value in table.values() if math.isfinite(value))
