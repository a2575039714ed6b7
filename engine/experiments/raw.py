"""What raw scores can do for a target: softmax(X Xᵀ / (√n τ)) has nothing to train but its temperature."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.experiments.fit import Problem, log_softmax
from engine.experiments.target import Marks, cross_entropy

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
    """Return raw attention at the temperature of its least loss."""
    S = problem.X @ problem.X.T / np.sqrt(problem.X.shape[1])
    return best_temperature(S, problem.target, problem.hidden)


def best_temperature(S: Array, target: Array, hidden: Marks | None = None) -> Raw:
    """Return the weights that scores (m, m) give at the temperature of their least loss.

    The loss is convex in 1/τ, so its slope is brought to zero by halving.
    """
    scores = Scores(S, target, hidden)
    spread = float(np.ptp(S))
    low, high = 0.0, SHARPEST / spread if spread > 0 else 0.0
    if scores.slope(low) >= 0:
        return scores.raw(low, np.inf)
    if scores.slope(high) <= 0:
        return scores.raw(high, 0.0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if scores.slope(middle) < 0 else (low, middle)
    return scores.raw(high, 1 / high)


@dataclass(frozen=True, eq=False)
class Scores:
    """Scores (m, m) with what they are to give weight to, and the pairs that are hidden."""

    S: Array
    target: Array
    hidden: Marks | None

    def logs(self, sharpness: float) -> Array:
        """Return the logarithms of the weights at 1/τ."""
        return np.asarray(log_softmax(self.S.copy()[None], sharpness, self.hidden)[0])

    def slope(self, sharpness: float) -> float:
        """Return how the loss grows with 1/τ, but for a factor: S under A less S under the target."""
        counted = self.target.any(axis=1, keepdims=True)
        return float(np.vdot(np.exp(self.logs(sharpness)) * counted - self.target, self.S))

    def raw(self, sharpness: float, temperature: float) -> Raw:
        """Return what they give at 1/τ."""
        logs = self.logs(sharpness)
        A = np.exp(logs)
        A.flags.writeable = False
        return Raw(temperature, cross_entropy(self.target, logs), A)
