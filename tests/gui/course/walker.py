"""Walks through the course as a person does: eyes on the dock, one hand on the mouse or the keyboard."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from engine.course.page import Page
from engine.course.prose import Prose, fill, spans_of
from engine.course.study import Findings, study
from engine.pipeline import Analyser, Request
from engine.words import Words, load_words
from gui.items.choice import Choice
from gui.items.prose_view import ProseView
from gui.panels.course import CoursePanel
from tests.gui.driver import PATIENCE, Driver

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


class Walker:
    """The dock of the course in a driven window."""

    def __init__(self, driver: Driver) -> None:
        self.driver, self.window = driver, driver.window

    def open(self) -> Walker:
        """Open the dock with its button, and wait for its first page."""
        self.driver.press(self.driver.find("courseButton"))
        return self.wait()

    def wait(self) -> Walker:
        """Wait until the page and the window show the newest."""
        waiting = self.driver.qtbot.waitUntil
        waiting(lambda: self.panel.findings() is not None, timeout=PATIENCE)
        waiting(self.driver.is_newest, timeout=PATIENCE)
        waiting(self.window.is_complete, timeout=PATIENCE)
        QApplication.processEvents()
        return self

    @property
    def panel(self) -> CoursePanel:
        return self.driver.find("coursePanel", CoursePanel)

    @property
    def page(self) -> Page:
        page = self.window.walk.page
        assert page is not None
        return page

    @property
    def findings(self) -> Findings:
        found = self.panel.findings()
        assert found is not None
        return found

    def fresh(self) -> Findings:
        """Measure the page once more, with an engine of its own."""
        state = self.driver.state
        request = Request(state.text, edits=state.edits, lexicon=state.lexicon, table=state.table)
        return study(self.page, request, Analyser(self.driver.resources))

    def label(self, name: str) -> str:
        """Return what a label of the dock says; empty where it is not shown."""
        found = self.driver.find(name, QLabel)
        return found.text() if found.isVisibleTo(self.panel) else ""

    def text(self, name: str) -> str:
        """Return the visible text of one of the dock's texts."""
        view = self.driver.find(name, ProseView)
        return view.toPlainText() if view.isVisibleTo(self.panel) else ""

    def is_shown(self, name: str) -> bool:
        return self.driver.find(name).isVisibleTo(self.panel)

    def press(self, name: str) -> Walker:
        """Click a button of the dock, scrolled to where it can be seen."""
        widget = self.driver.find(name)
        self.show(widget)
        self.driver.press(widget)
        return self.wait()

    def show(self, widget: QWidget) -> None:
        if self.panel.isAncestorOf(widget):
            area = self.panel._frame.scroll
            if area.isAncestorOf(widget):
                area.ensureWidgetVisible(widget)
                QApplication.processEvents()

    def choices(self) -> dict[str, Choice]:
        found = [each for each in self.panel.findChildren(Choice) if each.isVisibleTo(self.panel)]
        return {each.objectName().removeprefix("answer."): each for each in found}

    def give(self, answer: str) -> Walker:
        """Answer with the mouse: a button of the dock, or a cell of the matrix."""
        if self.page.question.kind == "cell":
            self.click_cell(*map(int, answer.split(",")))
        else:
            choice = self.choices()[answer]
            self.show(choice)
            self.driver.press(choice)
        return self.wait()

    def click_cell(self, query: int, key: int) -> None:
        """Click a cell of the matrix; tokens are numbered among all of the sentence."""
        places = self.driver.trace.places
        point = self.driver.heatmap.cell_center(places.index(query), places.index(key))
        self.driver.press(self.driver.heatmap, at=point)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = ALT) -> Walker:
        """Press a key where the keyboard is."""
        self.driver.key(key, modifiers)
        return self.wait()

    def focus(self, widget: QWidget) -> None:
        """Press Tab until the keyboard is on a widget."""
        for _ in range(300):
            if QApplication.focusWidget() is widget:
                return
            self.driver.key(KEY.Key_Tab)
        raise AssertionError(f"{widget.objectName()} cannot be reached with Tab")

    def button(self, name: str) -> QAbstractButton:
        return self.driver.find(name, QAbstractButton)

    # checking

    def check(self) -> Findings:
        """Hold everything that the dock says against figures computed afresh; return them."""
        fresh, page, record = self.fresh(), self.page, self.driver.state.course.record()
        assert self.findings.figures == fresh.figures
        assert self.findings.right == fresh.right
        side = page.side(record.after)
        assert self.driver.state.settings == self.driver.trace.settings == side.settings
        assert self.driver.state.focus == side.view.focus
        assert self.label("courseTitle") == page.title
        words = load_words(self.driver.state.lang)
        quotes(self.text("courseText"), page.text, fresh, words)
        quotes(self.text("courseQuestionText"), page.question.text, fresh, words)
        if record.thrown:
            quotes(self.text("courseFound"), page.found if fresh.holds else page.otherwise, fresh, words)
            assert bool(self.label("courseFails")) == (not fresh.holds)
        else:
            assert not self.is_shown("courseResult")
        self.check_marks()
        return fresh

    def check_marks(self) -> None:
        assert self.driver.state.marked == self.page.look
        boxes = self.driver.find("marks").boxes()
        parts = [self.driver.find(name) for name in self.page.look]
        assert len(boxes) == len([part for part in parts if part.isVisible()])


def quotes(shown: str, prose: Prose, findings: Findings, words: Words) -> None:
    """Check that a shown text has every figure of a prose, in order, written as the engine writes it."""
    filled = fill(prose, findings.figures, words)
    figures = [span.text.replace("\u00a0", " ") for span in spans_of(filled, "figure")]
    assert re.search(".*".join(map(re.escape, figures)), shown, flags=re.DOTALL), (figures, shown)
    assert not set(shown) & set("{}$")


def an_answer(findings: Findings, page: Page, right: bool) -> str:
    """Return a right or a wrong answer; a right one where all are."""
    if right and findings.right:
        return min(findings.right)
    places = [str(place) for place in findings.before.places]
    if page.question.kind == "choice":
        offered = [name for name, _ in page.question.choices]
    elif page.question.kind == "token":
        offered = [place for place in places if place not in findings.barred]
    else:
        offered = [f"{query},{key}" for query in places for key in places]
    return next((each for each in offered if each not in findings.right), offered[0])
