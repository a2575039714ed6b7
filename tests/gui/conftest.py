"""The window for every test, opened as a person opens it and gone without a trace afterwards."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

import gui.app
from engine.pipeline import Resources
from gui.documents import Documents
from gui.experiments import EXPERIMENTS
from gui.scene import Scene
from gui.state import State
from gui.window import MainWindow
from tests.conftest import REFERENCE_CASE, Analyse
from tests.gui.driver import Driver

OpenWindow = Callable[..., MainWindow]
WORKERS = (
    *("analyse", "typeset", "texts", "train", "hear of training"),
    *("capacity", "course", "neighbours", "map", *EXPERIMENTS),
)
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out two kinds of warning that are about neither Peony nor the test."""
    marks = (
        # Without a display there is no window manager that Qt could tell sizes and raising to, nor a
        # keyboard that an open list could keep to itself.
        pytest.mark.qt_log_ignore(
            r"^This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the keyboard)",
            extend=True,
        ),
        # ziamath opens its font in an old way; as an error it would leave the formula untypeset.
        pytest.mark.filterwarnings("ignore:path is deprecated:DeprecationWarning"),
    )
    for item in items:
        if HERE in item.path.parents:
            for mark in marks:
                item.add_marker(mark)


@pytest.fixture
def open_window(
    qtbot: QtBot, qapp: QApplication, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenWindow]:
    """``open_window(size=(1440, 900), **state)``: a shown window whose first trace has settled.

    Whatever it opened is closed and deleted afterwards, and it is checked that nothing stays behind.
    """
    monkeypatch.setattr(gui.app, "Resources", lambda cache: resources)
    qapp.setCursorFlashTime(0)
    widgets_before = set(map(id, QApplication.topLevelWidgets()))
    opened: list[MainWindow] = []

    def open_(size: tuple[int, int] = (1440, 900), **state: object) -> MainWindow:
        window = gui.app.create_window(state=State(**{"text": REFERENCE_CASE, "lang": "en"} | state))
        opened.append(window)
        window.resize(*size)
        with qtbot.waitSignal(window.settled, timeout=20_000):
            window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        return window

    yield open_

    for window in opened:
        window.may_close = lambda: True  # there is nobody to be asked about unsaved work
        window.close()
        delete(window)
    left = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in widgets_before]
    assert not left, f"widgets without a window stay behind: {left}"
    alive = [thread.name for thread in threading.enumerate() if thread.name.startswith(WORKERS)]
    assert not alive, f"threads outlive their window: {alive}"


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """The window with the built-in sentence, in English, 1440×900."""
    return open_window()


@pytest.fixture
def driver(qtbot: QtBot, window: MainWindow, resources: Resources) -> Driver:
    """Hands and eyes for `window`."""
    return Driver(qtbot, window, resources)


@pytest.fixture
def drive(qtbot: QtBot, resources: Resources) -> Callable[[MainWindow], Driver]:
    """``drive(window)``: hands and eyes for a window that the test opened itself."""
    return lambda window: Driver(qtbot, window, resources)


@pytest.fixture
def documents(driver: Driver) -> Documents:
    return driver.window.findChild(Documents)


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | str], None]:
    """``choose(file)``: what the person answers to the next file dialogs."""

    def choose_(file: Path | str) -> None:
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_, **__: (str(file), ""))

    return choose_


@pytest.fixture
def answer(driver: Driver) -> Callable[[str], list[str]]:
    """``answer(name)``: press that button of the next question; returns the questions that were asked."""
    asked: list[str] = []
    look = QTimer(driver.window, interval=5)

    def press() -> None:
        box = driver.window.findChild(QMessageBox, "question")
        if box is not None and box.isVisible():
            look.stop()
            asked.append(box.text())
            box.findChild(QPushButton, f"answer.{look.property('answer')}").click()

    def answer_(name: str) -> list[str]:
        asked.clear()
        look.setProperty("answer", name)
        look.start()
        return asked

    look.timeout.connect(press)
    return answer_


@pytest.fixture
def scene(qapp: QApplication, analyse: Analyse) -> Callable[..., Scene]:
    """``scene(text, lang="en", state={…}, **settings)``: what a window would show, without a window."""

    def make(
        text: str = REFERENCE_CASE, lang: str = "en", state: dict | None = None, **settings: object
    ) -> Scene:
        trace = analyse(text, **settings)
        shown = State(text=trace.text, settings=trace.settings, lang=lang)
        return gui.app.scene_of(replace(shown, **(state or {})), trace)

    return make


def delete(gone: QObject) -> None:
    """Delete a Qt object now, not when the event loop next comes by."""
    gone.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
