"""The projections W_Q, W_K, W_V, whichever source they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.projections.file import read_projections
from engine.projections.trained import has_trained, load_trained
from engine.settings import Settings
from engine.vectors.table import VectorTable

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Projections:
    """W_Q, W_K, W_V, each (h, n, d_k), with where they came from.

    Attributes
    ----------
    source
        ``identity``, ``random``, ``trained`` or ``file``.
    because
        Why another source than the one asked for is used (a key of ``resources/text`` below
        ``weights``); None where it is the one asked for.
    edited
        The entries set by hand (`engine.projections.edits.Place`), each with what it was before.
    """

    W_Q: Array
    W_K: Array
    W_V: Array
    source: str
    because: str | None = None
    edited: Mapping[Any, float] = field(default_factory=dict)


def make_projections(settings: Settings, n: int, table: VectorTable | None = None) -> Projections:
    """Return the projections that the settings ask for, for vectors of width `n`.

    `table` is where dense vectors come from: trained projections belong to one table.

    Raises
    ------
    PeonyError
        The file named in ``settings.weights`` does not hold projections for this width.
    """
    match settings.weights:
        case "identity":
            return identity(n)
        case "random":
            return random(n, settings)
        case "trained":
            return trained(n, settings, table)
        case file:
            W_Q, W_K, W_V = read_projections(file, n)
            return Projections(W_Q, W_K, W_V, "file")


def trained(n: int, settings: Settings, table: VectorTable | None) -> Projections:
    """Those learned for `table`; seeded ones, and why, where there are none for these settings."""
    if settings.vectors == "onehot":
        return random(n, settings, "one_hot")
    if table is None or not has_trained(table):
        return random(n, settings, "other_table")
    found = load_trained(table, settings.heads, settings.head_dim)
    return Projections(*found, "trained") if found else random(n, settings, "other_size")


def identity(n: int) -> Projections:
    """One head that changes nothing: projected attention equals raw attention, digit for digit."""
    W = np.eye(n)[None]
    return Projections(W, W, W, "identity")


def random(n: int, settings: Settings, because: str | None = None) -> Projections:
    """Seeded entries of N(0, 1/n): the length of a row stays about what it was."""
    W_Q, W_K, W_V = draw(settings.seed, settings.heads, n, settings.head_dim)
    return Projections(W_Q, W_K, W_V, "random", because)


def draw(seed: int, heads: int, n: int, d_k: int) -> Array:
    """Return seeded W_Q, W_K and W_V, (3, h, n, d_k)."""
    # RandomState, not Generator: its stream is frozen, so a seed means the same W for ever.
    W: Array = np.random.RandomState(seed).standard_normal((3, heads, n, d_k)) / np.sqrt(n)
    return W
