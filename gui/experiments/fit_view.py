"""How a fit is drawn: the target beside the attention trained towards it, the loss beside a token's bars."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.experiments.fit import Fit
from engine.experiments.raw import Raw
from engine.experiments.target import Marks, target_of
from gui.experiments.fit_plot import of_steps
from gui.items.bars import Bar, Bars
from gui.items.beside import Beside
from gui.items.colours import Scale
from gui.items.heat_layout import Matrix
from gui.items.heat_pane import HeatPane
from gui.items.names import short
from gui.items.paintable import Paintable
from gui.items.plot import Plot
from gui.items.titled import Titled
from gui.scene import Scene
from gui.theme import Theme

WHOLE = Scale(0.0, 1.0, False)  # target and attention are compared on one scale


class FitView(QWidget):
    """Draws a target and a `Fit`; only what changed is drawn anew."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[object, ...] = ()
        self._fitted: tuple[object, ...] = ()
        self.painted = Paintable(theme)
        self._target = HeatPane("fitTarget", theme, self.painted)
        self._trained = HeatPane("fitTrained", theme)
        self._plot, self._bars = Plot("fitPlot", theme), Bars(theme, theme.petal)
        self._bars.setObjectName("fitBars")
        self._looks = Titled(self._bars, theme)
        least, gap = theme.px(22), theme.px(0.6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(Beside(self._target, self._trained, least=least, gap=gap), 1)
        column.addWidget(Beside(self._plot, self._looks, least=least, gap=gap), 1)

    def show_target(self, scene: Scene, marks: Marks) -> None:
        """Draw what is marked."""
        shown = (scene.trace, marks.tobytes(), scene.state.lang, scene.state.colours)
        if shown != self._shown:
            self._shown = shown
            title = scene.words("experiment.fit.target")
            self._target.show_matrix(title, _matrix(scene, target_of(marks)))

    def show_fit(self, scene: Scene, fit: Fit | None, raw: Raw | None) -> None:
        """Draw one moment of training; None where there is nothing to train."""
        for part in (self._trained, self._plot, self._looks):
            part.setVisible(fit is not None)
        if fit is None or raw is None:
            return
        fitted = (fit, scene.trace, scene.state.lang, scene.state.colours)
        if fitted != self._fitted:
            self._fitted = fitted
            title = scene.words("experiment.fit.trained", steps=fit.steps)
            self._trained.show_matrix(title, _matrix(scene, fit.A))
            loss = of_steps(scene.words, self._theme, fit, raw)
            self._plot.show_curves(scene.words("experiment.fit.loss_title"), *loss)
        self._show_bars(scene, fit)

    def _show_bars(self, scene: Scene, fit: Fit) -> None:
        """Draw the selected token's row, in the order of the sentence: bars keep their places."""
        tokens, row = scene.trace.tokens, scene.row
        weights = fit.A[row] if row is not None else ()
        self._bars.set_bars(tuple(map(Bar, range(len(weights)), tokens, map(float, weights))), 1.0)
        self._bars.set_marks(row, None)
        name = short(scene.selected.text) if scene.selected else ""
        self._looks.set_title(scene.words("experiment.fit.looks", token=name))


def _matrix(scene: Scene, values: np.ndarray) -> Matrix:
    names, words = scene.trace.tokens, scene.words
    axes = words("axis.query"), words("axis.key")
    return Matrix(values, names, names, *axes, True, WHOLE, scene.state.colours)
