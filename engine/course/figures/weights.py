"""Figures of the scores, the attention weights and the output rows."""

from __future__ import annotations

import numpy as np

from engine.course import evidence
from engine.course.evidence import largest_pair, leaders, lengths, names
from engine.course.values import Value
from engine.embedding import idf_of
from engine.trace import Trace


def diagonal_rows(trace: Trace) -> Value:
    """Rows of S whose largest entry is on the diagonal, in the first head."""
    return int(trace.diagnostics.diagonal_rows[0])


def diagonal_share(trace: Trace) -> Value:
    """Mean weight that a token gives to itself."""
    return float(trace.diagnostics.diagonal_share)


def asymmetry(trace: Trace) -> Value:
    """|S - Sᵀ| / |S| in the first head."""
    found = trace.diagnostics.asymmetry
    return None if found is None else float(found[0])


def entropy(trace: Trace) -> Value:
    """Mean entropy of the rows of A in bits."""
    found = trace.diagnostics.entropy
    return None if found is None else float(found.mean())


def most_entropy(trace: Trace) -> Value:
    """The entropy of a row that looks at all tokens alike, log2(m)."""
    return float(np.log2(len(trace.tokens)))


def largest_weight(trace: Trace) -> Value:
    """Largest entry of A."""
    return float(trace.A.max())


def least_sum(trace: Trace) -> Value:
    """Smallest sum of a row of A."""
    return float(evidence.sums(trace).min())


def most_sum(trace: Trace) -> Value:
    """Largest sum of a row of A."""
    return float(evidence.sums(trace).max())


def top_pair(trace: Trace) -> Value:
    """The two different words with the largest score."""
    pair = largest_pair(trace, trace.matrix("S"))
    return None if pair is None else " / ".join(trace.tokens[row] for row in pair)


def top_pair_score(trace: Trace) -> Value:
    """Their score."""
    S = trace.matrix("S")
    pair = largest_pair(trace, S)
    return None if pair is None else float(max(S[pair], S[pair[::-1]]))


def top_norm(trace: Trace) -> Value:
    """The tokens with the longest output row."""
    return names(trace, leaders(trace.norms))


def top_norm_value(trace: Trace) -> Value:
    """Length of the longest output row."""
    return float(trace.norms.max())


def top_norm_received(trace: Trace) -> Value:
    """Weight that the token with the longest output row receives."""
    return float(trace.received[leaders(trace.norms)[0]])


def top_norm_length(trace: Trace) -> Value:
    """Length of the word vector of the token with the longest output row."""
    return float(lengths(trace)[leaders(trace.norms)[0]])


def top_norm_idf(trace: Trace) -> Value:
    """Inverse document frequency of the token with the longest output row."""
    return idf_of(trace.tokens[leaders(trace.norms)[0]])


def top_received(trace: Trace) -> Value:
    """The tokens that receive the most weight."""
    return names(trace, leaders(trace.received))


def top_received_value(trace: Trace) -> Value:
    """The most weight that a token receives."""
    return float(trace.received.max())


def norm_ratio(trace: Trace) -> Value:
    """Longest output row over shortest."""
    least = float(trace.norms.min())
    return float(trace.norms.max()) / least if least else None


def reversal(trace: Trace) -> Value:
    """Largest change of a weight when the words come in reverse, beyond moving along."""
    return evidence.reversal(trace)


def heads_agree(trace: Trace) -> Value:
    """Rows for which every head has the same strongest key."""
    strongest = trace.A.argmax(axis=-1)
    return int((strongest == strongest[0]).all(axis=0).sum())


FIGURES = (
    diagonal_rows, diagonal_share, asymmetry, entropy, most_entropy, largest_weight, least_sum,
    most_sum, top_pair,
    top_pair_score, top_norm, top_norm_value, top_norm_received, top_norm_length, top_norm_idf, top_received,
    top_received_value, norm_ratio, reversal, heads_agree,
)  # fmt: skip
