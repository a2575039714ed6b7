"""Recent sessions: remembered, put in order, forgotten; and work that was closed without having a file."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, Qt, QTextDocument
from PySide6.QtWidgets import QMenu

from engine.recovery import put_aside
from gui.documents import Documents
from gui.recent import MOST, Recent
from gui.recent_menu import RecentMenu
from gui.session import to_bytes
from gui.state import State
from tests.gui.driver import PATIENCE, Driver
from tests.gui.saving import save


@pytest.fixture
def recent(tmp_path: Path) -> Recent:
    return Recent(tmp_path / "state" / "recent.json")


def test_the_newest_is_first_and_there_are_not_too_many(recent: Recent):
    assert recent.files() == []
    files = [Path(f"/lessons/{number}.peony") for number in range(MOST + 3)]
    for file in files:
        recent.add(file)
    assert recent.files() == files[::-1][:MOST]
    recent.add(files[8])
    assert recent.files()[:2] == [files[8], files[-1]]
    recent.forget(files[-1])
    assert files[-1] not in recent.files()
    recent.clear()
    assert recent.files() == []


def test_two_windows_share_one_list(tmp_path: Path):
    one, other = Recent(tmp_path / "recent.json"), Recent(tmp_path / "recent.json")
    one.add(Path("/a.peony"))
    other.add(Path("/b.peony"))
    assert one.files() == other.files() == [Path("/b.peony"), Path("/a.peony")]


@pytest.mark.parametrize("data", [b"", b"{}", b'[1, null, "", "a\\u0000b"]', b"\xff", b"[" * 10**5])
def test_a_damaged_list_is_left_aside(recent: Recent, tmp_path: Path, data: bytes):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "recent.json").write_bytes(data)
    assert recent.files() == []
    recent.add(Path("/a.peony"))
    assert recent.files() == [Path("/a.peony")]


def test_a_folder_that_refuses_costs_only_the_list(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    Recent(tmp_path / "file" / "recent.json").add(Path("/a.peony"))


@pytest.fixture
def menu(driver: Driver, tmp_path: Path) -> RecentMenu:
    """The menu of a window whose list and whose folder of unsaved work are the test's own."""
    documents = driver.window.findChild(Documents)
    documents.recent = Recent(tmp_path / "recent.json")
    return RecentMenu(driver.window, documents, tmp_path / "unsaved")


def entries(driver: Driver) -> dict[str, QAction]:
    menu: QMenu = driver.window.commands["recent"].menu()
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions() if action.text()}


def test_without_any_there_is_nothing_to_clear(driver: Driver, menu: RecentMenu):
    found = entries(driver)
    assert list(found) == ["Clear this list"]
    assert not found["Clear this list"].isEnabled()


def test_a_session_is_opened_from_the_menu(driver: Driver, menu: RecentMenu, choose, tmp_path: Path):
    documents = driver.window.findChild(Documents)
    driver.click("attention.raw")
    choose(tmp_path / "R&D.peony")
    save(driver)
    driver.window.commands["new"].trigger()
    driver.qtbot.waitUntil(lambda: documents.recent.files() == [tmp_path / "R&D.peony"], timeout=PATIENCE)
    with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE), driver.settling():
        entries(driver)["R&&D.peony"].trigger()
    assert driver.state.settings.attention == "raw"
    assert entries(driver)["R&&D.peony"].toolTip() == str(tmp_path / "R&D.peony")
    entries(driver)["Clear this list"].trigger()
    driver.qtbot.waitUntil(lambda: list(entries(driver)) == ["Clear this list"], timeout=PATIENCE)


def test_names_and_sentences_are_no_markup(driver: Driver, menu: RecentMenu, tmp_path: Path):
    driver.window.findChild(Documents).recent.add(tmp_path / "<b>a<br>.peony")
    put_aside(tmp_path / "unsaved", to_bytes(State("<b>牡丹<br>"), tmp_path / "_"))
    tips = [action.toolTip() for action in entries(driver).values()]
    for tip, name in zip(tips, (str(tmp_path / "<b>a<br>.peony"), "Not saved: <b>牡丹<br>"), strict=False):
        document = QTextDocument()
        document.setHtml(tip)
        assert Qt.mightBeRichText(tip)
        assert document.toPlainText() == name


def test_one_that_is_gone_says_so_and_is_forgotten(driver: Driver, menu: RecentMenu, tmp_path: Path):
    documents = driver.window.findChild(Documents)
    documents.recent.add(tmp_path / "gone.peony")
    entries(driver)["gone.peony"].trigger()
    driver.qtbot.waitUntil(lambda: "gone.peony" in driver.notice, timeout=PATIENCE)
    driver.qtbot.waitUntil(lambda: documents.recent.files() == [], timeout=PATIENCE)


def test_work_that_was_put_aside_comes_back_as_work_without_a_file(
    driver: Driver, menu: RecentMenu, tmp_path: Path
):
    documents = driver.window.findChild(Documents)
    put_aside(tmp_path / "unsaved", to_bytes(State("牡丹和花卉"), tmp_path / "_"))
    put_aside(tmp_path / "unsaved", b"damaged")
    found = entries(driver)
    assert list(found) == ["Not saved: 牡丹和花卉", "Clear this list"]
    with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE), driver.settling():
        found["Not saved: 牡丹和花卉"].trigger()
    assert driver.state.text == "牡丹和花卉"
    assert documents.file is None
    entries(driver)["Clear this list"].trigger()
    driver.qtbot.waitUntil(lambda: list((tmp_path / "unsaved").iterdir()) == [], timeout=PATIENCE)


def test_what_cannot_be_removed_stays_and_nothing_else_happens(
    driver: Driver, menu: RecentMenu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    put_aside(tmp_path / "unsaved", to_bytes(State("牡丹和花卉"), tmp_path / "_"))
    documents = driver.window.findChild(Documents)
    documents.recent.add(tmp_path / "a.peony")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    found = entries(driver)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        found["Clear this list"].trigger()  # an error in a slot fails a test
        documents.may_leave()  # waits for the worker
    assert list(entries(driver)) == ["Not saved: 牡丹和花卉", "Clear this list"]


def test_the_list_is_changed_in_order(driver: Driver, menu: RecentMenu, tmp_path: Path, monkeypatch):
    """A session that is added while another is forgotten is not lost: each change reads what is there."""
    documents = driver.window.findChild(Documents)
    documents.recent.add(tmp_path / "gone.peony")
    threads = set[str]()
    files = Recent.files

    def watched(recent: Recent) -> list[Path]:
        threads.add(threading.current_thread().name)
        return files(recent)

    documents.open(tmp_path / "gone.peony")
    monkeypatch.setattr(Recent, "files", watched)
    driver.qtbot.waitUntil(lambda: files(documents.recent) == [], timeout=PATIENCE)
    assert threading.current_thread().name not in threads
