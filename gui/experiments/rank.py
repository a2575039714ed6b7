"""Rank: scores, or what W_Q and W_K do together, rebuilt from a few factors."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QWidget

from engine.experiments.rank import Factors, factors_of_scores, factors_of_weights
from gui.experiments.experiment import QUICK, Experiment, joined
from gui.items.beside import Beside
from gui.items.colours import scale_of
from gui.items.heat_layout import Matrix
from gui.items.heat_pane import HeatPane
from gui.items.numbers import fixed
from gui.items.plot import Plot
from gui.items.plot_canvas import Axis, Curve
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

TABLES = {"scores": factors_of_scores, "weights": factors_of_weights}
CLOSE = 0.05  # the error at which a rebuilt table is called close


class RankExperiment(Experiment):
    """A slider of r; the full table beside the rebuilt one; the error for every r."""

    name = "rank"
    carried = ("_factors", "_of", "_drawn")
    uses = frozenset({"trace", "head", "lang", "colours"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._factors: Factors | None = None
        self._of = ""  # which table they are of; another one may be chosen already
        self._drawn: Scene | None = None  # with these factors; a newer one may still wait for its own
        self._table = QComboBox(self)
        self._table.setObjectName("rankTableCombo")
        for name in TABLES:
            self._table.addItem(name, name)
        self._table.currentIndexChanged.connect(lambda: self.present(self._scene))
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("rankSlider")
        self._slider.valueChanged.connect(self._rank_chosen)
        self._figure = QLabel(self)
        self._figure.setObjectName("rankFigure")
        self._counts = self.label("rankCounts")
        self._full, self._rebuilt = HeatPane("rankFull", theme), HeatPane("rankRebuilt", theme)
        self._plot = Plot("rankPlot", theme)
        self._fill(theme)

    def _fill(self, theme: Theme) -> None:
        row = QHBoxLayout()
        row.addWidget(self._slider, 1)
        row.addWidget(self._figure)
        pair = Beside(self._full, self._rebuilt, least=theme.px(22), gap=theme.px(0.6))
        self.content.addWidget(self._table)
        self.content.addLayout(row)
        self.content.addWidget(self._counts)
        self.content.addWidget(pair, 3)
        self.content.addWidget(self._plot, 2)

    def draw(self, scene: Scene) -> None:
        """Ask for the factors of the chosen table."""
        words, table, trace, head = scene.words, self._table.currentData(), scene.trace, scene.head
        self._table.setAccessibleName(words("experiment.rank.table"))
        self._slider.setAccessibleName(words("experiment.rank.slider"))
        for place, name in enumerate(TABLES):
            self._table.setItemText(place, words(f"experiment.rank.{name}"))
        # W stays while a sentence is typed: its factors are found once.
        of = trace.projections if table == "weights" and trace.projections else trace
        quick = table == "scores" and len(trace.tokens) <= QUICK
        self.ask((table, of, head), lambda check: TABLES[table](trace, head), quick)

    def show_answer(self, scene: Scene, answer: Factors) -> None:
        """Offer every r that there is."""
        first, new = self._factors is None, answer is not self._factors
        self._factors, self._of, self._drawn = answer, self._table.currentData(), scene
        if new:
            self._slider.blockSignals(True)
            self._slider.setRange(0, answer.most)
            if first:  # neither nothing nor everything
                self._slider.setValue((answer.most + 1) // 2)
            self._slider.blockSignals(False)
        self._full.show_matrix(scene.words("experiment.rank.full"), self._matrix(scene, answer.M))
        self._show_curve(scene, answer)
        self._show_r(scene)

    def _show_curve(self, scene: Scene, factors: Factors) -> None:
        words, ranks = scene.words, np.arange(factors.most + 1)
        name, symbol = words("experiment.rank.error"), "o" * (factors.most < 20)
        axes = Axis(words("experiment.rank.rank"), whole=True), Axis(name, "%", low=0, high=100)
        curve = Curve(name, ranks, 100 * factors.errors, self.theme.peony, symbol=symbol)
        title = f"{words('experiment.rank.curve')} ‖M − Mᵣ‖ / ‖M‖"
        self._plot.show_curves(title, axes, (curve,))

    def _rank_chosen(self) -> None:
        if self._drawn is not None:
            self._show_r(self._drawn)

    def _show_r(self, scene: Scene) -> None:
        """Show the table rebuilt from as many factors as the slider says."""
        factors, r, words = self._factors, self._slider.value(), scene.words
        (m, n), few = factors.M.shape, factors.parameters(r)
        self._figure.setText(f"r = {r} / {factors.most}")
        title = words("experiment.rank.rebuilt", r=r)
        self._rebuilt.show_matrix(title, self._matrix(scene, factors.rebuilt(r)))
        self._plot.set_marker(r)
        counts = {"m": m, "n": n, "full": factors.full, "r": r, "few": few}
        self._counts.setText(words("experiment.rank.counts", **counts))
        error = fixed(100 * float(factors.errors[r]), 1)
        key = "experiment.rank.saves" if few < factors.full else "experiment.rank.saves_not"
        said = words(key, r=r, few=few, full=factors.full, error=error)
        needed = words("experiment.rank.needed", needed=factors.needed(CLOSE), most=factors.most)
        self.finding.setText(joined(said, needed))

    def _matrix(self, scene: Scene, values: np.ndarray) -> Matrix:
        """Return a table to draw, on the scale of the full one."""
        of_tokens = self._of == "scores"
        names = scene.trace.tokens if of_tokens else tuple(map(str, range(1, len(values) + 1)))
        of_rows = "axis.query" if of_tokens else "experiment.rank.of_query"
        of_cols = "axis.key" if of_tokens else "experiment.rank.of_key"
        titles, scale = map(scene.words, (of_rows, of_cols)), scale_of(self._factors.M)
        return Matrix(values, names, names, *titles, True, scale, scene.state.colours)
