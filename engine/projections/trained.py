"""The projections that come with Peony, for the word vectors that come with it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.vectors.table import VectorTable

Array = NDArray[np.float64]
FOLDER = Path(__file__).parents[2] / "resources" / "projections"


def has_trained(table: VectorTable, folder: Path = FOLDER) -> bool:
    """Whether any projections were trained for this table."""
    return load_figures(folder).get("table") == table.fingerprint


def load_trained(
    table: VectorTable, heads: int, head_dim: int, folder: Path = FOLDER
) -> tuple[Array, Array, Array] | None:
    """Return W_Q, W_K and W_V, each (h, n, d_k) and read-only.

    Returns None where none were trained for this table and these sizes.
    """
    file = folder / file_name(heads, head_dim)
    if not has_trained(table, folder) or not file.exists():
        return None
    W_Q, W_K, W_V = _read(file)
    return W_Q, W_K, W_V


@cache
def load_figures(folder: Path = FOLDER) -> dict[str, Any]:
    """Return how the projections were trained and what they were measured to be worth.

    Keys: ``table`` (fingerprint of the vectors), ``method``, ``settings``, ``sentences`` (for
    training and held back), ``candidates``, and ``results``, a list with ``heads``, ``head_dim`` and
    the mean reciprocal rank of the true word with ``uniform``, ``raw`` and ``trained`` attention.
    """
    file = folder / "trained.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found


def file_name(heads: int, head_dim: int) -> str:
    """Return the name of the file with projections of this size, (3, h, n, d_k) float16."""
    return f"trained-{heads}x{head_dim}.npy"


@cache
def _read(file: Path) -> Array:
    W = np.load(file, allow_pickle=False).astype(np.float64)
    W.flags.writeable = False
    return np.asarray(W)
