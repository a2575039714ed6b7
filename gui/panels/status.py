"""One line of figures: what went in, the diagnostics, how long the last update took."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.trace import Trace
from engine.words import Words
from gui.commands import Commands
from gui.items.elided_label import ElidedLabel
from gui.items.numbers import fixed
from gui.naming import vectors_name
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

SHORT, HIGH = 76, 40  # ems: a line that is broken in two, in a window that is high enough for two
PINNED = 130  # ems: the same, with the figures of what is pinned beside the others
ROOM_FOR_TIME = 8  # ems
PARTED = "   │   "
BIT = " bit"


class StatusPanel(Panel):
    """The status line. While a worker computes it shows so, with a button that gives up."""

    uses = frozenset({"trace", "lang"})

    def __init__(self, store: Store, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName("statusFigures")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._figures, self._second = ElidedLabel(self), ElidedLabel(self)
        self._said: tuple[str, ...] = ()
        self._short = SHORT
        self._table, self._time = QPushButton(self), QLabel(self)
        self._table.setObjectName("tableButton")
        self._table.setProperty("flat", True)
        self._table.clicked.connect(commands["vectors"].trigger)
        self._time.setProperty("quiet", True)
        self._words: Words | None = None
        self._busy = QProgressBar(self)
        self._busy.setRange(0, 0)
        self._busy.setFixedWidth(theme.px(7))
        self._busy.setMaximumHeight(theme.px(0.7))
        self._busy.setTextVisible(False)
        self.cancel = QPushButton(self)
        self.cancel.setObjectName("cancelButton")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(1.2), theme.px(0.28), theme.px(1.2), theme.px(0.28))
        row.setSpacing(theme.px(1))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._figures)
        lines.addWidget(self._second)
        row.addLayout(lines, 1)
        row.addWidget(self._busy)
        row.addWidget(self.cancel)
        row.addWidget(self._time)
        row.addWidget(self._table)
        self.show_busy(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the figures the room that they need."""
        self._fit()

    def _fit(self) -> None:
        """Break the line where it is short, and leave out what can be had elsewhere."""
        px = self.theme.px
        self._second.setVisible(self.width() < px(self._short) and self.window().height() >= px(HIGH))
        first = (0, 1) if self._second.isVisibleTo(self) else (0, 1, 2)
        self._figures.show_text(PARTED.join(self._said[part] for part in first if part < len(self._said)))
        self._second.show_text("".join(self._said[2:]))
        beside = self.width() - max(label.sizeHint().width() for label in (self._figures, self._second))
        edges = px(5)  # between them, and at both ends
        table = self._table.sizeHint().width() + edges
        time = max(self._time.sizeHint().width(), px(ROOM_FOR_TIME))  # comes and goes with no digit
        self._table.setVisible(beside >= table)
        self._time.setVisible(beside >= table + time)

    def minimumSizeHint(self) -> QSize:
        """Room for a few figures, with nothing that comes and goes."""
        return QSize(self.theme.px(16), super().minimumSizeHint().height())

    def show_busy(self, busy: bool) -> None:
        """Say that an answer is under way."""
        self._busy.setVisible(busy)
        self.cancel.setVisible(busy)
        self._busy.setRange(0, 0)
        if not busy and self._words:
            self._busy.setAccessibleName(self._words("status.busy"))

    def memento(self) -> object:
        """Return whether it says so."""
        return not self._busy.isHidden()

    def resume(self, left: object) -> None:
        """Say so again."""
        self.show_busy(bool(left))

    def show_progress(self, fraction: float, words: int) -> None:
        """Say how far the import of a table is."""
        self._busy.setRange(0, 1000)
        self._busy.setValue(round(1000 * fraction))
        if self._words:
            said = self._words("status.importing", words=words, share=f"{fraction:.0%}")
            self._busy.setAccessibleName(said)
            self._time.setText(said)

    def show_time(self, milliseconds: float) -> None:
        """Say how long the last update took, from input to picture."""
        if self._words:
            self._time.setText(self._words("status.last", time=f"{milliseconds:.1f}"))
            self._fit()

    def text(self) -> str:
        """Return the whole line of figures."""
        return PARTED.join(self._said)

    def present(self, scene: Scene) -> None:
        """Show the figures of the trace."""
        words = scene.words
        figures = diagnostics(scene) if scene.trace.tokens else ()
        self._said = (inputs(scene), *figures)
        self._short = SHORT if scene.pinned is None else PINNED
        self._table.setText(words("status.table", vectors=vectors(scene)))
        self._table.setToolTip(words("status.table_help"))
        self._time.setToolTip(words("status.time"))
        self._words = words
        most = fixed(float(np.log2(max(len(scene.trace.tokens), 1))), 2)
        self._fit()
        for line in (self._figures, self._second):
            line.setToolTip(f"{self.text()}\n\n{words('status.help', most=most)}")
        self.cancel.setText(words("status.cancel"))
        self._busy.setAccessibleName(words("status.busy"))
        self.setAccessibleName(words("status.name"))
        self.setAccessibleDescription(self.text())


def vectors(scene: Scene) -> str:
    """Say which vectors stand for the words, and how wide they are; one-hot ones are from no table."""
    trace = scene.trace
    if trace.settings.vectors == "onehot":
        return scene.words("status.onehot", n=trace.X.shape[1])
    return f"{vectors_name(scene)} {len(trace.table):,} × {trace.table.width}"


def inputs(scene: Scene) -> str:
    """Tokens in and kept, n, d_k, heads, seed."""
    trace, words = scene.trace, scene.words
    parts = [
        words("status.tokens", count=len(trace.pieces), kept=len(trace.tokens)),
        f"n = {trace.X.shape[1]}",
        f"dₖ = {trace.head_dim}",
        words("status.one_head") if trace.heads == 1 else words("status.heads", count=trace.heads),
    ]
    if trace.projections and trace.projections.source == "random":
        parts.append(words("status.seed", seed=trace.settings.seed))
    return " · ".join(parts)


def diagnostics(scene: Scene) -> tuple[str, str]:
    """Return the figures of S, and those of A and X; the pinned trace's beside those that differ."""
    now = figures(scene.trace)
    if scene.pinned is not None:
        before = figures(scene.pinned)
        said = {
            name: scene.words("compare.before", value=now[name], before=before[name].removesuffix(BIT))
            for name in now
            if now[name] != before[name]
        }
        now |= said
    return scene.words("status.scores", **now), scene.words("status.weights", **now)


def figures(trace: Trace) -> dict[str, str]:
    """Return the diagnostics of a trace, written out."""
    d = trace.diagnostics
    entropy = None if d.entropy is None or not d.entropy.size else d.entropy.mean(axis=-1)
    return {
        "rows": f"{each(d.diagonal_rows, 0)}/{len(trace.tokens)}",
        "asymmetry": each(d.asymmetry, 2),
        "rank": each(d.rank, 0),
        "share": fixed(d.diagonal_share, 2),
        "entropy": each(entropy, 2) + (BIT if entropy is not None else ""),
        "zeros_X": f"{d.sparsity_X:.1%}",
        "zeros_A": f"{d.sparsity_A:.1%}",
    }


def each(values: np.ndarray | None, digits: int) -> str:
    """Write a figure that each head has: one for one head, least to largest for several."""
    if values is None or not len(values):
        return "—"
    ends = sorted({f"{values.min():.{digits}f}", f"{values.max():.{digits}f}"}, key=float)
    return "–".join(ends)
