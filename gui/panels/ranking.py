"""Who is attended to most: by the length of the output row, or by the weight received."""

from __future__ import annotations

import html

import numpy as np
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from engine.trace import Trace
from gui.items.bars import Bar
from gui.items.flow_layout import FlowLayout
from gui.items.names import short
from gui.items.numbers import fixed
from gui.panels.bar_panel import BarPanel
from gui.scene import Scene
from gui.state import Spot, Store
from gui.theme import Theme

MEASURES = ("norm", "received")


class RankingPanel(BarPanel):
    """Bars of all kept tokens, and a sentence that names the first."""

    bars_name = "rankingBars"
    uses = frozenset({"trace", "ranking", "anchor", "hover", "lang", "focus"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, theme.blue, parent)
        self._drawn: tuple[object, ...] = ()
        self._buttons = {measure: QPushButton(self) for measure in MEASURES}
        self._group = QButtonGroup(self)
        holder = QWidget(self)
        row = FlowLayout(holder, 0, 0)  # below each other where the column is narrow
        for measure, button in self._buttons.items():
            button.setObjectName(f"ranking.{measure}")
            button.setProperty("tone", "blue")
            button.setCheckable(True)
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, measure=measure: store.update(ranking=measure))
            row.addWidget(button)
        self.column.insertWidget(1, holder)
        self._summary = QLabel(self)
        self._summary.setObjectName("rankingSummary")
        self._summary.setWordWrap(True)
        self.column.addWidget(self._summary)

    def present(self, scene: Scene) -> None:
        """Show the ranking of the trace."""
        words, trace, measure = scene.words, scene.trace, scene.state.ranking
        self.title.setText(words("ranking.title"))
        self.subtitle.show_text(words(f"ranking.{measure}_symbol"))
        for name, button in self._buttons.items():
            button.setText(words(f"ranking.{name}"))
            button.setToolTip(words(f"ranking.{name}_help"))
            button.setChecked(name == measure)
        self.bars.setAccessibleName(words("ranking.title"))
        if (trace, scene.pinned, measure) != self._drawn:
            self._drawn = (trace, scene.pinned, measure)
            values, marks = values_of(trace, measure), {}
            if scene.pinned:
                before = values_of(scene.pinned, measure)
                marks = {row: float(before[there]) for row, there in scene.pinned_rows.items()}
            bars = (Bar(row, trace.tokens[row], float(values[row]), marks.get(row)) for row in scene.order)
            self.show_bars(tuple(bars), float(values.max(initial=0)))
        self._summary.setText(summary(scene))
        self._show_summary()
        self.mark(scene, scene.row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the summary out where the bars need its room."""
        self._show_summary()

    def _show_summary(self) -> None:
        # Asked of the window: the panel itself is only as high as what it shows.
        roomy = self.window().height() >= self.theme.px(44)
        self._summary.setVisible(bool(self._summary.text()) and roomy)

    def _point(self, row: int) -> None:
        self.point_at(Spot(row=row))

    def _select(self, row: int) -> None:
        if self._scene:
            self.store.select(self._scene.trace.rows[row], self._scene.trace.text)


def values_of(trace: Trace, measure: str) -> np.ndarray:
    """Return what the tokens are ranked by, (m,)."""
    return trace.norms if measure == "norm" else trace.received


def summary(scene: Scene) -> str:
    """Name the token attended to most, by both measures; a tie is called one."""
    trace, words = scene.trace, scene.words
    if not trace.tokens:
        return ""
    by_norm, by_received = leaders(trace.norms), leaders(trace.received)
    figures = {
        "token": names(scene, by_norm),
        "norm": fixed(float(trace.norms[by_norm[0]])),
        "other": names(scene, by_received),
        "received": fixed(float(trace.received[by_received[0]])),
    }
    if len(trace.tokens) > 1 and len(by_norm) == len(by_received) == len(trace.tokens):
        return words("ranking.tie", **figures)
    return words("ranking.same" if by_norm == by_received else "ranking.differ", **figures)


def leaders(values: np.ndarray) -> tuple[int, ...]:
    """Return every row whose value is the largest, but for rounding."""
    return tuple(np.flatnonzero(np.isclose(values, values.max(), rtol=1e-9, atol=0)).tolist())


def names(scene: Scene, rows: tuple[int, ...]) -> str:
    """Name tokens, the first few of many."""
    shown = scene.words.listed(html.escape(short(scene.trace.tokens[row])) for row in rows[:3])
    return shown + ("…" if len(rows) > 3 else "")
