"""Work that has no file is put aside before it is left; where that cannot be, the person is asked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.recovery import aside, put_aside
from gui.documents import Documents
from gui.recovery import Recovery
from gui.session import kept, read, to_bytes
from gui.state import State
from tests.gui.driver import PATIENCE, Driver
from tests.gui.saving import save
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


LOST = ("cleared", "pushed out", "neither")


@pytest.fixture
def reopened(driver: Driver, recovery: Recovery, documents: Documents, tmp_path: Path) -> Path:
    """The file of work that was put aside and is opened again."""
    for text in ("花卉", "牡丹和花卉"):
        driver.type(text)
        with driver.settling():
            driver.window.commands["new"].trigger()
    (file, _) = aside(tmp_path / "aside")
    with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE), driver.settling():
        documents.open(file, has_file=False)
    assert driver.state.text == "牡丹和花卉"
    return file


def sentences(tmp_path: Path) -> list[str]:
    return [read(file, State()).text for file in aside(tmp_path / "aside")]


@pytest.mark.parametrize("lost", LOST)
def test_work_that_is_opened_again_is_not_lost_with_its_file(
    driver: Driver, documents: Documents, reopened: Path, tmp_path: Path, lost: str
):
    """Whatever becomes of the file meanwhile, and though nothing is changed."""
    wait_for_copy(driver, tmp_path)
    if lost == "cleared":
        for file in aside(tmp_path / "aside"):
            file.unlink()
    for number in range(5 if lost == "pushed out" else 0):
        put_aside(tmp_path / "aside", to_bytes(State(f"{number}"), tmp_path / "_"))
    assert reopened.exists() == (lost == "neither")
    assert not driver.window.isWindowModified()
    assert driver.window.close()
    assert sentences(tmp_path)[0] == "牡丹和花卉"
    assert sentences(tmp_path).count("牡丹和花卉") == 1


def test_work_that_is_changed_after_being_opened_again_pushes_nothing_out(
    driver: Driver, documents: Documents, reopened: Path, tmp_path: Path
):
    for end in ("!", "!!"):
        driver.type(f"牡丹和花卉{end}")
        with driver.settling():
            driver.window.commands["new"].trigger()
        assert sentences(tmp_path) == [f"牡丹和花卉{end}", "花卉"]
        with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE), driver.settling():
            documents.open(aside(tmp_path / "aside")[0], has_file=False)


def test_work_that_gets_a_file_is_put_aside_no_more(
    driver: Driver, documents: Documents, reopened: Path, choose, tmp_path: Path
):
    choose(tmp_path / "kept.peony")
    save(driver)
    reopened.unlink()
    assert driver.window.close()
    assert sentences(tmp_path) == ["花卉"]
