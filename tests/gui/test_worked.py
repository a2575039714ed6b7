"""How a worked example is set: no line of it is an equation that does not hold."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QPushButton

from gui.items.numbers import digits_of, short_of
from gui.panels.status import inputs
from tests.gui.driver import Driver

TERM = r"\(?[−\d.]+\)?"


def lines(document: QTextDocument) -> list[str]:
    """Return the lines as they are broken."""
    found, block = [], document.begin()
    while block.isValid():
        layout, text = block.layout(), block.text()
        broken = (layout.lineAt(number) for number in range(layout.lineCount()))
        found += [text[line.textStart() : line.textStart() + line.textLength()] for line in broken]
        block = block.next()
    return found


def test_what_other_terms_come_to_is_added_like_a_term(driver: Driver):
    assert re.search(rf"×{TERM} \+ {TERM} \(60 smaller terms\) = 11.37\n", driver.why.toPlainText())
    driver.window.store.update(lang="zh_CN")
    assert re.search(rf"×{TERM} \+ {TERM}（其余 60 项）= 11.37\n", driver.why.toPlainText())


def test_terms_that_are_all_zero_come_to_zero(driver: Driver):
    driver.click("vectors.onehot")
    driver.click("attention.raw")
    assert "= 0 (512 terms, all 0)\n" in driver.why.toPlainText()


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("focus", "whole"), [("A", ["q牡丹·k花卉"]), ("Z", ["δ牡丹·v·10", ")牡丹", ")美丽", ")花卉"])]
)
def test_no_line_has_only_a_result_or_half_a_name(driver: Driver, focus: str, whole: list[str], lang: str):
    driver.window.store.update(focus=focus, lang=lang)
    document = driver.why.document()
    for width in range(150, 900, 10):
        document.setTextWidth(width)
        shown = [line.replace("\u2060", "") for line in lines(document)]
        assert not [line for line in shown if re.match(rf"[\s=]*{TERM}$", line)], (width, shown)
        assert not [line for line in shown if re.match(rf"{TERM}\s?[(（].*=", line)], (width, shown)
        assert all(any(each in line for line in shown) for each in whole), (width, shown)


@pytest.mark.parametrize(("lang", "rest"), [("en", "(60 smaller terms)"), ("zh_CN", "（其余 60 项）")])
def test_no_line_ends_in_a_fraction_or_a_remark_or_begins_with_a_blank(driver: Driver, lang: str, rest: str):
    driver.window.store.update(lang=lang)
    document = driver.why.document()
    for width in range(150, 900, 10):
        document.setTextWidth(width)
        shown = [line.replace("\u2060", "") for line in lines(document)]
        assert not [line for line in shown if line[0] in " \u00a0"], (width, shown)
        plain = [line.replace("\u00a0", " ") for line in shown]
        assert all(any(each in line for line in plain) for each in ("4.142 / 30.89", rest)), (width, shown)


def test_in_x_the_vectors_have_the_name_that_they_have_everywhere(driver: Driver):
    driver.window.store.update(focus="X", lang="zh_CN")
    assert "词向量表「牡丹自带的词向量」中「牡丹」这一行" in driver.why.toPlainText()


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "vectors: one-hot, 512 wide"), ("zh_CN", "词向量：独热 512 维")]
)
def test_the_status_names_the_vectors_that_are_used(driver: Driver, lang: str, said: str):
    driver.window.store.update(lang=lang)
    button = driver.find("tableButton", QPushButton)
    assert "104" in button.text()
    driver.click("vectors.onehot")
    assert button.text() == said


def test_a_summary_writes_a_figure_as_its_bar_does(driver: Driver):
    driver.window.store.update(ranking="received")
    driver.enter("牡丹花卉原野美丽" * 16)  # of 64 tokens each gets little
    (_, most), *_ = driver.find("rankingBars").values()
    written = short_of(most, 4)
    assert digits_of([most]) == 4
    assert written in driver.find("rankingSummary").text()


def test_what_is_copied_by_keys_has_no_signs_of_its_setting(driver: Driver):
    driver.why.setFocus()
    driver.why.selectAll()
    driver.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QApplication.clipboard().text()
    assert copied == driver.why.toPlainText()
    assert "q牡丹·k花卉" in copied


def test_an_entry_of_w_is_called_as_in_the_formula(driver: Driver):
    driver.window.store.update(focus="W_Q")
    assert "WQ, row 1, column 1" in driver.why.toPlainText()


def test_the_status_counts_heads_in_words(driver: Driver):
    assert "dₖ = 64 · 1 head" in inputs(driver.window.scene)
    with driver.settling():
        driver.window.store.set_option("heads", 4)
    assert "4 heads" in inputs(driver.window.scene)


def test_entropy_has_a_unit_where_it_has_a_figure(driver: Driver):
    driver.click("activation.none")
    assert "entropy — ·" in driver.find("statusFigures").text()
    driver.click("pinButton")
    driver.click("activation.softmax")
    assert "entropy 1.33 bit (pinned —) ·" in driver.find("statusFigures").text()


def test_a_word_that_ties_with_itself_is_named_once(driver: Driver):
    driver.enter("牡丹，牡丹，牡丹，花卉。")
    assert "<b>牡丹 ×3</b>" in driver.find("rankingSummary").text()
