"""The sentence's tokens on a flat map among their neighbours: principal components (claim 8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.pipeline import freeze
from engine.vectors.table import VectorTable

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Plane:
    """Vectors seen from where they spread most.

    Attributes
    ----------
    places
        Where each vector lies, (p, 2).
    shares
        Share of the whole variance that each of the two axes shows, (2,).
    """

    places: Array
    shares: Array

    def __post_init__(self) -> None:
        """Make both arrays read-only."""
        freeze((self.places, self.shares))


@dataclass(frozen=True, eq=False)
class WordMap:
    """Words on a plane.

    Attributes
    ----------
    words
        The sentence's distinct tokens that have a vector, then their neighbours, p in all.
    tokens
        How many of them are tokens.
    nearest
        Which words are the neighbours of each token, with their cosine, best first.
    left_out
        Tokens without a vector.
    plane
        Where they lie.
    """

    words: tuple[str, ...]
    tokens: int
    nearest: dict[str, tuple[tuple[str, float], ...]]
    left_out: tuple[str, ...]
    plane: Plane


def principal_plane(vectors: Array) -> Plane:
    """Return the first two principal components of p vectors, (p, n).

    The sign of an axis is free; here the word farthest out on it, the first among equals, lies on
    the positive side.
    """
    centred = vectors - vectors.mean(axis=0) if len(vectors) else vectors
    axes = np.linalg.eigh(centred.T @ centred).eigenvectors[:, ::-1][:, :2]
    places, shares = np.zeros((len(vectors), 2)), np.zeros(2)
    places[:, : axes.shape[1]] = centred @ axes
    for axis in places.T:
        axis *= -1 if axis.size and axis[np.abs(axis).argmax()] < 0 else 1
    total = float((centred**2).sum())
    if total > 0:
        shares = (places**2).sum(axis=0) / total
    return Plane(places, shares)


def word_map(
    tokens: Sequence[str],
    table: VectorTable,
    neighbours: int,
    check: Callable[[], None] = lambda: None,
) -> WordMap:
    """Place the distinct tokens and the nearest words of each.

    Parameters
    ----------
    neighbours
        How many words near each token.
    check
        Called before each token, whose neighbours may take a tenth of a second to find; it may
        raise to leave off.
    """
    distinct = tuple(dict.fromkeys(tokens))
    X, origins = table.look_up(distinct)
    known = [word for word, origin in zip(distinct, origins, strict=True) if origin.kind != "unknown"]
    nearest = {}
    for word in known:
        check()
        nearest[word] = tuple(table.neighbours(word, neighbours))
    around = dict.fromkeys(word for near in nearest.values() for word, _ in near)
    others = [word for word in around if word not in nearest]
    rows = [distinct.index(word) for word in known]
    vectors = np.concatenate([X[rows], table.look_up(others)[0]])
    left_out = tuple(word for word in distinct if word not in nearest)
    return WordMap((*known, *others), len(known), nearest, left_out, principal_plane(vectors))
