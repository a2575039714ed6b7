"""Where the keyboard is in the course, and that its buttons are always within reach."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from engine.course.folder import built_in
from engine.words import LANGUAGES, load_words
from tests.gui.course.walker import KEY, Walker, an_answer
from tests.gui.driver import Driver

OpenWindow = Callable[..., QWidget]
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def active(driver: Driver) -> Driver:
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    return driver


def here() -> str:
    focus = QApplication.focusWidget()
    return focus.objectName() if focus else ""


def open_by_key(driver: Driver) -> Walker:
    driver.key(KEY.Key_F2)
    return Walker(driver).wait()


def on(walker: Walker, claim: int) -> Walker:
    walker.window.walk.go(claim - 1)
    return walker.wait()


def first(walker: Walker) -> str:
    return f"answer.{next(iter(walker.choices()))}"


# opening and closing


@pytest.mark.parametrize("place", ["sentenceEdit", "attention.raw", "focusHeatmap"])
def test_opening_goes_to_the_answers_and_closing_goes_back(active: Driver, place: str) -> None:
    active.find(place).setFocus()
    walker = open_by_key(active)
    assert here() == first(walker)
    active.key(KEY.Key_F2)
    active.qtbot.waitUntil(lambda: not active.find("courseDock").isVisible())
    assert here() == place


def test_an_answer_looks_chosen_by_nobody_until_a_key_walks_to_it(active: Driver) -> None:
    active.edit.setFocus()
    walker = open_by_key(active)
    choices = list(walker.choices().values())
    assert choices[0].hasFocus()
    assert not any(choice.ringed for choice in choices)
    active.key(KEY.Key_Backtab)
    active.key(KEY.Key_Tab)
    assert choices[0].ringed
    assert not walker.driver.state.course.record().given


def test_the_button_opens_on_the_answers_too(active: Driver) -> None:
    walker = Walker(active).open()
    assert here() == first(walker)


def test_the_cross_of_the_dock_gives_the_keyboard_back(active: Driver) -> None:
    active.edit.setFocus()
    open_by_key(active)
    active.find("courseDock").close()
    assert here() == "sentenceEdit"


def test_closing_leaves_a_keyboard_alone_that_is_elsewhere(active: Driver) -> None:
    active.edit.setFocus()
    open_by_key(active)
    active.find("activation.none").setFocus()
    active.key(KEY.Key_F2)
    assert here() == "activation.none"


def test_a_course_that_opens_before_anything_has_the_keyboard_takes_it(active: Driver) -> None:
    if (focus := active.window.focusWidget()) is not None:
        focus.clearFocus()
    assert active.window.focusWidget() is None
    active.window.commands["course"].trigger()
    walker = Walker(active).wait()
    assert here() == first(walker)


def test_who_goes_on_typing_is_not_taken_away(active: Driver) -> None:
    active.edit.setFocus()
    active.key(KEY.Key_F2)
    active.find("languageButton").setFocus()
    Walker(active).wait()
    assert here() == "languageButton"


def test_a_page_without_answers_to_choose_from_is_read(active: Driver) -> None:
    walker = on(open_by_key(active), 6)
    active.key(KEY.Key_F2)
    active.edit.setFocus()
    walker = open_by_key(active)
    assert walker.page.claim == 6
    assert here() == "courseQuestionText"


# answering


def test_digits_choose_an_answer(active: Driver) -> None:
    walker = on(open_by_key(active), 2)
    active.find("courseBack").setFocus()
    names = list(walker.choices())
    walker.key(KEY.Key_3, NONE)
    assert active.state.course.record().given == names[2]
    assert here() == f"answer.{names[2]}"
    walker.key(KEY.Key_1, NONE)
    assert active.state.course.record().given == names[0]
    walker.key(KEY.Key_9, NONE)
    assert active.state.course.record().given == names[0], "there are no nine"
    walker.key(KEY.Key_Return)
    walker.key(KEY.Key_2, NONE)
    assert active.state.course.record().given == names[0], "what is thrown is answered"


def test_an_answer_that_a_digit_chose_is_in_view(open_window: OpenWindow, drive: Callable) -> None:
    walker = on(Walker(drive(open_window(size=(1024, 700), scale=150))).open(), 2)
    last = list(walker.choices().values())[-1]
    assert last.visibleRegion().isEmpty()
    walker.driver.qtbot.keyClick(walker.button("courseBack"), KEY.Key_3)
    assert last.visibleRegion().boundingRect() == last.rect()


def test_digits_elsewhere_are_digits(active: Driver) -> None:
    walker = on(open_by_key(active), 2)
    active.edit.setFocus()
    active.edit.end(False)
    active.keys(active.edit, "1")
    walker.wait()
    assert active.state.text.endswith("1")
    assert active.state.course.record().given == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_switch_without_an_answer_asks_for_one(
    open_window: OpenWindow, drive: Callable, lang: str
) -> None:
    driver = drive(open_window(lang=lang))
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    walker = open_by_key(driver)
    driver.edit.setFocus()
    assert walker.label("courseFirst") == ""
    walker.key(KEY.Key_Return)
    assert walker.label("courseFirst") == load_words(lang)("course.first")
    assert here() == first(walker)
    assert not driver.state.course.record().thrown
    walker.key(KEY.Key_1, NONE)
    assert walker.label("courseFirst") == ""
    walker.key(KEY.Key_Return)
    assert driver.state.course.record().thrown
    walker.key(KEY.Key_Right).key(KEY.Key_Return)
    assert walker.label("courseFirst")
    walker.key(KEY.Key_Right)
    assert walker.label("courseFirst") == "", "another page has not been hurried"


def test_the_switch_without_a_cell_goes_to_the_matrix(active: Driver) -> None:
    walker = on(open_by_key(active), 16).key(KEY.Key_Return)
    assert walker.label("courseFirst")
    assert here() == "focusHeatmap"


def test_an_answer_about_another_sentence_does_not_throw_the_switch(active: Driver) -> None:
    walker = open_by_key(active).give("3")
    active.edit.setText("春天的花园里开满了牡丹。")
    walker.wait().key(KEY.Key_Return)
    assert not active.state.course.record().thrown
    assert walker.label("courseFirst")


# going on


@pytest.mark.parametrize("by", ["key", "mouse"])
@pytest.mark.parametrize("claim", [1, 2, 6, 20])
def test_after_the_switch_the_keyboard_is_on_what_goes_on(active: Driver, by: str, claim: int) -> None:
    walker = on(open_by_key(active), claim)
    walker.give(an_answer(walker.findings, walker.page, right=True))
    _ = walker.press("courseThrow") if by == "mouse" else walker.key(KEY.Key_Return)
    assert here() == "courseNext"


def test_flipping_keeps_the_keyboard_and_asking_again_goes_to_the_answers(active: Driver) -> None:
    walker = on(open_by_key(active), 2).give("words").press("courseThrow")
    walker.press("courseFlip")
    assert here() == "courseFlip"
    walker.press("courseAgain")
    assert here() == first(walker)
    assert not any(choice.isChecked() for choice in walker.choices().values())


def test_a_new_page_by_key_goes_from_answer_to_answer(active: Driver) -> None:
    walker = open_by_key(active).key(KEY.Key_Right)
    assert walker.page.claim == 2
    assert here() == first(walker)


def test_own_work_and_back_never_leave_the_keyboard_on_nothing(active: Driver) -> None:
    walker = open_by_key(active).press("courseOwn")
    assert here() == "courseResume"
    walker.press("courseResume")
    assert here() == first(walker)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("by", ["key", "mouse"])
def test_the_last_page_leads_to_ones_own_sentence(
    open_window: OpenWindow, drive: Callable, lang: str, by: str
) -> None:
    driver = drive(open_window(lang=lang))
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    mine = driver.state.settings
    walker = on(open_by_key(driver), 20)
    walker.give(an_answer(walker.findings, walker.page, right=True)).press("courseThrow")
    assert walker.button("courseNext").text() == load_words(lang)("course.own_sentence")
    assert walker.button("courseNext").property("strong")
    assert driver.state.settings != mine
    _ = walker.press("courseNext") if by == "mouse" else walker.key(KEY.Key_Right)
    assert here() == "sentenceEdit"
    assert driver.edit.hasSelectedText()
    assert driver.state.settings == mine
    assert driver.state.course.own is None
    assert on(walker, 19).button("courseNext").text() == load_words(lang)("course.next")


# within reach

ROOMS = {
    "large": ((1440, 900), 150, False),
    "small": ((1024, 700), 150, False),
    "presenting": ((1440, 900), 100, True),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("room", ROOMS)
def test_the_switch_is_always_in_sight(
    open_window: OpenWindow, drive: Callable, lang: str, room: str
) -> None:
    size, scale, presenting = ROOMS[room]
    walker = Walker(drive(open_window(lang=lang, size=size, scale=scale)))
    if presenting:
        walker.window.commands["present"].trigger()
        QApplication.processEvents()
    walker.window.commands["course"].trigger()
    walker.wait()
    for page in built_in(lang).pages[::3]:
        on(walker, page.claim)
        assert whole(walker, "courseThrow"), page.name
        assert whole(walker, "courseNext"), page.name
        assert strong(walker) == ["courseThrow"]
        given = an_answer(walker.findings, page, right=True)
        walker.window.walk.answer(given)
        walker.wait().press("courseThrow")
        assert strong(walker) == ["courseNext"]
        assert whole(walker, "courseNext"), page.name


def whole(walker: Walker, name: str) -> bool:
    widget = walker.button(name)
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def strong(walker: Walker) -> list[str]:
    return [name for name in ("courseThrow", "courseNext")
            if walker.is_shown(name) and walker.button(name).property("strong")]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_dot_names_its_step(open_window: OpenWindow, drive: Callable, lang: str) -> None:
    walker = Walker(drive(open_window(lang=lang))).open()
    walker.give("3").press("courseThrow")
    dots, pages = walker.driver.find("courseDots"), built_in(lang).pages
    for number in (0, 7, 19):
        at = QPoint(round(dots._step() * (number + 0.5)), dots.height() // 2)
        QApplication.sendEvent(dots, QHelpEvent(QEvent.Type.ToolTip, at, dots.mapToGlobal(at)))
        assert QToolTip.text().split("  ")[:2] == [str(number + 1), pages[number].title]
        assert QToolTip.text().endswith("✓") == (number == 0)
    QToolTip.hideText()
