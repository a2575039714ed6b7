"""Fit a target: W_Q and W_K are trained towards what a person paints; raw scores have nothing to train."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from engine.errors import PeonyError
from engine.experiments.fitting import Beginning, begin, is_quick, present_width
from engine.experiments.target import PRESETS, Marks
from engine.trace import Trace
from gui.experiments.capacity import Capacity, Case
from gui.experiments.experiment import Experiment, joined
from gui.experiments.fit_controls import FitControls
from gui.experiments.fit_says import found
from gui.experiments.fit_view import FitView
from gui.experiments.training import Training
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme


class FitExperiment(Experiment):
    """A target to paint, training towards it, and how wide a head has to be for it."""

    name = "fit"
    carried = (
        "_trace",
        "_marks",
        "_beginning",
        "_anew",
        "_controls._value",
        "_training.fit",
        "_capacity._case",
        "_capacity._losses",
    )
    uses = frozenset({"trace", "lang", "colours", "anchor", "ranking"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._trace: Trace | None = None
        self._marks: Marks = np.zeros((0, 0), dtype=bool)
        self._beginning: Beginning | None = None
        self._anew = False
        self._training = Training(self)
        self._controls, self._view = FitControls(theme, self), FitView(theme, self)
        self._capacity = Capacity(theme, self)
        for part, stretch in ((self._controls, 0), (self._view, 1), (self._capacity, 0)):
            self.content.addWidget(part, stretch)
        self._connect()

    def _connect(self) -> None:
        controls, buttons, painted = self._controls, self._controls.buttons, self._view.painted
        self._training.moved.connect(self._show_fit)
        self._training.failed.connect(self._say_failed)
        controls.presetChosen.connect(lambda: self._mark(PRESETS[controls.preset()](len(self._marks))))
        controls.widthChosen.connect(self._redraw)
        buttons["start"].clicked.connect(self._start_or_pause)
        buttons["step"].clicked.connect(lambda: self._training.one_step(controls.rate()))
        buttons["reset"].clicked.connect(self._reset)
        buttons["clear"].clicked.connect(lambda: self._mark(np.zeros_like(self._marks)))
        painted.cellPainted.connect(self._paint)
        painted.rowCleared.connect(self._clear_row)

    def draw(self, scene: Scene) -> None:
        """Take a new sentence, and ask what training begins with."""
        if scene.trace is not self._trace:
            self._take_trace(scene.trace)
        self._controls.translate(scene.words, present_width(scene.trace))
        self._view.show_target(scene, self._marks)
        trace, marks, width = scene.trace, self._marks, self._controls.chosen_width()
        key = trace, marks.tobytes(), width
        self.ask(key, lambda check: begin(trace, marks, width), is_quick(trace, width))

    def _take_trace(self, trace: Trace) -> None:
        """Begin anew; marks stay where the tokens do."""
        old, self._trace = self._trace, trace
        fit, preset = self._training.fit, self._controls.preset()
        self._anew = fit is not None and fit.steps > 0
        if old is None or old.tokens != trace.tokens:
            self._anew = self._anew or (preset == "hand" and bool(self._marks.any()))
            self._marks = PRESETS[preset](len(trace.tokens))
        self._forget()

    def show_answer(self, scene: Scene, answer: Beginning) -> None:
        """Begin anew where the answer is another; else show the same in other words or colours."""
        if answer is not self._beginning:
            self._beginning = answer
            self._training.begin(answer.fit)
        problem, heads = answer.fit.problem, answer.fit.W.shape[1]
        self._capacity.show_case(scene.words, Case(problem, answer.raw, scene.trace.settings.seed, heads))
        self._show_fit()

    def show_error(self, scene: Scene, error: PeonyError) -> None:
        """Say why there is nothing to train; a target can be painted all the same, if not on any text."""
        self._forget()
        if error.key == "error.fit_long":
            super().show_error(scene, error)
        else:
            self.finding.setText(self._said(scene.words.error(error)))
            self._view.show_fit(scene, None, None)

    def _forget(self) -> None:
        """Train nothing until there is something to begin with."""
        words, self._beginning = self._scene.words, None
        self._training.begin(None)
        self._capacity.show_case(words, None)
        self._controls.show_running(words, running=False, able=False)

    def _show_fit(self) -> None:
        """Show the newest step, if there is any yet."""
        scene, fit, beginning = self._scene, self._training.fit, self._beginning
        if beginning is None or fit is None:
            return
        self.finding.setText(self._said(*found(scene.words, beginning, fit)))
        self._controls.show_running(scene.words, self._training.is_running(), able=not fit.stopped)
        self._view.show_fit(scene, fit, beginning.raw)

    def _say_failed(self, error: PeonyError) -> None:
        """Say what stopped the training; what was trained stays."""
        self._show_fit()
        self.finding.setText(self._said(self._scene.words.error(error)))

    def _said(self, *sentences: str) -> str:
        anew = [self._scene.words("experiment.fit.anew")] if self._anew else []
        return joined(*anew, *sentences)

    def _start_or_pause(self) -> None:
        self._anew = False
        if self._training.is_running():
            self._training.pause()
        else:
            self._training.run(self._controls.rate)
        self._show_fit()

    def _reset(self) -> None:
        """Return to the W that training began with."""
        if self._beginning is not None:
            self._training.begin(self._beginning.fit)
            self._show_fit()

    def _paint(self, row: int, col: int, on: bool) -> None:
        marks = self._marks.copy()
        marks[row, col] = on
        self._mark(marks)

    def _clear_row(self, row: int) -> None:
        marks = self._marks.copy()
        marks[row] = False
        self._mark(marks)

    def _mark(self, marks: Marks) -> None:
        """Train towards another target from now on."""
        self._training.pause()
        self._marks, self._anew = marks, False
        self._redraw()

    def _redraw(self) -> None:
        if self._scene is not None and self._scene.trace.tokens:
            self.draw(self._scene)

    def rest(self) -> None:
        """Pause; what was trained stays."""
        self._training.pause()
        self._capacity.stop()
        self._show_fit()

    def close_workers(self) -> None:
        """Stop training, and what is being computed."""
        self._training.pause()
        super().close_workers()
