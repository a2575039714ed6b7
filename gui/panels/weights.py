"""Whom the selected token looks at: its row of A as bars."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from engine.compare import head_of
from engine.measures import ranking
from gui.drawings.bars import BarList
from gui.items.bars import Bar
from gui.items.elided_label import ElidedLabel
from gui.items.names import short
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
        self._drawn: tuple[object, ...] = ()
        self._row: int | None = None
        self._note = ElidedLabel(self)
        self._note.setObjectName("weightMarks")
        self._note.setProperty("quiet", True)
        self.column.addWidget(self._note)

    def present(self, scene: Scene) -> None:
        """Show the row of the scene's selected token."""
        self._row = scene.row
        self.title.show_text(title_of(scene))
        self.subtitle.show_text(says(scene))
        self.bars.setAccessibleName(self.title.whole)
        drawn = (scene.trace, scene.pinned, scene.row, scene.head)
        if drawn != self._drawn:
            self._drawn = drawn
            self.bars.keep_lines(len(scene.trace.tokens))
            self.show_bars(bars_of(scene), full_of(scene))
        self._note.show_text(marks_note(scene))
        self._note.setVisible(bool(self._note.whole))
        self.mark(scene, scene.col if scene.by_token else None)

    def listed(self, scene: Scene) -> BarList:
        """Return what is shown of a scene."""
        return listed(scene)

    def _point(self, row: int) -> None:
        self.point_at(Spot(stage="A", row=self._row, col=row))

    def _select(self, row: int) -> None:
        trace = self._scene.trace
        self.store.select(trace.rows[self._row], trace.text, focus="A", col=row)


def title_of(scene: Scene) -> str:
    """Say whose weights the bars are."""
    name = scene.selected.text if scene.selected else ""
    words = scene.words
    return words("weights_panel.title", token=short(name)) if name else words("weights_panel.none")


def says(scene: Scene) -> str:
    """Say which row of which head the bars are."""
    words = scene.words
    if scene.row is None:
        return words("weights_panel.dropped") if scene.selected else ""
    heads = words("heads.mean") if scene.head is None else words("heads.one", number=scene.head + 1)
    row = words("weights_panel.row", number=scene.row + 1)
    return row if scene.trace.heads == 1 else f"{row} · {heads}"


def bars_of(scene: Scene) -> tuple[Bar, ...]:
    """Return the selected token's weights from the largest down, with the pinned ones of the same pairs."""
    weights = np.zeros(0) if scene.weights is None else scene.weights
    tokens, marks = scene.trace.tokens, pinned_weights(scene)
    return tuple(Bar(row, tokens[row], float(weights[row]), marks.get(row)) for row in ranking(weights))


def full_of(scene: Scene) -> float:
    """Return the weight of a full bar, that of the heatmap's scale: a bar is as full as its cell is dark."""
    return float(np.abs(scene.trace.matrix("A", scene.head)).max(initial=0))


def listed(scene: Scene) -> BarList:
    """Return everything that is shown of a scene."""
    return BarList(
        title_of(scene),
        says(scene),
        "δ",
        bars_of(scene),
        full_of(scene),
        scene.col if scene.by_token else None,
        scene.theme.petal,
        marks_note(scene),
    )


def marks_note(scene: Scene) -> str:
    """Say what the marks in the bars of both lists are; nothing where there are none."""
    if not scene.pinned_rows:
        return ""
    said = scene.words("compare.marks")
    return f"{said} · {scene.words('heads.mean')}" if scene.lacks_head else said


def pinned_weights(scene: Scene) -> dict[int, float]:
    """Return what the same token gave the others in the pinned trace, by their present rows."""
    there = scene.pinned_rows.get(scene.row) if scene.row is not None else None
    if scene.pinned is None or there is None:
        return {}
    weights = scene.pinned.matrix("A", head_of(scene.pinned, scene.head))[there]
    return {row: float(weights[other]) for row, other in scene.pinned_rows.items()}
