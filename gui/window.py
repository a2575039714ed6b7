"""The main window: one loop from input over the engine to the panels. It decides nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from engine.errors import PeonyError
from engine.resources import Resources
from engine.trace import Trace
from engine.words import load_words
from gui.commands import Commands
from gui.course.walk import Walk
from gui.desk import Desk
from gui.dock import Dock
from gui.items.columns import Columns
from gui.items.floor import Floor
from gui.items.ground import Ground
from gui.offer import Offer
from gui.panels.course import CoursePanel
from gui.panels.experiments import ExperimentsPanel
from gui.panels.panel import Panel
from gui.panels.vectors import VectorsPanel
from gui.runner import Answer, Failure, Runner, Wanted, without_files
from gui.scene import Scene, standing
from gui.state import State, Store, changes
from gui.theme import Theme, stylesheet
from gui.typesetter import Typesetter

EVERYTHING = frozenset(State.__dataclass_fields__) | {"trace"}


class MainWindow(QMainWindow):
    """One window, read like a sentence: text, switches, formula, tokens, matrix, bars, figures."""

    settled = Signal()
    failed = Signal(object)
    leaving = Signal()
    dressed = Signal()
    pictureWanted = Signal(QWidget)

    def __init__(self, state: State, resources: Resources, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("window")
        self.resources, self.commands = resources, Commands(self)
        self._store, self._typesetter = Store(state, self), Typesetter(self)
        self.walk, self._runner = Walk(self._store, self), Runner(resources, self)
        self._scene: Scene | None = None
        self._computed: Answer | None = None
        self._shown: Wanted | None = None
        self._good: Wanted | None = None  # gone back to where the newest cannot be computed
        self._changed = EVERYTHING
        self._asked: float | None = None  # when; not for the first trace, which waits for what is loaded
        self._offer: Offer | None = None
        self._taken = False  # whether other work is shown, and not the same changed
        self.may_close: Callable[[], bool] = lambda: True
        self.floor = Floor()
        self._docks = self._make_docks()
        self._ground = Ground(self)
        self.setCentralWidget(self._ground)
        self._panels: tuple[Panel, ...] = ()
        self._desk: Desk | None = None
        self.dress(theme)
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._settle)
        self._connect()

    def _connect(self) -> None:
        self._store.changed.connect(self._on_change)
        self._runner.ready.connect(self._on_answer)
        self._runner.failed.connect(self._on_failure)
        self._runner.busy.connect(lambda busy: self._desk.status.show_busy(busy))
        self._runner.progress.connect(lambda done, words: self._desk.status.show_progress(done, words))
        self.commands.on("sentence", lambda: self._desk.sentence.focus_sentence())
        self.commands.on("language", self._store.next_language)
        self.commands.on("reset", self._store.reset_settings)
        self.commands.on("pin", self._store.toggle_pin)
        QShortcut(QKeySequence("Esc"), self, self._escape)

    def _make_docks(self) -> dict[type[Panel], Dock]:
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        docks: dict[type[Panel], Dock] = {
            CoursePanel: Dock("course", left, self.commands["course"], self.floor),
            VectorsPanel: Dock("vectors", right, self.commands["vectors"], self.floor),
            ExperimentsPanel: Dock("experiments", right, self.commands["experiments"], self.floor),
        }
        for dock in docks.values():
            dock.visibilityChanged.connect(self._wake)
        return docks

    def dress(self, theme: Theme) -> None:
        """Make every panel anew in a theme, and show on them what was shown."""
        focus, self.theme = self._focused(), theme
        left = {type(panel): panel.memento() for panel in self._panels}
        self.setStyleSheet(stylesheet(theme))
        self._typesetter.set_ink(theme.ink)
        old, self._desk = self._desk, Desk(self._store, theme, self.commands, self._typesetter, self.floor)
        self._desk.sentence.tooLong.connect(lambda: self.show_error(PeonyError("text_long")))
        self._desk.status.cancel.clicked.connect(self._give_up)
        self._desk.offer.show_offer(self._offer)
        self._ground.hold(self._desk)
        experiments = ExperimentsPanel(self._store, theme)
        experiments.pictureWanted.connect(self.pictureWanted)
        docked = (
            CoursePanel(self._store, theme, self.commands, self._typesetter, self.walk, self.resources),
            VectorsPanel(self._store, theme, self.commands),
            experiments,
        )
        for panel in docked:
            self._docks[type(panel)].hold(panel)
        for panel in self._panels:
            panel.close_workers()
        self._panels = (*self._desk.panels, *docked)
        # A panel that is hidden collects what changed and draws once, when it is shown.
        self._pending = dict.fromkeys(self._panels, EVERYTHING)
        if self._computed is not None:
            self._changed = EVERYTHING
            self._present()
        for panel in self._panels if left else ():
            panel.resume(left[type(panel)])
        if old is not None:
            self._desk.take_over(old)
        # The keyboard stays on the part of the same name.
        again = self.findChild(QWidget, focus) if focus else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        self.dressed.emit()

    def _focused(self) -> str:
        """Return the name of the part that the keyboard is on, also in a dock torn off; empty without one."""
        above = focus = QApplication.focusWidget()
        while above is not None and above is not self:
            above = above.parentWidget()
        return focus.objectName() if above is not None else ""

    def trace(self) -> Trace | None:
        """Return the trace that is shown; None before the first one."""
        return self._computed.trace if self._computed else None

    def state(self) -> State:
        """Return what the person has set and is looking at."""
        return self._store.state

    def is_warm(self) -> bool:
        """Whether everything is loaded that a later switch would otherwise wait for."""
        return self.resources.ready

    def is_complete(self) -> bool:
        """Whether the newest input is shown, its formula typeset, and every panel done."""
        newest = self._shown == self._store.state.wanted
        return newest and self._typesetter.is_idle() and all(panel.is_idle() for panel in self._panels)

    @property
    def store(self) -> Store:
        """Where changes go."""
        return self._store

    @property
    def scene(self) -> Scene | None:
        """What is shown; None before the first trace."""
        return self._scene

    @property
    def columns(self) -> Columns:
        """What parts data flow, matrix and bars."""
        return self._desk.columns

    def start(self) -> None:
        """Ask for the first trace, then load what later switches need."""
        self._runner.submit(self._store.state.wanted)
        self._runner.warm()

    def take(self, state: State) -> None:
        """Show other work. Where a file that it names cannot be used, it is shown without that."""
        if (self._shown, self._store.state.wanted) != (state.wanted, state.wanted):  # an answer comes
            self._good, self._taken = None, True
        self._desk.notice.show_error(None)  # what it speaks of is left
        self._store.put(state)

    def show_error(self, error: PeonyError) -> None:
        """Say what went wrong, beside the work."""
        self._desk.notice.show_error(error)

    def show_note(self, key: str, **fields: object) -> None:
        """Say what went well, over the work; an empty key takes it back."""
        self._desk.notice.say_well(key, fields)

    def show_offer(self, offer: Offer | None) -> None:
        """Offer something, beside the work, until it is answered; None takes it back."""
        self._offer = offer
        self._desk.offer.show_offer(offer)

    def _on_change(self, old: State, new: State) -> None:
        self._asked = time.perf_counter()
        self._changed |= changes(old, new)
        if new.wanted != old.wanted:
            self._settling.stop()  # what it would speak of is no longer the newest
            self._desk.notice.show_error(None)
            self._runner.submit(new.wanted)
        if self._computed is not None:
            # While the newest trace is under way, its state is shown on the one before.
            self._present()

    def _on_answer(self, answer: Answer) -> None:
        self._shown = self._good = self._store.state.wanted
        self._computed = answer
        self._changed |= {"trace"}
        looked_at = None if self._taken else standing(self._scene, answer.trace, self._store.state)
        self._taken = False
        if looked_at is not None:
            self._store.update(anchor=looked_at)  # and so everything is presented
        else:
            self._present()

    def _on_failure(self, failure: Failure) -> None:
        # What cannot be computed is given back; the sentence and its edits stay.
        good, pin = self._good or failure.instead
        self._store.give_back(good.settings, good.table, pin)
        self.show_error(failure.error)
        self.failed.emit(failure.error)
        self._settling.start()

    def _escape(self) -> None:
        """Leave presenting, else leave off computing."""
        if self._store.state.presenting:
            self._store.update(presenting=False)
        else:
            self._give_up()

    def _give_up(self) -> None:
        """Leave off computing, keep what was typed, and say that the picture is the one before."""
        state, (good, _) = self._store.state, self._good or without_files(self._store.state.wanted)
        if self._shown == state.wanted:
            return
        self._runner.cancel()
        if state.table != good.table:  # it was being imported; without it the answer is quick
            self._store.give_back(state.settings, good.table, state.pin)
            self.show_error(PeonyError("import_stopped"))
        elif self._computed is not None:
            self._shown = state.wanted
            self._present()
            self.show_error(PeonyError("given_up"))

    def _wake(self) -> None:
        if self._computed is not None:
            self._present()

    def _present(self) -> None:
        """Show the newest state and trace on every panel that something changed for."""
        state = self._store.state
        done = self._computed
        self._scene = Scene(state, done.trace, load_words(state.lang), self.theme, done.pinned)
        self._desk.prepare(self._scene)
        for panel in self._panels:
            self._pending[panel] |= self._changed & panel.uses
            if self._pending[panel] and not panel.is_asleep(self._pending[panel]):
                panel.present(self._scene)
                self._pending[panel] = frozenset()
        if "lang" in self._changed:
            self._translate()
        self._changed = frozenset()
        if self._shown == state.wanted:
            self._settling.start()

    def _translate(self) -> None:
        words = self._scene.words
        self.commands.translate(words)
        for dock in self._docks.values():
            dock.translate(words)

    def _settle(self) -> None:
        """Everything is drawn: say so, and how long it took."""
        # What asked for another size gets it now, not one round of events after another.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if self._asked is not None:
            self._desk.status.show_time((time.perf_counter() - self._asked) * 1000)
        self.settled.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the workers, unless somebody would rather stay."""
        if not self.may_close():
            event.ignore()
            return
        self.leaving.emit()
        self.hide()  # at once: the workers may be in the middle of a stage
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self._runner.close()
        self._typesetter.close()
        for panel in self._panels:
            panel.close_workers()
        super().closeEvent(event)
