"""What a step of training costs, beside PyTorch's autograd with the same optimiser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from engine.experiments.fit import problem_of, start, step
from engine.experiments.target import never_itself
from engine.settings import Settings

M, N, D_K, STEPS, RATE = 16, 100, 64, 50, 0.001
Work = Callable[[], object]
Figures = tuple[str, float, str, float | None, str]


def fit_rows(in_turn: Callable[[Work, Work, int], tuple[float, float]]) -> Iterator[Figures]:
    """One step of training on 16 tokens of width 100, one head of width 64."""
    random = np.random.RandomState(7)
    X, W = random.standard_normal((M, N)), random.standard_normal((2, 1, N, D_K)) / 10
    # A floor that is never reached: neither side is to stop.
    problem = replace(problem_of(X, never_itself(M), Settings()), floor=-1.0)
    begun = start(problem, *W)

    def ours() -> object:
        return step(begun, STEPS, RATE)

    peer = _peer(X, problem.target, W)
    times = in_turn(ours, peer or ours, 21)
    name = f"a training step, {M} tokens, {N} × {D_K}"
    yield name, times[0] / STEPS, "PyTorch, autograd + Adam", times[1] / STEPS if peer else None, "≤ 1"


def _peer(X: np.ndarray, target: np.ndarray, W: np.ndarray) -> Work | None:
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)  # faster than two for so little work
    x, T = torch.from_numpy(X), torch.from_numpy(target.copy())

    def train() -> object:
        W_Q, W_K = (torch.from_numpy(each[0].copy()).requires_grad_() for each in W)
        # The fastest of its forms for so few parameters.
        adam = torch.optim.Adam([W_Q, W_K], lr=RATE, fused=True)
        for _ in range(STEPS):
            adam.zero_grad()
            loss = -(T * torch.log_softmax((x @ W_Q) @ (x @ W_K).T / D_K**0.5, -1)).sum() / M
            loss.backward()
            adam.step()
        return loss

    return train
