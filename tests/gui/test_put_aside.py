"""Work that has no file is put aside before it is left; where that cannot be, the person is asked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.recovery import aside
from gui.recovery import Recovery
from gui.session import kept, read
from tests.gui.driver import PATIENCE, Driver
from tests.gui.test_recovery import copies, recovering, wait_for_copy


@pytest.fixture
def recovery(driver: Driver, tmp_path: Path) -> Recovery:
    return recovering(driver, tmp_path)


@pytest.mark.parametrize("what", ["folder", "disk"])
@pytest.mark.parametrize("warned", [True, False])
def test_work_that_cannot_be_put_aside_is_asked_about(
    driver: Driver, recovery: Recovery, choose, answer, monkeypatch, tmp_path: Path, what: str, warned: bool
):
    """Whether or not a disk that refuses was mentioned before."""
    if what == "folder":
        (tmp_path / "aside").write_bytes(b"a file where a folder should be")
    if what == "disk" or warned:
        (tmp_path / "copies").write_bytes(b"a file where a folder should be")
    driver.type("牡丹和花卉")
    if warned:
        driver.qtbot.waitUntil(lambda: "cannot be written" in driver.notice, timeout=PATIENCE)
        driver.press(driver.find("noticeClose"))
    before = driver.state

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        if what == "disk":
            patch.setattr("engine.export.os.fsync", full)
        asked = answer("cancel")
        driver.window.commands["new"].trigger()
        assert os.strerror(28 if what == "disk" else 17) in asked[0]
        asked = answer("cancel")
        assert not driver.window.close()
        assert len(asked) == 1
        assert driver.state == before
        assert driver.notice == ""
    choose(tmp_path / "kept.peony")
    asked = answer("save")
    if what == "folder":
        assert driver.window.close()
        assert kept(read(tmp_path / "kept.peony", before)) == kept(before)
    else:  # there is room again
        assert driver.window.close()
        assert (asked, len(aside(tmp_path / "aside"))) == ([], 1)


def test_work_that_can_neither_be_put_aside_nor_saved_stays_or_is_given_up(
    driver: Driver, recovery: Recovery, choose, answer, tmp_path: Path
):
    (tmp_path / "aside").write_bytes(b"a file where a folder should be")
    driver.type("牡丹和花卉")
    wait_for_copy(driver, tmp_path)
    for place in ("", tmp_path / "none" / "a.peony"):
        choose(place)
        answer("save")
        assert not driver.window.close()
    assert driver.state.text == "牡丹和花卉"
    answer("discard")
    assert driver.window.close()
    assert copies(tmp_path) == []
