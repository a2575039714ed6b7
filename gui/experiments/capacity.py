"""What a head's width is good for: the loss that each reaches, found one after the other on a worker."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.errors import PeonyError
from engine.experiments.fit import Problem
from engine.experiments.fitting import STEPS, WIDTHS, narrowest, reached
from engine.experiments.raw import Raw
from engine.words import Words
from gui.background import Check, Latest
from gui.experiments.experiment import joined
from gui.experiments.fit_plot import of_widths
from gui.items.numbers import fixed
from gui.items.plot import Plot
from gui.items.steady_label import SteadyLabel
from gui.theme import Theme

RATE = 0.01  # at which every width comes as far as it can in so few steps
NEAR = 0.01  # nats above the floor that are called at it


@dataclass(frozen=True, eq=False)
class Case:
    """What is compared: a problem, and how heads of any width begin."""

    problem: Problem
    raw: Raw
    seed: int
    heads: int


class Capacity(QWidget):
    """A button, a curve that grows point by point, and what it says."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._case: Case | None = None
        self._words: Words | None = None
        self._losses: dict[int, float] = {}
        self._running = False
        self._button, self._says = QPushButton(self), SteadyLabel(self)
        self._button.setObjectName("fitCapacity")
        self._says.setObjectName("fitCapacityFinding")
        self._button.clicked.connect(lambda: self.stop() if self._running else self._run())
        self._plot = Plot("fitCapacityPlot", theme)
        self._latest = Latest("capacity", self)
        self._latest.done.connect(self._take)
        self._latest.failed.connect(self._fail)
        self._lay_out()

    def _lay_out(self) -> None:
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.addWidget(self._button)
        row.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._says)
        column.addWidget(self._plot, 1)
        self._plot.hide()
        self._says.hide()

    def show_case(self, words: Words, case: Case | None) -> None:
        """Be about another case, which forgets what was found; or say the same in another language."""
        new = case is None or self._case is None or case.problem is not self._case.problem
        self._words = words
        if new:
            self._losses = {}
            self.stop()
        self._case = case
        self._button.setEnabled(case is not None)
        self._show()

    def stop(self) -> None:
        """Leave off; what was found stays."""
        self._running = False
        self._latest.cancel()
        self._show()

    def _run(self) -> None:
        self._losses, self._running = {}, True
        self._next()

    def _next(self) -> None:
        left = [width for width in WIDTHS if width not in self._losses]
        if not left:
            self.stop()
            return
        case, width = self._case, left[0]

        def work(check: Check) -> tuple[int, float]:
            return width, reached(case.problem, case.seed, case.heads, width, RATE, check)

        self._latest.ask(work)
        self._show()

    def _take(self, answer: tuple[int, float]) -> None:
        width, loss = answer
        self._losses[width] = loss
        self._next()

    def _fail(self, error: PeonyError) -> None:
        self.stop()
        self._says.setText(self._words.error(error))
        self._says.show()

    def _show(self) -> None:
        words = self._words
        if words is None:
            return
        key = "experiment.fit.capacity_stop" if self._running else "experiment.fit.capacity"
        self._button.setText(words(key))
        self._button.setAccessibleName(words(key))
        self._plot.setVisible(bool(self._losses))
        self._says.setVisible(bool(self._losses))
        if self._losses:
            floor, raw = self._case.problem.floor, self._case.raw.loss
            drawn = of_widths(words, self._theme, self._losses, floor, raw)
            self._plot.show_curves(words("experiment.fit.capacity_title", steps=STEPS, rate=RATE), *drawn)
            self._says.setText(self._said(words, floor, raw))

    def _said(self, words: Words, floor: float, raw: float) -> str:
        """Say the losses, and which widths suffice; whether one does is known only when all are found."""
        each = (
            words("experiment.fit.reached", width=width, loss=fixed(loss))
            for width, loss in self._losses.items()
        )
        said = [words("experiment.fit.capacity_says", listed=words("experiment.fit.between").join(each))]
        if len(self._losses) == len(WIDTHS):
            for bound, yes, no in (
                (raw, "experiment.fit.below_raw", "experiment.fit.never_raw"),
                (floor + NEAR, "experiment.fit.at_floor", "experiment.fit.never_floor"),
            ):
                width = narrowest(self._losses, bound)
                said.append(words(yes if width else no, width=width))
        return joined(*said)
