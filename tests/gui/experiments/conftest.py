"""The window with the dock of experiments open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QComboBox

from gui.items.plot import Plot
from gui.window import MainWindow
from tests.gui.driver import PATIENCE, Driver

Experimenting = Callable[..., Driver]


@pytest.fixture
def experimenting(
    open_window: Callable[..., MainWindow], drive: Callable[[MainWindow], Driver]
) -> Experimenting:
    """``experimenting(name, **state)``: a window whose dock shows an experiment, chosen as a person does."""

    def open_(name: str, **state: object) -> Driver:
        driver = drive(open_window(**state))
        driver.press(driver.find("experimentsButton"))
        combo = driver.find("experimentCombo", QComboBox)
        combo.setCurrentIndex(combo.findData(name))
        with driver.settling():
            combo.activated.emit(combo.currentIndex())
        driver.qtbot.waitUntil(driver.find(f"{name}Experiment").isVisible, timeout=PATIENCE)
        return driver

    return open_


@pytest.fixture
def fit(experimenting: Experimenting) -> Driver:
    """The window with the experiment that fits a target."""
    return experimenting("fit")


def drawn(driver: Driver, name: str) -> Plot:
    """Return a plot once it is drawn."""
    plot = driver.find(name, Plot)
    driver.qtbot.waitUntil(plot.is_drawn, timeout=PATIENCE)
    return plot
