"""Mistakes of Peony itself, wherever they are made: caught, said once, and work goes on."""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget

from engine import VERSION
from engine.lexicon import shipped_lexicon
from engine.settings import Settings
from engine.tokens import Edits
from engine.vectors.choice import TableChoice
from gui.state import State
from gui.trouble.report import report
from gui.trouble.watch import MOST, Watch
from tests.gui.driver import Driver


@pytest.fixture
def watched(driver: Driver) -> Iterator[Driver]:
    """A window whose mistakes are watched, instead of failing the test."""
    watch = driver.window.findChild(Watch)
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    watch.start()
    yield driver
    watch.stop()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def dialog(driver: Driver) -> QDialog | None:
    found = driver.window.findChild(QDialog, "troubleDialog")
    return found if found is not None and found.isVisible() else None


def details(driver: Driver) -> str:
    return driver.find("troubleDetails", QPlainTextEdit).toPlainText()


def in_a_slot(driver: Driver) -> None:
    QTimer.singleShot(0, driver.window, lambda: 1 / 0)


def in_a_paint_event(driver: Driver) -> None:
    class Broken(QWidget):
        def paintEvent(self, event: object) -> None:
            raise ZeroDivisionError

    broken = Broken(driver.window)
    broken.show()
    broken.update()


def in_a_thread(driver: Driver) -> None:
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()


PLACES = {"a slot": in_a_slot, "a paint event": in_a_paint_event, "a thread": in_a_thread}


@pytest.mark.parametrize("place", PLACES)
def test_it_is_said_and_nothing_is_lost(watched: Driver, place: str):
    watched.type("春天的花园")
    watched.click("activation.relu")
    state, trace = watched.state, watched.trace
    PLACES[place](watched)
    watched.qtbot.waitUntil(lambda: dialog(watched) is not None)
    says = watched.find("troubleSays", QLabel).text()
    assert "Nothing is lost" in says
    assert "Something went wrong inside Peony" in says
    assert "Peony's maintainers" in says
    assert watched.find("troubleDialog").windowTitle() == "Report a problem"
    assert "ZeroDivisionError" in details(watched)
    assert not dialog(watched).isModal()
    assert (watched.state, watched.trace) == (state, trace)
    watched.window.activateWindow()
    watched.type("牡丹")
    watched.check()


def test_the_same_mistake_is_said_once(watched: Driver):
    found = []
    watch = watched.window.findChild(Watch)
    watch.found.connect(lambda: found.append(1))
    for _ in range(50):
        in_a_slot(watched)
    watched.qtbot.waitUntil(lambda: bool(found))
    QApplication.processEvents()
    assert found == [1]
    assert len(watch.mistakes) == 1


def test_another_one_is_added_to_the_same_dialog(watched: Driver):
    in_a_slot(watched)
    watched.qtbot.waitUntil(lambda: dialog(watched) is not None)
    QTimer.singleShot(0, watched.window, lambda: [][1])
    watched.qtbot.waitUntil(lambda: "IndexError" in details(watched))
    assert "ZeroDivisionError" in details(watched)
    assert len(watched.window.findChildren(QDialog, "troubleDialog")) == 1


def test_there_are_never_too_many(watched: Driver):
    watch = watched.window.findChild(Watch)
    for number in range(MOST + 20):
        exec_like = compile("\n" * number + "raise ValueError", f"place {number}", "exec")
        try:
            exec(exec_like)
        except ValueError as error:
            watch.catch(error)
    QApplication.processEvents()
    assert len(watch.mistakes) == MOST


def test_a_mistake_that_was_caught_is_kept_for_the_report(watched: Driver):
    try:
        raise KeyError("inside")
    except KeyError:
        logging.getLogger("gui.runner").exception("analysis failed")
    QApplication.processEvents()
    assert dialog(watched) is None, "the window has said it already"
    watched.window.commands["report"].trigger()
    assert "KeyError" in details(watched)


def test_a_failed_computation_offers_its_details(watched: Driver, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    button = watched.find("noticeDetails", QPushButton)
    monkeypatch.setattr("engine.attention.weigh", broken)
    with watched.qtbot.waitSignal(watched.window.failed):
        watched.find("activation.relu", QPushButton).click()
    assert "Nothing is lost" in watched.notice
    assert "ZeroDivisionError" not in watched.notice, "that is for the details"
    assert button.isVisible()
    assert button.text() == "Details…"
    watched.press(button)
    watched.qtbot.waitUntil(lambda: "ZeroDivisionError" in details(watched))
    monkeypatch.undo()
    watched.click("activation.none")
    assert not button.isVisible()
    watched.check()


def test_the_details_are_copied(watched: Driver):
    watched.window.commands["report"].trigger()
    watched.press(watched.find("troubleCopy", QPushButton))
    assert QApplication.clipboard().text() == details(watched)
    assert watched.find("troubleCopy", QPushButton).text() == "Copied"
    assert VERSION in details(watched)
    with watched.settling():
        watched.window.commands["language"].trigger()
    assert watched.find("troubleCopy", QPushButton).text() == "复制详情"
    watched.press(watched.find("troubleClose", QPushButton))
    assert dialog(watched) is None


def test_an_interrupt_is_no_mistake(watched: Driver, monkeypatch: pytest.MonkeyPatch):
    watch, passed = watched.window.findChild(Watch), []
    monkeypatch.setattr(watch, "_hooks", (lambda *args: passed.append(args[0]), *watch._hooks[1:]))
    watch.catch(KeyboardInterrupt())
    QApplication.processEvents()
    assert passed == [KeyboardInterrupt]
    assert watch.mistakes == {}
    monkeypatch.undo()


def test_a_closing_window_opens_nothing(watched: Driver):
    watch = watched.window.findChild(Watch)
    watched.window.hide()
    watch.catch(ValueError())
    QApplication.processEvents()
    assert watched.window.findChild(QDialog, "troubleDialog") is None


def test_the_report_can_be_read_and_has_no_names_of_files(qapp: QApplication):
    home = Path.home()
    state = State(
        "牡丹\ud800花卉",
        Settings(weights=str(home / "own.npz"), temperature=2.5),
        Edits(dropped=frozenset({(0, 2)}), cuts=frozenset({3, 1})),
        shipped_lexicon().with_own_words({"秘密"}),
        table=TableChoice(str(home / "my table.vec")),
    )
    try:
        raise OSError(f"{home}/private.txt")
    except OSError as error:
        text = report(state, [error])
    head, found = text.split("\n{", 1)
    described = json.loads("{" + found)
    assert described["settings"]["temperature"] == 2.5
    assert described["settings"]["weights"] == "own file"
    assert described["edits"]["dropped"] == [[0, 2]]
    assert described["edits"]["cuts"] == [1, 3]
    assert described["table"] == "own"
    assert described["text"] == "牡丹\\ud800花卉"
    for secret in (str(home), "own.npz", "my table", "秘密"):
        assert secret not in text
    assert "OSError" in head


def test_an_endless_recursion_makes_a_short_report(qapp: QApplication):
    def deeper() -> None:
        deeper()

    with pytest.raises(RecursionError) as caught:
        deeper()
    assert len(report(State(), [caught.value])) < 20_000


def test_hooks_are_left_alone_where_nothing_started(open_window: Callable[..., QWidget]):
    before = sys.excepthook
    window = open_window()
    window.close()
    assert sys.excepthook is before
