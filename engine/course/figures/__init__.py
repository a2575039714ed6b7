"""The figures that a page may quote, by name: each a small function of what was computed.

A page writes ``{before.kept}`` or ``{after.kept}`` for a figure of one side of its switch, and
``{dropped_share}`` for one that compares both. Every function is given at least one kept token on
each side, and answers None where the figure has no meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.course.evidence import Evidence, longest, rarest
from engine.course.figures import both, counts, fitting, vectors, weights
from engine.course.values import Value
from engine.trace import Trace

OF_A_SIDE: Mapping[str, Callable[[Trace], Value]] = {
    figure.__name__: figure for module in (counts, vectors, weights, fitting) for figure in module.FIGURES
}
OF_BOTH: Mapping[str, Callable[[Evidence], Value]] = {figure.__name__: figure for figure in both.FIGURES}
SIDES = ("before", "after")
# The rules that find the row, after, of the token that a page selects.
TOKENS: Mapping[str, Callable[[Evidence], int | None]] = {
    "alike": lambda evidence: evidence.subject,
    "rarest": lambda evidence: rarest(evidence.after),
    "longest": lambda evidence: longest(evidence.after),
}


def is_figure(name: str) -> bool:
    """Whether there is a figure of this name."""
    side, dot, rest = name.partition(".")
    return (side in SIDES and rest in OF_A_SIDE) if dot else name in OF_BOTH


def measure(evidence: Evidence, name: str) -> Value:
    """Return a figure; None where a side keeps no token."""
    if not evidence.before.tokens or not evidence.after.tokens:
        return None
    side, dot, rest = name.partition(".")
    return OF_A_SIDE[rest](getattr(evidence, side)) if dot else OF_BOTH[name](evidence)
