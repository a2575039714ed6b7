"""The questions that stop everything, and what is never asked about because it is never lost."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMessageBox, QPushButton

import gui.app
import gui.documents
from engine.errors import PeonyError
from engine.export import write
from engine.files import file_stamp
from engine.settings import Settings
from gui.documents import Documents
from gui.session import read, to_bytes
from gui.state import State
from tests.gui.driver import PATIENCE, Driver
from tests.gui.saving import open_, save

Answer = Callable[[str], list[str]]


def test_closing_asks_only_about_a_session_that_has_a_file(
    driver: Driver, choose, answer: Answer, tmp_path: Path
):
    choose(tmp_path / "a.peony")
    save(driver)
    driver.click("activation.relu")
    asked = answer("cancel")
    assert not driver.window.close()
    assert driver.window.isVisible()
    assert asked == ['"a.peony" has changes that are not saved. Save them?']
    answer("save")
    assert driver.window.close()
    assert read(tmp_path / "a.peony", State()).settings.activation == "relu"


def test_giving_changes_up_leaves_the_file(driver: Driver, choose, answer, tmp_path):
    choose(tmp_path / "a.peony")
    save(driver)
    driver.click("activation.relu")
    answer("discard")
    with driver.settling():
        driver.window.commands["new"].trigger()
    assert driver.state.settings == Settings()
    assert read(tmp_path / "a.peony", State()).settings == Settings()


def test_a_save_that_fails_keeps_the_window_open(
    driver: Driver, choose, answer: Answer, tmp_path: Path, monkeypatch
):
    choose(tmp_path / "a.peony")
    save(driver)
    driver.click("activation.relu")

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr("engine.export.os.fsync", full)
        answer("save")
        assert not driver.window.close()
    assert os.strerror(28) in driver.notice
    assert read(tmp_path / "a.peony", State()).settings == Settings()
    assert [each.name for each in tmp_path.iterdir()] == ["a.peony"]
    answer("discard")
    assert driver.window.close()


def test_untitled_work_is_never_asked_about(driver: Driver, documents: Documents, choose, tmp_path: Path):
    left: list[State] = []
    documents.put_aside = left.append  # which returns None: nothing went wrong
    driver.type("牡丹和花卉")
    before = driver.state
    driver.window.commands["new"].trigger()
    assert left == [before]
    assert driver.window.close()
    assert left == [before], "what is new is no loss"


def test_what_another_program_changed_is_not_overwritten_unasked(
    driver: Driver, choose, answer: Answer, tmp_path
):
    file = tmp_path / "a.peony"
    choose(file)
    save(driver)
    driver.click("activation.relu")
    file.write_bytes(b"theirs")
    asked = answer("cancel")
    driver.window.commands["save"].trigger()
    assert "a.peony" in asked[0]
    assert file.read_bytes() == b"theirs"
    choose(tmp_path / "b.peony")
    answer("save_as")
    save(driver)
    assert file.read_bytes() == b"theirs"
    choose(file)
    (tmp_path / "b.peony").write_bytes(b"theirs")
    answer("overwrite")
    driver.click("activation.none")
    save(driver)
    assert read(tmp_path / "b.peony", State()).settings.activation == "none"


def test_nor_what_it_changed_while_the_session_was_opened(
    driver: Driver, choose, answer: Answer, tmp_path: Path, monkeypatch
):
    """A disk may be slow, and the question about the work before may stand for hours."""
    file = tmp_path / "a.peony"
    file.write_bytes(to_bytes(State("牡丹和花卉"), file))

    theirs = [to_bytes(State(text), file) for text in ("花园", "春天的花园")]

    def meanwhile(file: Path, present: State) -> State:
        found = read(file, present)
        file.write_bytes(theirs.pop(0))
        return found

    monkeypatch.setattr(gui.documents, "read", meanwhile)
    choose(file)
    open_(driver)
    assert driver.state.text == "花园", "it was read once more, and not for ever"
    driver.click("activation.relu")
    asked = answer("cancel")
    driver.window.commands["save"].trigger()
    assert "a.peony" in asked[0]
    assert read(file, State()).text == "春天的花园"


def test_nor_what_it_changed_while_peony_started(qapp, tmp_path: Path, monkeypatch):
    file, begun = tmp_path / "a.peony", Mock()
    file.write_bytes(to_bytes(State("牡丹和花卉"), file))
    before = file_stamp(str(file))

    def meanwhile(file: Path, present: State) -> State:
        found = read(file, present)
        file.write_bytes(b"theirs")
        return found

    monkeypatch.setattr(gui.app, "read", meanwhile)
    monkeypatch.setattr(gui.app, "start_log", lambda: None)
    monkeypatch.setattr(gui.app, "_assemble", lambda state, course: (Mock(), begun))
    monkeypatch.setattr(gui.app, "_leave_picture", lambda app, window: 0)
    assert gui.app.run(None, {}, "en", session=file) == 0
    assert before in begun.begin.call_args.args


def test_saving_again_before_it_is_saved_asks_nothing(
    driver: Driver, documents: Documents, choose, answer: Answer, tmp_path: Path, monkeypatch
):
    """The file has changed, but nobody else has changed it."""
    choose(tmp_path / "a.peony")
    save(driver)
    written, go_on = threading.Event(), threading.Event()

    def slow(file: Path, data: bytes) -> None:
        write(file, data)
        written.set()
        go_on.wait()

    monkeypatch.setattr(gui.documents, "write", slow)
    driver.click("activation.relu")
    asked = answer("cancel")
    driver.window.commands["save"].trigger()
    written.wait()
    driver.click("attention.raw")
    finish = documents._writing.finish
    monkeypatch.setattr(documents._writing, "finish", lambda: (go_on.set(), finish()))
    driver.window.commands["save"].trigger()
    go_on.set()
    driver.qtbot.waitUntil(lambda: not driver.window.isWindowModified(), timeout=PATIENCE)
    assert asked == []
    assert read(tmp_path / "a.peony", State()).settings == Settings(activation="relu", attention="raw")


def test_why_work_cannot_be_put_aside_is_a_sentence(driver: Driver, documents: Documents, answer: Answer):
    fields = {"file": "a.peony", "place": "text", "found": "1", "expects": "…"}
    documents.put_aside = lambda state: PeonyError("json_value", **fields)
    driver.type("牡丹和花卉")
    asked = answer("cancel")
    driver.window.commands["new"].trigger()
    assert "a.peony: text is 1; it should be …" in asked[0]


def test_a_file_that_was_removed_is_written_anew(driver: Driver, choose, tmp_path: Path):
    choose(tmp_path / "a.peony")
    save(driver)
    (tmp_path / "a.peony").unlink()
    driver.click("activation.relu")
    save(driver)
    assert read(tmp_path / "a.peony", State()).settings.activation == "relu"


def test_a_name_is_no_markup(driver: Driver, choose, answer, tmp_path: Path):
    choose(tmp_path / "<b>a<br>.peony")
    save(driver)
    driver.click("activation.relu")
    shown = []

    def look() -> None:
        if (box := driver.window.findChild(QMessageBox, "question")) is not None:
            shown.append(box.textFormat())

    QTimer.singleShot(0, look)
    asked = answer("discard")
    assert driver.window.close()
    assert "<b>a<br>.peony" in asked[0]
    assert shown == [Qt.TextFormat.PlainText]


def test_a_question_bears_the_programs_own_mark(driver: Driver, choose, answer, tmp_path: Path):
    choose(tmp_path / "a.peony")
    save(driver)
    driver.click("activation.relu")
    shown: list[QImage] = []

    def look() -> None:
        box = driver.window.findChild(QMessageBox, "question")
        if box is not None:
            shown.append(box.iconPixmap().toImage())
            assert box.findChild(QPushButton, "answer.save").property("strong")

    QTimer.singleShot(0, look)
    answer("discard")
    assert driver.window.close()
    middle = QColor(shown[0].pixel(shown[0].width() // 2, shown[0].height() // 4))
    assert middle.red() > 180
    assert middle.blue() < middle.red(), "a peony, not a sky"
    assert not driver.window.windowIcon().isNull()


def test_a_question_speaks_the_windows_language(driver: Driver, choose, answer, tmp_path):
    choose(tmp_path / "a.peony")
    save(driver)
    driver.click("languageButton")
    driver.click("activation.relu")
    asked = answer("discard")
    assert driver.window.close()
    assert asked == ["「a.peony」的改动尚未保存。要保存吗？"]
