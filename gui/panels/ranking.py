"""Who is attended to most: by the length of the output row, or by the weight received."""

from __future__ import annotations

import html
from collections import Counter
from itertools import islice

import numpy as np
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from engine.sheet import Sheet
from engine.trace import Trace
from gui.drawings.bars import BarList
from gui.items.bars import Bar
from gui.items.flow_layout import FlowLayout
from gui.items.names import short, visible
from gui.items.numbers import digits_of, short_of
from gui.panels.bar_panel import BarPanel
from gui.scene import Scene
from gui.state import Spot, Store
from gui.theme import Theme

MEASURES = ("norm", "received")
NAMED = 3  # words that the summary names


class RankingPanel(BarPanel):
    """Bars of all kept tokens, and a sentence that names the first."""

    bars_name = "rankingBars"
    uses = frozenset({"trace", "ranking", "anchor", "hover", "lang", "focus"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, theme.blue, parent)
        self._drawn: tuple[object, ...] = ()
        self._buttons = {measure: QPushButton(self) for measure in MEASURES}
        self._group = QButtonGroup(self)
        self._measures = holder = QWidget(self)
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
        self.title.show_text(words("ranking.title"))
        self.subtitle.show_text(words(f"ranking.{measure}_symbol") if trace.tokens else "")
        self._measures.setVisible(bool(trace.tokens))
        for name, button in self._buttons.items():
            button.setText(words(f"ranking.{name}"))
            button.setToolTip(words(f"ranking.{name}_help"))
            button.setChecked(name == measure)
        self.bars.setAccessibleName(words("ranking.title"))
        if (trace, scene.pinned, measure) != self._drawn:
            self._drawn = (trace, scene.pinned, measure)
            self.show_bars(bars_of(scene), full_of(scene))
        self._summary.setText(summary(scene))
        self._show_summary()
        self.mark(scene, scene.row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the summary out where the bars need its room."""
        self._show_summary()

    def _show_summary(self) -> None:
        # Asked of what it lies in: the panel itself is only as high as what it shows.
        roomy = self.parentWidget().height() >= self.theme.px(28)
        self._summary.setVisible(bool(self._summary.text()) and roomy)

    def listed(self, scene: Scene) -> BarList:
        """Return what is shown of a scene."""
        return listed(scene)

    def sheet(self, scene: Scene) -> Sheet | None:
        """Return both measures, in drawn order."""
        return sheet_of(scene)

    def _point(self, row: int) -> None:
        self.point_at(Spot(row=row))

    def _select(self, row: int) -> None:
        if self._scene:
            self.store.select(self._scene.trace.rows[row], self._scene.trace.text)


def values_of(trace: Trace, measure: str) -> np.ndarray:
    """Return what the tokens are ranked by, (m,)."""
    return trace.norms if measure == "norm" else trace.received


def bars_of(scene: Scene) -> tuple[Bar, ...]:
    """Return the kept tokens from the most attended to down, with the pinned values of the same tokens."""
    trace, measure = scene.trace, scene.state.ranking
    values, marks = values_of(trace, measure), {}
    if scene.pinned:
        before = values_of(scene.pinned, measure)
        marks = {row: float(before[there]) for row, there in scene.pinned_rows.items()}
    return tuple(Bar(row, trace.tokens[row], float(values[row]), marks.get(row)) for row in scene.order)


def full_of(scene: Scene) -> float:
    """Return the value of a full bar."""
    return float(values_of(scene.trace, scene.state.ranking).max(initial=0))


def listed(scene: Scene) -> BarList:
    """Return everything that is shown of a scene."""
    symbol = scene.words(f"ranking.{scene.state.ranking}_symbol")
    title = scene.words("ranking.title")
    return BarList(title, symbol, symbol, bars_of(scene), full_of(scene), scene.row, scene.theme.blue)


def sheet_of(scene: Scene) -> Sheet:
    """Return both measures of the kept tokens, from the most attended to down."""
    trace, order = scene.trace, list(scene.order)
    columns = tuple(scene.words(f"ranking.{measure}") for measure in MEASURES)
    values = np.stack([trace.norms[order], trace.received[order]], axis=1)
    return Sheet(scene.words("ranking.title"), columns, tuple(trace.tokens[row] for row in order), values)


def summary(scene: Scene) -> str:
    """Name the token attended to most, by both measures; a tie is called one."""
    trace, words = scene.trace, scene.words
    if not trace.tokens:
        return ""
    by_norm, by_received = leaders(trace.norms), leaders(trace.received)
    figures = {
        "token": names(scene, by_norm),
        "norm": figure(trace.norms, by_norm[0]),
        "other": names(scene, by_received),
        "received": figure(trace.received, by_received[0]),
    }
    if len(trace.tokens) > 1 and len(by_norm) == len(by_received) == len(trace.tokens):
        return words("ranking.tie", **figures)
    return words("ranking.same" if by_norm == by_received else "ranking.differ", **figures)


def figure(values: np.ndarray, row: int) -> str:
    """Write the figure of a token as its bar does."""
    return short_of(float(values[row]), digits_of(values.tolist()))


def leaders(values: np.ndarray) -> tuple[int, ...]:
    """Return every row whose value is the largest, but for rounding."""
    return tuple(np.flatnonzero(np.isclose(values, values.max(), rtol=1e-9, atol=0)).tolist())


def names(scene: Scene, rows: tuple[int, ...]) -> str:
    """Name tokens, each word once and with how often it is there, the first few of many."""
    times = Counter(scene.trace.tokens[row] for row in rows)
    named = (html.escape(visible(short(token))) + f" ×{n}" * (n > 1) for token, n in times.items())
    return scene.words.listed(islice(named, NAMED)) + ("…" if len(times) > NAMED else "")
