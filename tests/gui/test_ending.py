"""A signal ends the program at once: nobody is asked, and what is unsaved is offered at the next start."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from engine.recovery import orphans
from gui.app import end
from gui.documents import Documents
from gui.ending import ENDED, Ending, numbers
from gui.items.number_field import NumberField
from gui.recovery import Recovery
from gui.session import read
from tests.gui.driver import PATIENCE, Driver
from tests.gui.saving import save
from tests.gui.test_recovery import copies, recovering

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")


@pytest.fixture
def heard(qapp: QApplication) -> Iterator[list[int]]:
    """What is heard of signals while a program runs."""
    statuses: list[int] = []
    ending = Ending(statuses.append, qapp)
    yield statuses
    if not statuses:
        ending.stop()
    ending.deleteLater()


@posix
@pytest.mark.parametrize("number", numbers(), ids=lambda number: number.name)
def test_a_signal_is_heard_once(qtbot, heard: list[int], number: signal.Signals):
    before = signal.getsignal(number)
    signal.raise_signal(number)
    qtbot.waitUntil(lambda: heard == [ENDED + number], timeout=PATIENCE)
    assert signal.getsignal(number) is not before, "a second one ends it as if nobody listened"


def test_what_is_kept_away_stays_away(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(signal, "getsignal", lambda number: signal.SIG_IGN)
    assert numbers() == []


@pytest.fixture
def ended(driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[int]]:
    """Ends a program when called upon; the statuses that it left by."""
    statuses: list[int] = []
    monkeypatch.setattr(QApplication, "exit", statuses.append)
    recovery = recovering(driver, tmp_path)
    driver.window.commands.on("present", lambda: end(driver.window, recovery, 143))
    return statuses


def left(driver: Driver, tmp_path: Path) -> list[str]:
    """Return the sentences that the next start offers."""
    found = list(orphans(tmp_path / "copies"))
    texts = [read(copy.file, driver.state).text for copy in found]
    for copy in found:
        copy.leave()
    return texts


def test_what_was_typed_last_is_left_to_the_next_start(driver: Driver, ended: list[int], tmp_path: Path):
    driver.type("牡丹和花卉")
    driver.window.commands["present"].trigger()
    assert ended == [143]
    assert not driver.window.isVisible()
    assert left(driver, tmp_path) == ["牡丹和花卉"]


def test_nothing_is_left_where_nothing_is_unsaved(driver: Driver, ended: list[int], tmp_path: Path):
    driver.window.commands["present"].trigger()
    assert (ended, copies(tmp_path)) == ([143], [])


def test_a_question_that_stands_is_not_waited_for(
    driver: Driver, documents: Documents, ended: list[int], choose, tmp_path: Path
):
    choose(tmp_path / "a.peony")
    save(driver)
    driver.type("牡丹和花卉")
    look = QTimer(driver.window, interval=5)

    def press() -> None:
        box = driver.window.findChild(QMessageBox, "question")
        if box is not None and box.isVisible():
            look.stop()
            driver.window.commands["present"].trigger()

    look.timeout.connect(press)
    look.start()
    driver.window.close()
    driver.qtbot.waitUntil(lambda: ended == [143], timeout=PATIENCE)
    assert not driver.window.isVisible()
    assert left(driver, tmp_path) == ["牡丹和花卉"]


def test_what_is_still_being_typed_is_left_too(driver: Driver, ended: list[int], tmp_path: Path):
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    with driver.settling():
        driver.window.store.update(focus="W_Q")
    driver.find("weightSpin", NumberField).begin("3.25")
    end(driver.window, driver.window.findChild(Recovery), 143)  # presenting would take it by itself
    (file,) = copies(tmp_path)
    ((_, value),) = read(file, driver.state).weight_edits.values
    assert (ended, value) == ([143], 3.25)
