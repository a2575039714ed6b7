"""The questions that stop everything, and what is never asked about because it is never lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMessageBox, QPushButton

from engine.settings import Settings
from gui.documents import Documents
from gui.session import read
from gui.state import State
from tests.gui.driver import Driver
from tests.gui.saving import save

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
