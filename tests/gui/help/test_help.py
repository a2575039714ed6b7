"""Help: every page in both languages, by key and by menu, and always that of the window's language."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QTextBrowser

import engine
from engine.settings import OPTIONS
from engine.words import LANGUAGES, load_words
from gui.commands import ENTRIES
from gui.help import PAGES
from gui.help.pages import FOLDER, MOUSE
from gui.keys import written
from tests.conftest import SCRATCH
from tests.engine.test_words import ROOT
from tests.gui.driver import Driver

KEY = Qt.Key


def page(driver: Driver) -> str:
    """Return the text of the page that is shown."""
    dialog = driver.find("helpDialog", QDialog)
    assert dialog.isVisible()
    return dialog.findChild(QTextBrowser, "helpText").toPlainText()


@pytest.fixture
def keys(driver: Driver) -> Driver:
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    driver.heatmap.setFocus()
    return driver


def test_f1_opens_the_guide_and_a_question_mark_the_keys(keys: Driver):
    keys.key(KEY.Key_F1)
    assert "A short guide" in page(keys)
    keys.find("helpDialog", QDialog).close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    keys.window.activateWindow()
    keys.qtbot.waitUntil(lambda: QApplication.activeWindow() is keys.window)
    keys.heatmap.setFocus()
    keys.key(KEY.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert "Ctrl+K" in page(keys)


def test_a_question_mark_in_the_sentence_is_a_question_mark(keys: Driver):
    keys.edit.setFocus()
    keys.edit.end(False)
    with keys.settling():
        keys.qtbot.keyClick(keys.edit, "?")
    assert keys.state.text.endswith("?")
    assert keys.window.findChild(QDialog, "helpDialog") is None


def test_pages_are_turned_by_keyboard(keys: Driver):
    keys.key(KEY.Key_F1)
    pages = keys.find("helpPages", QListWidget)
    pages.setFocus()
    seen = [page(keys)]
    for _ in PAGES[1:]:
        keys.qtbot.keyClick(pages, KEY.Key_Down)
        seen.append(page(keys))
    assert len(set(seen)) == len(PAGES)
    keys.window.commands["about"].trigger()
    assert page(keys) == seen[-1]


def test_the_language_is_the_windows(driver: Driver):
    for name in PAGES:
        driver.window.commands[name].trigger()
        english = page(driver)
        assert not re.search(
            "[\u3400-\u9fff]", english.replace("牡丹 Peony", "").replace("中文 / English", "")
        )
        with driver.settling():
            driver.window.commands["language"].trigger()
        assert re.search("[\u3400-\u9fff]", page(driver).replace("牡丹 Peony", ""))
        with driver.settling():
            driver.window.commands["language"].trigger()
        assert page(driver) == english


def test_every_shortcut_is_on_the_page_of_the_keys(driver: Driver):
    driver.window.commands["shortcuts"].trigger()
    text = page(driver)
    words = load_words("en")
    for entry in ENTRIES:
        for shortcut in entry.shortcut.split()[:1]:
            assert written(QKeySequence(shortcut)) in text, entry.name
            assert words(f"action.{entry.name}").rstrip("…") in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_arrows_are_arrows_in_either_language(open_window, drive: Callable[..., Driver], lang: str):
    driver = drive(open_window(lang=lang))
    driver.window.commands["shortcuts"].trigger()
    assert {"Alt+→", "Alt+←", "Alt+Enter", "F6", "Shift+F6"} <= set(page(driver).split())


def test_what_the_mouse_does_is_on_the_page_of_the_keys(driver: Driver):
    driver.window.commands["shortcuts"].trigger()
    text, words = page(driver), load_words("en")
    for name in MOUSE:
        assert words(f"mouse.{name}") in text
        assert words(f"mouse.{name}_how") in text


def test_the_keys_stand_in_two_columns_where_there_is_room(driver: Driver):
    driver.window.commands["shortcuts"].trigger()
    dialog, text = driver.find("helpDialog", QDialog), driver.find("helpText", QTextBrowser)
    dialog.resize(1400, 600)
    wide = page(driver), text.document().size().height()
    dialog.resize(700, 600)
    assert page(driver).split() == wide[0].split()
    assert text.document().size().height() > 1.3 * wide[1]
    text.find("Mouse")
    assert text.cursorRect().left() < 200
    dialog.resize(1400, 600)
    text.moveCursor(QTextCursor.MoveOperation.Start)
    text.find("Mouse")
    assert text.cursorRect().left() > 400


def test_the_text_keeps_away_from_the_list(driver: Driver):
    for name in PAGES:
        driver.window.commands[name].trigger()
        document = driver.find("helpText", QTextBrowser).document()
        assert document.documentMargin() >= driver.window.theme.em


def test_lines_are_no_longer_than_can_be_read(driver: Driver):
    for name in ("guide", "definitions", "about"):
        driver.window.commands[name].trigger()
        driver.find("helpDialog", QDialog).resize(1400, 800)
        text, line = driver.find("helpText", QTextBrowser), driver.window.fontMetrics()
        assert text.document().textWidth() <= line.horizontalAdvance("n" * 80), name


def test_nothing_is_cut_off_at_the_right(driver: Driver):
    for name in PAGES:
        driver.window.commands[name].trigger()
        text = driver.find("helpText", QTextBrowser)
        for width in (1400, 950, 560):
            driver.find("helpDialog", QDialog).resize(width, 500)
            QApplication.processEvents()
            assert text.horizontalScrollBar().maximum() == 0, (name, width)


def test_another_width_leaves_the_place_in_the_text(driver: Driver):
    driver.window.commands["guide"].trigger()
    dialog, text = driver.find("helpDialog", QDialog), driver.find("helpText", QTextBrowser)
    dialog.resize(900, 400)
    text.verticalScrollBar().setValue(200)
    dialog.resize(910, 400)
    QApplication.processEvents()
    assert text.verticalScrollBar().value() == 200


def test_keys_have_caps(driver: Driver):
    driver.window.commands["shortcuts"].trigger()
    text = driver.find("helpText", QTextBrowser)
    driver.find("helpDialog", QDialog).resize(1400, 3000)
    QApplication.processEvents()
    caps = text.caps()
    assert len(caps) >= sum(bool(entry.shortcut) for entry in ENTRIES)
    assert all(cap.width() >= 6 for cap in caps)
    assert not any(one.intersects(other) for one in caps for other in caps if one is not other)
    driver.window.commands["definitions"].trigger()
    assert text.caps() == []


def test_indices_are_large_enough(driver: Driver):
    driver.window.commands["definitions"].trigger()
    assert not re.search("[ᵢⱼₖ₂]", page(driver))
    assert {"qi·kj", "δij", "XWQ"} <= set(re.findall(r"qi·kj|δij|XWQ", page(driver).replace("X·W", "XW")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_speaks_of_all_that_the_window_offers(lang: str):
    text, words = (FOLDER / lang / "guide.md").read_text(encoding="utf-8"), load_words(lang)
    keys = {"Ctrl+S", "Ctrl+Z", "Ctrl+Shift+P", "Ctrl+K", "F11", "F2", "F3", "F4", "F6"}
    assert {key for key in keys if key not in text} == set()
    assert all(part in text for part in ("W_Q", "W_K", "W_V"))
    folded = text.casefold()
    named = ("sentence.pin", "sentence.course", "sentence.experiments", "view.lines", "menu_bar.export")
    assert [key for key in named if words(key).casefold() not in folded] == []


def test_no_two_commands_share_a_shortcut():
    every = [QKeySequence(each).toString() for entry in ENTRIES for each in entry.shortcut.split()]
    assert "" not in every
    assert len(set(every)) == len(every)


def test_about_names_what_runs_here(driver: Driver):
    driver.window.commands["about"].trigger()
    text = page(driver)
    for name in ("Peony", "Python", "Qt", "numpy", "System", "Font", "MIT", "CC BY-SA 4.0"):
        assert name in text, name
    assert engine.VERSION in text
    assert str(SCRATCH) not in text


def test_the_version_is_the_packages():
    declared = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    assert declared[1] == engine.VERSION


@pytest.mark.parametrize("name", ["guide", "definitions"])
def test_both_languages_have_the_same_chapters(name: str):
    texts = [(FOLDER / lang / f"{name}.md").read_text(encoding="utf-8") for lang in LANGUAGES]
    shapes = [re.findall(r"^(#+|\d+\.|-) ", text, re.M) for text in texts]
    assert shapes[0] == shapes[1]
    assert len(shapes[0]) > 10


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_definitions_name_the_choices_as_the_window_does(lang: str):
    """What is explained by another name than the window's is not found again."""
    words, text = load_words(lang), (FOLDER / lang / "definitions.md").read_text(encoding="utf-8").casefold()
    for option in OPTIONS:
        if option.name in ("activation", "mask", "vectors", "similarity"):
            for choice in option.choices:
                name = words(f"option.{option.name}.{choice}").split(" ")[-1].removeprefix("负").casefold()
                assert name in text, (option.name, choice)


def test_links_go_nowhere(open_window: Callable[..., object], drive: Callable[..., Driver]):
    driver = drive(open_window())
    driver.window.commands["guide"].trigger()
    text = driver.find("helpDialog").findChild(QTextBrowser)
    assert not text.openLinks()
    assert not text.openExternalLinks()
