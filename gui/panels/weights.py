"""Whom the selected token looks at: its row of A as bars."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from engine.measures import ranking
from gui.items.bars import Bar
from gui.panels.bar_panel import BarPanel
from gui.scene import Scene
from gui.state import Spot, Store
from gui.theme import Theme


class WeightsPanel(BarPanel):
    """Bars of the selected token's attention weights, the largest first."""

    bars_name = "weightBars"
    uses = frozenset({"trace", "anchor", "col", "head", "hover", "lang", "ranking", "focus"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, theme.petal, parent)
        self._drawn: np.ndarray | None = None
        self._row: int | None = None

    def present(self, scene: Scene) -> None:
        """Show the row of the scene's selected token."""
        words, weights = scene.words, scene.weights
        self._row = scene.row
        name = scene.selected.text if scene.selected else ""
        name = name if len(name) <= 12 else name[:11] + "…"
        self.title.setText(words("weights_panel.title", token=name) if name else words("weights_panel.none"))
        row = "" if scene.row is None else words("weights_panel.row", number=scene.row + 1)
        dropped = name and scene.row is None
        self.subtitle.show_text(words("weights_panel.dropped") if dropped else row)
        self.bars.setAccessibleName(self.title.text())
        weights = np.zeros(0) if weights is None else weights
        if self._drawn is None or not np.array_equal(weights, self._drawn) or self._names_differ(scene):
            self._drawn = weights
            tokens = scene.trace.tokens
            order = ranking(weights)
            self.show_bars(tuple(Bar(row, tokens[row], float(weights[row])) for row in order))
        self.mark(scene, scene.col if scene.by_token else None)

    def _names_differ(self, scene: Scene) -> bool:
        return self._scene is None or scene.trace.tokens != self._scene.trace.tokens

    def _point(self, row: int) -> None:
        self.point_at(Spot(stage="A", row=self._row, col=row))

    def _select(self, row: int) -> None:
        self.store.update(focus="A", col=row)
