"""fastText's rows for words that it has never seen: the mean of the rows of their character n-grams.

Bojanowski et al., "Enriching word vectors with subword information", TACL 2017: a word between ``<``
and ``>`` is cut into all pieces of some lengths; each piece's hash names one of a fixed number of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.vectors.table import Vector

END_OF_SENTENCE = b"</s>"  # a word that fastText does not cut
_BASIS = np.uint32(2166136261)  # of the 32-bit FNV-1a hash
_PRIME = np.uint32(16777619)


def ngrams(word: str, shortest: int, longest: int) -> list[str]:
    """Return the pieces of `word`, `shortest` to `longest` characters; ``<`` and ``>`` alone are none."""
    whole = f"<{word}>"
    return [
        whole[start : start + size]
        for start in range(len(whole))
        for size in range(shortest, min(longest, len(whole) - start) + 1)
        if size > 1 or 0 < start < len(whole) - 1
    ]


def buckets_of(pieces: Sequence[bytes], buckets: int) -> NDArray[np.int64]:
    """Return the bucket of each piece, (k,): FNV-1a modulo the number of buckets.

    fastText takes bytes as signed numbers, so those of Chinese characters set the high bits too.
    """
    if not pieces:
        return np.empty(0, dtype=np.int64)
    lengths = np.array([len(piece) for piece in pieces])
    padded = np.array(pieces, dtype=f"S{max(1, lengths.max())}")
    signed = padded.view(np.int8).reshape(len(pieces), -1).astype(np.int32).view(np.uint32)
    hashes = np.full(len(pieces), _BASIS)
    for place in range(signed.shape[1]):
        hashes = np.where(lengths > place, (hashes ^ signed[:, place]) * _PRIME, hashes)
    return hashes.astype(np.int64) % buckets


def add_ngrams(
    words: Sequence[bytes], rows: NDArray[np.float32], buckets: NDArray[np.float32], sizes: tuple[int, int]
) -> NDArray[np.float32]:
    """Return what fastText gives out for words of its own: the mean of the word's row and its n-grams'.

    Parameters
    ----------
    words
        b words, UTF-8.
    rows
        (b, n) the rows that only the whole words have.
    buckets
        (B, n) the rows of the n-grams.
    sizes
        The shortest and longest n-gram.
    """
    cut = [[] if word == END_OF_SENTENCE else ngrams(word.decode(), *sizes) for word in words]
    counts = np.array([len(pieces) for pieces in cut])
    numbers = buckets_of([piece.encode() for pieces in cut for piece in pieces], len(buckets))
    sums = rows.copy()
    have = np.flatnonzero(counts)
    if len(have):
        starts = (np.cumsum(counts) - counts)[have]
        with np.errstate(invalid="ignore", over="ignore"):  # refused where the rows are taken
            sums[have] += np.add.reduceat(buckets[numbers], starts, axis=0)
    means: NDArray[np.float32] = sums / (counts + 1).astype(np.float32)[:, None]
    return means


@dataclass(frozen=True, eq=False)
class NgramComposer:
    """Composes a word of its n-grams, as fastText does.

    Attributes
    ----------
    buckets
        (B, n) the rows of the n-grams, in memory or mapped.
    sizes
        The shortest and longest n-gram.
    """

    buckets: NDArray[np.float32]
    sizes: tuple[int, int]

    def compose(self, word: str) -> tuple[Vector, tuple[str, ...]] | None:
        """Return a row (n,) and the n-grams that it is the mean of; None if the word has none."""
        parts = ngrams(word, *self.sizes)
        if not parts:
            return None
        # A lone surrogate is no UTF-8, but has bytes like any other character.
        pieces = [part.encode("utf-8", "surrogatepass") for part in parts]
        found = self.buckets[buckets_of(pieces, len(self.buckets))]
        return found.mean(axis=0, dtype=np.float64), tuple(parts)
