"""The main window: places the panels and carries scenes to them. It decides nothing else."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QMainWindow, QSplitter, QVBoxLayout, QWidget

from engine.errors import PeonyError
from engine.pipeline import Request
from engine.resources import Resources
from engine.settings import Settings
from engine.trace import Trace
from engine.words import load_words
from gui.items.shared_column import SharedColumn
from gui.panels.focus import FocusPanel
from gui.panels.formula import FormulaPanel
from gui.panels.notice import NoticePanel
from gui.panels.options import OptionsPanel
from gui.panels.panel import Panel
from gui.panels.pipeline import PipelinePanel
from gui.panels.ranking import RankingPanel
from gui.panels.sentence import SentencePanel
from gui.panels.status import StatusPanel
from gui.panels.switches import SwitchesPanel
from gui.panels.tokens import TokensPanel
from gui.panels.weights import WeightsPanel
from gui.panels.why import WhyPanel
from gui.runner import Runner
from gui.scene import Scene
from gui.state import State, Store, changes
from gui.theme import Theme

EVERYTHING = frozenset(State.__dataclass_fields__) | {"trace"}


class MainWindow(QMainWindow):
    """One window, read like a sentence: text, switches, formula, tokens, matrix, bars, figures."""

    settled = Signal()
    failed = Signal(object)
    leaving = Signal()
    exportAsked = Signal(str)
    listsAsked = Signal()

    def __init__(self, state: State, resources: Resources, theme: Theme) -> None:
        super().__init__()
        self._theme, self._resources = theme, resources
        self._store = Store(state, self)
        self._runner = Runner(resources, self)
        self._scene: Scene | None = None
        self._trace: Trace | None = None
        self._shown: Request | None = None
        self._changed = EVERYTHING
        self._asked = 0.0
        self._place_panels()
        # A panel that is hidden collects what changed and draws once, when it is shown.
        self._pending = dict.fromkeys(self._panels, EVERYTHING)
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._settle)
        self._store.changed.connect(self._on_change)
        self._runner.ready.connect(self._on_trace)
        self._runner.failed.connect(self._on_failure)
        self._runner.busy.connect(self._status.show_busy)
        self._status.cancel.clicked.connect(self._give_up)
        QShortcut(QKeySequence("Ctrl+L"), self, self._sentence.focus_sentence)
        QShortcut(QKeySequence("Esc"), self, self._give_up)

    def _place_panels(self) -> None:
        store, theme = self._store, self._theme
        self._sentence = SentencePanel(store, theme)
        self._sentence.exportAsked.connect(self.exportAsked)
        self._sentence.listsAsked.connect(self.listsAsked)
        self._sentence.tooLong.connect(lambda: self.show_error(PeonyError("text_long")))
        self._switches, self._options = SwitchesPanel(store, theme), OptionsPanel(store, theme)
        self._notice, self._formula = NoticePanel(store, theme), FormulaPanel(store, theme)
        self._tokens, self._pipeline = TokensPanel(store, theme), PipelinePanel(store, theme)
        self._focus, self._why = FocusPanel(store, theme), WhyPanel(store, theme)
        self._weights, self._ranking = WeightsPanel(store, theme), RankingPanel(store, theme)
        self._status = StatusPanel(store, theme)
        self._panels: tuple[Panel, ...] = (
            self._sentence, self._switches, self._options, self._notice, self._formula, self._tokens,
            self._pipeline, self._focus, self._why, self._weights, self._ranking, self._status,
        )  # fmt: skip
        paper = QWidget(objectName="paper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._sentence, _rule(), self._switches, self._options, _rule(), self._notice,
                       self._formula, self._tokens):  # fmt: skip
            column.addWidget(widget)
        column.addWidget(self._body(), 1)
        column.addWidget(_rule())
        column.addWidget(self._status)
        self.setCentralWidget(paper)

    def _body(self) -> QWidget:
        middle = _column(self._focus, self._why)
        side = SharedColumn(self._weights, self._ranking)
        side.setObjectName("side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        for widget, stretch in ((self._pipeline, 0), (middle, 1), (side, 0)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        em = self._theme.em
        self.splitter.setSizes([round(13 * em), round(58 * em), round(26 * em)])
        return self.splitter

    def trace(self) -> Trace | None:
        """Return the trace that is shown; None before the first one."""
        return self._trace

    def state(self) -> State:
        """Return what the person has set and is looking at."""
        return self._store.state

    def is_warm(self) -> bool:
        """Whether everything is loaded that a later switch would otherwise wait for."""
        return self._resources.ready

    def is_complete(self) -> bool:
        """Whether the newest input is shown, and its formula typeset."""
        return self._shown == self._store.state.request and self._formula.is_typeset()

    @property
    def store(self) -> Store:
        """Where changes go."""
        return self._store

    @property
    def scene(self) -> Scene | None:
        """What is shown; None before the first trace."""
        return self._scene

    def start(self) -> None:
        """Ask for the first trace, then load what later switches need."""
        self._asked = time.perf_counter()
        self._runner.submit(self._store.state.request)
        self._runner.warm()

    def show_error(self, error: PeonyError) -> None:
        """Say what went wrong, beside the work."""
        self._notice.show_error(error)

    def show_note(self, key: str, **fields: object) -> None:
        """Say what went well, beside the work."""
        self._notice.show_note(key, fields)

    def _on_change(self, old: State, new: State) -> None:
        self._asked = time.perf_counter()
        self._changed |= changes(old, new)
        if new.request != old.request:
            self._settling.stop()  # what it would speak of is no longer the newest
            self._notice.show_error(None)
            self._runner.submit(new.request)
        if self._trace is not None:
            # While the newest trace is under way, its state is shown on the one before.
            self._present()

    def _on_trace(self, trace: Trace) -> None:
        self._shown = self._store.state.request
        self._changed |= {"trace"}
        self._trace = trace
        self._present()

    def _on_failure(self, error: Exception) -> None:
        known = error if isinstance(error, PeonyError) else PeonyError("bug", error=repr(error))
        # The settings that cannot be computed are given back; the sentence and its edits stay.
        self._store.update(settings=self._trace.settings if self._trace else Settings())
        self.show_error(known)
        self.failed.emit(known)
        self._settling.start()

    def _give_up(self) -> None:
        """Leave off computing, keep what was typed, and say that the picture is the one before."""
        if self._trace is not None and self._shown != self._store.state.request:
            self._runner.cancel()
            self._shown = self._store.state.request
            self._present()
            self.show_error(PeonyError("given_up"))

    def _present(self) -> None:
        """Show the newest state and trace on every panel that something changed for."""
        state = self._store.state
        self._scene = Scene(state, self._trace, load_words(state.lang), self._theme)
        self._options.setVisible(state.more)
        for panel in self._panels:
            self._pending[panel] |= self._changed & panel.uses
            if self._pending[panel] and not (panel.sleeps and panel.isHidden()):
                panel.present(self._scene)
                self._pending[panel] = frozenset()
        if "lang" in self._changed:
            self.setWindowTitle(self._scene.words("window.title"))
        self._changed = frozenset()
        if self._shown == state.request:
            self._settling.start()

    def _settle(self) -> None:
        """Everything is drawn: say so, and how long it took."""
        # What asked for another size gets it now, not one round of events after another.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._status.show_time((time.perf_counter() - self._asked) * 1000)
        self.settled.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the workers."""
        self.leaving.emit()
        self.hide()  # at once: the workers may be in the middle of a stage
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self._runner.close()
        self._formula.close_workers()
        super().closeEvent(event)


def _column(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    return holder


def _rule() -> QFrame:
    rule = QFrame(objectName="rule")
    rule.setFixedHeight(1)
    return rule
