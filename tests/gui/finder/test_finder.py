"""The finder, driven by the keyboard and by the mouse, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QTreeWidget, QWidget

from engine.options import Value
from engine.samples import load_samples
from engine.settings import OPTIONS
from engine.words import load_words
from gui.commands import ENTRIES
from gui.finder.things import things
from gui.items import speech
from gui.items.raised import Raised
from tests.gui.driver import LEFT, Driver

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


class Finding:
    """Hands and eyes for the finder."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def open(self) -> None:
        self.driver.key(KEY.Key_K, CTRL)
        assert self.is_open()
        assert QApplication.focusWidget() is self.field

    def is_open(self) -> bool:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        panel = self.driver.window.findChild(QWidget, "finder")
        return panel is not None and panel.isVisible()

    @property
    def field(self) -> QLineEdit:
        return self.driver.find("finderField", QLineEdit)

    @property
    def list(self) -> QTreeWidget:
        return self.driver.find("finderList", QTreeWidget)

    def type(self, text: str) -> None:
        self.field.clear()
        self.driver.keys(self.field, text)

    def titles(self) -> list[str]:
        return [self.list.topLevelItem(row).text(0) for row in range(self.list.topLevelItemCount())]

    def do(self, text: str) -> None:
        """Find something by keyboard alone, and do it."""
        self.open()
        self.type(text)
        with self.driver.settling():
            self.driver.key(KEY.Key_Return)
        assert not self.is_open()


@pytest.fixture
def finding(driver: Driver) -> Finding:
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    driver.edit.setFocus()
    return Finding(driver)


SETTINGS: list[tuple[str, str, Value]] = [
    ("relu", "activation", "relu"), ("激活 无", "activation", "none"), ("one-hot", "vectors", "onehot"),
    ("独热", "vectors", "onehot"), ("causal", "mask", "causal"), ("因果", "mask", "causal"),
    ("tf-idf on", "tfidf", True), ("√dₖ off", "scale", False), ("cosine", "similarity", "cosine"),
    ("sinus", "position", "sinusoidal"), ("keep stop", "stopwords", "keep"), ("raw", "attention", "raw"),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize(("typed", "name", "value"), SETTINGS)
def test_a_value_is_found_in_either_language(
    open_window, drive, lang: str, typed: str, name: str, value: Value
):
    driver = drive(open_window(lang=lang))
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    driver.edit.setFocus()
    Finding(driver).do(typed)
    assert getattr(driver.state.settings, name) == value
    driver.check()


def test_a_sample_a_matrix_and_a_command(finding: Finding):
    driver = finding.driver
    finding.do("begin here")
    assert driver.state.text == load_samples()[0].text
    finding.do("小猫")
    assert driver.state.text.startswith("小猫追着小狗")
    finding.do("rank few factors")
    assert driver.find("rankExperiment").isVisible()
    finding.do("word vectors X")
    assert driver.state.focus == "X"
    finding.do("深色")
    assert driver.state.theme == "dark"
    finding.do("viridis")
    assert driver.state.colours == "viridis"
    finding.do("heads")
    assert driver.state.more
    assert QApplication.focusWidget() is driver.find("headsSpin")
    driver.check()


def test_the_keyboard_moves_chooses_and_leaves(finding: Finding):
    driver = finding.driver
    finding.open()
    places = []
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Up, KEY.Key_PageDown, KEY.Key_PageUp, KEY.Key_Up):
        driver.key(key)
        places.append(finding.list.indexOfTopLevelItem(finding.list.currentItem()))
    assert places == [1, 2, 1, 9, 1, 0]
    driver.key(KEY.Key_Escape)
    assert not finding.is_open()
    assert QApplication.focusWidget() is driver.edit
    finding.open()
    driver.key(KEY.Key_K, CTRL)
    assert not finding.is_open()


def test_escape_leaves_the_finder_and_not_the_presentation(finding: Finding):
    driver = finding.driver
    with driver.settling():
        driver.key(KEY.Key_F11)
    finding.open()
    driver.key(KEY.Key_Escape)
    assert not finding.is_open()
    assert driver.state.presenting


def test_the_mouse_chooses_and_a_click_elsewhere_leaves(finding: Finding):
    driver = finding.driver
    finding.open()
    finding.type("relu")
    item = finding.list.topLevelItem(0)
    with driver.settling():
        driver.qtbot.mouseClick(finding.list.viewport(), LEFT, pos=finding.list.visualItemRect(item).center())
    assert driver.state.settings.activation == "relu"
    assert not finding.is_open()
    finding.open()
    driver.find("focusHeatmap").setFocus(Qt.FocusReason.MouseFocusReason)
    assert not finding.is_open()


def test_it_shows_keys_and_what_holds(finding: Finding):
    finding.open()
    finding.type("guide")
    assert finding.list.topLevelItem(0).text(1) == "F1"
    finding.type("activation: softmax")
    assert finding.list.topLevelItem(0).text(1).strip() == "✓"
    finding.type("activation: relu")
    assert finding.list.topLevelItem(0).text(1) == ""


def test_what_was_used_last_comes_first(finding: Finding):
    finding.open()
    first = finding.titles()
    assert "Activation: ReLU" not in first[:2]
    finding.driver.key(KEY.Key_Escape)
    finding.do("activation: relu")
    finding.do("similarity: cosine")
    with finding.driver.settling():
        finding.driver.window.commands["language"].trigger()
    finding.open()
    assert finding.titles()[:2] == ["相似度：余弦", "激活：ReLU"]
    assert len(finding.titles()) == len(first)


def test_it_opens_on_what_does_no_harm(finding: Finding):
    finding.open()
    with finding.driver.settling():
        finding.driver.window.store.update(more=True)
    before = finding.driver.state.text
    finding.driver.key(KEY.Key_Return)
    assert finding.driver.state.text == before


@pytest.mark.parametrize("scale", [80, 100, 125, 150])
def test_its_rows_are_whole(open_window: Callable[..., QWidget], drive: Callable[..., Driver], scale: int):
    driver = drive(open_window(scale=scale))
    driver.window.commands["find"].trigger()
    QApplication.processEvents()
    found = driver.find("finderList", QTreeWidget)
    assert found.viewport().height() % found.visualItemRect(found.topLevelItem(0)).height() == 0
    assert found.viewport().height() > 5 * found.fontMetrics().height()


def test_its_edge_is_soft(finding: Finding):
    """Around the card lies a shadow, which is darkest beside it."""
    finding.open()
    panel = finding.driver.find("finder", Raised)
    card, image = panel.card(), QImage(panel.size(), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    panel.render(image, QPoint(), QRegion(), QWidget.RenderFlag(0))
    below = [
        image.pixelColor(card.center().x(), y).lightness() for y in range(card.bottom() + 2, panel.height())
    ]
    assert below[0] < below[-1]
    assert below == sorted(below)


def test_what_nothing_fits_is_said(finding: Finding):
    finding.open()
    finding.type("qqqqqq")
    none = finding.driver.find("finderNone", QLabel)
    assert none.isVisible()
    assert not finding.list.isVisible()
    finding.driver.key(KEY.Key_Return)
    assert finding.is_open()
    finding.type("softmax")
    assert not none.isVisible()


def test_what_is_chosen_is_spoken(finding: Finding, monkeypatch: pytest.MonkeyPatch):
    said: list[str] = []
    monkeypatch.setattr(speech.QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    finding.open()
    finding.type("guide")
    assert said[-1].endswith("F1")
    finding.type("softmax")
    assert "chosen" in said[-1]


def test_everything_has_a_title_in_both_languages_and_none_twice(finding: Finding):
    found = things(finding.driver.window)
    assert len(found) > 70
    for lang in ("en", "zh_CN"):
        titles = [thing.titles[lang] for thing in found]
        assert all(titles)
        assert len(set(titles)) == len(titles)


def test_every_command_value_and_sample_can_be_found_by_its_whole_name(finding: Finding):
    finding.open()
    wanted = {f"action.{entry.name}" for entry in ENTRIES if entry.name != "find"}
    wanted |= {f"option.{option.name}.{choice}" for option in OPTIONS for choice in option.choices}
    for lang in ("en", "zh_CN"):
        words = load_words(lang)
        own = [thing.titles[lang] for thing in things(finding.driver.window)]
        for key in wanted:
            assert any(words(key).rstrip("…") in title for title in own), key
    assert len(finding.titles()) == len(things(finding.driver.window))


LEFT_OUT = ("find", "undo", "redo")  # there is nothing to undo at first
COMMANDS = [each.name for each in ENTRIES if each.name not in LEFT_OUT and not each.name.startswith("table_")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_does_something_from_here(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], monkeypatch, name: str
):
    """Each is triggered by its title; none fails (a mistake in a slot fails the test)."""
    asked: list[str] = []
    for dialog in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, dialog, lambda *_, **__: (asked.append("file"), ("", ""))[1])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: (asked.append("open"), "")[1])
    driver = drive(open_window())
    if name.startswith("course_"):
        open_course(driver)
    state, shown, focus = driver.state, len(QApplication.topLevelWidgets()), QApplication.focusWidget()
    [thing] = [thing for thing in things(driver.window) if thing.titles["en"].endswith(_title(name))]
    thing.run()
    QApplication.processEvents()
    changed = driver.state != state or asked or len(QApplication.topLevelWidgets()) > shown or driver.notice
    docked = driver.window.findChild(QWidget, f"{name}Dock")
    same = name in ("theme_system", "motion_system", "zoom_reset", "reset", "tables_clear", "sentence", "new")
    same = same or name in ("course_back", "course_throw", "course_shipped")  # on the first page, unanswered
    menu = driver.window.commands[name].menu()
    popup = QApplication.activePopupWidget()
    opened = [each for each in (docked, menu, popup) if each is not None and each.isVisible()]
    assert changed or same or opened or QApplication.focusWidget() is not focus
    for each in filter(None, (menu, popup)):
        each.close()


def open_course(driver: Driver) -> None:
    """Open the course, which brings its commands to life."""
    with driver.settling():
        driver.window.commands["course"].trigger()
    driver.qtbot.waitUntil(driver.window.commands["course_next"].isEnabled)


def _title(name: str) -> str:
    return load_words("en")(f"action.{name}").rstrip("…")
