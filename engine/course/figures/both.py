"""Figures that compare the two sides of a page's switch."""

from __future__ import annotations

import numpy as np

from engine.course.answers import dropped_attention
from engine.course.evidence import Evidence, leaders, names, others_share
from engine.course.values import Phrase, Value


def dropped(evidence: Evidence) -> Value:
    """How many tokens the switch drops."""
    return len(evidence.dropped)


def dropped_share(evidence: Evidence) -> Value:
    """Their share of the tokens that were kept before."""
    return len(evidence.dropped) / len(evidence.before.tokens)


def dropped_mass(evidence: Evidence) -> Value:
    """The share of all attention that they took before."""
    return float(evidence.before.received[list(evidence.dropped)].sum())


def added(evidence: Evidence) -> Value:
    """How many tokens the switch adds."""
    return len(evidence.after.tokens) - len(evidence.common[1])


def common_top(evidence: Evidence) -> Value:
    """Of the tokens that stay, the one with the longest output row before."""
    rows = list(evidence.common[0])
    return evidence.before.tokens[max(rows, key=evidence.before.norms.item)] if rows else None


def top_change(evidence: Evidence) -> Value:
    """Which token has the longest output row among those that stay, before and after, in words."""
    before, after = common_top(evidence), names(evidence.after, leaders(evidence.after.norms))
    if before is None:
        return None
    if after == (before,):
        return Phrase("course.figure.still", {"after": after})
    return Phrase("course.figure.other", {"before": before, "after": after})


def dropped_compared(evidence: Evidence) -> Value:
    """How the attention that dropped tokens took compares to their share, in words."""
    if not evidence.dropped:
        return Phrase("course.figure.nothing", {})
    (outcome,) = dropped_attention(evidence)
    return Phrase(f"course.figure.{outcome}", {})


def lost_diagonal(evidence: Evidence) -> Value:
    """The tokens whose own score was the largest of their row before, and is not after."""
    return names(evidence.before, evidence.lost) or None


def subject(evidence: Evidence) -> Value:
    """The first of the two different words that are most alike after."""
    return None if evidence.subject is None else evidence.after.tokens[evidence.subject]


def others_before(evidence: Evidence) -> Value:
    """How much of the subject's output row comes from other tokens, before."""
    row = evidence.subject_before
    return None if row is None else others_share(evidence.before, row)


def others_after(evidence: Evidence) -> Value:
    """The same, after."""
    return None if evidence.subject is None else others_share(evidence.after, evidence.subject)


def neighbours(evidence: Evidence) -> Value:
    """The words of the whole table that are nearest to the subject, with their cosines."""
    return " · ".join(f"{word}\u00a0{cosine:.2f}" for word, cosine in evidence.neighbours) or None


def weight_change(evidence: Evidence) -> Value:
    """The largest change of a weight between two tokens that stay."""
    return evidence.weight_change


def parameter_change(evidence: Evidence) -> Value:
    """The largest change of an entry of W_Q."""
    before, after = evidence.before.W_Q, evidence.after.W_Q
    if before is None or after is None or before.shape != after.shape:
        return None
    return float(np.abs(after - before).max())


FIGURES = (
    dropped, dropped_share, dropped_mass, dropped_compared, added, common_top, top_change, lost_diagonal,
    subject, others_before, others_after, neighbours, weight_change, parameter_change,
)  # fmt: skip
