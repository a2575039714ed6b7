"""Tips: what a button does and its key, in the window's language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QKeySequence

from engine.settings import Settings
from engine.words import LANGUAGES, load_words
from gui.commands import ENTRIES
from gui.keys import written
from gui.panels.sentence import BUTTONS
from gui.window import MainWindow
from tests.gui.driver import Driver

Open = Callable[..., MainWindow]
Drive = Callable[[MainWindow], Driver]
SHORTCUTS = {entry.name: entry.shortcut.split()[0] for entry in ENTRIES if entry.shortcut}


def test_buttons_beside_the_sentence_name_their_keys_in_both_languages(driver: Driver):
    for lang in ("en", "zh_CN", "en"):
        if driver.state.lang != lang:
            driver.click("languageButton")
        for name in (*BUTTONS, "menu", "undo", "redo"):
            button = driver.find(f"{name}Button")
            assert button.toolTip().endswith(f" ({SHORTCUTS[name]})"), name
            assert SHORTCUTS[name] not in button.accessibleName()
            if name not in ("undo", "redo"):
                assert button.toolTip().startswith(load_words(lang)(f"sentence.{name}_help"))


@pytest.mark.parametrize(
    ("shortcut", "shown"),
    [("Alt+Right", "Alt+→"), ("Alt+Left", "Alt+←"), ("Alt+Return", "Alt+Enter"), ("Ctrl++", "Ctrl++"),
     ("Ctrl+Up", "Ctrl+↑"), ("?", "?"), ("", ""), ("Ctrl+Shift+P", "Ctrl+Shift+P")],
)  # fmt: skip
def test_keys_are_written_as_keyboards_have_them(qapp, monkeypatch, shortcut: str, shown: str):
    monkeypatch.setattr("sys.platform", "linux")
    assert written(QKeySequence(shortcut)) == shown


def test_menus_write_keys_in_the_same_way_in_either_language(driver: Driver):
    native = QKeySequence.SequenceFormat.NativeText
    for _ in range(2):
        for name in SHORTCUTS:
            shortcut = driver.window.commands[name].shortcut()
            assert shortcut.toString(native) == written(shortcut), name
        driver.click("languageButton")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_heads_and_parts_of_the_formula_say_what_they_are(open_window: Open, drive: Drive, lang: str):
    driver = drive(open_window(lang=lang, settings=Settings(heads=4)))
    tips = [driver.find(f"head.{number}").toolTip() for number in range(5)]
    wanted = ["各头的平均", "第 1 头"] if lang == "zh_CN" else ["mean of all heads", "head 1"]
    assert tips[:2] == wanted
    assert len(set(tips)) == 5
    opens = "Q：X·W_Q，点击放大" if lang == "zh_CN" else "Q: X·W_Q, click to enlarge"
    assert driver.part_of("Q").toolTip() == opens
    for part in driver.formula_parts():
        assert bool(part.toolTip()) == (part.part.stage is not None)
    driver.click("attention.raw")
    assert "= X" in driver.part_of("Q").toolTip()
    driver.click("languageButton")
    assert "= X" in driver.part_of("Q").toolTip() != opens
    driver.click("stage.Q")
    assert not driver.find("head.0").isVisible()
