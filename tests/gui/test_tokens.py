"""The token strip: chips by name, selecting, keeping and dropping, splitting, merging, the two lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from gui.panels.token_menu import token_menu
from tests.gui.driver import LEFT, Driver
from tests.gui.test_layout import settle_layout

SENTENCE = ["原野", "中", ",", "牡丹", "是", "最", "美丽", "的", "花卉", "。"]


def texts(driver: Driver) -> list[str]:
    return [chip.text() for chip in driver.chips()]


def choose(driver: Driver, chip: str, *words: str) -> None:
    """Trigger the entry of a token's menu that holds all of `words`."""
    number = texts(driver).index(chip)
    menu = token_menu(driver.window.scene, number, driver.window.store, driver.window)
    [action] = [each for each in menu.actions() if all(word in each.text() for word in words)]
    with driver.settling():
        action.trigger()
    menu.deleteLater()
    driver.check()


def test_one_button_a_token_named_by_its_number(driver: Driver):
    trace = driver.trace
    assert len(driver.chips()) == len(trace.pieces) == 10
    for number, token in enumerate(trace.pieces):
        chip = driver.find(f"token.{number}", QPushButton)
        assert chip.text() == token.text == SENTENCE[number]
        assert driver.find("tokenStrip").isAncestorOf(chip)
        assert chip.accessibleName().startswith(token.text)


def test_a_chip_that_was_another_sentences_has_no_name(driver: Driver):
    driver.enter("牡丹是花")
    named = [each.objectName() for each in driver.window.findChildren(QPushButton)]
    assert sorted(name for name in named if name.startswith("token.")) == ["token.0", "token.1", "token.2"]
    driver.enter("原野中,牡丹是最美丽的花卉。")
    assert driver.find("token.9", QPushButton).text() == "。"
    driver.check()


def test_a_click_selects(driver: Driver):
    for number in (0, 3, 8, 6):
        driver.click(f"token.{number}")
        assert driver.state.anchor == driver.trace.pieces[number].start
        assert [chip.text() for chip in driver.chips() if chip.isChecked()] == [SENTENCE[number]]
        driver.check()


def test_a_click_on_the_selected_chip_leaves_it_selected(driver: Driver):
    driver.click("token.3")
    driver.press(driver.find("token.3"))
    assert driver.find("token.3").isChecked()
    driver.check()


def test_a_dropped_token_can_be_selected_and_has_no_bars(driver: Driver):
    driver.click("token.7")
    assert driver.chips()[7].isChecked()
    assert driver.find("weightBars").values() == []
    driver.check()
    with driver.settling():
        driver.qtbot.mouseDClick(driver.chips()[7], LEFT)
    assert "的" in driver.trace.tokens
    assert driver.find("weightBars").values()
    driver.check()


def test_a_double_click_keeps_and_drops(driver: Driver):
    for number, kept in ((3, False), (7, True), (3, True), (7, False)):
        with driver.settling():
            driver.qtbot.mouseDClick(driver.find(f"token.{number}"), LEFT)
        assert driver.trace.kept[number] == kept
        assert (SENTENCE[number] in driver.trace.tokens) == kept
        driver.check()


def test_delete_does_the_same(driver: Driver):
    driver.find("token.3").setFocus()
    with driver.settling():
        driver.send_key(driver.find("token.3"), Qt.Key.Key_Delete)
    assert "牡丹" not in driver.check().tokens


def test_dropping_every_token_leaves_a_plain_sentence(driver: Driver):
    for number in (0, 3, 5, 6, 8):
        if driver.trace.kept[number]:
            with driver.settling():
                driver.qtbot.mouseDClick(driver.find(f"token.{number}"), LEFT)
    while driver.trace.tokens:
        with driver.settling():
            driver.qtbot.mouseDClick(driver.chip(driver.trace.tokens[0]), LEFT)
    assert driver.find("emptyNote").isVisible()
    driver.check()


def test_splitting_and_merging_by_menu(driver: Driver):
    choose(driver, "牡丹", "Split", "牡 | 丹")
    assert texts(driver)[3:5] == ["牡", "丹"]
    choose(driver, "牡", "Merge", "牡丹")
    assert texts(driver) == SENTENCE
    choose(driver, "美丽", "Merge", "最美丽")
    assert texts(driver)[5:7] == ["最美丽", "的"]
    choose(driver, "最美丽", "Split", "最 | 美丽")
    assert texts(driver) == SENTENCE


def test_keeping_and_dropping_by_menu(driver: Driver):
    choose(driver, "牡丹", "Remove this")
    assert "牡丹" not in driver.trace.tokens
    choose(driver, "牡丹", "Keep this")
    assert "牡丹" in driver.trace.tokens


def test_the_stopword_list_by_menu(driver: Driver):
    choose(driver, "花卉", "to the stopwords")
    assert "花卉" not in driver.trace.tokens
    assert driver.state.lexicon.is_stopword("花卉")
    choose(driver, "花卉", "off the stopwords")
    assert "花卉" in driver.trace.tokens
    choose(driver, "的", "off the stopwords")
    assert "的" in driver.trace.tokens


def test_own_words_by_menu(driver: Driver):
    choose(driver, "美丽", "Merge", "最美丽")
    choose(driver, "最美丽", "Always keep")
    assert driver.state.lexicon.own_words == {"最美丽"}
    driver.enter("他说最美丽的最美丽")
    assert texts(driver).count("最美丽") == 2
    choose(driver, "最美丽", "No longer keep")
    assert "最美丽" not in texts(driver)


def test_the_ends_of_the_sentence_offer_one_neighbour_only(driver: Driver):
    for number, merges in ((0, 1), (4, 2), (9, 1)):
        menu = token_menu(driver.window.scene, number, driver.window.store, driver.window)
        assert sum("Merge" in action.text() for action in menu.actions()) == merges
        menu.deleteLater()


@pytest.mark.parametrize("keyboard", [False, True])
def test_the_menu_of_a_chip_offers_what_can_be_done_with_its_token(driver: Driver, keyboard: bool):
    chip = driver.find("token.3")
    chip.setFocus()
    with driver.settling():
        offered = driver.menu(chip, "Remove this token", keyboard)
    assert "Split: 牡 | 丹" in offered
    assert "Copy picture" in offered
    assert "牡丹" not in driver.trace.tokens


@pytest.mark.parametrize(("source", "target"), [(5, 6), (6, 5)])
def test_dragging_onto_a_neighbour_merges(driver: Driver, source: int, target: int):
    with driver.settling():
        driver.drag(driver.find(f"token.{source}"), driver.find(f"token.{target}"))
    assert "最美丽" in texts(driver)
    driver.check()


def test_dragging_elsewhere_does_nothing(driver: Driver):
    before = driver.state.edits
    driver.drag(driver.find("token.0"), driver.find("token.3"))
    driver.drag(driver.find("token.0"), driver.find("rankingBars"))
    assert driver.state.edits == before
    assert texts(driver) == SENTENCE


def test_edits_survive_typing_elsewhere(driver: Driver):
    choose(driver, "美丽", "Merge", "最美丽")
    choose(driver, "花卉", "Remove this")
    driver.click("token.3")
    driver.edit.setCursorPosition(0)
    with driver.settling():
        driver.keys(driver.edit, "在那片")
    assert "最美丽" in texts(driver)
    assert "花卉" not in driver.trace.tokens
    assert [chip.text() for chip in driver.chips() if chip.isChecked()] == ["牡丹"]
    driver.edit.setCursorPosition(len(driver.edit.text()))
    with driver.settling():
        driver.keys(driver.edit, "真的")
    assert "最美丽" in texts(driver)
    assert "花卉" not in driver.trace.tokens
    driver.check()


def test_another_sample_forgets_the_edits(driver: Driver):
    choose(driver, "牡丹", "Remove this")
    with driver.settling():
        driver.find("sampleMenu", QPushButton).menu().actions()[1].trigger()
    with driver.settling():
        driver.find("sampleMenu", QPushButton).menu().actions()[0].trigger()
    assert "牡丹" in driver.check().tokens


def test_arrows_step_along_the_chips(driver: Driver):
    driver.find("token.0").setFocus()
    for number in (1, 2, 3):
        driver.send_key(QApplication.focusWidget(), Qt.Key.Key_Right)
        assert QApplication.focusWidget() is driver.find(f"token.{number}")
    driver.send_key(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert QApplication.focusWidget() is driver.find("token.2")
    driver.send_key(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert driver.find("token.2").isChecked()


def test_what_is_not_in_the_table_is_marked(driver: Driver):
    """Whatever the table says of a token, its chip says too."""
    driver.enter("牡丹和qzxvk以及𪚥𠮷")
    trace = driver.check()
    origins = dict(zip(trace.rows, trace.embedding.origins, strict=True))
    kinds = {origin.kind for origin in origins.values()}
    assert kinds - {"table"}, "choose words that no table has"
    for number, token in enumerate(trace.pieces):
        tip = driver.find(f"token.{number}").toolTip()
        kind = origins[token].kind if token in origins else "table"
        assert ("not in the table" in tip) == (kind != "table")


@pytest.mark.parametrize("scale", [100, 150])
def test_of_many_tokens_two_whole_lines_are_shown(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], scale: int
):
    driver = drive(open_window(text="原野 牡丹 花卉 美丽 " * 15, scale=scale))
    settle_layout(driver.window)
    shown = driver.find("tokenStrip").parentWidget().rect()
    tops = sorted({chip.y() for chip in driver.chips()})
    assert len(tops) > 2
    assert tops[1] + driver.chips()[0].height() == shown.height()
