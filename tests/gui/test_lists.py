"""The dialog of the two word lists: every change takes effect on the sentence at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QPushButton

from engine.lexicon import shipped_lexicon
from gui.items.hinted_list import HintedList
from tests.gui.conftest import delete
from tests.gui.driver import Driver


@pytest.fixture
def dialog(driver: Driver) -> Iterator[Driver]:
    driver.press(driver.find("listsButton"))
    dialog = driver.find("listsDialog", QDialog)
    assert dialog.isVisible()
    yield driver
    for each in driver.window.findChildren(QDialog, "listsDialog"):
        each.close()
        delete(each)


def button(dialog: Driver, name: str, what: str) -> QPushButton:
    """Return a button of one list: the only one of that name inside the dialog."""
    found = dialog.find("listsDialog", QDialog).findChildren(QPushButton)
    [button] = [each for each in found if each.objectName() == f"{name}Words.{what}"]
    return button


def press(dialog: Driver, name: str, what: str) -> None:
    with dialog.settling():
        dialog.press(button(dialog, name, what))


def add(dialog: Driver, name: str, text: str) -> None:
    dialog.find(f"{name}Field", QLineEdit).setText(text)
    press(dialog, name, "add")


def remove(dialog: Driver, name: str, *words: str) -> None:
    found = dialog.find(f"{name}List", QListWidget)
    found.clearSelection()
    for row in range(found.count()):
        if found.item(row).text() in words:
            found.item(row).setSelected(True)
    press(dialog, name, "remove")


def listed(dialog: Driver, name: str) -> set[str]:
    found = dialog.find(f"{name}List", QListWidget)
    return {found.item(row).text() for row in range(found.count())}


def test_it_shows_both_lists(dialog: Driver):
    assert listed(dialog, "stopwords") == shipped_lexicon().stopwords
    assert listed(dialog, "own") == set()


def test_a_new_stopword_is_dropped_at_once(dialog: Driver):
    add(dialog, "stopwords", "牡丹, 花卉；Peony")
    assert not {"牡丹", "花卉"} & set(dialog.trace.tokens)
    assert {"牡丹", "花卉", "peony"} <= listed(dialog, "stopwords")
    assert dialog.find("stopwordsField", QLineEdit).text() == ""
    dialog.check()
    remove(dialog, "stopwords", "牡丹")
    assert "牡丹" in dialog.trace.tokens
    assert "花卉" not in dialog.trace.tokens
    dialog.check()


def test_a_shipped_stopword_can_go_and_come_back(dialog: Driver):
    remove(dialog, "stopwords", "的")
    assert "的" in dialog.trace.tokens
    dialog.check()
    press(dialog, "stopwords", "reset")
    assert "的" not in dialog.trace.tokens
    assert listed(dialog, "stopwords") == shipped_lexicon().stopwords
    dialog.check()


def test_an_own_word_is_kept_whole_at_once(dialog: Driver):
    add(dialog, "own", "最美丽的花卉")
    assert "最美丽的花卉" in dialog.trace.tokens
    assert listed(dialog, "own") == {"最美丽的花卉"}
    dialog.check()
    remove(dialog, "own", "最美丽的花卉")
    assert "最美丽的花卉" not in dialog.trace.tokens
    add(dialog, "own", "美丽的 花卉。")
    assert {"美丽的", "花卉。"} <= set(dialog.trace.all_tokens)
    press(dialog, "own", "reset")
    assert listed(dialog, "own") == set()
    dialog.check()


def test_enter_adds_too(dialog: Driver):
    field = dialog.find("ownField", QLineEdit)
    field.setText("是最")
    with dialog.settling():
        dialog.send_key(field, 0x01000004)
    assert "是最" in dialog.trace.all_tokens
    assert dialog.find("listsDialog", QDialog).isVisible(), "Enter adds; it does not close"


def test_the_field_finds(dialog: Driver):
    found = dialog.find("stopwordsList", QListWidget)
    dialog.find("stopwordsField", QLineEdit).setText("的")
    shown = {found.item(row).text() for row in range(found.count()) if not found.item(row).isHidden()}
    assert shown
    assert all("的" in word for word in shown)
    dialog.find("stopwordsField", QLineEdit).clear()
    assert not any(found.item(row).isHidden() for row in range(found.count()))


def test_what_the_field_hides_is_not_removed(dialog: Driver):
    found, field = dialog.find("stopwordsList", QListWidget), dialog.find("stopwordsField", QLineEdit)
    for row in range(found.count()):
        found.item(row).setSelected(found.item(row).text() in ("的", "了"))
    field.setText("了")
    press(dialog, "stopwords", "remove")
    assert shipped_lexicon().stopwords - dialog.state.lexicon.stopwords == {"了"}


@pytest.mark.parametrize("text", ["", "   ", "，,；", "\u3000"])
def test_adding_nothing_adds_nothing(dialog: Driver, text: str):
    before = dialog.state.lexicon
    add(dialog, "stopwords", text)
    add(dialog, "own", text)
    assert dialog.state.lexicon == before
    dialog.check()


@pytest.mark.parametrize("word", ["a.*", "(", "[x", "\\", "<b>", "&&"])
def test_words_are_taken_literally(dialog: Driver, word: str):
    dialog.enter(f"牡丹{word}花卉")
    add(dialog, "own", word)
    assert word in dialog.trace.all_tokens
    dialog.check()


def test_the_window_stays_usable_beside_it_and_it_opens_once(dialog: Driver):
    dialog.press(dialog.find("listsButton"))
    dialog.find("listsDialog", QDialog)
    dialog.click("activation.relu")
    dialog.type("花卉和牡丹")
    dialog.check()


def test_it_follows_what_a_chip_changes(dialog: Driver):
    lexicon = dialog.state.lexicon
    with dialog.settling():
        dialog.window.store.update(lexicon=lexicon.with_own_words({"中,牡丹"}))
    assert listed(dialog, "own") == {"中,牡丹"}


def test_it_speaks_the_language_of_the_window(dialog: Driver):
    dialog.click("languageButton")
    assert button(dialog, "stopwords", "add").text() == "添加", "an open dialog follows the language"


def test_nothing_is_selected_at_first_and_only_what_is_can_be_removed(dialog: Driver):
    found = dialog.find("stopwordsList", QListWidget)
    dialog.qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog.find("listsDialog"))
    assert QApplication.focusWidget() is dialog.find("stopwordsField")
    assert found.currentRow() == -1
    assert not button(dialog, "stopwords", "remove").isEnabled()
    found.item(3).setSelected(True)
    assert button(dialog, "stopwords", "remove").isEnabled()


def test_an_empty_list_says_why(dialog: Driver):
    own, stop = (dialog.find(f"{name}List", HintedList) for name in ("own", "stopwords"))
    assert "No words of your own yet" in own.hint()
    assert stop.hint() == ""
    dialog.find("stopwordsField", QLineEdit).setText("zzzzz")
    assert "No such word" in stop.hint()
    add(dialog, "own", "最美丽的花卉")
    assert own.hint() == ""
    remove(dialog, "own", "最美丽的花卉")
    dialog.click("languageButton")
    assert "还没有自定义词" in own.hint()


def test_everything_stands_on_one_margin(dialog: Driver):
    parts = dialog.find("listsDialog", QDialog)
    left = [dialog.find(name).mapTo(parts, QPoint(0, 0)).x() for name in ("stopwordsList", "listsEffect")]
    assert left[0] == left[1] == dialog.window.theme.px(1.4)


def test_it_takes_no_name_that_the_window_has(dialog: Driver):
    """`stopwords.remove` is the switch, for scripts too."""
    names = [each.objectName() for each in dialog.window.findChildren(QPushButton)]
    names = [name for name in names if name and not name.startswith("qt_")]
    assert sorted(names) == sorted(set(names))
