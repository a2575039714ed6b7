"""The curves of a fit: the loss while it trains and by head width, each with raw scores and the floor."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Qt

from engine.experiments.fit import Fit
from engine.experiments.fitting import WIDTHS
from engine.experiments.raw import Raw
from engine.words import Words
from gui.items.plot_canvas import Axis, Curve
from gui.theme import Theme

POINTS = 400  # of a curve, more than which nobody sees
ROOM = 64  # steps that the first axis has room for at first; it grows by doubling, so as not to creep

Drawn = tuple[tuple[Axis, Axis], tuple[Curve, ...]]


def of_steps(words: Words, theme: Theme, fit: Fit, raw: Raw) -> Drawn:
    """Return axes and curves of the loss after every step."""
    steps, losses = fit.curve(POINTS)
    end = ROOM
    while end < fit.steps:
        end *= 2
    trained = Curve(words("experiment.fit.trained_line"), steps, losses, theme.peony)
    axis = Axis(words("experiment.fit.steps"), low=0, high=end, whole=True)
    return (axis, _loss(words)), (trained, *_bounds(words, theme, fit.problem.floor, raw.loss, (0, end)))


def of_widths(words: Words, theme: Theme, losses: Mapping[int, float], floor: float, raw: float) -> Drawn:
    """Return axes and curves of the loss that each head width reached."""
    widths, reached = np.array(list(losses), dtype=float), np.array(list(losses.values()))
    trained = Curve(words("experiment.fit.trained_line"), widths, reached, theme.peony, symbol="o")
    ends = WIDTHS[0], WIDTHS[-1]
    axis = Axis(words("experiment.fit.width"), log=True, low=ends[0], high=ends[1], ticks=WIDTHS)
    return (axis, _loss(words)), (trained, *_bounds(words, theme, floor, raw, ends))


def _loss(words: Words) -> Axis:
    return Axis(words("experiment.fit.loss"), "nat", low=0)


def _bounds(
    words: Words, theme: Theme, floor: float, raw: float, ends: tuple[float, float]
) -> tuple[Curve, Curve]:
    x = np.array(ends, dtype=float)
    return (
        Curve(words("experiment.fit.raw_line"), x, np.full(2, raw), theme.blue, Qt.PenStyle.DashLine),
        Curve(words("experiment.fit.floor_line"), x, np.full(2, floor), theme.quiet, Qt.PenStyle.DotLine),
    )
