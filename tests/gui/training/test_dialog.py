"""The dialog: what it refuses and says, in both languages, by keyboard, at every size."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from engine.vectors.choice import SHIPPED
from tests.gui.training.conftest import SHORT, Person

HAN, ENGLISH = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-z]{4,}")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\0\1\2", "not a text"),
        (b"", "no text in it"),
        (("Привет " * 50).encode("cp1251"), "neither UTF-8 nor GB18030"),
    ],
)
def test_what_is_no_text_is_said_beside_it(person: Person, content: bytes, says: str):
    file = person.folder / "bad.txt"
    file.write_bytes(content)
    person.choose(file)
    assert says in person.label("Message")
    assert "bad.txt" in person.label("Message")
    assert not person.button("Start").isEnabled()
    person.choose(person.write(SHORT))
    assert person.label("Message") == ""
    assert person.button("Start").isEnabled()


def test_too_little_text_is_said_when_it_was_read(person: Person):
    person.choose(person.write("牡丹是花卉。"))
    person.start()
    person.wait(lambda: not person.is_running())
    assert "too little text" in person.label("Message")
    assert person.driver.state.table == SHIPPED
    assert person.saved() == []


def test_a_folder_and_thinking_better_of_it(person: Person):
    person.write(SHORT, "a.txt")
    person.write(SHORT, "b.txt")
    answers = iter(["", str(person.folder)])
    person.patch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: next(answers))
    person.driver.press(person.button("Folder"))
    assert person.label("Found") == "Nothing chosen yet"
    person.driver.press(person.button("Folder"))
    person.wait(lambda: person.label("Found").startswith("Files: 2"))
    assert person.driver.find("trainingName", QLineEdit).text() == person.folder.name


def test_names_and_places(person: Person):
    person.choose(person.write(SHORT))
    name = person.driver.find("trainingName", QLineEdit)
    name.clear()
    assert not person.button("Start").isEnabled()
    person.driver.keys(name, "a/b")
    assert "none of these" in person.label("Note")
    assert not person.button("Start").isEnabled()
    there = person.folder / "there.npz"
    there.write_bytes(b"")
    person.patch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(there), ""))
    person.driver.press(person.button("Elsewhere"))
    assert name.text() == "there"
    assert person.label("Place") == str(there)
    assert "replaced" in person.label("Note")
    person.choose(person.write(SHORT, "another.txt"))
    assert name.text() == "there", "a name that the person gave stays"


def test_a_place_that_cannot_be_written_is_said(person: Person):
    person.choose(person.write(SHORT))
    (person.folder / "data").write_bytes(b"a file where the folder should be")
    person.start()
    person.wait(lambda: not person.is_running())
    assert "cannot be written" in person.label("Message")
    assert person.driver.state.table == SHIPPED


def texts(dialog: QDialog) -> Iterator[str]:
    yield dialog.windowTitle()
    for widget in dialog.findChildren(QWidget):
        if not widget.objectName().startswith(("trainingPlace", "trainingName", "qt_")):
            yield widget.accessibleName()
            if isinstance(widget, QLabel | QPushButton | QSpinBox):
                yield widget.text()


def test_it_speaks_the_language_of_the_window(person: Person):
    person.choose(person.write("牡丹", "a.txt"))
    person.start()
    person.wait(lambda: not person.is_running())
    without = str.maketrans("牡丹", "  ")
    assert not any(HAN.search(text.translate(without)) for text in texts(person.dialog))
    person.driver.click("languageButton")
    for text in texts(person.dialog):
        assert HAN.search(text) or not ENGLISH.search(text), text


def test_it_opens_once(person: Person):
    person.driver.window.commands["table_train"].trigger()
    assert person.dialog.isVisible()


def test_the_keyboard_reaches_everything_and_all_of_it_has_a_name(person: Person):
    person.choose(person.write(SHORT))
    person.wait(lambda: QApplication.activeWindow() is person.dialog)
    seen = []
    for _ in range(12):
        person.driver.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget().objectName())
    wanted = {"Files", "Folder", "Texts", "Name", "Elsewhere", "Width", "Start", "Close"}
    assert {f"training{name}" for name in wanted} <= {
        name.replace("qt_spinbox_lineedit", "trainingWidth") for name in seen
    }
    for widget in person.dialog.findChildren(QWidget):
        if (
            widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
        ):
            if not widget.objectName().startswith("qt_"):
                assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget


def test_the_form_is_as_high_as_its_path_is_now(person: Person):
    name, place = person.driver.find("trainingName", QLineEdit), person.driver.find("trainingPlace", QLabel)
    heights = []
    for text in ("a", "x" * 300, "a"):
        name.setText(text)
        for _ in range(3):
            QApplication.sendPostedEvents()
            QApplication.processEvents()
        heights.append(place.height())
    assert heights[0] == heights[2] < heights[1]


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [10, 15])
def test_nothing_is_cut_off(person: Person, lang: str, size: int):
    font = QFont(person.driver.window.font())
    font.setPointSizeF(size)
    person.driver.window.setFont(font)
    person.dialog.setFont(font)
    person.driver.window.store.update(lang=lang)
    person.choose(person.write(SHORT))
    person.dialog.findChild(QLineEdit, "trainingName").setText("a?")
    for running in (False, True):
        person.dialog.show_running(running)
        person.dialog.show_progress(0.5, "factoring")
        person.dialog.say([("own_text.small", {}), ("own_text.done", {"file": "x" * 30})])
        for _ in range(3):
            QApplication.sendPostedEvents()
            QApplication.processEvents()
        for widget in person.dialog.findChildren(QWidget):
            if isinstance(widget, QLabel | QPushButton) and widget.isVisible() and widget.text():
                assert person.dialog.rect().contains(widget.mapTo(person.dialog, widget.rect().bottomRight()))
                wraps = isinstance(widget, QLabel) and widget.wordWrap()
                needed = widget.heightForWidth(widget.width()) if wraps else widget.fontMetrics().height()
                assert widget.height() >= needed, widget.text()
    person.dialog.show_running(False)
