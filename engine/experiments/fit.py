r"""Fitting a target: W_Q and W_K trained so that attention looks where a person wants it to.

The loss is the mean cross-entropy, in nats, between the rows of the target T that are set and the mean of
A over the heads, for A is what the window shows when no head is in focus:

$$L = -\frac{1}{|R|} \sum_{i \in R} \sum_j T_{ij} \log \frac{1}{h} \sum_k A^k_{ij},
\qquad A^k = softmax(X W_Q^k (X W_K^k)^T / (\sqrt{d_k} \tau)).$$

Its gradient is worked out by hand below, in float64. Training is Adam (Kingma and Ba 2015), gradient descent
whose steps are evened out between the parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.attention import hidden
from engine.errors import PeonyError
from engine.experiments.target import Marks, floor_of, target_of
from engine.settings import Settings

Array = NDArray[np.float64]
BETA_1, BETA_2, TINY = 0.9, 0.999, 1e-8  # Adam's usual ones
MOST = 20_000  # steps, after which training stops in any case
REACHED = 1e-3  # nats above the floor that count as having reached it
WINDOW, STALLED = 100, 5e-3  # within so many steps the loss must come nearer to the floor by this share


@dataclass(frozen=True, eq=False)
class Problem:
    """What is to be learned.

    Attributes
    ----------
    X
        Word vectors (m, n).
    target
        (m, m); a row sums to 1, or is zero and not counted.
    rows
        How many rows are counted.
    hidden
        Pairs that the mask hides, (m, m); None where it hides none.
    scale, temperature
        Whether scores are divided by √d_k; by what else they are divided.
    floor
        What no loss can be below.
    """

    X: Array
    target: Array
    rows: int
    hidden: Marks | None
    scale: bool
    temperature: float
    floor: float

    def factor(self, d_k: int) -> float:
        """Return what products q·k are multiplied with before the softmax."""
        return float(1 / ((np.sqrt(d_k) if self.scale else 1) * self.temperature))


def problem_of(X: Array, marks: Marks, settings: Settings) -> Problem:
    """Return the problem of looking at what is marked (m, m), as far as the mask lets it be seen.

    Raises
    ------
    PeonyError
        Nothing is marked, or nothing of it can be seen.
    """
    out = hidden(len(X), settings.mask)
    target = target_of(marks & ~out)
    if not target.any():
        raise PeonyError("fit_hidden" if marks.any() else "fit_nothing", mask=settings.mask)
    masked = settings.mask != "none"
    rows = int(np.count_nonzero(target.any(axis=1)))
    floor = floor_of(target) if masked else floor_of(target, X)
    return Problem(X, target, rows, out if masked else None, settings.scale, settings.temperature, floor)


@dataclass(frozen=True, eq=False)
class Fit:
    """Training at one moment; `step` makes the next one. All arrays are read-only.

    Attributes
    ----------
    W
        W_Q and W_K, (2, h, n, d_k).
    A
        What they make of the sentence, (m, m): the mean over the heads.
    losses
        The loss of every W so far, (steps + 1,), in nats.
    stopped
        Why there is no next step: ``floor``, ``stalled`` or ``most``; empty where there is one.
    gradient, sums, squares
        Of the loss by W, and Adam's fading sums of it and of its square, (2, h, n, d_k).
    """

    problem: Problem
    W: Array
    A: Array
    losses: Array
    gradient: Array
    sums: Array
    squares: Array
    stopped: str = ""

    @property
    def steps(self) -> int:
        """How many steps have been made."""
        return len(self.losses) - 1

    @property
    def loss(self) -> float:
        """The loss now, in nats."""
        return float(self.losses[-1])

    def curve(self, most: int) -> tuple[NDArray[np.int64], Array]:
        """Return at most `most` of the steps so far with their losses, first and last among them."""
        steps = np.unique(np.linspace(0, self.steps, min(most, len(self.losses))).round().astype(np.int64))
        return steps, self.losses[steps]


def start(problem: Problem, W_Q: Array, W_K: Array) -> Fit:
    """Return training before its first step, from projections (h, n, d_k)."""
    W = np.stack([W_Q, W_K])
    loss, gradient, A = loss_and_gradient(problem, W)
    none = np.zeros_like(W)
    return _frozen(Fit(problem, W, A.mean(axis=0), np.array([loss]), gradient, none, none.copy()))


def step(fit: Fit, number: int, rate: float, check: Callable[[], None] = lambda: None) -> Fit:
    """Return training up to `number` steps later, less where it stops by itself.

    Parameters
    ----------
    rate
        The learning rate.
    check
        Called before each step; may raise to leave off.
    """
    W, sums, squares = fit.W.copy(), fit.sums.copy(), fit.squares.copy()
    gradient, A, losses, stopped = fit.gradient, fit.A[None], fit.losses.tolist(), fit.stopped
    while len(losses) <= fit.steps + number and not stopped:
        check()
        _descend(W, gradient, sums, squares, rate, len(losses))
        loss, gradient, A = loss_and_gradient(fit.problem, W)
        losses.append(loss)
        stopped = why_stop(losses, fit.problem.floor)
    return _frozen(Fit(fit.problem, W, A.mean(axis=0), np.array(losses), gradient, sums, squares, stopped))


def loss_and_gradient(problem: Problem, W: Array) -> tuple[float, Array, Array]:
    """Return the loss in nats, its gradient by W (2, h, n, d_k), and A (h, m, m)."""
    X, T = problem.X, problem.target
    Q, K = X @ W
    factor = problem.factor(W.shape[-1])
    log_A = log_softmax(Q @ K.swapaxes(-1, -2), factor, problem.hidden)
    A = np.exp(log_A)
    if len(A) == 1:
        log_mean, share = log_A[0], T[None]
    else:  # the mean of small weights, from their logarithms: none of them vanishes
        log_mean = np.logaddexp.reduce(log_A, axis=0)
        share = np.exp(log_A - np.where(np.isneginf(log_mean), 0, log_mean)) * T
        log_mean -= np.log(len(A))
    rows = problem.rows
    loss = -np.vdot(T, np.where(T > 0, log_mean, 0)) / rows
    # By S the gradient of a row is A Σ share - share, times what S was multiplied with.
    dS = A * share.sum(axis=-1, keepdims=True)
    dS -= share
    dS *= factor / rows
    gradient = X.T @ np.stack([dS @ K, dS.swapaxes(-1, -2) @ Q])
    return float(loss), gradient, A


def log_softmax(S: Array, factor: float, hidden: Marks | None) -> Array:
    """Return log A (h, m, m) from products, in place; -inf where hidden."""
    S *= factor
    if hidden is not None:
        S[:, hidden] = -np.inf
    top = S.max(axis=-1, keepdims=True)
    S -= np.where(np.isneginf(top), 0, top)  # a row may be hidden throughout
    total = np.exp(S).sum(axis=-1, keepdims=True)
    S -= np.log(np.where(total > 0, total, 1))
    return S


def _descend(W: Array, gradient: Array, sums: Array, squares: Array, rate: float, number: int) -> None:
    """Make Adam's step `number`, in place.

    Sums are kept in place of the means of the article, which differ by a factor: it is cheaper to put that
    into the rate than into every entry.
    """
    sums *= BETA_1
    sums += gradient
    squares *= BETA_2
    change = gradient * gradient
    squares += change
    # The divisors make up for both sums beginning at zero.
    of_sums = (1 - BETA_1) / (1 - BETA_1**number)
    of_squares = np.sqrt((1 - BETA_2) / (1 - BETA_2**number))
    np.sqrt(squares, out=change)
    change += TINY / of_squares
    np.divide(sums, change, out=change)
    change *= rate * of_sums / of_squares
    W -= change


def why_stop(losses: Sequence[float], floor: float) -> str:
    """Return why training stops after these losses; empty where it goes on."""
    if losses[-1] - floor <= REACHED:
        return "floor"
    steps = len(losses) - 1
    if steps >= MOST:
        return "most"
    if steps % WINDOW or steps < 2 * WINDOW:
        return ""
    before, now = min(losses[-2 * WINDOW : -WINDOW]), min(losses[-WINDOW:])
    return "stalled" if before - now < STALLED * (before - floor) else ""


def _frozen(fit: Fit) -> Fit:
    for array in vars(fit).values():
        if isinstance(array, np.ndarray):
            array.flags.writeable = False
    return fit
