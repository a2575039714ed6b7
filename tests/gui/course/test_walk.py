"""The whole course in the window, by mouse and by keyboard, in both languages, held against the engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from engine.course.folder import built_in
from engine.words import LANGUAGES, load_words
from gui.items.choice import Choice
from tests.gui.course.walker import KEY, Walker, an_answer
from tests.gui.driver import Driver

COUNT = 20
OpenWindow = Callable[..., QWidget]
NONE = Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)], ids=str)
def test_twenty_pages_by_mouse(open_window: OpenWindow, drive: Callable, lang: str, size) -> None:
    walker = Walker(drive(open_window(lang=lang, size=size))).open()
    words = load_words(lang)
    for number, page in enumerate(built_in(lang).pages):
        assert walker.page is page
        assert walker.label("courseStep") == words("course.step", number=number + 1, count=COUNT)
        found = walker.check()
        assert not walker.button("courseThrow").isEnabled()
        right = number % 2 == 0
        given = an_answer(found, page, right)
        walker.give(given)
        assert walker.driver.state.course.record().given == given
        walker.press("courseThrow")
        walker.check()
        assert walker.label("courseVerdict").startswith("✓" if given in found.right else "✗")
        check_verdicts(walker, given)
        if number + 1 < COUNT:
            walker.press("courseNext")
    assert walker.driver.state.course.done() == {page.name for page in built_in(lang).pages}
    assert walker.button("courseNext").text() == words("course.own_sentence")


def check_verdicts(walker: Walker, given: str) -> None:
    for answer, choice in walker.choices().items():
        right = answer in walker.findings.right
        assert choice.verdict == ("right" if right else "wrong" if answer == given else "")
        assert choice.isChecked() == (answer == given)
        assert not choice.isEnabled()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_twenty_pages_by_keyboard(open_window: OpenWindow, drive: Callable, lang: str) -> None:
    driver: Driver = drive(open_window(lang=lang))
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    walker = Walker(driver)
    walker.key(KEY.Key_F2, NONE)
    for number, page in enumerate(built_in(lang).pages):
        assert walker.page is page
        found = walker.check()
        if page.question.kind == "cell":
            walker.focus(driver.heatmap)
            walker.key(KEY.Key_Down, NONE)
            walker.key(KEY.Key_Right, NONE)
        else:
            choose_by_keyboard(walker)
        given = driver.state.course.record().given
        assert given
        walker.key(KEY.Key_Return)
        walker.check()
        assert walker.label("courseVerdict").startswith("✓" if given in found.right else "✗")
        if number + 1 < COUNT:
            walker.key(KEY.Key_Right)
    walker.key(KEY.Key_Left)
    assert walker.page.name == built_in(lang).pages[-2].name
    walker.check()


def choose_by_keyboard(walker: Walker) -> None:
    """Go to the answers with Tab, along them with an arrow, and choose."""
    first, *others = walker.choices().values()
    walker.focus(first)
    walker.key(KEY.Key_Right if walker.page.question.kind == "token" else KEY.Key_Down, NONE)
    walker.key(KEY.Key_Space, NONE)
    here = QApplication.focusWidget()
    assert isinstance(here, Choice)
    assert here.isChecked()
    assert here in others


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_found_comes_into_view_and_a_new_page_begins_at_its_top(
    open_window: OpenWindow, drive: Callable, lang: str
) -> None:
    walker = Walker(drive(open_window(lang=lang, size=(1024, 700)))).open()
    area = walker.panel._frame.scroll
    for page in built_in(lang).pages:
        assert area.verticalScrollBar().value() == 0, page.name
        walker.give(an_answer(walker.findings, page, right=True)).press("courseThrow")
        walker.driver.qtbot.waitUntil(lambda: is_in_view(walker, "courseVerdict"))
        assert is_in_view(walker, "courseFlip") or is_taller_than_the_view(walker), page.name
        walker.press("courseNext") if page.claim < COUNT else None


def is_in_view(walker: Walker, name: str) -> bool:
    widget, view = walker.driver.find(name), walker.panel._frame.scroll.viewport()
    return view.rect().contains(widget.mapTo(view, widget.rect().center()))


def is_taller_than_the_view(walker: Walker) -> bool:
    area = walker.panel._frame.scroll
    return walker.driver.find("courseResult").height() + 20 > area.viewport().height()


def test_a_step_is_jumped_to_from_the_list_and_from_the_dots(driver: Driver) -> None:
    walker = Walker(driver).open()
    menu = walker.button("courseSteps").menu()
    menu.aboutToShow.emit()
    actions = menu.actions()
    assert len(actions) == COUNT
    assert [action.isChecked() for action in actions] == [True] + [False] * 19
    actions[13].trigger()
    walker.wait()
    assert walker.page.claim == 14
    walker.check()
    dots = driver.find("courseDots")
    driver.press(dots, at=dots.rect().center().__class__(round(dots._step() * 3.5), dots.height() // 2))
    walker.wait()
    assert walker.page.claim == 4
    walker.check()


def test_a_token_is_chosen_by_its_chip_or_its_bar(driver: Driver) -> None:
    walker = Walker(driver).open()
    driver.press(driver.chip("牡丹"))
    walker.wait()
    assert driver.state.course.record().given == "3"
    assert walker.choices()["3"].isChecked()
    bars = driver.find("rankingBars")
    driver.press(bars, at=bars.rect().topLeft().__class__(20, round(bars.line() * 2.5)))
    walker.wait()
    chosen = driver.find("rankingBars").values()[2][0]
    given = driver.state.course.record().given
    assert driver.trace.pieces[int(given)].text == chosen
    walker.give("8")
    assert driver.chip("花卉").isChecked(), "an answer given in the dock is selected in the window"


def test_a_dropped_token_is_no_answer(driver: Driver) -> None:
    walker = Walker(driver).open()
    driver.press(driver.chip("的"))
    walker.wait()
    assert driver.state.course.record().given == ""


def test_the_word_that_is_asked_about_is_no_answer(driver: Driver) -> None:
    walker = Walker(driver).open()
    driver.window.walk.go(7)
    walker.wait()
    assert walker.findings.figures["subject"] == "牡丹"
    assert "3" not in walker.choices()
    driver.press(driver.chip("花卉"))
    driver.press(driver.chip("牡丹"))
    walker.wait()
    assert driver.state.course.record().given == "8"


def test_the_switch_can_be_flipped_and_the_question_asked_again(driver: Driver) -> None:
    walker = Walker(driver).open()
    walker.give("3").press("courseThrow")
    assert driver.state.settings.vectors == "dense"
    walker.press("courseFlip")
    assert driver.state.settings.vectors == "onehot"
    assert walker.text("courseFound")
    walker.check()
    walker.press("courseFlip")
    assert driver.state.settings.vectors == "dense"
    walker.check()
    walker.press("courseAgain")
    assert driver.state.settings.vectors == "onehot"
    assert driver.state.course.record().given == ""
    assert not walker.is_shown("courseResult")
    walker.check()


def test_typing_changes_the_figures_and_not_the_page(driver: Driver) -> None:
    walker = Walker(driver).open()
    driver.find("courseNext").click()
    walker.wait()
    before = walker.text("courseText")
    driver.edit.setText("春天的花园里开满了牡丹。")
    walker.wait()
    assert walker.page.claim == 2
    assert walker.text("courseText") != before
    assert str(len(driver.trace.pieces)) in walker.text("courseText")
    walker.check()


def test_an_answer_about_another_sentence_is_not_judged(driver: Driver) -> None:
    walker = Walker(driver).open()
    walker.give("3").press("courseThrow")
    driver.edit.setText("春天的花园里开满了牡丹。")
    walker.wait()
    words = load_words("en")
    assert walker.label("courseVerdict") == words("course.other_sentence")
    assert not any(choice.isChecked() for choice in walker.choices().values())
    walker.press("courseAgain")
    walker.check()


def test_what_is_measured_is_said_to_a_screen_reader(driver: Driver) -> None:
    walker = Walker(driver).open()
    walker.give("3").press("courseThrow")
    for name in ("courseText", "courseQuestionText", "courseFound"):
        spoken = driver.find(name).accessibleName()
        assert len(spoken) > 20
        assert "\ufffc" not in spoken
    assert driver.find("marks").accessibleName() == "Outlined in the window: vectors, ranking of words"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_language_keeps_page_and_answer(open_window: OpenWindow, drive: Callable, lang: str) -> None:
    walker = Walker(drive(open_window(lang=lang))).open()
    walker.press("courseNext")
    walker.give("tokens").press("courseThrow")
    title = walker.label("courseTitle")
    walker.driver.click("languageButton")
    walker.wait()
    assert walker.label("courseTitle") != title
    assert walker.page.claim == 2
    assert walker.driver.state.course.record().given == "tokens"
    walker.check()


def test_answers_that_go_do_not_hand_the_keyboard_to_the_sentence(driver: Driver) -> None:
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    driver.edit.setCursorPosition(0)
    walker = Walker(driver).open()
    assert QApplication.focusWidget() in walker.choices().values()
    walker.window.walk.go(5)
    walker.wait()
    assert driver.edit.cursorPosition() == 0, "the sentence was scrolled to its end"
    assert driver.edit.selectedText() == ""
    assert QApplication.focusWidget() is driver.find("courseQuestionText"), "a cell is asked for"
