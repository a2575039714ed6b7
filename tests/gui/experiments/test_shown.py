"""What every experiment shows: in the language asked for, not cut off, named for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from gui.experiments import EXPERIMENTS
from gui.items.elided_label import ElidedLabel
from tests.gui.driver import Driver
from tests.gui.experiments.conftest import Experimenting
from tests.gui.test_language import ENGLISH, HAN, KEY, texts, without
from tests.gui.test_layout import settle_layout

SIZES = [(1440, 900), (1024, 700)]
SAME = {"ReLU", "PE", "idf", "bit", "cos"}  # the field's own, in every language


def parts(driver: Driver, name: str) -> list[QWidget]:
    shown = driver.find(f"{name}Experiment")
    return [part for part in shown.findChildren(QWidget) if part.isVisible()]


def spoken(driver: Driver) -> Iterator[tuple[str, str]]:
    """Every text of the window but those that Qt gives the buttons of a dock."""
    return ((where, text) for where, text in texts(driver) if not where.startswith("qt_"))


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_no_word_is_cut_off(
    experimenting: Experimenting, name: str, lang: str, size: tuple[int, int]
) -> None:
    driver = experimenting(name, lang=lang, size=size)
    settle_layout(driver.window)
    page = driver.find(f"{name}Experiment")
    cut = []
    for part in parts(driver, name):
        if isinstance(part, ElidedLabel) or not isinstance(part, QLabel | QPushButton) or not part.text():
            continue
        needed = part.minimumSizeHint()
        if isinstance(part, QLabel) and part.wordWrap():
            small = part.heightForWidth(part.width()) > part.height()
        elif type(part) is QPushButton or isinstance(part, QLabel):
            small = needed.width() > part.width() or needed.height() > part.height()
        else:
            small = False  # paints and elides its text itself
        right = part.mapTo(page, part.rect().topRight()).x()
        if small or right >= page.width():
            cut.append((part.objectName(), part.text(), part.size().toTuple(), needed.toTuple()))
    assert not cut
    assert page.width() <= driver.find("experimentsPanel").width()


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_english_is_english_and_chinese_chinese(experimenting: Experimenting, name: str) -> None:
    driver = experimenting(name)
    driver.window.setFocus()
    for where, text in spoken(driver):
        assert not HAN.search(without(text, driver)), (where, text)
        assert not KEY.search(text), (where, text)
    driver.click("languageButton")
    for where, text in spoken(driver):
        assert not KEY.search(text), (where, text)
        rest = without(text, driver)
        for word in SAME:
            rest = rest.replace(word, "")
        assert not ENGLISH.search(rest) or HAN.search(rest), (where, text)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_whatever_takes_the_keyboard_has_a_name(experimenting: Experimenting, name: str) -> None:
    driver = experimenting(name)
    nameless = [
        (type(part).__name__, part.objectName())
        for part in parts(driver, name)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
        and not part.accessibleName()
        and not (isinstance(part, QAbstractButton) and part.text())
        and not part.parent().objectName().startswith("qt_")
        and not isinstance(part.parent(), QComboBox)
        and not isinstance(part, QLineEdit)
    ]
    assert nameless == []
