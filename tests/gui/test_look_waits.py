"""Another look waits while something stands on the panels that it would make anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QMenu, QWidget

from tests.gui.driver import LEFT, PATIENCE, Driver

VIEWS = (
    "focusHeatmap",
    "pipelineStrip",
    "weightBars",
    "token.1",
    "explanation",
    "formulaView",
    "statusFigures",
)


def turn_dark(driver: Driver) -> None:
    driver.window.store.update(theme="dark")
    QApplication.processEvents()


def wait_for_dark(driver: Driver) -> None:
    driver.qtbot.waitUntil(lambda: driver.window.theme.dark, timeout=PATIENCE)
    driver.qtbot.waitUntil(driver.is_newest, timeout=PATIENCE)
    driver.check()


@pytest.fixture(params=["menu", "list", "dialog", "button"])
def use(request: pytest.FixtureRequest, driver: Driver) -> Iterator[Callable[[], None]]:
    """What is under way; calling it ends it."""
    heatmap, at = driver.heatmap, driver.heatmap.cell_center(0, 0)
    match request.param:
        case "menu":
            menu = QMenu(driver.window)
            menu.addAction("a")
            menu.popup(driver.window.pos())
            yield menu.close
        case "list":
            combo = driver.find("weightsCombo", QComboBox)
            driver.window.store.update(more=True)
            combo.showPopup()
            yield combo.hidePopup
        case "dialog":
            dialog = QDialog(driver.window)
            dialog.open()
            yield dialog.close
        case "button":
            driver.qtbot.mousePress(heatmap, LEFT, pos=at)
            yield lambda: driver.qtbot.mouseRelease(heatmap, LEFT, pos=at)


def test_the_look_waits_for_what_stands_on_the_panels(driver: Driver, use: Callable[[], None]):
    before = driver.heatmap
    turn_dark(driver)
    driver.qtbot.wait(100)
    assert not driver.window.theme.dark
    assert driver.heatmap is before
    use()
    wait_for_dark(driver)


def test_it_waits_for_a_loop_that_runs_in_a_loop(driver: Driver):
    seen: list[bool] = []

    def drag() -> None:  # which Qt, too, does in a loop of its own
        inner = QEventLoop()
        QTimer.singleShot(0, lambda: turn_dark(driver))
        QTimer.singleShot(100, inner.quit)
        inner.exec()
        seen.append(driver.window.theme.dark)

    QTimer.singleShot(0, drag)
    driver.qtbot.waitUntil(lambda: bool(seen), timeout=PATIENCE)
    assert seen == [False]
    wait_for_dark(driver)


def test_undo_is_one_step_for_each_drag_whatever_the_system_does_meanwhile(driver: Driver):
    """The button that is let go on a panel that is gone would hold all later steps together."""
    held: list[bool] = []
    driver.window.store.held.connect(held.append)
    at = driver.heatmap.cell_center(0, 0)
    driver.qtbot.mousePress(driver.heatmap, LEFT, pos=at)
    turn_dark(driver)
    driver.qtbot.mouseRelease(driver.heatmap, LEFT, pos=at)
    wait_for_dark(driver)
    assert held == [True, False]


def open_menu(driver: Driver, name: str, inside: Callable[[QMenu], None]) -> None:
    """Ask a view for its menu, and do something while that is open."""
    widget = driver.find(name)
    QTimer.singleShot(0, lambda: inside(QApplication.activePopupWidget()))
    middle = widget.rect().center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, middle, widget.mapToGlobal(middle)))


@pytest.mark.parametrize("name", VIEWS)
def test_a_menu_of_a_view_stays_open_and_does_what_it_says(driver: Driver, name: str):
    seen: list[object] = []

    def inside(menu: QMenu) -> None:
        turn_dark(driver)
        assert QApplication.activePopupWidget() is menu
        seen.append(driver.window.theme.dark)
        copy = next(
            each for each in menu.findChildren(type(menu.actions()[0])) if each.text() == "Copy picture"
        )
        menu.close()
        copy.trigger()

    QGuiApplication.clipboard().setText("before")
    open_menu(driver, name, inside)
    assert seen == [False]
    assert "Copied the picture" in driver.notice
    wait_for_dark(driver)


@pytest.fixture
def save_while_it_turns_dark(driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file that is chosen in a dialog during which the system turns dark."""
    file = tmp_path / "a.svg"

    def ask(window: QWidget, *_: object) -> tuple[str, str]:
        dialog = QDialog(window)
        QTimer.singleShot(0, lambda: turn_dark(driver))
        QTimer.singleShot(100, dialog.accept)
        dialog.exec()
        dialog.deleteLater()
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return file


def test_a_view_is_saved_though_the_look_changes_during_the_dialog(
    driver: Driver, save_while_it_turns_dark: Path
):
    def save(menu: QMenu) -> None:
        action = next(each for each in menu.actions() if each.objectName() == "view_menu.save")
        menu.close()
        action.trigger()

    open_menu(driver, "focusHeatmap", save)
    driver.qtbot.waitUntil(lambda: "a.svg" in driver.notice, timeout=PATIENCE)
    assert save_while_it_turns_dark.stat().st_size > 1000
    wait_for_dark(driver)


def test_an_experiment_is_saved_though_the_look_changes_during_the_dialog(
    driver: Driver, save_while_it_turns_dark: Path
):
    with driver.settling():
        driver.press(driver.find("experimentsButton"))
    driver.press(driver.find("experimentPicture"))
    driver.qtbot.waitUntil(lambda: "a.svg" in driver.notice, timeout=PATIENCE)
    assert save_while_it_turns_dark.stat().st_size > 1000
    wait_for_dark(driver)


def test_a_window_that_closes_is_not_dressed_any_more(driver: Driver):
    dressed: list[None] = []
    driver.window.dressed.connect(lambda: dressed.append(None))
    dialog = QDialog(driver.window)
    dialog.open()
    turn_dark(driver)
    driver.window.close()
    driver.qtbot.wait(100)
    assert dressed == []
