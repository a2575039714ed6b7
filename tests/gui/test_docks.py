"""Docks that nobody sees do nothing: shut, torn off and shut, or behind another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QSlider

from gui.dock import Dock
from gui.experiments.sum import SumExperiment
from gui.panels.course import CoursePanel
from gui.panels.experiments import ExperimentsPanel
from gui.panels.vectors import VectorsPanel
from gui.scene import Scene
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import experimenting, fit
from tests.gui.experiments.fit_driver import choose, losses, press, training

PANELS = {"course": CoursePanel, "vectors": VectorsPanel, "experiments": ExperimentsPanel}
__all__ = ["experimenting", "fit"]


@pytest.mark.parametrize("name", PANELS)
def test_a_dock_that_was_torn_off_sleeps_once_it_is_shut(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, name: str
):
    calls: list[Scene] = []
    dock, panel, present = driver.find(f"{name}Dock", Dock), PANELS[name], PANELS[name].present
    monkeypatch.setattr(panel, "present", lambda self, scene: (calls.append(scene), present(self, scene)))
    driver.window.commands[name].trigger()
    dock.setFloating(True)
    driver.qtbot.waitUntil(driver.window.is_complete, timeout=PATIENCE)
    calls.clear()
    driver.enter("牡丹")
    assert calls, "torn off it is seen"
    driver.qtbot.waitUntil(driver.window.is_complete, timeout=PATIENCE)
    dock.close()
    driver.qtbot.waitUntil(driver.is_newest, timeout=PATIENCE)
    calls.clear()
    driver.enter("春天的花园")
    assert calls == []


def go_behind(driver: Driver) -> None:
    """Open a dock that lies in front of the experiments."""
    driver.window.commands["vectors"].trigger()
    driver.qtbot.waitUntil(lambda: driver.find("experimentsPanel").property("behind") is True)


def test_training_pauses_behind_another_dock(fit: Driver):
    choose(fit, "fitPreset", "others")
    press(fit, "fit_start")
    fit.qtbot.waitUntil(lambda: len(losses(fit)) > 2, timeout=PATIENCE)
    go_behind(fit)
    assert not training(fit).is_running()
    assert training(fit).fit.steps > 0, "what was trained stays"
    fit.find("experimentsDock", Dock).raise_()
    fit.qtbot.waitUntil(lambda: fit.find("experimentsPanel").property("behind") is False)
    assert fit.find("fit_start", QPushButton).text() == "Start"


def test_widths_are_not_compared_behind_another_dock(fit: Driver):
    press(fit, "fitCapacity")
    go_behind(fit)
    assert fit.find("fitCapacity", QPushButton).text() == "Compare head widths"


def test_a_sum_does_not_play_behind_another_dock(experimenting: Callable[..., Driver]):
    driver = experimenting("sum")
    driver.press(driver.find("sumPlay"))
    go_behind(driver)
    assert not driver.window.findChild(SumExperiment)._timer.isActive()
    assert driver.find("sumSlider", QSlider).value() < 5


def test_a_sum_does_not_play_without_a_sentence(experimenting: Callable[..., Driver]):
    driver = experimenting("sum")
    driver.press(driver.find("sumPlay"))
    driver.enter("")
    assert driver.find("sumExperiment").isVisible()
    assert not driver.window.findChild(SumExperiment)._timer.isActive()
    QApplication.processEvents()
