"""Sum: an output row put together before one's eyes, one weighted value after the other."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from engine.experiments.assemble import Assembly, assemble
from gui.experiments.experiment import Experiment, joined
from gui.experiments.shown import by_dimension, name_of, row_of, signed
from gui.experiments.token_combo import TokenCombo
from gui.items.heat_pane import HeatPane
from gui.items.numbers import fixed, significant
from gui.items.plot import Plot
from gui.items.plot_canvas import Axis, Curve
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

QUICK = 64 * 1024  # entries of all terms that are computed without a wait
STEP = 200  # milliseconds
NEAR = 0.1  # of the length of z: so near a sum is called close


class SumExperiment(Experiment):
    """Terms as strips, the largest weight first; the sum so far; its length; step, back and play."""

    name = "sum"
    carried = ("_found", "_drawn")
    uses = frozenset({"trace", "head", "anchor", "lang", "colours", "ranking"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._found: Assembly | None = None
        self._drawn: Scene | None = None  # with this sum; a newer one may still wait for its own
        self._label = QLabel(self)
        self._token = TokenCombo("sumToken", self)
        self._token.activated.connect(self._select)
        self._buttons = {part: QPushButton(self) for part in ("back", "step", "play")}
        for part, button in self._buttons.items():
            button.setObjectName(f"sum{part.capitalize()}")
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("sumSlider")
        self._slider.valueChanged.connect(self._step_chosen)
        self._timer = QTimer(self, interval=STEP)
        self._timer.timeout.connect(self._advance)
        self._buttons["back"].clicked.connect(lambda: self._go(-1))
        self._buttons["step"].clicked.connect(lambda: self._go(1))
        self._buttons["play"].clicked.connect(self._play)
        self._worked = self.label("sumWorked")
        self._terms, self._sums = HeatPane("sumTerms", theme), HeatPane("sumSoFar", theme)
        self._sums.heatmap.setMinimumHeight(theme.px(8))
        self._plot = Plot("sumPlot", theme)
        self._fill(theme)

    def _fill(self, theme: Theme) -> None:
        choice, row = QHBoxLayout(), QHBoxLayout()
        choice.setSpacing(theme.px(0.4))
        row.setSpacing(theme.px(0.4))
        choice.addWidget(self._label)
        choice.addWidget(self._token)
        choice.addStretch(1)
        for part in (self._buttons["back"], self._slider, self._buttons["step"], self._buttons["play"]):
            row.addWidget(part, 1 if part is self._slider else 0)
        self.content.addLayout(choice)
        self.content.addLayout(row)
        for part, share in ((self._worked, 0), (self._terms, 3), (self._sums, 1)):
            self.content.addWidget(part, share)
        self.content.addWidget(self._plot, 2)

    def draw(self, scene: Scene) -> None:
        """Ask for the terms of the selected token's output row."""
        words, trace, row, head = scene.words, scene.trace, row_of(scene), scene.head
        self._label.setText(words("experiment.sum.token"))
        self._token.show_tokens(trace.tokens, row, words("experiment.sum.token"))
        self._slider.setAccessibleName(words("experiment.sum.slider"))
        for part in ("back", "step"):
            self._buttons[part].setText(words(f"experiment.sum.{part}"))
        self._name_play(scene)
        quick = len(trace.tokens) * trace.Z.shape[1] <= QUICK
        self.ask((trace, row, head), lambda check: assemble(trace, row, head), quick)

    def show_answer(self, scene: Scene, answer: Assembly) -> None:
        """Offer every step; another sum begins whole, for a still shows it best."""
        if answer is not self._found:
            self._stop()
            self._found = answer
            self._slider.blockSignals(True)
            self._slider.setRange(0, len(answer.order))
            self._slider.setValue(len(answer.order))
            self._slider.blockSignals(False)
        self._drawn = scene
        self._show_lengths(scene, answer)
        self._show_step(scene)
        self.finding.setText(finding(scene, answer))

    def _show_lengths(self, scene: Scene, found: Assembly) -> None:
        words, theme = scene.words, self.theme
        steps = np.arange(1, len(found.order) + 1)
        axes = Axis(words("experiment.sum.count"), low=0), Axis(words("experiment.sum.length"), low=0)
        curves = (
            Curve(words("experiment.sum.of_sum"), steps, found.reached, theme.peony, symbol="o"),
            Curve(words("experiment.sum.of_term"), steps, found.lengths, theme.blue,
                  Qt.PenStyle.DashLine, symbol="s"),
        )  # fmt: skip
        self._plot.show_curves(words("experiment.sum.plot"), axes, curves)

    def _step_chosen(self) -> None:
        if self._drawn is not None:
            self._show_step(self._drawn)

    def _show_step(self, scene: Scene) -> None:
        """Show the first terms, as many as the slider says, and what they add up to."""
        found, count, words = self._found, self._slider.value(), scene.words
        names = tuple(
            f"{name_of(scene.trace.tokens[row])} {fixed(float(weight), 2)}"
            for row, weight in zip(found.order, found.weights, strict=True)
        )
        scale = signed(float(max(np.abs(found.terms).max(), np.abs(found.sums).max())))
        added = found.terms * (np.arange(len(found.order)) < count)[:, None]
        so_far = found.sums[count - 1] if count else np.zeros_like(found.output)
        title = words("experiment.sum.terms", count=count, total=len(found.order))
        self._terms.show_matrix(title, by_dimension(scene, added, names, words("experiment.sum.term"), scale))
        both = np.stack((so_far, found.output))
        rows = words("experiment.sum.so_far"), words("experiment.sum.whole")
        self._sums.show_matrix(words("experiment.sum.sums"), by_dimension(scene, both, rows, "", scale))
        self._plot.set_marker(count)
        self._worked.setText(worked_step(scene, found, count))
        self._buttons["back"].setEnabled(count > 0)
        self._buttons["step"].setEnabled(count < len(found.order))

    def _go(self, by: int) -> None:
        self._stop()
        self._slider.setValue(self._slider.value() + by)

    def _play(self) -> None:
        """Add term after term from the first; all at once where the person wants no motion."""
        if self._timer.isActive():
            self._stop()
            return
        last = self._slider.maximum()
        if not self.theme.motion:
            self._slider.setValue(last)
            return
        if self._slider.value() == last:
            self._slider.setValue(0)
        self._timer.start()
        self._name_play(self._scene)

    def _advance(self) -> None:
        self._slider.setValue(self._slider.value() + 1)
        if self._slider.value() == self._slider.maximum():
            self._stop()

    def _stop(self) -> None:
        self._timer.stop()
        if self._scene is not None:
            self._name_play(self._scene)

    def _name_play(self, scene: Scene) -> None:
        playing = self._timer.isActive()
        self._buttons["play"].setText(
            scene.words("experiment.sum.pause" if playing else "experiment.sum.play")
        )

    def _select(self, row: int) -> None:
        trace = self._scene.trace
        self.store.select(trace.rows[row], trace.text)

    def rest(self) -> None:
        """Play nothing that nobody sees."""
        self._stop()


def worked_step(scene: Scene, found: Assembly, count: int) -> str:
    """Say what the last of `count` terms added, and how long the sum is now."""
    words = scene.words
    if count == 0:
        return words("experiment.sum.nothing")
    token = name_of(scene.trace.tokens[found.order[count - 1]])
    mean = found.head is None and scene.trace.heads > 1
    said = words(
        "experiment.sum.worked_mean" if mean else "experiment.sum.worked",
        count=count,
        weight=significant(float(found.weights[count - 1])),
        token=token,
        length=significant(float(found.lengths[count - 1])),
        reached=significant(float(found.reached[count - 1])),
    )
    if count == len(found.order):
        return joined(said, words("experiment.sum.residual", residual=fixed(found.residual)))
    return said


def finding(scene: Scene, found: Assembly) -> str:
    """Say how many terms matter, how much cancels, and where this row stands among the others."""
    words, trace = scene.words, scene.trace
    needed, total = found.needed(NEAR), len(found.order)
    said = words(
        "experiment.sum.needed_all" if needed == total else "experiment.sum.needed",
        token=name_of(trace.tokens[found.row]),
        needed=needed,
        total=total,
        lost=f"{100 * found.cancelled:.0f}",
    )
    place = trace.by_norm.index(found.row) + 1
    first = place == 1 or trace.norms[found.row] == trace.norms[trace.by_norm[0]]
    if found.head is not None:
        return said
    place_said = words("experiment.sum.longest" if first else "experiment.sum.place", place=place)
    return joined(said, place_said)
