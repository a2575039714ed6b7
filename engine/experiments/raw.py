"""What raw scores can do for a target: softmax(X Xᵀ / (√n τ)) has nothing to train but its temperature."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.experiments.fit import Problem, log_softmax
from engine.experiments.target import cross_entropy

Array = NDArray[np.float64]
HALVINGS = 100
SHARPEST = (
    1e4  # largest difference of two scores after dividing by the temperature: weights are 0 and 1 there
)


@dataclass(frozen=True, eq=False)
class Raw:
    """Raw attention at its best temperature.

    Attributes
    ----------
    temperature
        0 where the sharper the better, infinity where weights that are all the same do best.
    loss
        In nats.
    A
        Its weights (m, m).
    """

    temperature: float
    loss: float
    A: Array


def best_raw(problem: Problem) -> Raw:
    """Return raw attention at the temperature of its least loss.

    The loss is convex in 1/τ, so its slope is brought to zero by halving.
    """
    S = problem.X @ problem.X.T / np.sqrt(problem.X.shape[1])
    spread = float(np.ptp(S))
    low, high = 0.0, SHARPEST / spread if spread > 0 else 0.0
    if _slope(problem, S, low) >= 0:
        return _raw(problem, S, low, np.inf)
    if _slope(problem, S, high) <= 0:
        return _raw(problem, S, high, 0.0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _slope(problem, S, middle) < 0 else (low, middle)
    return _raw(problem, S, high, 1 / high)


def _logs(problem: Problem, S: Array, sharpness: float) -> Array:
    logs: Array = log_softmax(S.copy()[None], sharpness, problem.hidden)[0]
    return logs


def _slope(problem: Problem, S: Array, sharpness: float) -> float:
    """Return how the loss grows with 1/τ, but for a factor: scores under A less scores under the target."""
    counted = problem.target.any(axis=1, keepdims=True)
    return float(np.vdot(np.exp(_logs(problem, S, sharpness)) * counted - problem.target, S))


def _raw(problem: Problem, S: Array, sharpness: float, temperature: float) -> Raw:
    logs = _logs(problem, S, sharpness)
    A = np.exp(logs)
    A.flags.writeable = False
    return Raw(temperature, cross_entropy(problem.target, logs), A)
