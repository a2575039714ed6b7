"""Saturation: what dividing by √d_k is for, on this sentence's own vectors and on random ones."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from engine.experiments.saturation import (
    ROWS,
    SEED,
    WIDTHS,
    Saturation,
    of_sentence,
    of_theory,
    repeating_saturates,
    verdict,
)
from engine.words import Words
from gui.background import Check
from gui.experiments.experiment import Experiment, joined
from gui.items.beside import Beside
from gui.items.numbers import cell
from gui.items.plot import Plot
from gui.items.plot_canvas import Axis, Curve
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

BARE, DIVIDED = Qt.PenStyle.DashLine, Qt.PenStyle.SolidLine
Answer = tuple[Saturation, Saturation]


class SaturationExperiment(Experiment):
    """Row entropy and largest weight against the width, with and without the division."""

    name = "saturation"
    uses = frozenset({"trace", "lang"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._drawn: tuple[object, ...] = ()
        self._source = self.label("saturationSource")
        self._source.setProperty("quiet", True)
        self._entropy, self._largest = Plot("entropyPlot", theme), Plot("largestPlot", theme)
        self.content.addWidget(self._source)
        pair = Beside(self._entropy, self._largest, least=theme.px(24), gap=theme.px(0.8))
        self.content.addWidget(pair, 1)

    def draw(self, scene: Scene) -> None:
        """Ask for the curves of a trace."""
        trace = scene.trace

        def work(check: Check) -> Answer:
            return of_sentence(trace, check), of_theory(len(trace.tokens))

        # The random vectors of a new number of tokens take longer than a frame.
        self.ask(trace, work, quick=False)

    def show_answer(self, scene: Scene, answer: Answer) -> None:
        """Draw both plots, and say what they say."""
        words, trace, own = scene.words, scene.trace, answer[0]
        key = "experiment.saturation.own_raw" if trace.W_Q is None else "experiment.saturation.own"
        about = words("experiment.saturation.random", rows=ROWS, seed=SEED)
        self._source.setText(joined(words(key, width=trace.head_dim, tokens=own.tokens), about))
        x = Axis(words("experiment.saturation.width"), log=True, ticks=WIDTHS)
        name, most = words("experiment.saturation.entropy"), np.full(len(WIDTHS), own.most)
        quiet = self.theme.quiet
        bound = Curve(words("experiment.saturation.most"), own.widths, most, quiet, Qt.PenStyle.DotLine)
        bits = self._curves(words, *(each.entropy for each in answer))
        self._entropy.show_curves(name, (x, Axis(name, "bit", low=0)), (*bits, bound))
        name = words("experiment.saturation.largest")
        weights = self._curves(words, *(each.largest for each in answer))
        share = words("experiment.saturation.share")
        self._largest.show_curves(name, (x, Axis(share, low=0, high=1)), weights)
        self.finding.setText(self._said(words, own))

    def _curves(self, words: Words, own: np.ndarray, random: np.ndarray) -> tuple[Curve, ...]:
        """Return four curves: dashes are undivided scores, squares are random vectors."""
        widths, ink, other = np.array(WIDTHS), self.theme.peony, self.theme.blue
        return (
            Curve(words("experiment.saturation.own_bare"), widths, own[0], ink, BARE, "o"),
            Curve(words("experiment.saturation.own_divided"), widths, own[1], ink, DIVIDED, "o"),
            Curve(words("experiment.saturation.random_bare"), widths, random[0], other, BARE, "s"),
            Curve(words("experiment.saturation.random_divided"), widths, random[1], other, DIVIDED, "s"),
        )

    def _said(self, words: Words, own: Saturation) -> str:
        """Say how entropy goes while the vectors have numbers of their own, and past that."""
        ends = {"bare": (0, 0), "bare_wide": (0, own.end), "divided": (1, 0), "divided_wide": (1, own.end)}
        bits = {name: cell(float(own.entropy[at]), 2) for name, at in ends.items()}
        wide = int(own.widths[own.end])
        said = [
            words("experiment.saturation.figures", narrow=WIDTHS[0], wide=wide, **bits),
            words(f"experiment.saturation.{verdict(own)}"),
        ]
        if repeating_saturates(own):
            said.append(words("experiment.saturation.repeats", width=own.numbers))
        return joined(*said)
