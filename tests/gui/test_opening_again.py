"""A session that is written while it is opened is shown as it is then, not as it was before."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import gui.documents
from engine.export import write
from gui.documents import Documents
from gui.session import read, to_bytes
from gui.state import State
from tests.gui.driver import PATIENCE, Driver
from tests.gui.saving import open_, save

Answer = Callable[[str], list[str]]


def test_what_is_being_saved_is_opened_as_it_is_then(
    driver: Driver, documents: Documents, choose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Ctrl+S, and Ctrl+O before the disk has done it."""
    choose(tmp_path / "a.peony")
    driver.type("牡丹和花卉")
    go_on, finish, errors = threading.Event(), documents._writing.finish, []
    documents._reading.failed.connect(errors.append)

    def slow(file: Path, data: bytes) -> None:
        go_on.wait(PATIENCE / 1000)
        write(file, data)

    monkeypatch.setattr(gui.documents, "write", slow)
    driver.window.commands["save"].trigger()
    monkeypatch.setattr(documents._writing, "finish", lambda: (go_on.set(), finish()))
    open_(driver)
    driver.qtbot.waitUntil(documents._reading.is_idle, timeout=PATIENCE)
    assert errors == []
    assert driver.state.text == read(tmp_path / "a.peony", State()).text == "牡丹和花卉"
    assert not driver.window.isWindowModified()


def open_once_more(driver: Driver, documents: Documents, file: Path) -> None:
    with driver.settling():
        documents.open(file)
        driver.qtbot.waitUntil(documents._reading.is_idle, timeout=PATIENCE)


def test_what_is_saved_upon_a_question_is_opened_as_it_is_then(
    driver: Driver, documents: Documents, choose, answer: Answer, tmp_path: Path
):
    """The file that is open is opened, and what was changed in it is saved first."""
    choose(tmp_path / "a.peony")
    save(driver)
    driver.type("牡丹和花卉")
    asked = answer("save")
    open_once_more(driver, documents, tmp_path / "a.peony")
    assert len(asked) == 1
    assert driver.state.text == read(tmp_path / "a.peony", State()).text == "牡丹和花卉"
    assert not driver.window.isWindowModified()


def test_what_can_be_read_no_more_leaves_the_work_as_it_is(
    driver: Driver, documents: Documents, choose, answer: Answer, tmp_path: Path, monkeypatch
):
    choose(tmp_path / "a.peony")
    save(driver)
    driver.type("牡丹和花卉")
    may_leave = documents.may_leave

    def meanwhile() -> bool:
        (tmp_path / "a.peony").write_bytes(b"theirs")
        return may_leave()

    monkeypatch.setattr(documents, "may_leave", meanwhile)
    answer("discard")
    documents.open(tmp_path / "a.peony")
    driver.qtbot.waitUntil(lambda: "a.peony" in driver.notice, timeout=PATIENCE)
    assert driver.state.text == "牡丹和花卉"
    assert driver.window.isWindowModified()


def test_what_is_gone_by_then_is_as_it_was_read(
    driver: Driver, documents: Documents, tmp_path: Path, monkeypatch
):
    """As where the work before is put aside: the oldest that was goes for it."""
    file = tmp_path / "a.peony"
    file.write_bytes(to_bytes(State("牡丹和花卉"), file))
    monkeypatch.setattr(documents, "may_leave", lambda: file.unlink() is None)
    open_once_more(driver, documents, file)
    assert driver.state.text == "牡丹和花卉"
