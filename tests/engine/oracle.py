"""Self-attention once more, written from the definitions with lists and loops and nothing else.

Slow and plain on purpose: it shares no line, no library and no trick with `engine.attention`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product

from engine.settings import Settings

Vector = Sequence[float]
Table = list[list[float]]

SCORINGS = [
    {"similarity": similarity, "scale": scale, "mask": mask}
    for similarity, scale, mask in product(
        ("dot", "cosine", "distance"), (True, False), ("none", "causal", "self")
    )
]
WEIGHINGS = [
    {"activation": "none"},
    *({"activation": "softmax", "temperature": tau} for tau in (0.05, 0.7, 1.0, 20.0)),
    *({"activation": "relu", "relu_rescale": how} for how in ("none", "length", "row")),
]


def attention(Q: Table, K: Table, V: Table, settings: Settings) -> tuple[Table, Table, Table]:
    """Return S, A and Z of one head."""
    m = len(Q)
    S = [[score(Q[i], K[j], i, j, settings) for j in range(m)] for i in range(m)]
    A = [weights(row, settings) for row in S]
    width = len(V[0]) if V else 0
    Z = [[sum(A[i][j] * V[j][k] for j in range(m)) for k in range(width)] for i in range(m)]
    return S, A, Z


def score(q: Vector, k: Vector, i: int, j: int, settings: Settings) -> float:
    """Return S_ij."""
    if (settings.mask == "causal" and j > i) or (settings.mask == "self" and j == i):
        return -math.inf
    inner = sum(a * b for a, b in zip(q, k, strict=True))
    if settings.similarity == "cosine":
        lengths = length(q) * length(k)
        return inner / lengths if lengths > 0 else 0.0
    if settings.similarity == "distance":
        return -length([a - b for a, b in zip(q, k, strict=True)])
    return inner / math.sqrt(len(q)) if settings.scale else inner


def length(vector: Vector) -> float:
    """Return the Euclidean length."""
    return math.sqrt(sum(a * a for a in vector))


def weights(row: Vector, settings: Settings) -> list[float]:
    """Return one row of A."""
    if settings.activation == "softmax":
        return softmax(row, settings.temperature)
    if settings.activation == "none":
        return [0.0 if math.isinf(s) else s for s in row]
    positive = [max(s, 0.0) for s in row]
    if settings.relu_rescale == "none":
        return positive
    by = len(row) if settings.relu_rescale == "length" else sum(positive)
    return [s / by if by > 0 else 0.0 for s in positive]


def softmax(row: Vector, temperature: float) -> list[float]:
    """Return the softmax of a row; zeros where all of it is masked."""
    top = max(row)
    if math.isinf(top):
        return [0.0 for _ in row]
    powers = [math.exp((s - top) / temperature) for s in row]
    return [power / sum(powers) for power in powers]
