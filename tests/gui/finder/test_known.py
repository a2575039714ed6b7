"""What the finder knows beyond commands and options, and by which other names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from engine.settings import Settings
from engine.words import LANGUAGES, load_words
from gui.finder.match import fit
from gui.finder.pages import in_han
from gui.finder.thing import Thing
from gui.finder.things import things
from gui.items import speech
from gui.window import MainWindow
from tests.gui.driver import Driver
from tests.gui.finder.test_finder import Finding

KEY = Qt.Key
Open = Callable[..., MainWindow]
Drive = Callable[[MainWindow], Driver]


def ready(driver: Driver) -> Finding:
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    driver.edit.setFocus()
    return Finding(driver)


@pytest.fixture(params=LANGUAGES)
def finding(request: pytest.FixtureRequest, open_window: Open, drive: Drive) -> Finding:
    """The finder in either language."""
    return ready(drive(open_window(lang=request.param)))


def best(window: MainWindow, typed: str) -> list[Thing]:
    """Return what fits best, and all that fits as well."""
    fits = [(fit(typed, thing.names, thing.also) or 0, thing) for thing in things(window)]
    most = max(fits, key=lambda pair: pair[0])[0]
    return [thing for fits_, thing in fits if fits_ == most > 0]


# what cannot be done now


@pytest.mark.parametrize("typed", ["undo", "撤销", "回到我自己", "back to my own"])
def test_what_cannot_be_done_now_is_shown_in_grey_and_says_so(finding: Finding, monkeypatch, typed: str):
    said: list[str] = []
    monkeypatch.setattr(speech.QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    driver, words = finding.driver, load_words(finding.driver.state.lang)
    state = driver.state
    finding.open()
    finding.type(typed)
    item, note = finding.list.topLevelItem(0), driver.find("finderNone", QLabel)
    assert words("find.not_now") in item.text(1)
    assert item.foreground(0).color().name() == driver.window.theme.quiet.lower()
    assert words("find.not_now") in said[-1]
    assert not note.isVisible()
    driver.key(KEY.Key_Return)
    assert finding.is_open()
    assert driver.state == state
    assert note.isVisible()
    assert item.text(0) in note.text() == said[-1]
    finding.type("softmax")
    assert not note.isVisible()


def test_once_it_can_be_done_it_is_done(finding: Finding):
    finding.do("relu")
    finding.do("undo")
    assert finding.driver.state.settings.activation == "softmax"
    finding.driver.check()


# the course

PAGES = [
    ("第5步", 5), ("第五步", 5), ("第 5 步", 5), ("第十五步", 15), ("course 5", 5), ("step 15", 15),
    ("课程20", 20), ("两个向量有多像", 5), ("how alike", 5), ("毛病二", 12),
    ("fault two", 12), ("relu instead", 16),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "number"), PAGES)
def test_a_page_of_the_course_is_found_in_either_language_and_opened(
    finding: Finding, typed: str, number: int
):
    driver = finding.driver
    finding.do(typed)
    driver.qtbot.waitUntil(lambda: driver.find("courseDock").isVisible())
    assert driver.window.walk.number == number - 1
    assert driver.state.course.own is not None


def test_from_page_to_page_and_a_page_that_is_open_is_ticked(finding: Finding):
    driver = finding.driver
    finding.do("第5步")
    finding.do("step 12")
    assert driver.window.walk.number == 11
    finding.open()
    finding.type("第12步")
    assert "✓" in finding.list.topLevelItem(0).text(1)


def test_opening_the_course_at_a_page_is_one_step_to_undo(finding: Finding):
    driver = finding.driver
    before = driver.state.settings
    finding.do("第6步")
    assert driver.state.settings != before
    with driver.settling():
        driver.window.commands["undo"].trigger()
    assert driver.state.settings == before


def test_numbers_as_they_are_spoken_in_chinese():
    assert [in_han(number) for number in (0, 7, 10, 11, 20, 21, 99)] == [
        "零", "七", "十", "十一", "二十", "二十一", "九十九",
    ]  # fmt: skip


# what is shown

FOCUS = [
    ("X", "X"), ("q", "Q"), ("W_Q", "W_Q"), ("wv", "W_V"), ("A", "A"), ("z", "Z"), ("注意力权重", "A"),
    ("attention weights", "A"), ("查询", "Q"), ("scores", "S"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "focus"), FOCUS)
def test_a_matrix_is_put_in_focus(finding: Finding, typed: str, focus: str):
    driver = finding.driver
    driver.click("stage.K")
    finding.do(typed)
    assert driver.state.focus == focus
    driver.check()


def test_without_projections_there_is_no_w(open_window: Open, drive: Drive):
    window = open_window(settings=Settings(attention="raw"))
    [thing] = best(window, "W_Q")
    assert not thing.able


@pytest.mark.parametrize(
    ("typed", "view"), [("连线", "lines"), ("lines", "lines"), ("矩阵", "heatmap"), ("matrix", "heatmap")]
)
def test_the_views_of_the_weights(open_window: Open, drive: Drive, typed: str, view: str):
    finding = ready(drive(open_window(focus="S", view="lines" if view == "heatmap" else "heatmap")))
    finding.do(typed)
    assert (finding.driver.state.focus, finding.driver.state.view) == ("A", view)
    finding.driver.check()


@pytest.mark.parametrize("typed", ["第3头", "第 3 头", "head 3", "head3", "头3"])
def test_a_head_is_found_where_there_are_several(open_window: Open, drive: Drive, typed: str):
    finding = ready(drive(open_window(settings=Settings(heads=4), focus="X")))
    finding.do(typed)
    assert (finding.driver.state.focus, finding.driver.state.head) == ("A", 2)
    finding.driver.check()
    on = [thing.titles["en"] for thing in things(finding.driver.window) if thing.on]
    assert [title for title in on if "head" in title] == ["head 3"]


def test_with_one_head_there_are_none_to_choose(window: MainWindow):
    assert not [thing for thing in things(window) if thing.titles["en"] == "head 1"]


def test_experiments_by_name_take_the_keyboard(finding: Finding):
    finding.do("神经元")
    driver = finding.driver
    assert driver.find("neuronExperiment").isVisible()
    assert QApplication.focusWidget() is driver.find("experimentCombo")


# other names

KNOWN = [
    ("颜色", "colours.peony"), ("color", "colours.viridis"), ("深色", "action.theme_dark"),
    ("dark", "action.theme_dark"), ("夜间", "action.theme_dark"), ("字号", "action.zoom_in"),
    ("大小", "action.zoom_out"), ("font size", "action.zoom_in"), ("zoom", "action.zoom_reset"),
    ("熵", "action.definitions"), ("entropy", "action.definitions"), ("保存", "action.save"),
    ("存盘", "action.save"), ("对比", "action.pin"), ("比较", "action.pin"), ("compare", "action.pin"),
    ("全屏", "action.present"), ("演示", "action.present"), ("projector", "action.present"),
    ("快捷键", "action.shortcuts"), ("help", "action.guide"), ("排行", "ranking.norm"),
    ("截图", "action.export_png"), ("F2", "action.course"), ("bug", "action.report"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "key"), KNOWN)
def test_other_names_find_it_first(window: MainWindow, typed: str, key: str):
    found = best(window, typed)
    assert any(load_words("en")(key).rstrip("…") in thing.titles["en"] for thing in found)


def test_every_other_name_belongs_to_something(window: MainWindow):
    every = {name for thing in things(window) for name in thing.also}
    for lang in LANGUAGES:
        for key, names in load_words(lang).sentences.items():
            if key.startswith("also."):
                assert set(names.split()) <= every, key
