"""Training towards a target, seen through the window; against PyTorch, scipy and plain sums."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
import scipy.optimize
import scipy.special
from PySide6.QtWidgets import QPushButton

from tests.conftest import Analyse
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import drawn
from tests.gui.experiments.fit_driver import (
    NEXT,
    choose,
    cross_entropy,
    losses,
    press,
    said,
    shown,
    train,
    training,
)


def test_it_begins_with_the_present_attention_and_the_next_word(fit: Driver) -> None:
    np.testing.assert_array_equal(shown(fit, "fitTarget"), NEXT)
    np.testing.assert_allclose(shown(fit, "fitTrained"), fit.trace.A[0], atol=1e-12)
    np.testing.assert_allclose(losses(fit), [cross_entropy(fit.trace.A[0], NEXT)])
    assert f"loss {losses(fit)[0]:.3f}" in said(fit)
    bars = fit.find("fitBars").values()
    row = fit.trace.tokens.index(fit.window.scene.selected.text)
    assert [name for name, _ in bars] == list(fit.trace.tokens)
    np.testing.assert_allclose([value for _, value in bars], fit.trace.A[0][row])


def test_raw_scores_are_drawn_at_their_best(fit: Driver) -> None:
    S = fit.trace.X @ fit.trace.X.T / 10

    def loss(b: float) -> float:
        return -(NEXT * scipy.special.log_softmax(S * np.exp(b), axis=1)).sum() / 4

    wanted = scipy.optimize.minimize_scalar(loss, bounds=(-30, 5), method="bounded").fun
    raw = drawn(fit, "fitPlot").curves()["raw at its best"][1]
    np.testing.assert_allclose(raw, wanted, rtol=1e-6)


def test_training_goes_to_the_target_and_stops_by_itself(fit: Driver) -> None:
    train(fit)
    A = shown(fit, "fitTrained")
    np.testing.assert_allclose(A[:4], NEXT[:4], atol=0.01)
    np.testing.assert_allclose(losses(fit)[-1], cross_entropy(A, NEXT), rtol=1e-9)
    assert losses(fit)[-1] <= 1e-3 < losses(fit)[0]
    assert "W goes below that" in said(fit)
    assert "the floor is reached" in said(fit)
    assert not fit.find("fit_start").isEnabled()
    bars = [value for _, value in fit.find("fitBars").values()]
    row = fit.trace.tokens.index(fit.window.scene.selected.text)
    np.testing.assert_allclose(bars, A[row])
    press(fit, "fit_reset")
    np.testing.assert_allclose(shown(fit, "fitTrained"), fit.trace.A[0], atol=1e-12)
    assert fit.find("fit_start").isEnabled()
    assert fit.window.trace().W_Q is fit.trace.W_Q


@pytest.mark.reference
def test_three_steps_are_those_of_pytorch(fit: Driver, torch: ModuleType) -> None:
    for number in (1, 2, 3):
        press(fit, "fit_step")
        fit.qtbot.waitUntil(lambda number=number: len(losses(fit)) == number + 1, timeout=PATIENCE)
    trace = fit.trace
    X, T = torch.from_numpy(trace.X.copy()), torch.from_numpy(NEXT)
    W = [torch.from_numpy(each[0].copy()).requires_grad_() for each in (trace.W_Q, trace.W_K)]
    adam, wanted = torch.optim.Adam(W, lr=0.001), []
    for _ in range(4):
        A = torch.softmax((X @ W[0]) @ (X @ W[1]).T / 8, dim=-1)
        loss = -(T * torch.log(A)).sum() / 4
        wanted.append(loss.item())
        adam.zero_grad()
        loss.backward()
        adam.step()
    np.testing.assert_allclose(losses(fit), wanted, rtol=1e-6)
    np.testing.assert_allclose(shown(fit, "fitTrained"), A.detach().numpy(), rtol=1e-5)


def test_pausing_is_immediate_and_the_window_answers_meanwhile(fit: Driver) -> None:
    choose(fit, "fitPreset", "others")
    press(fit, "fit_start")
    assert fit.find("fit_start", QPushButton).text() == "Pause"
    fit.qtbot.waitUntil(lambda: len(losses(fit)) > 3, timeout=PATIENCE)
    with fit.settling():
        fit.hover(fit.heatmap, fit.heatmap.cell_center(1, 2))
    press(fit, "fit_start")
    assert not training(fit).is_running()
    assert fit.find("fit_start", QPushButton).text() == "Start"
    steps = len(losses(fit))
    press(fit, "fit_step")  # whatever else were under way would come before it
    fit.qtbot.waitUntil(lambda: len(losses(fit)) > steps, timeout=PATIENCE)
    assert len(losses(fit)) == steps + 1


def test_the_learning_rate_is_that_of_the_next_step(fit: Driver) -> None:
    first = shown(fit, "fitTrained").copy()
    slider = fit.find("rateSlider")
    apart = []
    for tick in (-350, -150):
        slider.setValue(tick)
        press(fit, "fit_step")
        fit.qtbot.waitUntil(lambda: len(losses(fit)) == 2, timeout=PATIENCE)
        apart.append(np.abs(shown(fit, "fitTrained") - first).max())
        press(fit, "fit_reset")
    assert apart[1] > 5 * apart[0] > 0


def test_heads_of_another_width_begin_with_seeded_projections(fit: Driver, analyse: Analyse) -> None:
    choose(fit, "fitWidth", 2)
    narrow = analyse(weights="random", head_dim=2)
    np.testing.assert_allclose(shown(fit, "fitTrained"), narrow.A[0], atol=1e-12)
    assert "random W" in said(fit)
    choose(fit, "fitWidth", None)
    np.testing.assert_allclose(shown(fit, "fitTrained"), fit.trace.A[0], atol=1e-12)


def test_it_rests_while_nobody_looks(fit: Driver) -> None:
    choose(fit, "fitPreset", "others")
    press(fit, "fit_start")
    press(fit, "experimentsButton")
    assert not training(fit).is_running()
    press(fit, "experimentsButton")
    assert fit.find("fit_start", QPushButton).text() == "Start"
