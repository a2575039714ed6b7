"""How wide a head has to be, compared in the window."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QPushButton

from engine.experiments.fit import problem_of
from engine.experiments.fitting import WIDTHS, reached
from engine.experiments.target import next_word
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import drawn
from tests.gui.experiments.fit_driver import choose, press, said


def test_how_wide_a_head_has_to_be(fit: Driver) -> None:
    press(fit, "fitCapacity")
    curve = drawn(fit, "fitCapacityPlot").curves
    fit.qtbot.waitUntil(lambda: len(curve()["trained W"][0]) == len(WIDTHS), timeout=PATIENCE)
    problem = problem_of(fit.trace.X, next_word(5), fit.state.settings)
    wanted = [reached(problem, 7, 1, width, 0.01) for width in WIDTHS]
    np.testing.assert_allclose(curve()["trained W"][1], wanted)
    near = min(width for width, loss in zip(WIDTHS, wanted, strict=True) if loss < 0.01)
    assert f"reaches the floor (within 0.01) has width {near}" in said(fit, "fitCapacityFinding")
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
