"""Showing the window to a room, and everything as before afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gui.items.heat_paint import writing
from gui.memory import recall
from gui.window import MainWindow
from tests.gui.driver import LEFT, Driver
from tests.gui.saving import keep
from tests.gui.test_layout import settle_layout

KEY = Qt.Key
SHOWN = ("sentenceEdit", "stopwordsToggle", "activationToggle", "formulaView", "tokenStrip", "focusHeatmap",
         "weightBars", "rankingBars", "explanation")  # fmt: skip
HIDDEN = ("statusFigures", "pipelineStrip", "menuButton", "sampleMenu", "exportButton", "languageButton",
          "moreButton", "optionsPanel")  # fmt: skip


@pytest.fixture
def room(driver: Driver) -> Driver:
    """A window with a dock and all options open, its columns moved, the keyboard in the matrix."""
    window = driver.window
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    driver.click("moreButton")
    window.commands["vectors"].trigger()
    settle_layout(window)
    left, right = window.columns.outer()
    window.columns.set_outer(left + 30, right + 40)
    driver.heatmap.setFocus()
    settle_layout(window)
    return driver


def visible(driver: Driver, names: tuple[str, ...]) -> set[str]:
    return {name for name in names if driver.find(name).isVisible()}


def look(driver: Driver) -> dict[str, object]:
    """Return what has to be as before."""
    window = driver.window
    settle_layout(window)
    return {
        "size": window.size().toTuple(),
        "state": window.windowState(),
        "em": window.theme.em,
        "columns": window.columns.outer(),
        "visible": visible(driver, SHOWN + HIDDEN),
        "focus": QApplication.focusWidget().objectName(),
        "places": [driver.find(name).geometry() for name in ("focusHeatmap", "weightBars", "vectorsDock")],
    }


@pytest.mark.parametrize("way", ["F11 and Esc", "F11 twice", "the menu"])
def test_there_and_back(room: Driver, way: str):
    before, commands = look(room), room.window.commands
    with room.settling():
        commands["present"].trigger() if way == "the menu" else room.key(KEY.Key_F11)
    settle_layout(room.window)
    assert room.state.presenting
    assert room.window.isFullScreen()
    assert commands["present"].isChecked()
    assert visible(room, SHOWN) == set(SHOWN)
    assert visible(room, HIDDEN) == set()
    assert room.window.theme.em == pytest.approx(1.5 * before["em"], rel=0.05)
    room.check()
    with room.settling():
        if way == "the menu":
            commands["present"].trigger()
        else:
            room.key(KEY.Key_Escape if "Esc" in way else KEY.Key_F11)
    assert not room.state.presenting
    assert not commands["present"].isChecked()
    assert look(room) == before
    room.check()


def test_the_type_has_a_size_of_its_own(room: Driver):
    with room.settling():
        room.key(KEY.Key_F11)
    with room.settling():
        room.key(KEY.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert (room.state.scale, room.state.talk_scale) == (100, 175)
    with room.settling():
        room.key(KEY.Key_Escape)
    assert room.window.theme.em == pytest.approx(13.5, rel=0.1)
    with room.settling():
        room.key(KEY.Key_F11)
    assert room.state.talk_scale == 175
    with room.settling():
        room.key(KEY.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert room.state.talk_scale == 150


def test_the_same_size_as_before_is_no_trouble(open_window, drive: Callable[..., Driver]):
    driver = drive(open_window(scale=150))
    before = driver.window.columns.outer()
    for _ in range(2):
        with driver.settling():
            driver.window.commands["present"].trigger()
    settle_layout(driver.window)
    assert driver.window.columns.outer() == before
    with driver.settling():
        driver.window.commands["theme_dark"].trigger()
    assert driver.window.columns.outer() == pytest.approx(before, abs=1)


def test_everything_works_while_presenting(room: Driver):
    with room.settling():
        room.key(KEY.Key_F11)
    room.type("春天的花园")
    room.click("activation.relu")
    room.click("token.0")
    room.check()
    with room.settling():
        room.window.commands["theme_dark"].trigger()
    assert visible(room, HIDDEN) == set()
    room.check()
    with room.settling():
        room.window.commands["experiments"].trigger()
        room.window.store.point(None)
    assert room.find("experimentsDock").isVisible(), "a dock that is asked for comes"


def cell(heatmap: QWidget) -> QPoint:
    return heatmap.cell_center(1, 1) - heatmap.cell_center(0, 0)


@pytest.mark.parametrize(("size", "most"), [((1440, 900), 60), ((1280, 720), 39)])
def test_cells_and_their_numbers_are_large(driver: Driver, size: tuple[int, int], most: int):
    with driver.settling():
        driver.key(KEY.Key_F11)
    driver.window.showNormal()
    driver.window.resize(*size)
    settle_layout(driver.window)
    shown, theme = driver.heatmap, driver.window.theme
    assert cell(shown).y() >= most
    assert cell(shown).x() >= 1.8 * most
    font, _ = writing(shown._matrix, shown._laid_out().grid, theme)
    assert font.pointSizeF() > 0.8 * theme.type().pointSizeF()


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_a_comparison_keeps_its_numbers(driver: Driver, size: tuple[int, int]):
    driver.window.commands["pin"].trigger()
    driver.click("attention.raw")
    with driver.settling():
        driver.key(KEY.Key_F11)
    driver.window.showNormal()
    driver.window.resize(*size)
    settle_layout(driver.window)
    for name in ("pinned", "focus", "difference"):
        shown = driver.find(f"{name}Heatmap")
        assert writing(shown._matrix, shown._laid_out().grid, driver.window.theme), name


# the ring


def move(window: MainWindow, point: QPoint) -> None:
    """Move the pointer as the system reports it: to the native window."""
    place, none = QPointF(point), Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        place,
        QPointF(window.mapToGlobal(point)),
        none,
        none,
        Qt.KeyboardModifier(0),
    )
    QApplication.sendEvent(window.windowHandle(), event)


def ring(window: MainWindow) -> QWidget | None:
    return window.findChild(QWidget, "pointerRing")


def test_a_ring_follows_the_pointer_and_nothing_else_notices(room: Driver):
    window = room.window
    move(window, QPoint(300, 300))
    assert ring(window) is None, "only while presenting"
    with room.settling():
        room.key(KEY.Key_F11)
    window.commands["vectors"].trigger()  # the screen of a test is small
    settle_layout(window)
    for point in (QPoint(200, 220), QPoint(400, 500), QPoint(10, 10)):
        move(window, point)
        assert ring(window).isVisible()
        middle = ring(window).geometry().center()
        assert (middle - point).manhattanLength() <= 2
    cell = room.heatmap.cell_center(1, 1)
    move(window, room.heatmap.mapTo(window, cell))
    with room.settling():
        room.qtbot.mouseClick(window.childAt(room.heatmap.mapTo(window, cell)), LEFT, pos=cell)
    assert (window.scene.row, window.scene.col) == (1, 1), "a click goes through the ring"
    assert room.heatmap.hasFocus()
    with room.settling():
        room.key(KEY.Key_Escape)
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert ring(window) is None


def test_the_ring_leaves_with_the_pointer(room: Driver):
    with room.settling():
        room.key(KEY.Key_F11)
    move(room.window, QPoint(200, 220))
    QApplication.sendEvent(room.window.windowHandle(), QEvent(QEvent.Type.Leave))
    assert not ring(room.window).isVisible()


def test_the_ring_costs_little(room: Driver):
    """A move with its painting is less work than a frame of 16 ms has room for."""
    with room.settling():
        room.key(KEY.Key_F11)
    times = []
    for number in range(60):
        start = time.thread_time()
        move(room.window, QPoint(100 + 5 * number, 300 + number))
        QApplication.processEvents()
        times.append(time.thread_time() - start)
    assert sorted(times)[len(times) // 2] < 0.016


# docks


@pytest.mark.parametrize("before", [False, True], ids=["opened", "closed"])
def test_docks_that_are_opened_or_closed_meanwhile_stay_so(driver: Driver, before: bool):
    window, dock = driver.window, driver.find("courseDock")
    if before:
        with driver.settling():
            window.commands["course"].trigger()
    with driver.settling():
        window.commands["present"].trigger()
    with driver.settling():
        window.commands["course"].trigger()
    assert dock.isVisible() != before
    own = window.state().course.own
    with driver.settling():
        window.commands["present"].trigger()
    assert dock.isVisible() != before
    assert window.state().course.own == own
    driver.check()


# leaving the program


def test_closing_while_presenting_keeps_the_window_as_it_was_before(room: Driver, monkeypatch, tmp_path):
    monkeypatch.setattr("gui.memory.memory_file", lambda: tmp_path / "window.json")
    room.window.leaving.connect(lambda: keep(room.window))
    with room.settling():
        room.key(KEY.Key_F11)
    room.window.close()
    assert not recall("", None).presenting
    assert not room.window.isFullScreen()


def test_a_long_computation_is_stopped_by_the_second_escape(room: Driver):
    with room.settling():
        room.key(KEY.Key_F11)
    room.edit.setText("牡丹花卉" * 400)
    with room.qtbot.waitSignal(room.window.settled, timeout=20_000):
        room.key(KEY.Key_Escape)
    assert not room.state.presenting
    assert room.find("menuButton", QPushButton).isVisible()
