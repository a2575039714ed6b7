"""Fit a target, driven as a person drives it; its figures against PyTorch, scipy and plain sums."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
import scipy.optimize
import scipy.special
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from engine.experiments.fit import problem_of
from engine.experiments.fitting import WIDTHS, reached
from engine.experiments.target import next_word
from gui.experiments.training import Training
from gui.items.heatmap import Heatmap
from tests.conftest import Analyse
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import Experimenting, drawn

NEXT = np.eye(5, k=1)
LEFT = Qt.MouseButton.LeftButton


def shown(driver: Driver, name: str) -> np.ndarray:
    return driver.find(name, Heatmap).matrix()


def said(driver: Driver, name: str = "fitFinding") -> str:
    return driver.find(name, QLabel).text()


def press(driver: Driver, name: str) -> None:
    driver.press(driver.find(name, QPushButton))


def choose(driver: Driver, name: str, data: object) -> None:
    combo = driver.find(name, QComboBox)
    combo.setCurrentIndex(combo.findData(data))
    combo.activated.emit(combo.currentIndex())


def cross_entropy(A: np.ndarray, T: np.ndarray) -> float:
    """The loss from what the two heatmaps show."""
    rows = [
        -sum(t * np.log(a) for a, t in zip(A[i], T[i], strict=True) if t) for i in range(len(T)) if T[i].any()
    ]
    return sum(rows) / len(rows)


def losses(driver: Driver) -> np.ndarray:
    return drawn(driver, "fitPlot").curves()["trained W"][1]


def training(driver: Driver) -> Training:
    return driver.window.findChild(Training)


def train(driver: Driver) -> None:
    """Press start, and wait until training stops by itself."""
    press(driver, "fit_start")
    driver.qtbot.waitUntil(lambda: "It stopped" in said(driver), timeout=PATIENCE)


def stroke(driver: Driver, *cells: tuple[int, int]) -> None:
    """Press on the first cell, drag over the others, let go."""
    heatmap, kinds = driver.find("fitTarget", Heatmap), QEvent.Type
    points = [QPointF(heatmap.cell_center(*cell)) for cell in cells]
    moves = [(kinds.MouseMove, point, LEFT) for point in points[1:]]
    none = Qt.MouseButton.NoButton
    for kind, point, held in (
        (kinds.MouseButtonPress, points[0], LEFT),
        *moves,
        (kinds.MouseButtonRelease, points[-1], none),
    ):
        place = QPointF(
            heatmap.mapToGlobal(point.toPoint() if False else QPoint(round(point.x()), round(point.y())))
        )
        button = none if kind == kinds.MouseMove else LEFT
        QApplication.sendEvent(heatmap, QMouseEvent(kind, point, place, button, held, Qt.KeyboardModifier(0)))


@pytest.fixture
def fit(experimenting: Experimenting) -> Driver:
    return experimenting("fit")


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
    assert "below what raw scores can reach" in said(fit)
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


def test_painting_with_the_pointer(fit: Driver) -> None:
    press(fit, "fit_clear")
    assert not shown(fit, "fitTarget").any()
    assert "Nothing is marked" in said(fit)
    assert not fit.find("fit_start").isEnabled()
    assert not fit.find("fitTrained").isVisible()
    stroke(fit, (1, 4))
    wanted = np.zeros((5, 5))
    wanted[1, 4] = 1
    np.testing.assert_array_equal(shown(fit, "fitTarget"), wanted)
    assert fit.find("fit_start").isEnabled()
    stroke(fit, (3, 0), (3, 1), (3, 2))
    wanted[3, :3] = 1 / 3
    np.testing.assert_allclose(shown(fit, "fitTarget"), wanted)
    stroke(fit, (3, 1), (3, 2))
    wanted[3] = [1, 0, 0, 0, 0]
    np.testing.assert_allclose(shown(fit, "fitTarget"), wanted)
    np.testing.assert_allclose(losses(fit), [cross_entropy(fit.trace.A[0], wanted)])
    train(fit)
    np.testing.assert_allclose(shown(fit, "fitTrained")[[1, 3]], wanted[[1, 3]], atol=0.01)


def test_painting_with_the_keyboard(fit: Driver) -> None:
    choose(fit, "fitPreset", "hand")
    heatmap, key = fit.find("fitTarget", Heatmap), Qt.Key
    assert "Nothing is marked" in said(fit)
    for each in (key.Key_Right, key.Key_Down, key.Key_Space, key.Key_Right, key.Key_Return):
        fit.send_key(heatmap, each)
    np.testing.assert_array_equal(shown(fit, "fitTarget")[1], [0, 0.5, 0.5, 0, 0])
    fit.send_key(heatmap, key.Key_Space)
    np.testing.assert_array_equal(shown(fit, "fitTarget")[1], [0, 1, 0, 0, 0])
    fit.send_key(heatmap, key.Key_Delete)
    assert not shown(fit, "fitTarget").any()


def test_another_target_begins_anew(fit: Driver) -> None:
    train(fit)
    choose(fit, "fitPreset", "others")
    np.testing.assert_allclose(shown(fit, "fitTarget"), (1 - np.eye(5)) / 4)
    np.testing.assert_allclose(shown(fit, "fitTrained"), fit.trace.A[0], atol=1e-12)
    assert f"below {np.log(4):.3f}" in said(fit)
    assert "every temperature is worse" in said(fit)


def test_another_sentence_begins_anew_and_says_so(fit: Driver) -> None:
    train(fit)
    with fit.settling():
        fit.window.store.set_option("temperature", 2.0)
    assert "training begins anew" in said(fit)
    np.testing.assert_allclose(shown(fit, "fitTrained"), fit.trace.A[0], atol=1e-12)
    stroke(fit, (4, 0))
    assert "anew" not in said(fit)
    with fit.settling():
        fit.window.store.set_option("temperature", 1.0)
    assert shown(fit, "fitTarget")[4, 0] == 1, "the same words keep their marks"
    fit.enter("春天的花园里开满了牡丹")
    m = len(fit.trace.tokens)
    np.testing.assert_array_equal(shown(fit, "fitTarget"), np.eye(m, k=1))
    press(fit, "fit_start")
    fit.qtbot.waitUntil(lambda: len(losses(fit)) > 2, timeout=PATIENCE)
    fit.enter("")
    assert "Type a sentence" in said(fit, "fitRefusal")
    assert not training(fit).is_running()


def test_the_settings_that_matter_are_spoken_of(fit: Driver) -> None:
    for option, value, sentence in (
        ("mask", "causal", "hides everything that is marked"),
        ("mask", "none", "loss"),
        ("similarity", "cosine", "not the present similarity"),
        ("similarity", "dot", "loss"),
        ("attention", "raw", "Raw attention has no W"),
    ):
        with fit.settling():
            fit.window.store.set_option(option, value)
        assert sentence in said(fit)
    fit.enter("牡丹花卉牡丹花卉原野")
    assert ("one vector" in said(fit)) == (len(set(fit.trace.tokens)) < len(fit.trace.tokens))


def test_heads_of_another_width_begin_with_seeded_projections(fit: Driver, analyse: Analyse) -> None:
    choose(fit, "fitWidth", 2)
    narrow = analyse(weights="random", head_dim=2)
    np.testing.assert_allclose(shown(fit, "fitTrained"), narrow.A[0], atol=1e-12)
    assert "random W" in said(fit)
    choose(fit, "fitWidth", None)
    np.testing.assert_allclose(shown(fit, "fitTrained"), fit.trace.A[0], atol=1e-12)


def test_how_wide_a_head_has_to_be(fit: Driver) -> None:
    press(fit, "fitCapacity")
    curve = drawn(fit, "fitCapacityPlot").curves
    fit.qtbot.waitUntil(lambda: len(curve()["trained W"][0]) == len(WIDTHS), timeout=PATIENCE)
    problem = problem_of(fit.trace.X, next_word(5), fit.state.settings)
    wanted = [reached(problem, 7, 1, width, 0.01) for width in WIDTHS]
    np.testing.assert_allclose(curve()["trained W"][1], wanted)
    near = min(width for width, loss in zip(WIDTHS, wanted, strict=True) if loss < 0.01)
    assert f"at the floor (within 0.01) has width {near}" in said(fit, "fitCapacityFinding")
    choose(fit, "fitPreset", "others")
    assert not fit.find("fitCapacityPlot").isVisible(), "it was about another target"


def test_comparing_can_be_left_off(fit: Driver) -> None:
    button = fit.find("fitCapacity", QPushButton)
    fit.press(button)
    assert button.text() == "Stop comparing"
    fit.press(button)
    assert button.text() == "Compare head widths"
    fit.press(button)
    fit.qtbot.waitUntil(lambda: fit.find("fitCapacityPlot").isVisible(), timeout=PATIENCE)


def test_it_rests_while_nobody_looks(fit: Driver) -> None:
    choose(fit, "fitPreset", "others")
    press(fit, "fit_start")
    press(fit, "experimentsButton")
    assert not training(fit).is_running()
    press(fit, "experimentsButton")
    assert fit.find("fit_start", QPushButton).text() == "Start"


def test_a_text_that_is_too_long_is_refused(fit: Driver) -> None:
    fit.enter("牡丹 原野 美丽 花卉 " * 65)
    fit.qtbot.waitUntil(lambda: "at most 256" in said(fit, "fitRefusal"), timeout=PATIENCE)
    fit.enter("牡丹和花卉")
    assert fit.find("fit_start").isVisible()
