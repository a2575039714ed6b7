"""What fails off the GUI thread is said where it was waited for, and not only written to the log."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from engine.vectors.table import VectorTable
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import experimenting, fit
from tests.gui.experiments.fit_driver import losses, press, said, training

__all__ = ["experimenting", "fit"]


def fail(*_: object, **__: object) -> None:
    raise ArithmeticError


def wait_for(driver: Driver, name: str) -> None:
    label = driver.find(name, QLabel)
    driver.qtbot.waitUntil(lambda: label.isVisible() and "ArithmeticError" in label.text(), timeout=PATIENCE)


def test_a_page_of_the_course_that_cannot_be_measured(driver: Driver, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("gui.panels.course.study", fail)
    driver.window.commands["course"].trigger()
    wait_for(driver, "noticeText")


def test_neighbours_that_cannot_be_found(driver: Driver, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patch:
        patch.setattr(VectorTable, "neighbours", fail)
        driver.window.commands["vectors"].trigger()
        wait_for(driver, "neighboursTitle")
    driver.enter("原野")
    driver.qtbot.waitUntil(lambda: bool(driver.find("neighbourBars").values()), timeout=PATIENCE)
    assert "原野" in driver.find("neighboursTitle", QLabel).text()


def test_a_training_that_fails_can_go_on(fit: Driver, monkeypatch: pytest.MonkeyPatch):
    press(fit, "fit_step")
    fit.qtbot.waitUntil(lambda: len(losses(fit)) == 2, timeout=PATIENCE)
    with monkeypatch.context() as patch:
        patch.setattr("gui.experiments.training.step", fail)
        press(fit, "fit_start")
        wait_for(fit, "fitFinding")
    assert not training(fit).is_running()
    assert fit.find("fit_start", QPushButton).text() == "Start"
    press(fit, "fit_step")
    fit.qtbot.waitUntil(lambda: len(losses(fit)) == 3, timeout=PATIENCE)
    assert np.isfinite(losses(fit)).all()
    assert "ArithmeticError" not in said(fit)


def test_a_comparison_that_fails_can_be_begun_again(fit: Driver, monkeypatch: pytest.MonkeyPatch):
    button = fit.find("fitCapacity", QPushButton)
    with monkeypatch.context() as patch:
        patch.setattr("gui.experiments.capacity.reached", fail)
        fit.press(button)
        wait_for(fit, "fitCapacityFinding")
    assert button.text() == "Compare head widths"
    fit.press(button)
    fit.qtbot.waitUntil(lambda: fit.find("fitCapacityPlot").isVisible(), timeout=PATIENCE)
