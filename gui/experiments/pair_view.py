"""Two vectors of one kind: as strips, as an angle, and compared figure by figure."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.experiments.similarity import Pair, shortened
from gui.experiments.shown import by_dimension
from gui.items.angle_view import AngleView
from gui.items.heat_pane import HeatPane
from gui.items.numbers import MINUS, significant
from gui.scene import Scene
from gui.theme import Theme

TERMS = 4  # of a long sum that are written out


class PairView(QWidget):
    """One kind of vectors, ``dense`` or ``onehot``."""

    def __init__(self, kind: str, theme: Theme, text: QLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = kind.capitalize()
        self._kind, self._text = kind, text
        self._strips = HeatPane(f"vectors{name}", theme)
        self._strips.heatmap.setMinimumHeight(theme.px(8))
        self._angle = AngleView(f"vectors{name}Angle", theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._strips, self._angle, text):
            column.addWidget(part)
        column.addStretch(1)

    def show_pair(self, scene: Scene, pair: Pair, names: tuple[str, str]) -> None:
        """Show two vectors under the names of their tokens."""
        words, (first, second) = scene.words, pair.zeros
        title = words(f"experiment.vectors.{self._kind}", first=first, second=second, n=len(pair.a))
        values = np.stack((pair.a, pair.b))
        self._strips.show_matrix(title, by_dimension(scene, values, names, words("axis.token")))
        if pair.angle is None:
            said = words("experiment.vectors.no_angle")
        else:
            said = words("experiment.vectors.angle", angle=f"{pair.angle:.1f}")
        self._angle.show_angle(pair.angle, pair.lengths, names, said)
        self._text.setText(
            "\n".join((dot_line(scene, pair), *cosine_lines(scene, pair), distance_line(scene, pair)))
        )


def dot_line(scene: Scene, pair: Pair) -> str:
    """Return the inner product worked out: its largest terms, and all others together."""
    total = shortened(pair.products, TERMS)
    terms = [f"{_signed(pair.a[k])}×{_signed(pair.b[k])}" for k, _ in total.terms]
    return f"a·b = {_sum(scene, terms, total.others, total.rest)} = {significant(pair.dot)}"


def cosine_lines(scene: Scene, pair: Pair) -> tuple[str, str]:
    """Return lengths and cosine worked out; the angle where there is one."""
    sizes = [significant(length) for length in pair.lengths]
    lengths = f"|a| = {sizes[0]}, |b| = {sizes[1]}"
    if pair.angle is None:
        return lengths, scene.words("experiment.vectors.no_angle")
    cosine = f"{significant(pair.dot)} / ({sizes[0]}×{sizes[1]}) = {significant(pair.cosine)}"
    angle = scene.words("experiment.vectors.angle", angle=f"{pair.angle:.1f}")
    return lengths, f"cos = a·b / (|a||b|) = {cosine}; {angle}"


def distance_line(scene: Scene, pair: Pair) -> str:
    """Return the distance worked out: the largest squares, and all others together."""
    total = shortened(pair.squares, TERMS)
    terms = [f"({significant(float(pair.a[k]), 3)} {MINUS} {_signed(pair.b[k])})²" for k, _ in total.terms]
    squares = _sum(scene, terms, total.others, total.rest)
    return f"|a {MINUS} b| = √[{squares}] = √{significant(total.total)} = {significant(pair.distance)}"


def _sum(scene: Scene, terms: list[str], others: int, rest: float) -> str:
    if not terms:
        return scene.words("experiment.vectors.all_zero")
    if others:
        terms = [*terms, f"{_signed(rest)} [{scene.words('experiment.vectors.others', count=others)}]"]
    return " + ".join(terms)


def _signed(value: float) -> str:
    text = significant(float(value), 3)
    return f"({text})" if text.startswith(MINUS) else text
