"""Fitting a target on a sentence: what training begins with, and what it is compared with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import PeonyError
from engine.experiments.fit import Fit, Problem, problem_of, start, step
from engine.experiments.raw import Raw, best_raw
from engine.experiments.target import Marks, floor_of
from engine.projections import draw
from engine.settings import Settings
from engine.trace import Trace

Array = NDArray[np.float64]
LONGEST = 256  # tokens, beyond which nobody paints a target
WIDTHS = (1, 2, 4, 8, 16, 32, 64)  # of a head, to compare
QUICK_WORK = 2**21  # multiplications of X W_Q, and of Q Kᵀ
STEPS = 300  # that each of them is trained


@dataclass(frozen=True, eq=False)
class Beginning:
    """Training before its first step.

    Attributes
    ----------
    fit
        From the present W, or from seeded ones.
    raw
        What raw scores can do.
    remarks
        What a person has to know: ``settings`` (similarity or activation are others than dot and
        softmax, which training uses), ``raw`` (there is no W, so seeded ones), ``width`` (another head
        width, so seeded ones), ``twins`` (equal words keep the floor above the target's entropy).
    """

    fit: Fit
    raw: Raw
    remarks: tuple[str, ...]


def begin(trace: Trace, marks: Marks, width: int | None = None) -> Beginning:
    """Return training towards `marks` (m, m) on a trace, with heads of the present width or another.

    Raises
    ------
    PeonyError
        The sentence is too long, or no row of the target can be counted.
    """
    if len(trace.tokens) > LONGEST:
        raise PeonyError("fit_long", most=LONGEST, count=len(trace.tokens))
    settings = settings_of(trace.settings)
    problem = problem_of(trace.X, marks, settings)
    W_Q, W_K, drawn = _projections(trace, width)
    remarks = {
        "settings": settings != trace.settings,
        "raw": drawn == "raw",
        "width": drawn == "width",
        "twins": problem.floor > floor_of(problem.target) + 1e-9,
    }
    said = tuple(name for name, holds in remarks.items() if holds)
    return Beginning(start(problem, W_Q, W_K), best_raw(problem), said)


def is_quick(trace: Trace, width: int | None = None) -> bool:
    """Whether `begin` surely takes only a few milliseconds."""
    (m, n), heads = trace.X.shape, trace.settings.heads if trace.W_Q is None else trace.heads
    return bool(m * heads * (width or present_width(trace)) * (m + n) <= QUICK_WORK)


def settings_of(settings: Settings) -> Settings:
    """Return the settings that training uses: those given where they are softmax(Q Kᵀ), else scaled ones."""
    if settings.similarity == "dot" and settings.activation == "softmax":
        return settings
    return settings.with_(similarity="dot", activation="softmax", scale=True)


def _projections(trace: Trace, width: int | None) -> tuple[Array, Array, str]:
    """Return W_Q and W_K, and why they are not the present ones; empty where they are."""
    W_Q, W_K = trace.W_Q, trace.W_K
    if W_Q is not None and W_K is not None and width in (None, W_Q.shape[-1]):
        return W_Q, W_K, ""
    heads, d_k = trace.settings.heads if W_Q is None else len(W_Q), width or present_width(trace)
    drawn = draw(trace.settings.seed, heads, trace.X.shape[1], d_k)
    return drawn[0], drawn[1], "raw" if W_Q is None else "width"


def present_width(trace: Trace) -> int:
    """Return the head width of a trace; for raw attention, the one that its heads would have."""
    return trace.settings.head_dim if trace.W_Q is None else trace.head_dim


def reached(
    problem: Problem,
    seed: int,
    heads: int,
    width: int,
    rate: float,
    check: Callable[[], None] = lambda: None,
) -> float:
    """Return the least loss in `STEPS` steps with heads of a width, from seeded projections."""
    W_Q, W_K, _ = draw(seed, heads, problem.X.shape[1], width)
    return float(step(start(problem, W_Q, W_K), STEPS, rate, check).losses.min())


def narrowest(losses: Mapping[int, float], bound: float) -> int | None:
    """Return the narrowest head width whose loss is below `bound`; None where none is."""
    return min((width for width, loss in losses.items() if loss < bound), default=None)
