"""Figures of what can be fitted, and with how few factors; and what Peony's own W is worth."""

from __future__ import annotations

from engine.course import factors
from engine.course.values import Phrase, Value
from engine.projections.trained import has_trained, load_figures
from engine.trace import Trace


def rank(trace: Trace) -> Value:
    """Rank of S in the first head."""
    found = trace.diagnostics.rank
    return None if found is None else int(found[0])


def one_factor_error(trace: Trace) -> Value:
    """Relative error of Q Kᵀ rebuilt from its largest singular value."""
    return factors.rebuilt_error(trace, 1)


def two_factor_error(trace: Trace) -> Value:
    """Relative error of Q Kᵀ rebuilt from its two largest singular values."""
    return factors.rebuilt_error(trace, 2)


def next_hits(trace: Trace) -> Value:
    """Words that give their largest score to the word that follows, in the first head."""
    return factors.hits(trace.S[0])


def next_loss(trace: Trace) -> Value:
    """Mean of -ln(weight of the following word) at the best temperature, in the first head."""
    return factors.best_temperature_loss(trace.S[0]) if len(trace.tokens) > 1 else None


def solved_hits(trace: Trace) -> Value:
    """Words that look at the next most, with a W made for that."""
    return factors.hits(factors.solved_scores(trace))


def solved_loss(trace: Trace) -> Value:
    """Mean of -ln(weight of the following word), with a W made for that."""
    return factors.next_loss(factors.solved_scores(trace)) if len(trace.tokens) > 1 else None


def rank_uniform(trace: Trace) -> Value:
    """Mean reciprocal rank of a hidden word when all others count alike, as measured in training."""
    return _measured(trace, "uniform")


def rank_raw(trace: Trace) -> Value:
    """The same with raw attention."""
    return _measured(trace, "raw")


def rank_trained(trace: Trace) -> Value:
    """The same with the learned W."""
    return _measured(trace, "trained")


def rank_unknown(trace: Trace) -> Value:
    """What a dash among these three means, in words; nothing where there is none."""
    known = (rank_uniform(trace), rank_raw(trace), rank_trained(trace))
    return Phrase("course.figure.unmeasured", {}) if None in known else ""


def _measured(trace: Trace, kind: str) -> Value:
    results = load_figures().get("results", []) if has_trained(trace.table) else []
    found = (each.get(kind) for each in results if each["heads"] == 1)
    return next(found, None)


FIGURES = (
    rank, one_factor_error, two_factor_error, next_hits, next_loss, solved_hits, solved_loss,
    rank_uniform, rank_raw, rank_trained, rank_unknown,
)  # fmt: skip
