"""Learns W_Q, W_K and W_V from sentences, and measures what they are worth.

The method in one line: predict each word from the other words of its sentence, with Adam.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.projections.network import Array, Kind, Weights, backward, chances, forward, loss

Rows = NDArray[np.int64]
SHORTEST, LONGEST = 3, 20  # words in a sentence; longer ones are cut
BATCH = 64  # sentences a step
STEPS = 3_000
OTHERS = 3_000  # words drawn at random beside those of the batch, to choose among
RATE = 4e-3  # of Adam, falling to nothing along half a cosine
MODESTY = 0.1  # weight of what keeps a word from looking at itself alone
CANDIDATES = 20_000  # commonest words, among which the true one is ranked


@dataclass(frozen=True, eq=False)
class Sentences:
    """Sentences by length: m → (sentences, m) row numbers of the table."""

    by_length: dict[int, Rows]

    @classmethod
    def of(cls, sentences: Sequence[Sequence[int]]) -> Sentences:
        """Cut long sentences, leave short ones out, and sort the rest by length."""
        cut = [
            sentence[start : start + LONGEST]
            for sentence in sentences
            for start in range(0, len(sentence), LONGEST)
        ]
        lengths = sorted({len(part) for part in cut if len(part) >= SHORTEST})
        return cls({m: np.array([part for part in cut if len(part) == m]) for m in lengths})

    def __len__(self) -> int:
        """Return how many sentences there are."""
        return sum(map(len, self.by_length.values()))

    def batch(self, random: np.random.RandomState) -> Rows:
        """Return sentences of one length drawn at random, (B, m)."""
        lengths = list(self.by_length)
        sizes = np.array([len(self.by_length[m]) for m in lengths], dtype=np.float64)
        chosen = self.by_length[lengths[random.choice(len(lengths), p=sizes / sizes.sum())]]
        return np.asarray(chosen[random.randint(len(chosen), size=BATCH)])


class Adam:
    """Adaptive moments (Kingma and Ba 2015)."""

    def __init__(self, weights: Weights) -> None:
        self.mean = [np.zeros_like(array) for array in weights.arrays()]
        self.square = [np.zeros_like(array) for array in weights.arrays()]
        self.steps = 0

    def step(self, weights: Weights, gradient: Weights, rate: float) -> None:
        """Move `weights` in place."""
        self.steps += 1
        for W, g, mean, square in zip(
            weights.arrays(), gradient.arrays(), self.mean, self.square, strict=True
        ):
            mean += 0.1 * (g - mean)
            square += 0.001 * (g * g - square)
            size = np.sqrt(square / (1 - 0.999**self.steps)) + 1e-8
            W -= (rate / (1 - 0.9**self.steps) * mean / size).astype(W.dtype)


def first_weights(heads: int, n: int, d: int, seed: int) -> Weights:
    """Return random weights to start from; the output map starts as the values turned back."""
    random = np.random.RandomState(seed)
    W_Q, W_K, W_V = (random.standard_normal((3, heads, n, d)) / np.sqrt(n)).astype(np.float32)
    return Weights(W_Q, W_K, W_V, W_V.transpose(0, 2, 1).copy())


def train(
    vectors: Array,
    sentences: Sentences,
    kind: Kind,
    shape: tuple[int, int],
    steps: int = STEPS,
    seed: int = 0,
    say: Callable[[str], None] = lambda _: None,
) -> Weights:
    """Return weights learned from `sentences`.

    Parameters
    ----------
    vectors
        The table's rows, commonest words first, (words, n) float32.
    kind
        Where attention comes from; with ``uniform`` and ``raw`` only W_V and O are learned.
    shape
        Heads, and the width of a head.
    """
    random = np.random.RandomState(seed)
    weights = first_weights(shape[0], vectors.shape[1], shape[1], seed)
    adam = Adam(weights)
    smooth = 0.0
    for step in range(steps):
        surprise, gradient = _one_step(vectors, sentences.batch(random), weights, kind, random)
        adam.step(weights, gradient, RATE * (1 + np.cos(np.pi * step / steps)) / 2)
        smooth = surprise if step == 0 else 0.99 * smooth + 0.01 * surprise
        if step % 500 == 499:
            say(f"{kind}, {shape[0]} head(s): step {step + 1} of {steps}, loss {smooth:.3f}")
    return weights


def _one_step(
    vectors: Array, rows: Rows, weights: Weights, kind: Kind, random: np.random.RandomState
) -> tuple[float, Weights]:
    others = random.randint(min(CANDIDATES, len(vectors)), size=OTHERS)
    words, answers = np.unique(np.concatenate([rows.ravel(), others]), return_inverse=True)
    done = forward(vectors[rows], weights, kind)
    candidates = directions(vectors[words])
    surprise, dP = loss(done.P, candidates, answers[: rows.size].reshape(rows.shape))
    return surprise, backward(done, weights, dP, kind, MODESTY)


def directions(vectors: Array) -> Array:
    """Return rows of length 1."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))


def reciprocal_rank(vectors: Array, sentences: Sentences, weights: Weights, kind: Kind) -> float:
    """Return the mean of 1/rank of the true word among the `CANDIDATES` commonest words."""
    candidates = directions(vectors[:CANDIDATES])
    total, tokens = 0.0, 0
    for rows in sentences.by_length.values():
        for start in range(0, len(rows), BATCH):
            part = rows[start : start + BATCH]
            # float64: among so many, a float32 chance is a tie too often.
            P = forward(vectors[part], weights, kind).P.astype(np.float64)
            ranks = _ranks(chances(P, candidates).mean(axis=1), part)
            total += float((1 / ranks).sum())
            tokens += len(ranks)
    return total / max(1, tokens)


def _ranks(chance: Array, rows: Rows) -> NDArray[np.int64]:
    """Return the rank of each true word that is a candidate, from 1."""
    asked = rows < chance.shape[2]
    scores = chance[asked]
    true = np.take_along_axis(scores, rows[asked][:, None], axis=1)
    return np.asarray(1 + (scores > true).sum(axis=1), dtype=np.int64)
