"""The gradient and the training, against PyTorch's autograd and its Adam."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.attention import hidden
from engine.errors import Cancelled, PeonyError
from engine.experiments.fit import MOST, Problem, loss_and_gradient, problem_of, start, step, why_stop
from engine.experiments.target import never_itself, next_word
from engine.settings import Settings

M, N = 7, 12


def vectors(m: int = M, n: int = N, seed: int = 1) -> np.ndarray:
    return np.random.RandomState(seed).standard_normal((m, n))


def projections(heads: int = 1, d_k: int = 5, n: int = N, seed: int = 2) -> np.ndarray:
    return np.random.RandomState(seed).standard_normal((2, heads, n, d_k)) / np.sqrt(n)


def some_marks(m: int = M, seed: int = 3) -> np.ndarray:
    """Return marks with rows of several, of one and of none."""
    marks = np.random.RandomState(seed).rand(m, m) < 0.3
    marks[0] = False
    marks[1] = np.arange(m) == 1
    return marks


def torch_loss(torch: ModuleType, problem: Problem, settings: Settings, W) -> object:
    """The loss in PyTorch, from what `Problem` says and nothing of how it is computed."""
    X, T = torch.from_numpy(problem.X), torch.from_numpy(problem.target.copy())
    Q, K = X @ W[0], X @ W[1]
    S = Q @ K.transpose(-1, -2) / settings.temperature
    if settings.scale:
        S = S / W[0].shape[-1] ** 0.5
    out = torch.from_numpy(hidden(len(X), settings.mask))
    A = torch.softmax(S.masked_fill(out, -1e300), dim=-1).mean(dim=0)
    counted = T.sum(dim=1) > 0
    return -(T[counted] * torch.log(torch.where(T > 0, A, 1.0))[counted]).sum() / counted.sum()


@pytest.mark.reference
@pytest.mark.parametrize("mask", ["none", "causal", "self"])
@pytest.mark.parametrize("scale", [True, False])
@pytest.mark.parametrize("temperature", [1.0, 0.4, 3.0])
@pytest.mark.parametrize("heads", [1, 3])
def test_loss_and_gradient_are_those_of_autograd(
    torch: ModuleType, mask: str, scale: bool, temperature: float, heads: int
) -> None:
    settings = Settings(mask=mask, scale=scale, temperature=temperature)
    problem, W = problem_of(vectors(), some_marks(), settings), projections(heads)
    loss, gradient, A = loss_and_gradient(problem, W)
    leaf = torch.from_numpy(W.copy()).requires_grad_()
    wanted = torch_loss(torch, problem, settings, leaf)
    wanted.backward()
    np.testing.assert_allclose(loss, wanted.item(), rtol=1e-10)
    np.testing.assert_allclose(gradient, leaf.grad.numpy(), rtol=1e-5, atol=1e-12)
    assert (A[:, hidden(M, mask)] == 0).all()


@given(
    st.integers(1, 9),
    st.integers(1, 6),
    st.integers(1, 4),
    st.sampled_from(["none", "self"]),
    st.integers(0, 999),
)
def test_the_gradient_is_the_slope_of_the_loss(m: int, d_k: int, heads: int, mask: str, seed: int) -> None:
    X, W = vectors(m, seed=seed), projections(heads, d_k, seed=seed)
    marks = some_marks(m, seed) if m > 1 else np.ones((1, 1), bool)
    try:
        problem = problem_of(X, marks, Settings(mask=mask))
    except PeonyError:
        return
    way = np.random.RandomState(seed).standard_normal(W.shape)
    slope = np.vdot(loss_and_gradient(problem, W)[1], way)
    h = 1e-6
    ahead, behind = (loss_and_gradient(problem, W + sign * h * way)[0] for sign in (1, -1))
    np.testing.assert_allclose(slope, (ahead - behind) / (2 * h), rtol=1e-5, atol=1e-8)


@pytest.mark.reference
@pytest.mark.parametrize("heads", [1, 2])
def test_training_is_that_of_adam(torch: ModuleType, heads: int) -> None:
    settings = Settings()
    problem, W = problem_of(vectors(), some_marks(), settings), projections(heads)
    leaf = torch.from_numpy(W.copy()).requires_grad_()
    adam, wanted = torch.optim.Adam([leaf], lr=0.01), []
    for _ in range(31):
        adam.zero_grad()
        loss = torch_loss(torch, problem, settings, leaf)
        loss.backward()
        wanted.append(loss.item())
        if len(wanted) < 31:
            adam.step()
    fit = start(problem, *W)
    for number in (1, 9, 20):  # in one go or in several, it is the same
        fit = step(fit, number, 0.01)
    assert fit.steps == 30
    np.testing.assert_allclose(fit.losses, wanted, rtol=1e-8)
    np.testing.assert_allclose(fit.W, leaf.detach().numpy(), rtol=1e-6, atol=1e-9)


def test_the_weights_of_a_fit_are_those_of_its_projections() -> None:
    fit = step(start(problem_of(vectors(), some_marks(), Settings(mask="self")), *projections(3)), 5, 0.01)
    S = (vectors() @ fit.W[0]) @ (vectors() @ fit.W[1]).swapaxes(-1, -2) / np.sqrt(5)
    S[:, np.eye(M, dtype=bool)] = -np.inf
    A = np.exp(S) / np.exp(S).sum(axis=-1, keepdims=True)
    np.testing.assert_allclose(fit.A, A.mean(axis=0), rtol=1e-10)


def test_a_step_leaves_what_it_began_with_as_it_was() -> None:
    first = start(problem_of(vectors(), some_marks(), Settings()), *projections())
    kept = {name: array.copy() for name, array in vars(first).items() if isinstance(array, np.ndarray)}
    second = step(first, 5, 0.1)
    for name, array in kept.items():
        np.testing.assert_array_equal(getattr(first, name), array)
        assert not getattr(first, name).flags.writeable
        assert not getattr(second, name).flags.writeable
    assert (first.steps, second.steps) == (0, 5)


@pytest.mark.parametrize("marks", [next_word, never_itself])
def test_training_learns_and_stops_by_itself(marks) -> None:
    fit = step(start(problem_of(vectors(), marks(M), Settings()), *projections(d_k=12)), MOST, 0.01)
    assert fit.stopped in ("floor", "stalled")
    assert fit.steps < MOST
    assert fit.loss < 0.1 * fit.losses[0] + 0.9 * fit.problem.floor
    assert step(fit, 10, 0.01).steps == fit.steps


def test_why_training_stops() -> None:
    assert why_stop([1.0, 0.5009], 0.5) == "floor"
    assert why_stop([1.0, 0.502], 0.5) == ""
    assert why_stop([1.0] * 201, 0.5) == "stalled"
    assert why_stop([1.0] * 200, 0.5) == ""
    assert why_stop([*np.linspace(1, 0.9, 201)], 0.5) == ""
    assert why_stop([*np.linspace(1, 0.51, MOST + 1)], 0.5) == "most"


def test_leaving_off_is_asked_for_at_every_step() -> None:
    asked = []

    def check() -> None:
        asked.append(1)
        if len(asked) == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        step(start(problem_of(vectors(), some_marks(), Settings()), *projections()), 100, 0.01, check)
    assert len(asked) == 4


def test_nothing_marked_and_nothing_to_be_seen_are_refused() -> None:
    with pytest.raises(PeonyError, match="fit_nothing"):
        problem_of(vectors(), np.zeros((M, M), bool), Settings())
    with pytest.raises(PeonyError, match="fit_hidden"):
        problem_of(vectors(), next_word(M), Settings(mask="causal"))


def test_what_the_mask_hides_is_no_part_of_the_target() -> None:
    problem = problem_of(vectors(), np.ones((M, M), bool), Settings(mask="causal"))
    np.testing.assert_allclose(problem.target, np.tril(np.ones((M, M))) / np.arange(1, M + 1)[:, None])


def test_a_large_difference_of_scores_is_no_infinite_loss() -> None:
    problem, W = problem_of(vectors(), some_marks(), Settings()), 1e3 * projections(2)
    loss, gradient, _ = loss_and_gradient(problem, W)
    assert np.isfinite(loss)
    assert np.isfinite(gradient).all()
