"""Anything in any order: nothing breaks, nothing warns, and the end is what the engine says it is."""

from __future__ import annotations

import gc
import os
import random
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QPushButton,
    QSlider,
    QSpinBox,
    QWidget,
)

from engine.samples import load_samples
from tests.gui.driver import LEFT, Driver

LETTERS = "原野牡丹花卉的是最美丽,。 ab&1\u0301😀\u200b\ud800"
KEYS = [getattr(Qt.Key, f"Key_{name}") for name in (
    "Left", "Right", "Up", "Down", "Home", "End", "Return", "Space", "Delete", "Backspace", "Tab",
    "Backtab", "Escape",
)]  # fmt: skip
ACTIONS = 300
GROWTH = 60 * 2**20  # bytes that six thousand things may leave behind: what is remembered for undoing, mostly


class Monkey:
    """Does what a person might do, at random."""

    def __init__(self, driver: Driver, seed: int) -> None:
        self.driver, self.pick = driver, random.Random(seed)
        self.done: list[str] = []

    def act(self) -> None:
        acts = [self.click] * 5 + [self.type] * 3 + [self.point] * 4 + [self.token, self.key, self.key]
        act = self.pick.choice([*acts, self.option, self.option, self.text, self.resize, self.twice])
        self.done.append(act.__name__)
        act()

    def visible(self, kind: type) -> list[QWidget]:
        found = [each for each in self.driver.window.findChildren(kind) if each.isVisible()]
        return [each for each in found if each.isEnabled()]

    def button(self) -> QAbstractButton:
        """A button that opens no menu: that would wait for a person. Nor does it tear off a dock,

        for which there is no window manager here.
        """
        buttons = [b for b in self.visible(QAbstractButton) if "dockwidget_float" not in b.objectName()]
        return self.pick.choice([b for b in buttons if not (isinstance(b, QPushButton) and b.menu())])

    def click(self) -> None:
        button = self.button()
        self.done[-1] += f" {button.objectName()}"
        self.driver.qtbot.mouseClick(button, LEFT)

    def twice(self) -> None:
        self.driver.qtbot.mouseDClick(self.button(), LEFT)

    def type(self) -> None:
        edit = self.driver.edit
        edit.setCursorPosition(self.pick.randint(0, len(edit.text())))
        self.driver.keys(edit, "".join(self.pick.choices(LETTERS, k=self.pick.randint(1, 4))))

    def text(self) -> None:
        texts = [sample.text for sample in load_samples()]
        texts += ["", "的", "牡丹" * 10, "".join(self.pick.choices(LETTERS, k=60))]
        self.driver.edit.setText(self.pick.choice(texts))

    def point(self) -> None:
        names = ("focusHeatmap", "weightBars", "rankingBars")
        widget = self.driver.find(self.pick.choice(names))
        point = QPoint(self.pick.randint(-5, widget.width() + 5), self.pick.randint(-5, widget.height() + 5))
        if self.pick.random() < 0.3 and widget.rect().contains(point) and widget.isVisible():
            self.driver.qtbot.mouseClick(widget, LEFT, pos=point)
        elif self.pick.random() < 0.2:
            self.driver.leave(widget)
        else:
            self.driver.hover(widget, point)

    def token(self) -> None:
        chips = self.driver.chips()
        if len(chips) > 1:
            number = self.pick.randrange(len(chips) - 1)
            pair = [chips[number], chips[number + 1]]
            self.pick.shuffle(pair)
            self.driver.drag(*pair)

    def key(self) -> None:
        widget = QApplication.focusWidget()
        if widget is not None and not (isinstance(widget, QPushButton) and widget.menu()):
            if widget.objectName() != "weightsCombo":
                self.driver.send_key(widget, self.pick.choice(KEYS))

    def option(self) -> None:
        control = self.pick.choice(
            self.visible(QComboBox) + self.visible(QSpinBox) + self.visible(QSlider) or [self.button()]
        )
        self.done[-1] += f" {control.objectName()}"
        if isinstance(control, QComboBox):
            control.setCurrentIndex(self.pick.randrange(control.count()))
        elif isinstance(control, QSpinBox):
            control.setValue(self.pick.randint(control.minimum(), min(control.maximum(), 12)))
        elif isinstance(control, QSlider):
            control.setValue(self.pick.randint(control.minimum(), control.maximum()))

    def resize(self) -> None:
        self.driver.window.resize(self.pick.randint(683, 1500), self.pick.randint(490, 1000))


@pytest.fixture
def no_file_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """They would wait for a person."""
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")


@pytest.mark.usefixtures("no_file_dialogs")
@pytest.mark.parametrize("seed", range(4))
def test_anything_in_any_order(driver: Driver, seed: int):
    go(Monkey(driver, seed), ACTIONS)


@pytest.mark.nightly
@pytest.mark.usefixtures("no_file_dialogs")
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory as Linux tells it")
def test_ten_thousand_things_and_memory_stays_flat(driver: Driver):
    monkey = Monkey(driver, seed=99)
    go(monkey, 4_000)
    before = resident()
    go(monkey, 6_000)
    assert resident() - before < GROWTH


def go(monkey: Monkey, actions: int) -> None:
    """Do so many things, and compare what is shown with the engine now and then."""
    driver = monkey.driver
    try:
        for number in range(1, actions + 1):
            monkey.act()
            QApplication.processEvents()
            if number % 25 == 0:
                driver.qtbot.waitUntil(lambda: driver.is_newest() and is_idle(driver), timeout=10_000)
                driver.check()
    except BaseException:
        print("\n".join(monkey.done[-25:]))
        raise


def resident() -> int:
    """Return how much memory this process holds, in bytes."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def is_idle(driver: Driver) -> bool:
    return not driver.find("cancelButton").isVisible()
