"""Neuron: one output unit with its inputs and weights; a changed word moves delta and leaves W."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from engine.errors import PeonyError
from engine.experiments.neuron import ACTIVATIONS, UNITS, Changed, Unit, change_word, terms, unit
from gui.experiments.experiment import Experiment, joined
from gui.experiments.shown import name_of, row_of
from gui.experiments.token_combo import TokenCombo
from gui.experiments.word_change import WordChange
from gui.items.flow_layout import FlowLayout
from gui.items.names import visible
from gui.items.neuron_paint import Drawing, Line
from gui.items.neuron_view import NeuronView
from gui.items.numbers import MINUS, fixed, significant
from gui.items.text_field import indent
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

INPUTS = 8  # that are drawn one by one
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
QUICK = 64**2  # pairs of tokens, over all heads, that are computed anew without a wait


class NeuronExperiment(Experiment):
    """Which unit, the unit drawn and worked out, and a word to change."""

    name = "neuron"
    carried = ("_change.wanted", "_change._tokens")
    uses = frozenset({"trace", "head", "lang", "anchor", "ranking"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._unit: Unit | None = None
        self._lines: tuple[Line, ...] = ()
        self._matrix = self._combo("neuronMatrix", UNITS)
        self._activation = self._combo("neuronActivation", ACTIVATIONS)
        self._token = TokenCombo("neuronToken", self)
        self._token.activated.connect(self._select)
        self._dimension = QSpinBox(self)
        self._dimension.setObjectName("neuronDimension")
        indent(self._dimension)
        self._dimension.valueChanged.connect(lambda: self._again())
        self._view = NeuronView("neuronView", theme, self)
        self._view.linePointed.connect(self._read)
        self._readout = self.label("neuronReadout")
        self._readout.setProperty("quiet", True)
        self._sum = self.label("neuronSum")
        self._change = WordChange(theme, self.label("neuronProjections"), self)
        self._change.asked.connect(lambda: self._again())
        self._fill(theme)

    def _combo(self, name: str, choices: tuple[str, ...]) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for choice in choices:
            combo.addItem(choice, choice)
        combo.activated.connect(lambda: self._again())
        return combo

    def _fill(self, theme: Theme) -> None:
        head = QWidget(self)
        flow = FlowLayout(head, theme.px(0.5), theme.px(0.3))
        for control in (self._matrix, self._token, self._dimension, self._activation):
            flow.addWidget(control)
        for part in (head, self._view, self._readout, self._sum, self._change):
            self.content.addWidget(part)
        self.content.addStretch(1)

    def _again(self) -> None:
        if self._scene is not None:
            self.present(self._scene)

    def _select(self, row: int) -> None:
        trace = self._scene.trace
        self.store.select(trace.rows[row], trace.text)

    def draw(self, scene: Scene) -> None:
        """Draw the chosen unit, and ask what the changed word does if there is one."""
        self._show_controls(scene)
        self._unit = self._chosen(scene)
        self._show_unit(scene, self._unit)
        self._change.present(scene, row_of(scene))
        change = self._change.wanted
        if change is None:
            self.ask(None, lambda check: None, True)
            self.finding.setText(self._about_unit(scene))
            return
        trace, (row, word) = scene.trace, change
        quick = word in trace.table and trace.A.size <= QUICK
        self.ask((trace, row, word), lambda check: change_word(trace, row, word), quick)

    def show_answer(self, scene: Scene, answer: Changed) -> None:
        """Show what the changed word does."""
        self._change.show_changed(scene, answer, scene.head or 0)
        self.finding.setText(joined(self._about_unit(scene), about_change(scene, answer)))

    def show_error(self, scene: Scene, error: PeonyError) -> None:
        """Say beside the word why it cannot be taken: another one can be typed."""
        self._change.show_refusal(scene.words.error(error))
        self.finding.setText(self._about_unit(scene))

    def _show_controls(self, scene: Scene) -> None:
        words, trace = scene.words, scene.trace
        for place, name in enumerate(UNITS):
            self._matrix.setItemText(place, f"{name.lower()} · {words(f'matrix.{name}')}")
            # Raw attention has no W: q, k and v are x itself, and only z is a sum of products.
            self._matrix.model().item(place).setEnabled(name == "Z" or trace.projections is not None)
        if trace.projections is None:
            self._matrix.setCurrentIndex(UNITS.index("Z"))
        for place, name in enumerate(ACTIVATIONS):
            self._activation.setItemText(place, words(f"experiment.neuron.{name}"))
        self._token.show_tokens(trace.tokens, row_of(scene), words("experiment.neuron.token"))
        self._matrix.setAccessibleName(words("experiment.neuron.matrix"))
        self._activation.setAccessibleName(words("experiment.neuron.activation"))
        chosen = self._matrix.currentData()
        self._dimension.blockSignals(True)
        of_heads = trace.V if chosen == "Z" else getattr(trace, chosen)  # Z has heads of the width of V
        self._dimension.setRange(1, of_heads.shape[2])
        self._dimension.setPrefix(words("experiment.neuron.dimension") + " ")
        self._dimension.setAccessibleName(words("experiment.neuron.dimension"))
        self._dimension.blockSignals(False)

    def _chosen(self, scene: Scene) -> Unit:
        col, head = self._dimension.value() - 1, scene.head or 0
        return unit(scene.trace, self._matrix.currentData(), row_of(scene), col, head)

    def _show_unit(self, scene: Scene, made: Unit) -> None:
        words, few = scene.words, terms(made, INPUTS)
        names = [input_name(scene, made, term.number) for term in few.largest]
        lines = [
            Line(name, term.input, term.weight, term.product)
            for name, term in zip(names, few.largest, strict=True)
        ]
        if few.others:
            lines.append(Line(words("experiment.neuron.others", count=few.others), None, None, few.rest))
        activation = self._activation.currentData()
        titles = tuple(words(f"experiment.neuron.{part}") for part in ("input", "weight", "product", "sum"))
        output, named = made.activated(activation), words(f"experiment.neuron.{activation}")
        self._lines = tuple(lines)
        self._sum.setText(worked_sum(scene, made, self._lines))
        self._view.show_drawing(
            Drawing(self._lines, made.value, named, output, titles), unit_name(scene, made), self._sum.text()
        )
        self._read(-1)

    def _read(self, place: int) -> None:
        """Say a line's figures with more digits than it has room for."""
        text = ""
        if 0 <= place < len(self._lines):
            line = self._lines[place]
            factors = "" if line.weight is None else f"{line.input:.6g} × {line.weight:.6g} "
            text = f"{line.name}: {factors}= {line.product:.6g}".replace("-", MINUS)
        self._readout.setText(text or self._scene.words("experiment.neuron.point"))

    def _about_unit(self, scene: Scene) -> str:
        made, words = self._unit, scene.words
        fields = {
            "unit": unit_name(scene, made),
            "col": made.col + 1,
            "value": significant(made.value),
            "output": significant(made.activated(self._activation.currentData())),
        }
        if made.matrix == "Z":
            token = name_of(scene.trace.tokens[made.row])
            return words("experiment.neuron.of_delta", token=token, **fields)
        return words("experiment.neuron.of_W", W=f"W_{made.matrix}", **fields)


def unit_name(scene: Scene, made: Unit) -> str:
    """Return a unit as it is written: q of a token, its dimension, its head if there are several."""
    head = scene.words("why.head", number=made.head + 1) if scene.trace.heads > 1 else ""
    return f"{made.matrix.lower()}[{name_of(scene.trace.tokens[made.row])}, {made.col + 1}]{head}"


def input_name(scene: Scene, made: Unit, number: int) -> str:
    """Return an input as it is written: a dimension of x, or v of a token."""
    if made.matrix == "Z":
        return f"v[{name_of(scene.trace.tokens[number])}]"
    return "x" + str(number + 1).translate(SUBSCRIPTS)


def worked_sum(scene: Scene, made: Unit, lines: tuple[Line, ...]) -> str:
    """Return the sum worked out in the figures of its lines."""
    products = [significant(line.product) for line in lines]
    products = [f"({text})" if text.startswith(MINUS) else text for text in products]
    if lines[-1].weight is None:
        products[-1] += f" [{lines[-1].name}]"
    shown = " + ".join(products)
    return f"{unit_name(scene, made)} = {shown} = {significant(made.value)}"


def about_change(scene: Scene, answer: Changed) -> str:
    """Say what a changed word moved."""
    words = scene.words
    fields = {
        "old": visible(name_of(scene.trace.tokens[answer.row])),
        "word": name_of(answer.word),
        "largest": fixed(answer.largest),
        "row": name_of(answer.tokens[answer.where[1]]),
    }
    if answer.projections is None:
        return words("experiment.neuron.moved_raw", **fields)
    fields["W"] = fixed(max(answer.projections.values()))
    if answer.largest == 0:
        return words("experiment.neuron.stayed", **fields)
    return words("experiment.neuron.moved", **fields)
