"""Hands and eyes for the experiment that fits a target."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from gui.experiments.training import Training
from gui.items.heatmap import Heatmap
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import drawn

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
    rows = [i for i in range(len(T)) if T[i].any()]
    terms = (T[i, j] * np.log(A[i, j]) for i in rows for j in range(len(T)) if T[i, j])
    return -sum(terms) / len(rows)


def losses(driver: Driver) -> np.ndarray:
    return drawn(driver, "fitPlot").curves()["trained W"][1]


def training(driver: Driver) -> Training:
    return driver.window.findChild(Training)


def train(driver: Driver) -> None:
    """Press start, and wait until training stops by itself."""
    driver.find("rateSlider").setValue(-200)  # 0.01: a few steps are enough
    press(driver, "fit_start")
    driver.qtbot.waitUntil(lambda: "Stopped: " in said(driver), timeout=PATIENCE)


def stroke(driver: Driver, *cells: tuple[int, int]) -> None:
    """Press on the first cell, drag over the others, let go."""
    heatmap, kinds = driver.find("fitTarget", Heatmap), QEvent.Type
    points, none = [heatmap.cell_center(*cell) for cell in cells], Qt.MouseButton.NoButton
    events = [(kinds.MouseButtonPress, points[0], LEFT, LEFT)]
    events += [(kinds.MouseMove, point, none, LEFT) for point in points[1:]]
    events += [(kinds.MouseButtonRelease, points[-1], LEFT, none)]
    for kind, point, button, held in events:
        place, plain = QPointF(heatmap.mapToGlobal(point)), Qt.KeyboardModifier(0)
        QApplication.sendEvent(heatmap, QMouseEvent(kind, QPointF(point), place, button, held, plain))
