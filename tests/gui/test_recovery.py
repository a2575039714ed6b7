"""Unsaved work is copied while one works, and what a killed window left is offered."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from engine.files import Stamp
from engine.recovery import Copy, aside, orphans
from engine.session import read_session
from gui.app import ASIDE, COPIES, remember
from gui.documents import Documents
from gui.memory import recall
from gui.recovery import DELAY, Recovery
from gui.session import kept, read, to_bytes
from gui.state import State
from tests.gui.driver import PATIENCE, Driver
from tests.gui.saving import save


@pytest.fixture
def recovery(driver: Driver, tmp_path: Path) -> Recovery:
    return recovering(driver, tmp_path)


def recovering(driver: Driver, tmp_path: Path) -> Recovery:
    documents = driver.window.findChild(Documents)
    return Recovery(driver.window, documents, tmp_path / "copies", tmp_path / "aside")


def copies(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "copies").glob("*.peony"))


def wait_for_copy(driver: Driver, tmp_path: Path, state: State | None = None) -> Path:
    """Wait until there is one copy, of the present state."""

    def is_there() -> bool:
        found = copies(tmp_path)
        return len(found) == 1 and kept(read(found[0], driver.state)) == kept(state or driver.state)

    driver.qtbot.waitUntil(is_there, timeout=PATIENCE)
    return copies(tmp_path)[0]


def left_behind(
    tmp_path: Path, state: State, unsaved_of: Path | None = None, stamp: Stamp = None, second: int = 0
) -> Path:
    """Leave a copy as a killed window does."""
    copy = Copy(tmp_path / "copies")
    copy.write(to_bytes(state, copy.file, unsaved_of, stamp))
    os.utime(copy.file, (second, second))
    copy.leave()
    return copy.file


def offered(driver: Driver) -> str:
    label = driver.find("offerText", QLabel)
    return label.text() if label.isVisible() else ""


def test_the_delay_leaves_the_disk_its_time():
    assert DELAY <= 1000, "two seconds from a change to its copy, the slowest disk included"


def test_nothing_is_written_where_nothing_is_unsaved(driver: Driver, recovery: Recovery, tmp_path: Path):
    driver.click("languageButton")
    with driver.settling():
        driver.hover(driver.heatmap, driver.heatmap.cell_center(1, 1))
    driver.qtbot.waitUntil(lambda: not recovery._timer.isActive(), timeout=PATIENCE)
    recovery._work.finish()
    assert not (tmp_path / "copies").exists()


def test_what_is_typed_set_and_looked_at_is_copied(driver: Driver, recovery: Recovery, tmp_path: Path):
    driver.type("牡丹和花卉")
    wait_for_copy(driver, tmp_path)
    driver.click("activation.relu")
    wait_for_copy(driver, tmp_path)
    driver.click("stage.S")
    file = wait_for_copy(driver, tmp_path)
    assert read_session(file).unsaved_of is None
    assert list(orphans(tmp_path / "copies")) == [], "it is a living window's"


def test_who_types_on_and_on_is_copied_meanwhile(driver: Driver, recovery: Recovery, tmp_path: Path):
    """The delay is counted from the first change, not from the last."""
    typed = []

    def copied() -> bool:
        driver.window.store.set_text("牡丹" * (len(typed) % 50 + 1))
        typed.append(driver.state)
        return bool(copies(tmp_path))

    driver.qtbot.waitUntil(copied, timeout=PATIENCE)
    assert len(typed) > 2


def test_what_is_saved_or_undone_has_no_copy(driver: Driver, recovery: Recovery, choose, tmp_path: Path):
    driver.click("activation.relu")
    wait_for_copy(driver, tmp_path)
    driver.window.commands["undo"].trigger()
    driver.qtbot.waitUntil(lambda: not copies(tmp_path), timeout=PATIENCE)
    driver.click("activation.relu")
    wait_for_copy(driver, tmp_path)
    choose(tmp_path / "a.peony")
    save(driver)
    driver.qtbot.waitUntil(lambda: not copies(tmp_path), timeout=PATIENCE)
    driver.click("activation.none")
    file = wait_for_copy(driver, tmp_path)
    assert read_session(file).unsaved_of == str(tmp_path / "a.peony")
    driver.window.may_close = lambda: True
    driver.window.close()
    assert list((tmp_path / "copies").iterdir()) == []


def test_untitled_work_is_put_aside_when_the_window_closes(
    driver: Driver, recovery: Recovery, tmp_path: Path
):
    driver.type("牡丹和花卉")
    before = driver.state
    driver.window.close()
    (file,) = aside(tmp_path / "aside")
    assert kept(read(file, before)) == kept(before)
    assert copies(tmp_path) == []


def test_an_untouched_window_leaves_nothing(driver: Driver, recovery: Recovery, tmp_path: Path):
    driver.click("stage.S")
    driver.window.close()
    assert aside(tmp_path / "aside") == copies(tmp_path) == []


def test_a_disk_that_refuses_is_mentioned_once(driver: Driver, recovery: Recovery, tmp_path: Path):
    (tmp_path / "copies").write_bytes(b"a file where a folder should be")
    driver.click("activation.relu")
    driver.qtbot.waitUntil(lambda: "cannot be written" in driver.notice, timeout=PATIENCE)
    driver.click("activation.none")
    driver.qtbot.waitUntil(lambda: not recovery._timer.isActive(), timeout=PATIENCE)
    recovery._work.finish()
    assert driver.notice == ""


def test_without_a_killed_window_nothing_is_offered(driver: Driver, recovery: Recovery):
    recovery.look()
    recovery._work.finish()
    assert offered(driver) == ""


def test_what_a_killed_window_left_is_offered_and_restored(
    driver: Driver, recovery: Recovery, tmp_path: Path
):
    state = State("牡丹和花卉", focus="S", pin=driver.state.request)
    theirs = left_behind(tmp_path, state)
    recovery.look()
    driver.qtbot.waitUntil(lambda: "牡丹和花卉" in offered(driver), timeout=PATIENCE)
    driver.click("activation.relu")
    assert offered(driver), "it stays until it is answered"
    with driver.settling():
        driver.press(driver.find("offer.restore"))
    assert kept(driver.state) == kept(state)
    assert offered(driver) == ""
    assert driver.window.isWindowModified()
    driver.check()
    driver.qtbot.waitUntil(lambda: not theirs.exists(), timeout=PATIENCE)
    assert wait_for_copy(driver, tmp_path) != theirs
    assert len(aside(tmp_path / "aside")) == 1, "what was there before it is not lost either"


def test_the_newest_is_offered_first_then_the_next(driver: Driver, recovery: Recovery, tmp_path: Path):
    for second, text in ((20, "第二"), (30, "第三"), (10, "第一")):
        left_behind(tmp_path, State(text), second=second)
    recovery.look()
    for text in ("第三", "第二"):
        driver.qtbot.waitUntil(lambda text=text: text in offered(driver), timeout=PATIENCE)
        driver.press(driver.find("offer.forget"))
    assert "第一" in offered(driver)
    driver.click("languageButton")
    assert offered(driver).startswith("牡丹上次意外退出")
    driver.qtbot.waitUntil(lambda: len(copies(tmp_path)) == 1, timeout=PATIENCE)


def test_an_offer_without_an_answer_is_made_again(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], tmp_path: Path
):
    left_behind(tmp_path, State("牡丹和花卉"))
    for _ in range(2):
        driver = drive(open_window())
        recovering(driver, tmp_path).look()
        driver.qtbot.waitUntil(lambda driver=driver: "牡丹和花卉" in offered(driver), timeout=PATIENCE)
        driver.window.close()
    assert len(copies(tmp_path)) == 1


def test_two_windows_offer_it_only_once(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], tmp_path: Path
):
    left_behind(tmp_path, State("牡丹和花卉"))
    drivers = [drive(open_window()) for _ in range(2)]
    for driver in drivers:
        found = recovering(driver, tmp_path)
        found.look()
        found._work.finish()
    assert [bool(offered(driver)) for driver in drivers] == [True, False]


def test_a_copy_that_cannot_be_read_is_left_where_it_is(driver: Driver, recovery: Recovery, tmp_path: Path):
    copy = Copy(tmp_path / "copies")
    copy.write(b'{"format": "peony-session", "version": 99}')
    copy.leave()
    recovery.look()
    recovery._work.finish()
    assert offered(driver) == ""
    assert copies(tmp_path) == [copy.file]


def test_damaged_copies_hide_no_good_one(driver: Driver, recovery: Recovery, tmp_path: Path):
    left_behind(tmp_path, State("牡丹和花卉"), second=1)
    plain = b'{"format": "peony-session", "version": 1, "text": "a"'
    bad = (b"", b"junk", b"\xff", plain, b"[" * 10**5, b"{}", plain + b', "text": "a"}')
    newer = (
        plain + b', "sky": 1}',
        plain + b', "view": {"experiment": "sky"}}',
        plain.replace(b"1,", b"9,") + b"}",
    )
    for number, data in enumerate(bad * 4 + newer * 8):
        copy = Copy(tmp_path / "copies")
        copy.write(data)
        os.utime(copy.file, (100 + number, 100 + number))
        copy.leave()
    recovery.look()
    driver.qtbot.waitUntil(lambda: "牡丹和花卉" in offered(driver), timeout=PATIENCE)
    assert len(copies(tmp_path)) == 1 + len(newer) * 8, "what a newer Peony may read is left for it"
    assert len(list((tmp_path / "copies").glob("*.damaged"))) == len(bad) * 4


def test_when_the_file_cannot_be_left_the_offer_stays(
    driver: Driver, recovery: Recovery, choose, answer, tmp_path: Path
):
    choose(tmp_path / "a.peony")
    save(driver)
    driver.click("activation.relu")
    left_behind(tmp_path, State("牡丹和花卉"))
    recovery.look()
    driver.qtbot.waitUntil(lambda: "牡丹和花卉" in offered(driver), timeout=PATIENCE)
    answer("cancel")
    driver.press(driver.find("offer.restore"))
    assert offered(driver)
    assert driver.state.settings.activation == "relu"


def test_a_window_as_a_person_starts_it_remembers_and_recovers(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """What `gui.app.run` adds to a window, but for the event loop."""
    monkeypatch.setattr("gui.app.state_folder", lambda: tmp_path)
    monkeypatch.setattr("gui.memory.memory_file", lambda: tmp_path / "window.json")
    left_behind(tmp_path, State("牡丹和花卉"))
    (tmp_path / "copies").rename(tmp_path / COPIES)
    remember(driver.window, driver.window.findChild(Documents))
    driver.qtbot.waitUntil(lambda: "牡丹和花卉" in offered(driver), timeout=PATIENCE)
    driver.click("activation.relu")
    driver.qtbot.waitUntil(lambda: len(list((tmp_path / COPIES).glob("*.peony"))) == 2, timeout=PATIENCE)
    driver.window.close()
    assert len(list((tmp_path / COPIES).glob("*.peony"))) == 1
    assert recall("", "en").settings.activation == "relu"
    assert len(aside(tmp_path / ASIDE)) == 1
