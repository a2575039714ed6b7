"""Both languages, switched while running: every visible word changes, and none is a key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QWidget,
)

from engine.samples import load_samples
from engine.settings import Settings
from engine.trace import MATRICES
from tests.gui.driver import Driver

HAN = re.compile(r"[\u3400-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
KEY = re.compile(r"\b(option|why|says|status|menu|matrix|ranking|tokens|weights|empty|axis)\.[A-Za-z_.]+")
# The brand, the button that switches, names of the field and of formats: the same in every language.
SAME = re.compile(
    r"牡丹 Peony|中 / EN|softmax|ReLU|TF-IDF|IDF|\bcos\b|one-hot|Peony|Viridis|Cividis|NumPy|JSON|CSV|PNG|"
    r"token\w*|\brms\b|CC[ -]BY\S*|<[^>]+>|&\w+;",
    re.IGNORECASE,
)


def texts(driver: Driver) -> Iterator[tuple[str, str]]:
    """Every text that the window shows or speaks, with the name of what shows it."""
    yield "title", driver.window.windowTitle()
    for widget in driver.window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        name = widget.objectName() or type(widget).__name__
        if name.startswith(("token.", "sentenceEdit")):
            yield name + " tip", widget.toolTip()
            continue
        yield name + " name", widget.accessibleName()
        if type(widget).__name__ != "QTipLabel":
            yield name + " tip", widget.toolTip()
        match widget:
            case QLabel() | QAbstractButton():
                yield name, re.sub(r"[\d.]+ ms", "0 ms", widget.text())
            case QComboBox():
                for number in range(widget.count()):
                    yield f"{name} {number}", widget.itemText(number)
            case QTextBrowser():
                yield name, widget.toPlainText()
            case QLineEdit():
                yield name, widget.placeholderText()
        if isinstance(widget, QPushButton) and widget.menu():
            for action in widget.menu().actions():
                yield f"{name} entry", action.text().split("\t")[-1]
    yield "placeholder", driver.edit.placeholderText()


def without(text: str, driver: Driver) -> str:
    """Return a text without the sentence's own tokens, the samples, and what every language shares."""
    table, samples = driver.trace.table, [sample.text for sample in load_samples()]
    for own in sorted((*driver.trace.all_tokens, *samples, table.name, table.source, table.licence), key=len)[
        ::-1
    ]:
        if own:
            text = text.replace(own, " ")
    return SAME.sub(" ", text)


SCENES = {
    "plain": ({}, ()),
    "more": ({"more": True}, ()),
    "ReLU": ({"settings": Settings(activation="relu", relu_rescale="row", mask="causal"), "more": True}, ()),
    "one-hot": ({"settings": Settings(vectors="onehot", attention="raw", heads=1)}, ()),
    "heads": ({"settings": Settings(heads=3, tfidf=True, position="sinusoidal")}, ()),
    "distance": ({"settings": Settings(similarity="distance", activation="none")}, ()),
    "empty": ({"text": ""}, ()),
    "removed": ({"text": "的"}, ()),
    "matrices": ({}, MATRICES),
}


@pytest.mark.parametrize("scene", SCENES)
def test_english_is_english_and_chinese_chinese(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], scene: str
):
    state, stages = SCENES[scene]
    driver = drive(open_window(**state))
    for stage in stages or ("A",):
        driver.click(f"stage.{stage}")
        if driver.state.lang != "en":
            driver.click("languageButton")
        for where, text in texts(driver):
            assert not HAN.search(without(text, driver)), (where, text)
            assert not KEY.search(text), (where, text)
        driver.click("languageButton")
        assert driver.state.lang == "zh_CN"
        for where, text in texts(driver):
            assert not KEY.search(text), (where, text)
            rest = without(text, driver)
            assert not ENGLISH.search(rest) or HAN.search(rest), (where, text)
        driver.check()


def test_there_and_back_changes_nothing(driver: Driver):
    driver.click("moreButton")
    before, trace = dict(texts(driver)), driver.trace
    driver.click("languageButton")
    changed = {where for where, text in texts(driver) if before.get(where) != text}
    assert len(changed) > 60
    assert driver.trace is trace, "another language computes nothing"
    driver.click("languageButton")
    assert dict(texts(driver)) == before


def test_an_error_is_said_in_the_language_of_the_window(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], monkeypatch, tmp_path
):
    from PySide6.QtWidgets import QFileDialog

    driver = drive(open_window(lang="zh_CN"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "no" / "a.csv"), ""))
    driver.find("exportButton", QPushButton).menu().actions()[1].trigger()
    driver.qtbot.waitUntil(lambda: driver.notice != "")
    assert HAN.search(driver.notice)
    assert "a.csv" in driver.notice
