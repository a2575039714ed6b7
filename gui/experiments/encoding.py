"""The sinusoidal position encoding, drawn: PE itself, and how alike any two places are."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.experiments.order import encode
from gui.experiments.shown import by_dimension
from gui.items.beside import Beside
from gui.items.colours import scale_of
from gui.items.heat_layout import Matrix
from gui.items.heat_pane import HeatPane
from gui.scene import Scene
from gui.theme import Theme

LEAST, MOST = 32, 128  # places that are drawn: a short sentence alone would show no wave


class EncodingView(QWidget):
    """Two heatmaps. They depend on how long the sentence is and how wide its vectors are, and on no word."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn: tuple[object, ...] = ()
        self._strip, self._products = HeatPane("orderEncoding", theme), HeatPane("orderProducts", theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Beside(self._strip, self._products, least=theme.px(22), gap=theme.px(0.6)))

    def present(self, scene: Scene) -> None:
        """Draw the encoding for the places and the width of a scene."""
        words, n = scene.words, scene.trace.X.shape[1]
        m = min(max(len(scene.trace.tokens), LEAST), MOST)
        key = (m, n, scene.state.lang, scene.state.colours)
        if key == self._drawn:
            return
        self._drawn = key
        found, places = encode(m, n), tuple(map(str, range(m)))
        title = words("experiment.order.place")
        self._strip.show_matrix(
            words("experiment.order.encoding", m=m, n=n), by_dimension(scene, found.PE, places, title)
        )
        scale, titles = scale_of(found.products), (title, words("experiment.order.place_across"))
        products = Matrix(found.products, places, places, *titles, True, scale, scene.state.colours)
        self._products.show_matrix(words("experiment.order.products"), products)
