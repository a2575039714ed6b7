"""Figures of the word vectors: their lengths, what is like what, what is near in the whole table."""

from __future__ import annotations

import numpy as np

from engine.course.evidence import alike, cosines, leaders, lengths, names
from engine.course.values import Value
from engine.trace import Trace


def longest_word(trace: Trace) -> Value:
    """The tokens with the longest word vector."""
    return names(trace, leaders(lengths(trace)))


def longest_length(trace: Trace) -> Value:
    """Length of the longest word vector."""
    return float(lengths(trace).max())


def shortest_word(trace: Trace) -> Value:
    """The tokens with the shortest word vector."""
    return names(trace, leaders(-lengths(trace)))


def shortest_length(trace: Trace) -> Value:
    """Length of the shortest word vector."""
    return float(lengths(trace).min())


def table_words(trace: Trace) -> Value:
    """Words in the vector table."""
    return len(trace.table)


def near_one(trace: Trace) -> Value:
    """One of the two different words that are most alike."""
    pair = alike(trace)
    return None if pair is None else trace.tokens[pair[0]]


def near_other(trace: Trace) -> Value:
    """The other of the two."""
    pair = alike(trace)
    return None if pair is None else trace.tokens[pair[1]]


def near_product(trace: Trace) -> Value:
    """Their inner product."""
    pair = alike(trace)
    return None if pair is None else float(trace.X[pair[0]] @ trace.X[pair[1]])


def near_lengths(trace: Trace) -> Value:
    """The product of their lengths."""
    pair = alike(trace)
    return None if pair is None else float(lengths(trace)[list(pair)].prod())


def near_cosine(trace: Trace) -> Value:
    """Their cosine."""
    pair = alike(trace)
    return None if pair is None else float(cosines(trace)[pair])


def near_distance(trace: Trace) -> Value:
    """How far their ends are apart."""
    pair = alike(trace)
    return None if pair is None else float(np.linalg.norm(trace.X[pair[0]] - trace.X[pair[1]]))


FIGURES = (
    longest_word, longest_length, shortest_word, shortest_length, table_words, near_one, near_other,
    near_product, near_lengths, near_cosine, near_distance,
)  # fmt: skip
