"""Every figure, answer and check of the course worked out once more, with plain loops over the arrays."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
from scipy.optimize import minimize_scalar

from engine.embedding import idf_of
from engine.projections.trained import load_figures
from engine.trace import Trace


def dot(x, y) -> float:
    return math.fsum(a * b for a, b in zip(x.tolist(), y.tolist(), strict=True))


def length(x) -> float:
    return math.sqrt(dot(x, x))


def cosine(x, y) -> float:
    return dot(x, y) / (length(x) * length(y)) if length(x) and length(y) else 0.0


def rows(trace: Trace) -> range:
    return range(len(trace.tokens))


def lengths(trace: Trace) -> list[float]:
    return [length(x) for x in trace.X]


def top(values) -> list[int]:
    return [row for row, value in enumerate(values) if math.isclose(value, max(values), rel_tol=1e-9)]


def names(trace: Trace, found: list[int]) -> tuple[str, ...]:
    texts = []
    for row in found:
        if trace.tokens[row] not in texts:
            texts.append(trace.tokens[row])
    return tuple(texts)


def other_pairs(trace: Trace) -> list[tuple[int, int]]:
    return [(i, j) for i, j in product(rows(trace), repeat=2) if trace.tokens[i] != trace.tokens[j]]


def best_pair(trace: Trace, value) -> tuple[int, int] | None:
    pairs = other_pairs(trace)
    return max(pairs, key=lambda pair: (value(*pair), -pair[0], -pair[1])) if pairs else None


def alike(trace: Trace) -> tuple[int, int] | None:
    pair = best_pair(trace, lambda i, j: round(cosine(trace.X[i], trace.X[j]), 12))
    return tuple(sorted(pair)) if pair else None


def of_pair(trace: Trace, value):
    pair = alike(trace)
    return value(trace.X[pair[0]], trace.X[pair[1]]) if pair else None


def entropy(row) -> float:
    return -math.fsum(p * math.log2(p) for p in row.tolist() if p > 0)


def own_is_largest(trace: Trace, head: int = 0) -> list[bool]:
    return [trace.S[head, i, i] >= max(trace.S[head, i]) for i in rows(trace)]


def others_share(trace: Trace, i: int) -> float:
    parts = [[abs(trace.A[h, i, j]) * length(trace.V[h, j]) for j in rows(trace)] for h in range(trace.heads)]
    return sum(sum(part) - part[i] for part in parts) / sum(map(sum, parts))


def next_hits(S) -> int:
    count = 0
    for i in range(len(S) - 1):
        others = [score for j, score in enumerate(S[i].tolist()) if j != i + 1]
        count += all(S[i, i + 1] - other > 1e-9 for other in others)
    return count


def loss(S, rate: float) -> float:
    total = 0.0
    for i in range(len(S) - 1):
        scores = [rate * s for s in S[i].tolist()]
        total += max(scores) + math.log(math.fsum(math.exp(s - max(scores)) for s in scores)) - scores[i + 1]
    return total / (len(S) - 1)


def least_loss(S) -> float:
    """Let SciPy find the best of all temperatures; at the hottest, τ→∞, every word counts alike."""
    rates = 0, 1e3 / (np.ptp(S) or 1)
    found = minimize_scalar(lambda rate: loss(S, rate), bounds=rates, options={"xatol": 1e-9})
    return min(found.fun, loss(S, 0.0))


def rank(S) -> int:
    values = np.linalg.svd(S, compute_uv=False)
    return sum(value > 1e-6 * values[0] for value in values.tolist())


def rebuilt(trace: Trace, r: int) -> float:
    S = trace.Q[0] @ trace.K[0].T
    U, s, V = np.linalg.svd(S)
    best = sum((s[k] * np.outer(U[:, k], V[k]) for k in range(min(r, len(s)))), np.zeros_like(S))
    return float(np.sqrt(((S - best) ** 2).sum() / (S**2).sum()))


def agreeing(trace: Trace) -> int:
    return sum(len({int(np.argmax(trace.A[h, i])) for h in range(trace.heads)}) == 1 for i in rows(trace))


def measured(kind: str) -> float | None:
    return next((each[kind] for each in load_figures().get("results", []) if each["heads"] == 1), None)


OF_A_SIDE = {
    "tokens": lambda t: len(t.pieces),
    "kept": lambda t: int(sum(t.kept)),
    "characters": lambda t: len("".join(t.text.split())),
    "words": lambda t: len([piece for piece in t.pieces if piece.kind == "word"]),
    "cells": lambda t: t.S[0].size,
    "pairs": lambda t: len([(i, j) for i, j in product(rows(t), repeat=2) if i < j]),
    "nexts": lambda t: len(list(rows(t))[1:]),
    "width": lambda t: len(t.X[0]),
    "head_dim": lambda t: len(t.Q[0, 0]),
    "heads": lambda t: len(t.Q),
    "parameters": lambda t: sum(np.size(W) for W in (t.W_Q, t.W_K, t.W_V) if W is not None),
    "table_cells": lambda t: len(t.X[0]) * len(t.X[0]),
    "factor_cells": lambda t: len(t.X[0]) * len(t.Q[0, 0]) * 2,
    "zeros_X": lambda t: sum(x == 0 for x in t.X.ravel().tolist()) / t.X.size,
    "zeros_A": lambda t: sum(x == 0 for x in t.A.ravel().tolist()) / t.A.size,
    "zero_weights": lambda t: sum(x == 0 for x in t.A.ravel().tolist()),
    "zeros_row": lambda t: sum(x == 0 for x in t.X[0].tolist()),
    "diagonal_rows": lambda t: sum(own_is_largest(t)),
    "diagonal_share": lambda t: sum(t.A[h, i, i] for h in range(t.heads) for i in rows(t)) / t.A[:, 0].size,
    "asymmetry": lambda t: length((t.S[0] - t.S[0].T).ravel()) / length(t.S[0].ravel()),
    "entropy": lambda t: sum(entropy(row) for A in t.A for row in A) / t.A[:, 0].size,
    "most_entropy": lambda t: math.log(len(t.tokens)) / math.log(2),
    "rank": lambda t: rank(t.S[0]),
    "one_factor_error": lambda t: rebuilt(t, 1),
    "two_factor_error": lambda t: rebuilt(t, 2),
    "largest_weight": lambda t: max(t.A.ravel().tolist()),
    "least_sum": lambda t: min(math.fsum(row.tolist()) for A in t.A for row in A),
    "most_sum": lambda t: max(math.fsum(row.tolist()) for A in t.A for row in A),
    "top_pair_score": lambda t: max(sum(t.S[:, i, j]) / len(t.S) for i, j in other_pairs(t)),
    "top_norm": lambda t: names(t, top([length(z) for z in t.Z])),
    "top_norm_value": lambda t: max(length(z) for z in t.Z),
    "top_norm_received": lambda t: column(t, top([length(z) for z in t.Z])[0]),
    "top_norm_length": lambda t: lengths(t)[top([length(z) for z in t.Z])[0]],
    "top_norm_idf": lambda t: idf_of(t.tokens[top([length(z) for z in t.Z])[0]]),
    "top_received": lambda t: names(t, top([column(t, j) for j in rows(t)])),
    "top_received_value": lambda t: max(column(t, j) for j in rows(t)),
    "norm_ratio": lambda t: ((least := min(map(length, t.Z))) and max(map(length, t.Z)) / least) or None,
    "longest_word": lambda t: names(t, top(lengths(t))),
    "longest_length": lambda t: max(lengths(t)),
    "shortest_word": lambda t: names(t, top([-each for each in lengths(t)])),
    "shortest_length": lambda t: min(lengths(t)),
    "table_words": lambda t: len(t.table.index),
    "near_one": lambda t: (pair := alike(t)) and t.tokens[pair[0]],
    "near_other": lambda t: (pair := alike(t)) and t.tokens[pair[1]],
    "near_product": lambda t: of_pair(t, dot),
    "near_lengths": lambda t: of_pair(t, lambda x, y: length(x) * length(y)),
    "near_cosine": lambda t: of_pair(t, cosine),
    "near_distance": lambda t: of_pair(t, lambda x, y: length(x - y)),
    "next_hits": lambda t: next_hits(t.S[0]),
    "next_loss": lambda t: least_loss(t.S[0]),
    "heads_agree": agreeing,
    "rank_uniform": lambda t: measured("uniform"),
    "rank_raw": lambda t: measured("raw"),
    "rank_trained": lambda t: measured("trained"),
    "rank_unknown": lambda t: "",
}


def column(trace: Trace, j: int) -> float:
    """Return the mean of a column of A, over queries and heads."""
    return float(sum(trace.A[h, i, j] for h in range(trace.heads) for i in rows(trace))) / trace.A[:, 0].size
