"""Training on one's own text in the window: watched, stopped, and in use as soon as it is done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QProgressBar, QSpinBox

from engine.vectors.choice import SHIPPED, TableChoice
from tests.engine.vectors.owntext.conftest import ANIMALS, sentences
from tests.gui.training.conftest import LONG, SHORT, Person


def test_from_text_to_a_trace_that_uses_its_table(person: Person):
    assert not person.button("Start").isEnabled()
    person.choose(person.write(SHORT), person.write(SHORT, "b.txt", "gb18030"))
    assert "UTF-8 × 1" in person.label("Found")
    assert "GB18030 × 1" in person.label("Found")
    listed = person.driver.find("trainingTexts", QListWidget)
    assert "书.txt · UTF-8" in listed.item(0).text()
    assert SHORT[:10] in listed.item(0).text()
    assert person.driver.find("trainingName", QLineEdit).text() == "书"
    path = person.folder / "data" / "tables" / "书.npz"
    assert person.label("Place") == str(path)
    bar, seen = person.driver.find("trainingBar", QProgressBar), set()
    bar.valueChanged.connect(seen.add)
    person.driver.enter("猫 看见 苹果")
    person.train()
    assert len(seen) > 1
    assert path.exists()
    assert person.driver.state.table == TableChoice(str(path))
    trace = person.driver.check()
    assert trace.table.name == "书.npz"
    assert trace.X.shape == (3, 8)
    assert {origin.kind for origin in trace.embedding.origins} == {"table"}
    assert {word for word, _ in trace.table.neighbours("猫", 4)} <= {*ANIMALS, *SHORT.split()}
    said = person.label("Message")
    assert "3,600 words" in said
    assert "8 numbers" in said
    assert "small table" in said
    assert "30 words, 8 numbers each. It is a small table" in person.driver.notice


def test_stopping_leaves_nothing_and_it_can_be_started_again(person: Person):
    person.choose(person.write(LONG))
    person.start()
    bar = person.driver.find("trainingBar", QProgressBar)
    person.wait(lambda: bar.value() > 10)
    assert "%" in person.label("Stage")
    assert not person.button("Files").isEnabled()
    person.driver.press(person.button("Stop"))
    assert not person.is_running(), "at once"
    assert person.label("Message") == "Stopped. Nothing was saved."
    assert person.driver.state.table == SHIPPED
    person.choose(person.write(SHORT))
    person.train()
    assert person.saved() == ["书.npz"]
    person.driver.check()


def test_the_window_can_be_used_meanwhile(person: Person):
    person.choose(person.write(LONG))
    person.start()
    person.wait(lambda: person.driver.find("trainingBar", QProgressBar).value() > 10)
    person.driver.enter("花园里的牡丹")
    person.driver.click("attention.raw")
    person.driver.check()
    assert person.is_running()


def test_closing_the_window_ends_it(person: Person):
    person.choose(person.write(LONG))
    person.start()
    person.wait(lambda: person.driver.find("trainingBar", QProgressBar).value() > 10)
    person.driver.window.close()
    assert not person.driver.window.isVisible()
    assert person.saved() == []


def test_escape_stops_and_only_then_closes(person: Person):
    person.choose(person.write(LONG))
    person.start()
    dialog = person.dialog
    person.driver.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not person.is_running()
    person.driver.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    person.driver.window.commands["table_train"].trigger()
    person.wait(lambda: len(person.driver.window.findChildren(QDialog, "trainingDialog")) == 1)
    assert person.label("Found") == "Nothing chosen yet"


def test_a_table_made_anew_is_taken_anew(person: Person):
    person.driver.enter("猫 看见 苹果")
    person.choose(person.write(SHORT))
    person.train()
    before = person.driver.trace
    assert person.label("Note") == ""
    person.choose(person.write(sentences(300, seed=1)))
    person.train()
    assert person.saved() == ["书.npz"]
    after = person.driver.check()
    assert after.table.fingerprint != before.table.fingerprint
    assert (after.X != before.X).any()


def test_the_width_may_be_chosen(person: Person):
    person.choose(person.write(SHORT))
    spin = person.driver.find("trainingWidth", QSpinBox)
    assert spin.text() == "automatic"
    assert spin.lineEdit().textMargins().left() >= 4
    spin.setValue(5)
    person.train()
    assert person.driver.trace.table.width == 5
