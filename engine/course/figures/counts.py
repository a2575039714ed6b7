"""Figures that count: tokens, entries, parameters, zeros."""

from __future__ import annotations

import numpy as np

from engine.course.values import Value
from engine.trace import Trace


def tokens(trace: Trace) -> Value:
    """Tokens in the sentence, M."""
    return len(trace.pieces)


def kept(trace: Trace) -> Value:
    """Tokens that attention works on, m."""
    return len(trace.tokens)


def characters(trace: Trace) -> Value:
    """Characters in the sentence, spaces left out."""
    return sum(not character.isspace() for character in trace.text)


def words(trace: Trace) -> Value:
    """Tokens that are neither punctuation nor stopwords."""
    return sum(token.kind == "word" for token in trace.pieces)


def cells(trace: Trace) -> Value:
    """Entries of S, m²."""
    return len(trace.tokens) ** 2


def pairs(trace: Trace) -> Value:
    """Pairs of two tokens, m(m-1)/2."""
    return len(trace.tokens) * (len(trace.tokens) - 1) // 2


def nexts(trace: Trace) -> Value:
    """Tokens that have one after them, m-1."""
    return len(trace.tokens) - 1


def width(trace: Trace) -> Value:
    """Width of a word vector, n."""
    return int(trace.X.shape[1])


def head_dim(trace: Trace) -> Value:
    """Width of a head, d_k."""
    return trace.head_dim


def heads(trace: Trace) -> Value:
    """Number of heads, h."""
    return trace.heads


def parameters(trace: Trace) -> Value:
    """Numbers in W_Q, W_K and W_V together; 0 in raw mode."""
    W = trace.projections
    return 0 if W is None else W.W_Q.size + W.W_K.size + W.W_V.size


def table_cells(trace: Trace) -> Value:
    """Entries of W_Q W_Kᵀ, n²."""
    return int(trace.X.shape[1]) ** 2


def factor_cells(trace: Trace) -> Value:
    """Entries of one head's W_Q and W_K, 2 n d_k."""
    return 2 * int(trace.X.shape[1]) * trace.head_dim


def zeros_X(trace: Trace) -> Value:
    """Share of zeros in X."""
    return float(trace.diagnostics.sparsity_X)


def zeros_A(trace: Trace) -> Value:
    """Share of zeros in A."""
    return float(trace.diagnostics.sparsity_A)


def zero_weights(trace: Trace) -> Value:
    """How many entries of A are exactly 0, over all heads."""
    return int(np.count_nonzero(trace.A == 0))


def zeros_row(trace: Trace) -> Value:
    """Zeros in the first word's vector."""
    return int(np.count_nonzero(trace.X[0] == 0))


FIGURES = (
    tokens, kept, characters, words, cells, pairs, nexts, width, head_dim, heads, parameters,
    table_cells, factor_cells, zeros_X, zeros_A, zero_weights, zeros_row,
)  # fmt: skip
