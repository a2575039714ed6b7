"""The look changes while an experiment is out of sight, and so does what it is about; or while it waits."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QSlider, QSpinBox

import gui.experiments.sum
from engine.settings import Settings
from gui.experiments.fit import FitExperiment
from gui.experiments.order import OrderExperiment
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import Experimenting
from tests.gui.experiments.test_dressed import choose_row
from tests.gui.experiments.test_sum import check

SHORT, LONG = "牡丹", "春天的花园里开满了牡丹，医生在医院给病人看病"
NARROW = Settings(weights="random", head_dim=4)


def update(driver: Driver, **changes: object) -> None:
    with driver.settling():
        driver.window.store.update(**changes)
    QApplication.processEvents()


def toggle_dock(driver: Driver) -> None:
    driver.window.commands["experiments"].trigger()
    QApplication.processEvents()


def hide(driver: Driver) -> Callable[[], None]:
    toggle_dock(driver)
    return lambda: toggle_dock(driver)


def choose_another(driver: Driver) -> Callable[[], None]:
    name = driver.state.experiment
    update(driver, experiment="vectors")
    return lambda: update(driver, experiment=name)


def stay(driver: Driver) -> Callable[[], None]:
    return lambda: None


@pytest.mark.parametrize("leave", [hide, choose_another, stay])
@pytest.mark.parametrize(("before", "after"), [(SHORT, LONG), (LONG, SHORT)])
def test_a_sum_is_that_of_the_present_sentence(
    experimenting: Experimenting, leave: Callable[[Driver], Callable[[], None]], before: str, after: str
):
    driver = experimenting("sum", text=before)
    driver.find("sumSlider", QSlider).setValue(1)
    come_back = leave(driver)
    driver.enter(after)
    update(driver, theme="dark")
    come_back()
    slider, count = driver.find("sumSlider", QSlider), len(driver.trace.tokens)
    assert (slider.value(), slider.maximum()) == (count, count), "another sum begins whole"
    check(driver, driver.window.scene.row, count, [0])
    slider.setValue(1)
    check(driver, driver.window.scene.row, 1, [0])


@pytest.mark.parametrize("leave", [hide, choose_another])
def test_a_rank_is_within_what_the_present_table_has(
    experimenting: Experimenting, leave: Callable[[Driver], Callable[[], None]]
):
    driver = experimenting("rank", text=LONG)
    driver.find("rankSlider", QSlider).setValue(6)
    come_back = leave(driver)
    driver.enter("牡丹花园")
    update(driver, theme="dark")
    come_back()
    slider, most = driver.find("rankSlider", QSlider), len(driver.trace.tokens)
    assert (slider.value(), slider.maximum()) == (most, most) < (6, 6)


def test_the_rank_of_another_table_than_the_first_stays(experimenting: Experimenting):
    """Its ranks are fewer than those that the table of scores begins with."""
    driver = experimenting("rank", text=LONG, settings=NARROW)
    combo = driver.find("rankTableCombo", QComboBox)
    combo.setCurrentIndex(combo.findData("weights"))
    slider = driver.find("rankSlider", QSlider)
    driver.qtbot.waitUntil(lambda: slider.maximum() == 4, timeout=PATIENCE)
    slider.setValue(3)
    update(driver, theme="dark")
    slider = driver.find("rankSlider", QSlider)
    assert (slider.value(), slider.maximum()) == (3, 4)


def test_an_option_that_was_changed_elsewhere_is_not_set_back(experimenting: Experimenting):
    driver = experimenting("order")
    hide(driver)
    with driver.settling():
        driver.window.store.set_option("position", "sinusoidal")
    update(driver, theme="dark")
    toggle_dock(driver)
    driver.qtbot.waitUntil(driver.is_newest)
    assert driver.state.settings.position == "sinusoidal"
    assert driver.find("orderExperiment", OrderExperiment)._position.box.currentData() == "sinusoidal"


def test_a_neuron_stays_without_a_changed_word(experimenting: Experimenting):
    driver = experimenting("neuron")
    choose_row(driver, "neuronMatrix", 1)
    driver.find("neuronDimension", QSpinBox).setValue(7)
    update(driver, theme="dark")
    assert driver.find("neuronMatrix", QComboBox).currentIndex() == 1
    assert driver.find("neuronDimension", QSpinBox).value() == 7


def test_a_dimension_that_there_is_no_more_is_left(experimenting: Experimenting):
    driver = experimenting("neuron")
    driver.find("neuronDimension", QSpinBox).setValue(60)
    hide(driver)
    update(driver, settings=NARROW)
    update(driver, theme="dark")
    toggle_dock(driver)
    dimension = driver.find("neuronDimension", QSpinBox)
    assert (dimension.value(), dimension.maximum()) == (4, 4)


def test_the_learning_rate_stays(fit: Driver):
    fit.find("rateSlider", QSlider).setValue(-150)
    controls = fit.find("fitExperiment", FitExperiment)._controls
    rate = controls.rate()
    assert rate == pytest.approx(10**-1.5, rel=0.01)
    update(fit, theme="dark")
    assert fit.find("fitExperiment", FitExperiment)._controls.rate() == rate
    assert fit.find("rateSlider", QSlider).value() == -150


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Sums are waited for until this is set."""
    given, work = threading.Event(), gui.experiments.sum.assemble
    monkeypatch.setattr(gui.experiments.sum, "QUICK", 0)

    def assemble(*arguments: object) -> object:
        given.wait(20)
        return work(*arguments)

    monkeypatch.setattr(gui.experiments.sum, "assemble", assemble)
    yield given
    given.set()


def test_the_slider_is_moved_while_another_sum_is_waited_for(
    experimenting: Experimenting, slow: threading.Event
):
    """What is shown stays that of the sum before; the first of all has nothing to show."""
    driver = experimenting("sum", text=LONG)
    driver.find("sumSlider", QSlider).setValue(0)
    slow.set()
    driver.qtbot.waitUntil(lambda: driver.find("sumSlider", QSlider).maximum() < 99, timeout=PATIENCE)
    slow.clear()
    driver.enter(SHORT)
    driver.find("sumSlider", QSlider).setValue(5)
    assert np.count_nonzero(driver.find("sumTerms").matrix().any(axis=1)) == 5
    update(driver, theme="dark")
    driver.find("sumSlider", QSlider).setValue(4)
    slow.set()
    driver.qtbot.waitUntil(lambda: driver.find("sumSlider", QSlider).maximum() == 1, timeout=PATIENCE)
    check(driver, 0, 1, [0])
