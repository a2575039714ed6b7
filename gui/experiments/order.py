"""Order: the same tokens in another order, and what becomes of the weights."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from engine.experiments.order import Reordered, is_in_place, moved, reorder, shuffled
from engine.settings import OPTIONS
from gui.controls import KINDS
from gui.experiments.encoding import EncodingView
from gui.experiments.experiment import Experiment
from gui.experiments.shown import name_of, signed, weights_matrix
from gui.items.beside import Beside
from gui.items.colours import scale_of
from gui.items.flow_layout import FlowLayout
from gui.items.heat_pane import HeatPane
from gui.items.numbers import fixed
from gui.items.order_strip import OrderStrip
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

QUICK = 64**2  # pairs of tokens, over all heads, that are computed without a wait
POSITION = next(option for option in OPTIONS if option.name == "position")


class OrderExperiment(Experiment):
    """Chips to move; old weights re-ordered beside new ones; the position encoding."""

    name = "order"
    uses = frozenset({"trace", "head", "lang", "colours", "settings"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._tokens: tuple[str, ...] = ()
        self._order: tuple[int, ...] = ()
        self._seed = 0
        self._shuffle, self._restore = QPushButton(self), QPushButton(self)
        self._shuffle.setObjectName("orderShuffle")
        self._restore.setObjectName("orderRestore")
        self._shuffle.clicked.connect(self._mix)
        self._restore.clicked.connect(lambda: self._reorder(tuple(range(len(self._order)))))
        self._position_label = QLabel(self)
        self._position = KINDS[POSITION.kind](POSITION, self)
        self._position.box.setObjectName("orderPosition")  # the panel of options has the other one
        self._position.chosen.connect(lambda value: store.set_option("position", value))
        self._strip = OrderStrip("orderStrip", theme, self)
        self._strip.moved.connect(lambda place, to: self._reorder(moved(self._order, place, to)))
        self._figures = self.label("orderFigures")
        self._panes = [HeatPane(f"order{part}", theme) for part in ("Before", "After", "Difference")]
        self._encoding = EncodingView(theme)
        self._fill(theme)

    def _fill(self, theme: Theme) -> None:
        head, position = QWidget(self), QWidget(self)
        row, flow = QHBoxLayout(position), FlowLayout(head, theme.px(0.5), theme.px(0.3))
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._position_label)
        row.addWidget(self._position)
        for part in (self._shuffle, self._restore, position):
            flow.addWidget(part)
        for part in (head, self._strip, self._figures):
            self.content.addWidget(part)
        self.content.addWidget(Beside(*self._panes, least=theme.px(22), gap=theme.px(0.6)), 1)
        self.content.addWidget(self._encoding, 1)

    def draw(self, scene: Scene) -> None:
        """Show the chips, and ask for the weights in their order."""
        words, trace = scene.words, scene.trace
        if trace.tokens != self._tokens:
            self._tokens, self._order = trace.tokens, tuple(range(len(trace.tokens)))
        self._shuffle.setText(words("experiment.order.shuffle"))
        self._restore.setText(words("experiment.order.restore"))
        self._position_label.setText(words("option.position.label"))
        self._position.translate(words)
        self._position.set_value(scene.state.settings.position)
        self._show_chips(scene)
        self._encoding.present(scene)
        order = self._order
        self._restore.setEnabled(not is_in_place(trace, order))
        self._shuffle.setEnabled(len(order) > 1)
        self.ask((trace, order), lambda check: reorder(trace, order), trace.A.size <= QUICK)

    def _show_chips(self, scene: Scene) -> None:
        tokens = tuple(scene.trace.rows[row] for row in self._order)
        names = tuple(
            scene.words("experiment.order.chip", token=name_of(token.text), place=place + 1, home=row + 1)
            for place, (row, token) in enumerate(zip(self._order, tokens, strict=True))
        )
        self._strip.show_tokens(tokens, names, tuple(row != place for place, row in enumerate(self._order)))

    def _mix(self) -> None:
        self._seed += 1
        self._reorder(shuffled(len(self._order), self._seed))

    def _reorder(self, order: tuple[int, ...]) -> None:
        self._order = order
        if self._scene is not None:
            self.draw(self._scene)

    def show_answer(self, scene: Scene, answer: Reordered) -> None:
        """Draw the old weights, the new ones and what is between them."""
        words = scene.words
        before, after = (_chosen(scene, each) for each in (answer.before, answer.after))
        shared = scale_of(np.stack((before, after)))
        apart = signed(max(abs(shared.low), abs(shared.high)))
        drawn = (before, shared), (after, shared), (after - before, apart)
        for pane, part, (values, scale) in zip(
            self._panes, ("before", "after", "difference"), drawn, strict=True
        ):
            pane.show_matrix(
                words(f"experiment.order.{part}"), weights_matrix(scene, values, answer.tokens, scale)
            )
        self._figures.setText(
            words(
                "experiment.order.figures",
                largest=fixed(answer.largest),
                mean=fixed(answer.mean),
                outputs=fixed(answer.largest_output),
            )
        )
        self.finding.setText(finding(scene, answer))


def _chosen(scene: Scene, A: np.ndarray) -> np.ndarray:
    """Return the head in focus, or the mean over heads."""
    return A.mean(axis=0) if scene.head is None else A[scene.head]


def finding(scene: Scene, answer: Reordered) -> str:
    """Say what the difference says."""
    words, settings = scene.words, scene.trace.settings
    sees = settings.position != "none" or settings.mask == "causal"
    if is_in_place(scene.trace, answer.order):
        return words("experiment.order.in_place")
    if answer.largest == 0:
        return words("experiment.order.same_anyway" if sees else "experiment.order.same")
    head, row, col = answer.where
    cell = {
        "largest": fixed(answer.largest),
        "query": name_of(answer.tokens[row]),
        "key": name_of(answer.tokens[col]),
        "before": fixed(float(answer.before[head, row, col])),
        "after": fixed(float(answer.after[head, row, col])),
    }
    masked = settings.position == "none"
    return words("experiment.order.masked" if masked else "experiment.order.placed", **cell)
