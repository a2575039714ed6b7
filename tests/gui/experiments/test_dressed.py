"""An experiment goes on where it was when the theme, the size or the presentation changes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSlider, QSpinBox

from gui.experiments import EXPERIMENTS
from gui.experiments.order import OrderExperiment
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import Experimenting
from tests.gui.experiments.fit_driver import choose, said, shown, stroke, train, training

WAYS = ("theme_dark", "zoom_in", "zoom_in", "theme_light")


def dress(driver: Driver) -> None:
    """Change the look several times, and present in between."""
    for name in (*WAYS, "present", "present"):
        with driver.settling():
            driver.window.commands[name].trigger()
    QApplication.processEvents()


def test_what_was_painted_and_trained_stays(fit: Driver):
    choose(fit, "fitPreset", "hand")
    stroke(fit, (0, 2), (0, 3))
    stroke(fit, (3, 1))
    train(fit)
    painted, fitted, steps = shown(fit, "fitTarget"), shown(fit, "fitTrained"), training(fit).fit.steps
    finding = said(fit)
    dress(fit)
    np.testing.assert_array_equal(shown(fit, "fitTarget"), painted)
    np.testing.assert_array_equal(shown(fit, "fitTrained"), fitted)
    assert training(fit).fit.steps == steps > 1
    assert said(fit) == finding
    assert fit.find("fitPreset", QComboBox).currentData() == "hand"


def test_the_width_of_a_head_that_was_chosen_stays(fit: Driver):
    combo = fit.find("fitWidth", QComboBox)
    combo.setCurrentIndex(1)
    train(fit)
    width, steps = combo.currentData(), training(fit).fit.steps
    dress(fit)
    assert fit.find("fitWidth", QComboBox).currentData() == width
    assert training(fit).fit.steps == steps


def test_the_rank_stays(experimenting: Experimenting):
    driver = experimenting("rank")
    driver.find("rankSlider", QSlider).setValue(2)
    rebuilt = shown(driver, "rankRebuilt")
    dress(driver)
    assert driver.find("rankSlider", QSlider).value() == 2
    np.testing.assert_array_equal(shown(driver, "rankRebuilt"), rebuilt)


def test_the_step_of_a_sum_stays(experimenting: Experimenting):
    driver = experimenting("sum")
    driver.find("sumSlider", QSlider).setValue(3)
    dress(driver)
    slider = driver.find("sumSlider", QSlider)
    assert (slider.value(), slider.maximum()) == (3, 5)


def test_another_order_stays(experimenting: Experimenting):
    driver = experimenting("order")
    driver.press(driver.find("orderShuffle", QPushButton))
    order = driver.find("orderExperiment", OrderExperiment)._order
    assert order != tuple(range(5))
    dress(driver)
    assert driver.find("orderExperiment", OrderExperiment)._order == order
    assert driver.find("orderRestore", QPushButton).isEnabled()


def test_the_second_word_stays(experimenting: Experimenting):
    driver = experimenting("vectors")
    choose_row(driver, "vectorsSecond", 0)
    dress(driver)
    assert driver.find("vectorsSecond", QComboBox).currentIndex() == 0


def choose_row(driver: Driver, name: str, row: int) -> None:
    combo = driver.find(name, QComboBox)
    combo.setCurrentIndex(row)
    combo.activated.emit(row)


def test_a_neuron_and_the_changed_word_stay(experimenting: Experimenting):
    driver = experimenting("neuron")
    choose_row(driver, "neuronMatrix", 1)
    driver.find("neuronDimension", QSpinBox).setValue(7)
    driver.find("neuronWord", QLineEdit).setText("草木")
    driver.press(driver.find("neuronChange", QPushButton))
    driver.qtbot.waitUntil(driver.find("neuronDelta").isVisible, timeout=PATIENCE)
    finding = said(driver, "neuronFinding")
    dress(driver)
    assert driver.find("neuronMatrix", QComboBox).currentIndex() == 1
    assert driver.find("neuronDimension", QSpinBox).value() == 7
    assert driver.find("neuronWord", QLineEdit).text() == "草木"
    assert said(driver, "neuronFinding") == finding


@pytest.mark.parametrize("name", EXPERIMENTS)
@pytest.mark.parametrize("text", ["", "牡丹"])
def test_every_experiment_survives_where_there_is_little(experimenting: Experimenting, name: str, text: str):
    driver = experimenting(name, text=text)
    with driver.settling():
        driver.window.commands["theme_dark"].trigger()
    QApplication.processEvents()
    assert driver.find(f"{name}Experiment").isVisible()
    driver.check()


def test_one_that_is_not_looked_at_is_remembered_too(experimenting: Experimenting):
    driver = experimenting("rank")
    driver.find("rankSlider", QSlider).setValue(1)
    with driver.settling():
        driver.window.store.update(experiment="sum")
    driver.find("sumSlider", QSlider).setValue(2)
    dress(driver)
    assert driver.find("sumSlider", QSlider).value() == 2
    with driver.settling():
        driver.window.store.update(experiment="rank")
    assert driver.find("rankSlider", QSlider).value() == 1
