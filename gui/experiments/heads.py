"""Heads: all of them side by side, the mean of them, and whom each looks at most."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from engine.experiments.heads import NOBODY, Heads, compare_heads
from engine.settings import OPTIONS
from engine.trace import Trace
from gui.controls import KINDS
from gui.experiments.experiment import Experiment, joined
from gui.experiments.shown import name_of
from gui.items.beside import Beside
from gui.items.colours import Scale, scale_of
from gui.items.elided_label import ElidedLabel
from gui.items.flow_layout import FlowLayout
from gui.items.head_thumb import HeadThumb
from gui.items.heat_layout import Matrix
from gui.items.heat_pane import HeatPane
from gui.items.numbers import fixed
from gui.items.scale_bar import ScaleBar
from gui.items.table import Table
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

QUICK = 64**2 * 16  # weights that are compared without a wait
HEADS = next(option for option in OPTIONS if option.name == "heads")


class HeadsExperiment(Experiment):
    """Small multiples on one scale; strongest keys; entropy of rows; agreement."""

    name = "heads"
    uses = frozenset({"trace", "head", "lang", "colours", "settings"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._count_label = QLabel(self)
        self._count = KINDS[HEADS.kind](HEADS, self)
        self._count.box.setObjectName("headsCount")  # the panel of options has the other one
        self._count.chosen.connect(lambda value: store.set_option("heads", value))
        self._axes, self._readout = self.label("headsAxes"), ElidedLabel(self)
        self._axes.setProperty("quiet", True)
        self._readout.setObjectName("headsReadout")
        self._strip = QWidget(self)
        self._flow = FlowLayout(self._strip, theme.px(0.4), theme.px(0.4))
        self._scale = ScaleBar("headsScale", theme, self)
        self._flow.addWidget(self._scale)
        self._thumbs: list[HeadThumb] = []
        self._drawn: Scene | None = None  # on the thumbs; a newer one may still wait for its answer
        self._table_title = self.label("headsTableTitle")
        self._table_title.setProperty("title", True)
        self._table = Table("headsStrongest", theme, self)
        self._entropy, self._agreement = HeatPane("headsEntropy", theme), HeatPane("headsAgreement", theme)
        self._fill(theme)

    def _fill(self, theme: Theme) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(0.5))
        row.addWidget(self._count_label)
        row.addWidget(self._count)
        row.addStretch(1)
        self.content.addLayout(row)
        parts = (self._axes, self._strip, self._readout, self._table_title, self._table)
        for part in parts:
            self.content.addWidget(part)
        pair = Beside(self._entropy, self._agreement, least=theme.px(22), gap=theme.px(0.6))
        self.content.addWidget(pair, 1)

    def draw(self, scene: Scene) -> None:
        """Draw the heads, and ask how alike they are."""
        words, trace = scene.words, scene.trace
        self._count_label.setText(words("option.heads.label"))
        self._count.translate(words)
        self._count.set_value(scene.state.settings.heads)
        self._count.setEnabled(can_have_more(trace))
        self._axes.setText(words("experiment.heads.axes"))
        self.ask(trace, lambda check: compare_heads(trace), trace.A.size <= QUICK)

    def show_answer(self, scene: Scene, answer: Heads) -> None:
        """Draw everything that is known of the heads."""
        self._drawn = scene
        self._show_thumbs(scene, answer)
        self._show_table(scene, answer)
        self._show_figures(scene, answer)
        self.finding.setText(finding(scene, answer))

    def _show_thumbs(self, scene: Scene, answer: Heads) -> None:
        trace, words, colours = scene.trace, scene.words, scene.state.colours
        wanted = trace.heads + (trace.heads > 1)  # one head alone is its own mean
        while len(self._thumbs) < wanted:
            self._add_thumb()
        each, of_mean = answer.spread or ((None,) * trace.heads, None)
        drawn = [(None, of_mean), *enumerate(each)] if trace.heads > 1 else [(0, each[0])]
        scale = scale_of(trace.A)
        for thumb in self._thumbs[len(drawn) :]:
            thumb.hide()
        for thumb, (head, bits) in zip(self._thumbs, drawn, strict=False):
            title = head_name(scene, head)
            figure = "" if bits is None else f"{bits:.2f} bit"
            thumb.show_weights(trace.matrix("A", head), scale, colours, title, figure)
            thumb.setToolTip(words("experiment.heads.thumb_help"))
            thumb.setChecked(head == scene.head or trace.heads == 1)
            thumb.show()
        self._scale.show_scale(scale, colours, words("matrix.A"))

    def _add_thumb(self) -> None:
        number = len(self._thumbs)
        thumb = HeadThumb(f"headsThumb.{number}", self.theme, self._strip)
        thumb.clicked.connect(lambda: self.store.update(head=number - 1 if number else None, col=None))
        thumb.cellHovered.connect(lambda row, col: self._read(thumb, number, row, col))
        thumb.left.connect(lambda: self._readout.show_text(""))
        self._flow.removeWidget(self._scale)
        self._flow.addWidget(thumb)
        self._flow.addWidget(self._scale)
        self._thumbs.append(thumb)

    def _read(self, thumb: HeadThumb, number: int, row: int, col: int) -> None:
        """Say the weight under the pointer."""
        scene = self._drawn
        query, key = (name_of(scene.trace.tokens[each]) for each in (row, col))
        head = head_name(scene, number - 1 if number and scene.trace.heads > 1 else None)
        value = fixed(float(thumb.matrix()[row, col]))
        self._readout.show_text(f"{head}: {query} → {key}  {value}")

    def _show_table(self, scene: Scene, answer: Heads) -> None:
        trace, words = scene.trace, scene.words
        keys = (
            np.concatenate([answer.merged[None], answer.strongest]) if trace.heads > 1 else answer.strongest
        )
        heads = (None, *range(trace.heads)) if trace.heads > 1 else (0,)
        cells = tuple(
            tuple(key_of(trace, head, row, int(keys[place, row])) for place, head in enumerate(heads))
            for row in range(len(trace.tokens))
        )
        strong = frozenset((int(row), int(place)) for place, row in np.argwhere(keys != keys[0]))
        columns = tuple(head_name(scene, head) for head in heads)
        self._table_title.setText(words("experiment.heads.table"))
        self._table.show_cells(
            self._table_title.text(), columns, tuple(map(name_of, trace.tokens)), cells, strong
        )

    def _show_figures(self, scene: Scene, answer: Heads) -> None:
        """Draw the entropy of every row, and how often any two heads agree."""
        words, colours, tokens = scene.words, scene.state.colours, scene.trace.tokens
        numbers = tuple(str(head + 1) for head in range(scene.trace.heads))
        across = words("experiment.heads.across")
        self._entropy.setVisible(answer.entropy is not None)
        if answer.entropy is not None:
            bits = answer.entropy.T
            most = Scale(0.0, float(np.log2(max(len(tokens), 2))), False)
            drawn = Matrix(bits, tokens, numbers, words("axis.query"), across, False, most, colours)
            self._entropy.show_matrix(words("experiment.heads.entropy"), drawn)
        self._agreement.setVisible(len(numbers) > 1)
        shares, down = 100 * answer.agreement, words("experiment.heads.down")
        drawn = Matrix(shares, numbers, numbers, down, across, True, Scale(0.0, 100.0, False), colours)
        self._agreement.show_matrix(words("experiment.heads.agreement"), drawn)


def can_have_more(trace: Trace) -> bool:
    """Whether the number of heads is a person's to choose."""
    return trace.projections is not None and trace.projections.source in ("random", "trained")


def head_name(scene: Scene, head: int | None) -> str:
    """Name a head, or the mean over all."""
    return scene.words("heads.mean") if head is None else scene.words("heads.one", number=head + 1)


def key_of(trace: Trace, head: int | None, row: int, key: int) -> str:
    """Name the strongest key of a row with its weight."""
    if key == NOBODY:
        return "–"
    return f"{name_of(trace.tokens[key])} {fixed(float(trace.matrix('A', head)[row, key]), 2)}"


def finding(scene: Scene, answer: Heads) -> str:
    """Say how far the heads look at different things."""
    words, trace = scene.words, scene.trace
    if trace.heads == 1:
        return words("experiment.heads.single" if can_have_more(trace) else "experiment.heads.only")
    fields = {
        "heads": trace.heads,
        "share": f"{100 * answer.mean_agreement:.0f}",
        "unanimous": answer.unanimous,
        "rows": len(trace.tokens),
    }
    same = answer.mean_agreement == 1
    said = words("experiment.heads.alike" if same else "experiment.heads.differ", **fields)
    if answer.spread is None:
        return said
    each, of_mean = answer.spread
    merged = words("experiment.heads.merged", mean=f"{of_mean:.2f}", each=f"{np.mean(each):.2f}")
    return joined(said, merged)
