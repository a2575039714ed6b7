"""The course: a claim a page, a question before looking, a switch to throw, and what was measured."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from engine.course.page import Page
from engine.course.study import Findings, study
from engine.pipeline import Analyser, Request
from engine.resources import Resources
from gui.background import Latest
from gui.commands import Commands
from gui.course.drawing import Shown, draw, fill_steps
from gui.course.frame import CourseFrame
from gui.course.judging import judged
from gui.course.keyboard import Keyboard, number_of
from gui.course.walk import Walk
from gui.items.speech import say
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme
from gui.typesetter import Typesetter

WIDE = 21  # ems
Asked = tuple[Page, Request]


class CoursePanel(Panel):
    """Draws the present page of a walk. What the page asks for is measured off the GUI thread."""

    uses = frozenset(
        {"trace", "course", "lang", "text", "settings", "edits", "lexicon", "table", "anchor", "col"}
    )

    def __init__(
        self,
        store: Store,
        theme: Theme,
        commands: Commands,
        typesetter: Typesetter,
        walk: Walk,
        resources: Resources,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName("coursePanel")
        self._commands, self._walk, self._resources = commands, walk, resources
        self._analyser = Analyser(resources)
        self._asked: Asked | None = None
        self._measured: Asked | None = None
        self._findings: Findings | None = None
        self._scene: Scene | None = None
        self._seen: tuple[object, ...] = ()
        self._said, self._page, self._hurried = "", None, False
        self._latest = Latest("course", self)
        self._latest.done.connect(self._arrived)
        self._latest.failed.connect(walk.failed)
        self._frame = CourseFrame(theme, typesetter, self)
        self._keyboard = Keyboard(self._frame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._frame)
        self.setMinimumWidth(theme.px(WIDE))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._connect()

    def _connect(self) -> None:
        frame, walk = self._frame, self._walk
        frame.back.clicked.connect(lambda: walk.step(-1))
        frame.next.clicked.connect(self._commands["course_next"].trigger)
        frame.dots.clicked.connect(walk.go)
        for switch in (frame.throw, frame.flip):
            switch.clicked.connect(lambda: walk.throw())
        frame.again.clicked.connect(lambda: walk.ask_again())
        frame.own.clicked.connect(lambda: walk.leave())
        frame.resume.clicked.connect(lambda: walk.resume())
        frame.sample.clicked.connect(self._take_sample)
        frame.experiment.clicked.connect(self._open_experiment)
        frame.question.answered.connect(self._choose)
        frame.steps.menu().aboutToShow.connect(self._list_steps)
        walk.entered.connect(self._enter)
        walk.unanswered.connect(self._ask_first)

    def sizeHint(self) -> QSize:
        """As wide whatever the page says, so that nothing moves from page to page."""
        return QSize(self.theme.px(WIDE), self.theme.px(30))

    def findings(self) -> Findings | None:
        """Return what was measured for what is shown; None while that is under way."""
        return self._findings if self._measured == self._wanted() else None

    def _wanted(self) -> Asked | None:
        """Return the page, and the sentence to measure it on."""
        page, state = self._walk.page, self.store.state
        if page is None:
            return None
        # Not the state's own request: a page says itself what is to be computed.
        return page, Request(state.text, edits=state.edits, lexicon=state.lexicon, table=state.table)

    def memento(self) -> object:
        """Return whether the keyboard is on an answer: another panel has those only once it has measured."""
        return self._frame.question.offers(QApplication.focusWidget())

    def resume(self, left: object) -> None:
        """Put the keyboard on the answers again, when they are there."""
        if left:
            self._keyboard.enter()

    def present(self, scene: Scene) -> None:
        """Show the page; measure anew where the page, the sentence or the table is another."""
        self._scene = scene
        self._follow(scene)
        wanted = self._wanted()
        if wanted is not None and wanted != self._asked and self._resources.is_open(wanted[1].table):
            page, request = wanted
            if self._asked is None or self._asked[0] != page:
                self._findings = None  # figures of another page; those of another sentence may stay
            self._asked = wanted
            self._latest.ask(lambda check: study(page, request, self._analyser, check))
        self._draw()

    def _arrived(self, findings: Findings) -> None:
        self._findings, self._measured = findings, self._asked
        self._select(findings)
        self._draw()

    def _select(self, findings: Findings) -> None:
        """Select the token that the page wants selected, unless the person has selected one."""
        state = self.store.state
        if findings.token is not None and state.anchor is None and self._walk.is_on_path():
            piece = findings.after.pieces[findings.token]
            self._seen = (state.course.page, piece.start, None)
            self.store.select(piece, findings.after.text)

    def _follow(self, scene: Scene) -> None:
        """Take a token or a cell that was chosen in the window as the answer."""
        state, page = scene.state, self._walk.page
        seen, self._seen = self._seen, (state.course.page, state.anchor, state.col)
        moved = seen[:1] == self._seen[:1] and seen != self._seen
        if page and moved and self._walk.is_on_path() and (given := picked(page, scene)):
            found = self.findings()
            if found is None or given not in found.barred:
                self._walk.answer(given)

    def _choose(self, given: str) -> None:
        """Take an answer that was chosen in the panel; a token is selected in the window as well."""
        page, found, more = self._walk.page, self.findings(), {}
        if page is None or found is None:  # what is offered is not about the present sentence
            return
        if page.question.kind == "token":
            piece = found.after.pieces[int(given)] if given.isdecimal() else None
            more = {"anchor": piece.start if piece else None, "col": None}
            self._seen = (page.name, more["anchor"], None)
        self._walk.answer(given, **more)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose an answer by its number."""
        number = number_of(event)
        if number is None or not self._frame.question.choose(number):
            super().keyPressEvent(event)
        elif (choice := self.window().focusWidget()) is not None:
            self._frame.scroll.ensureWidgetVisible(choice)

    def _enter(self) -> None:
        self._keyboard.enter()
        self._draw()

    def _ask_first(self) -> None:
        """Say that an answer comes before the switch."""
        found = self.findings()
        if self._scene is None or found is None or not found.enough:
            return
        self._hurried = True
        self._draw()
        frame = self._frame
        frame.scroll.ensureWidgetVisible(frame.question)
        frame.question.focus_answer()
        say(frame.first, frame.first.text())

    def _take_sample(self) -> None:
        if self._findings and self._findings.sample:
            self._walk.take_sample(self._findings.sample)

    def _open_experiment(self) -> None:
        if self._walk.page and "experiments" in self._commands:
            self.store.update(experiment=self._walk.page.experiment)
            if not self._commands["experiments"].isChecked():
                self._commands["experiments"].trigger()

    def _shown(self, scene: Scene) -> Shown:
        return Shown(
            state=scene.state,
            words=scene.words,
            course=self._walk.course,
            number=self._walk.number,
            findings=self._findings,
            on_path=self._walk.is_on_path(),
            has_experiments="experiments" in self._commands,
        )

    def _list_steps(self) -> None:
        if self._scene:
            fill_steps(self._frame.steps.menu(), self._shown(self._scene), self._walk)

    def _draw(self) -> None:
        if self._scene is None:
            return
        shown, frame = self._shown(self._scene), self._frame
        self._keyboard.before(shown)
        draw(frame, shown)
        self._draw_first(shown)
        self._keyboard.after(shown)
        self._judge(shown)
        if shown.page is not self._page:
            self._page = shown.page
            frame.show_top()
        said = frame.verdict.text() if frame.result.isVisibleTo(self) and shown.record.thrown else ""
        if said and said != self._said:
            frame.show_result()
            QAccessible.updateAccessibility(QAccessibleEvent(frame.verdict, QAccessible.Event.Alert))
        self._said = said

    def _draw_first(self, shown: Shown) -> None:
        answered = shown.record.thrown or (shown.record.given and shown.is_answer_valid)
        self._hurried = self._hurried and shown.page is self._page and not answered
        self._frame.first.setText(shown.words("course.first"))
        self._frame.first.setVisible(self._hurried)

    def _judge(self, shown: Shown) -> None:
        """Have the matrix show which cells were right, as the choices of other questions do."""
        page, found = shown.page, self.findings() if shown.on_path else None
        told = judged(page, found, shown.record, shown.is_answer_valid) if page else None
        if told != self.store.state.judged:
            self.store.update(judged=told)


def picked(page: Page, scene: Scene) -> str | None:
    """Return what is selected in the window, as an answer to the page's question."""
    state, trace = scene.state, scene.trace
    if page.question.kind == "token" and state.anchor is not None and scene.row is not None:
        return str(trace.places[scene.row])
    cell = page.question.kind == "cell" and scene.by_token and state.col is not None
    if cell and scene.row is not None and scene.col is not None:
        return f"{trace.places[scene.row]},{trace.places[scene.col]}"
    return None
