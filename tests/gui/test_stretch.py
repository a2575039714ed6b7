"""Every text 40 % longer, as another language may have it: still no word is cut off."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QMenu,
    QRadioButton,
    QWidget,
)

from engine.settings import Settings
from engine.words import Words, load_words
from gui.amount import AmountDialog
from gui.commands import ENTRIES
from gui.dock import Dock
from gui.items.elided_label import ElidedLabel
from tests.gui.driver import Driver
from tests.gui.test_layout import cut_off, settle_layout

LONGER = 0.4
# What is filled in, marks that are no words, and what a file dialog reads.
KEPT = re.compile(r"\{[^}]*\}|<[^>]+>|&\w+;|\n")


def stretched(sentence: str) -> str:
    """Return a sentence with 40 % more letters, each as wide as those that it has."""
    letters = [char for char in KEPT.sub("", sentence) if char.isalnum() or char == " "]
    more = math.ceil(LONGER * len(letters))
    return (
        sentence + "".join(letters[number % len(letters)] for number in range(more)) if letters else sentence
    )


@pytest.fixture
def longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every text be 40 % longer, wherever it is shown."""

    def said(self: Words, key: str, /, **fields: object) -> str:
        sentence = stretched(self.sentences[key]) if key != "vectors.files" else self.sentences[key]
        return sentence.format(**fields) if fields else sentence

    monkeypatch.setattr(Words, "__call__", said)


SIZES = [((1440, 900), 100), ((1440, 900), 150), ((1024, 700), 100), ((1024, 700), 150)]
SCENES = {
    "plain": {},
    "all options": {"more": True, "settings": Settings(activation="relu", heads=4)},
    "raw": {"settings": Settings(vectors="onehot", attention="raw"), "focus": "X"},
    "lines": {"view": "lines"},
    "empty": {"text": ""},
}
EVERYWHERE = [
    pytest.param(size, scale, lang, id=f"{size[0]}x{size[1]}-{scale}-{lang}")
    for size, scale in SIZES
    for lang in ("en", "zh_CN")
]


def clipped(window: QWidget) -> Iterator[tuple[object, ...]]:
    """Find what has less room than it wants, and elided lines whose whole is nowhere to be read."""
    yield from cut_off(window)
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        match widget:
            case QCheckBox() | QRadioButton() if widget.text():
                fits = widget.width() >= widget.minimumSizeHint().width()
            case QComboBox() if widget.sizeAdjustPolicy() == QComboBox.SizeAdjustPolicy.AdjustToContents:
                fits = widget.width() >= widget.minimumSizeHint().width()
            case ElidedLabel():
                fits = widget.text() == widget.whole or widget.whole in widget.toolTip()
            case _:
                continue
        if not fits:
            yield widget.objectName(), widget.size().toTuple(), widget.minimumSizeHint().toTuple()


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize(("size", "scale", "lang"), EVERYWHERE)
def test_nothing_in_the_window_is_clipped(
    longer: None,
    open_window: Callable[..., QWidget],
    size: tuple[int, int],
    scale: int,
    lang: str,
    scene: str,
):
    window = open_window(size=size, scale=scale, lang=lang, **SCENES[scene])
    settle_layout(window)
    assert (window.width(), window.height()) == size
    assert list(clipped(window)) == []


@pytest.mark.parametrize(("size", "scale", "lang"), EVERYWHERE)
def test_nothing_in_docks_dialogs_and_menus_is_clipped(
    longer: None,
    open_window: Callable[..., QWidget],
    drive: Callable[..., Driver],
    tmp_path,
    size: tuple[int, int],
    scale: int,
    lang: str,
):
    driver = drive(open_window(size=size, scale=scale, lang=lang))
    window = driver.window
    for name in ("lists", "guide", "report", "table_train"):
        window.commands[name].trigger()
    file = tmp_path / "vectors.txt"
    file.write_bytes(b"")
    AmountDialog(window, file).show()
    dialogs = window.findChildren(QDialog)
    assert len(dialogs) == 5
    for dialog in dialogs:
        settle_layout(dialog)
        assert list(clipped(dialog)) == [], dialog.objectName()
        assert dialog.width() <= size[0], dialog.objectName()
        assert dialog.height() <= size[1], dialog.objectName()
        for box in dialog.findChildren(QDialogButtonBox):
            assert box.width() >= box.minimumSizeHint().width()
    for dock in window.findChildren(Dock):
        window.commands[dock.objectName().removesuffix("Dock")].trigger()

        def nothing_is_clipped(dock: Dock = dock) -> None:
            settle_layout(window)
            assert list(clipped(dock)) == [], dock.objectName()

        driver.qtbot.waitUntil(nothing_is_clipped)  # what a worker finds is laid out when it comes
    for menu in window.findChildren(QMenu):
        menu.ensurePolished()
        widest = max(
            (menu.fontMetrics().horizontalAdvance(each.text()) for each in menu.actions()), default=0
        )
        assert menu.sizeHint().width() >= widest


def test_the_finder_is_as_wide_as_its_titles(longer: None, open_window, drive: Callable[..., Driver]):
    """Titles that are too long end in dots, and their tip holds the whole."""
    driver = drive(open_window(size=(1024, 700), scale=150))
    driver.window.commands["find"].trigger()
    found = driver.find("finderList")
    assert all(found.topLevelItem(row).toolTip(0) for row in range(found.topLevelItemCount()))
    panel = driver.find("finder")
    assert driver.window.rect().contains(panel.geometry())
    QApplication.processEvents()


# what stretches must itself be worth its trust


def test_a_text_is_longer_and_says_the_same_figures(longer: None):
    words = load_words("en")
    assert words("status.heads", count=7).count("7") == 1
    for key in ("more.more", "ranking.same", "option.mask.help"):
        short = words.sentences[key]
        assert len(stretched(short)) >= 1.3 * len(KEPT.sub("", short))
    assert {entry.name for entry in ENTRIES} <= {
        key[7:] for key in words.sentences if key.startswith("action.")
    }


def test_a_label_that_is_cut_off_is_found(open_window: Callable[..., QWidget], drive: Callable[..., Driver]):
    driver = drive(open_window())
    driver.find("moreButton").setFixedWidth(20)
    settle_layout(driver.window)
    assert any("moreButton" in each for each in clipped(driver.window))
