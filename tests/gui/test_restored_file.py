"""Work that is restored belongs to its file still, and what another has saved there is not lost for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.files import file_stamp
from engine.session import read_session
from gui.recovery import Recovery
from gui.session import read, to_bytes
from gui.state import State
from tests.gui.driver import PATIENCE, Driver
from tests.gui.saving import save
from tests.gui.test_recovery import copies, left_behind, offered, recovery, wait_for_copy

__all__ = ["recovery"]


def restore(driver: Driver, recovery: Recovery) -> None:
    recovery.look()
    driver.qtbot.waitUntil(lambda: "lesson.peony" in offered(driver), timeout=PATIENCE)
    with driver.settling():
        driver.press(driver.find("offer.restore"))


def test_a_restored_session_still_belongs_to_its_file(
    driver: Driver, recovery: Recovery, choose, tmp_path: Path
):
    file = tmp_path / "lesson.peony"
    file.write_bytes(to_bytes(State("牡丹"), file))
    left_behind(tmp_path, State("牡丹和花卉"), file, file_stamp(str(file)))
    restore(driver, recovery)
    assert driver.window.windowTitle().startswith("lesson.peony")
    assert driver.window.isWindowModified()
    assert read(file, State()).text == "牡丹"
    save(driver)
    assert read(file, State()).text == "牡丹和花卉"
    driver.qtbot.waitUntil(lambda: not copies(tmp_path), timeout=PATIENCE)


@pytest.mark.parametrize("is_older", [False, True], ids=["a copy with a stamp", "an older one without"])
def test_what_another_has_saved_since_is_not_overwritten_unasked(
    driver: Driver, recovery: Recovery, choose, answer, tmp_path: Path, is_older: bool
):
    file = tmp_path / "lesson.peony"
    choose(file)
    save(driver)
    driver.click("activation.relu")
    copied = read_session(wait_for_copy(driver, tmp_path))
    assert copied.stamp == file_stamp(str(file))
    file.write_bytes(b"theirs")
    left_behind(tmp_path, State("牡丹和花卉"), file, None if is_older else copied.stamp)
    answer("discard")
    restore(driver, recovery)
    asked = answer("cancel")
    driver.window.commands["save"].trigger()
    assert "lesson.peony" in asked[0]
    assert file.read_bytes() == b"theirs"
    driver.qtbot.waitUntil(lambda: len(copies(tmp_path)) == 1, timeout=PATIENCE)
    assert read_session(copies(tmp_path)[0]).stamp == (None if is_older else copied.stamp)
