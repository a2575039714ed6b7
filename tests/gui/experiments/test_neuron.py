"""Neuron, driven as a person drives it; its figures against plain sums."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSpinBox

from engine.pipeline import Analyser
from gui.items.neuron_view import NeuronView
from gui.items.table import Table
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import Experimenting


@pytest.fixture
def neuron(experimenting: Experimenting) -> Driver:
    return experimenting("neuron")


def choose(driver: Driver, name: str, value: object) -> None:
    combo = driver.find(name, QComboBox)
    combo.setCurrentIndex(value if isinstance(value, int) else combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def said(driver: Driver, name: str) -> str:
    label = driver.find(name, QLabel)
    return label.text() if label.isVisible() else ""


def check(driver: Driver, inputs: list[float], weights: list[float]) -> None:
    """Compare the drawing with the sum of all products."""
    drawing = driver.find("neuronView", NeuronView).drawing()
    total = math.fsum(a * b for a, b in zip(inputs, weights, strict=True))
    assert drawing.total == pytest.approx(total, rel=1e-9, abs=1e-12)
    assert sum(line.product for line in drawing.lines) == pytest.approx(total, rel=1e-9, abs=1e-12)
    single = [line for line in drawing.lines if line.weight is not None]
    assert len(single) == min(8, len(inputs))
    for line in single:
        assert (line.input, line.weight) in zip(inputs, weights, strict=True)
        assert line.product == pytest.approx(line.input * line.weight)
    largest = sorted((abs(a * b) for a, b in zip(inputs, weights, strict=True)), reverse=True)[:8]
    assert sorted((abs(line.product) for line in single), reverse=True) == pytest.approx(largest)
    others = len(inputs) - len(single)
    assert (drawing.lines[-1].name == f"the other {others}") == (others > 0)


@pytest.mark.parametrize("matrix", ["Q", "K", "V"])
def test_a_projected_unit(neuron: Driver, matrix: str) -> None:
    choose(neuron, "neuronMatrix", matrix)
    dimension = neuron.find("neuronDimension", QSpinBox)
    assert (dimension.minimum(), dimension.maximum()) == (1, 64)
    for row, col in ((1, 7), (4, 64)):
        with neuron.settling():
            choose(neuron, "neuronToken", row)
        dimension.setValue(col)
        W = getattr(neuron.trace, f"W_{matrix}")
        check(neuron, neuron.trace.X[row].tolist(), W[0, :, col - 1].tolist())
        token = neuron.trace.tokens[row]
        assert f"{matrix.lower()}[{token}, {col}]" in said(neuron, "neuronSum")
        assert f"column {col} of W_{matrix}" in said(neuron, "neuronFinding")
        assert neuron.trace.rows[row].start == neuron.state.anchor, "the token is selected everywhere"


def test_an_output_unit_is_weighed_by_delta(neuron: Driver) -> None:
    choose(neuron, "neuronMatrix", "Z")
    neuron.find("neuronDimension", QSpinBox).setValue(3)
    with neuron.settling():
        neuron.press(neuron.chip("牡丹"))
    trace = neuron.trace
    check(neuron, trace.V[0, :, 2].tolist(), trace.A[0, 1].tolist())
    drawing = neuron.find("neuronView", NeuronView).drawing()
    assert drawing.total == pytest.approx(trace.Z[1, 2])
    assert [line.name for line in drawing.lines] == [f"v[{token}]" for token in trace.tokens]
    assert 'row of δ of "牡丹"' in said(neuron, "neuronFinding")


def test_relu_after_the_sum(neuron: Driver) -> None:
    view, dimension = neuron.find("neuronView", NeuronView), neuron.find("neuronDimension", QSpinBox)
    signs = set()
    for col in range(1, 12):
        dimension.setValue(col)
        choose(neuron, "neuronActivation", "identity")
        assert view.drawing().output == view.drawing().total
        choose(neuron, "neuronActivation", "relu")
        assert view.drawing().output == max(view.drawing().total, 0)
        signs.add(view.drawing().total > 0)
    assert signs == {True, False}


def test_pointing_at_a_line_reads_it_out(neuron: Driver) -> None:
    view, readout = neuron.find("neuronView", NeuronView), neuron.find("neuronReadout", QLabel)
    lines = view.drawing().lines
    neuron.hover(view, view.line_box(2).center().toPoint())
    assert readout.text().startswith(f"{lines[2].name}: ")
    assert f"= {lines[2].product:.6g}".replace("-", "−") in readout.text()
    neuron.leave(view)
    assert "Point at a line" in readout.text()
    view.setFocus()
    for place in (0, 1, 0, 0):
        neuron.key(Qt.Key.Key_Down if place else Qt.Key.Key_Up)
        assert readout.text().startswith(f"{lines[place].name}: ")
    assert said(neuron, "neuronSum") == view.accessibleDescription()


def change(driver: Driver, place: int, word: str) -> None:
    driver.find("neuronPlace", QComboBox).setCurrentIndex(place)
    driver.find("neuronWord", QLineEdit).setText(word)
    driver.find("neuronProjections", QLabel).setText("")
    driver.press(driver.find("neuronChange"))
    if word.strip():
        driver.qtbot.waitUntil(lambda: said(driver, "neuronProjections") != "", timeout=PATIENCE)


@pytest.mark.parametrize("word", ["小猫", "qzxvk"])
def test_another_word_leaves_W_and_moves_delta(neuron: Driver, word: str) -> None:
    """Against a sentence that has the other word, analysed as any sentence."""
    assert not neuron.find("neuronDelta").isVisible()
    with neuron.settling():
        choose(neuron, "neuronToken", 4)
    change(neuron, 1, word)
    assert said(neuron, "neuronProjections").endswith("W_Q: 0 · W_K: 0 · W_V: 0")
    text = neuron.state.text.replace("牡丹", word)
    other = Analyser(neuron.resources).analyse(neuron.state.with_text(text).request)
    assert other.tokens == ("原野", word, "最", "美丽", "花卉")
    table = neuron.find("neuronDelta", Table)
    old, new = neuron.trace.A[0, 4], other.A[0, 4]
    assert table.names()[0] == ("原野", f"牡丹 → {word}", "最", "美丽", "花卉")
    figures = [[float(cell.replace("−", "-")) for cell in line] for line in table.cells()]
    np.testing.assert_allclose(figures, np.stack((old, new, new - old), axis=1), atol=6e-4)
    largest = np.abs(other.A - neuron.trace.A).max()
    assert f"by {largest:.3f}." in said(neuron, "neuronFinding")
    assert "(difference 0)" in said(neuron, "neuronFinding")
    # An empty word takes the change back.
    change(neuron, 1, " ")
    assert not table.isVisible()
    assert "W stays" not in said(neuron, "neuronFinding")


def test_a_change_belongs_to_one_sentence_and_follows_its_options(neuron: Driver) -> None:
    change(neuron, 1, "小猫")
    table = neuron.find("neuronDelta", Table)
    before = table.cells()
    with neuron.settling():
        neuron.window.store.set_option("weights", "random")
    neuron.qtbot.waitUntil(lambda: table.cells() != before, timeout=PATIENCE)
    assert "(difference 0)" in said(neuron, "neuronFinding"), "another W, and again the same for both"
    neuron.enter("小猫追着小狗")
    assert not table.isVisible()


def test_one_hot_the_new_word_has_the_old_ones_vector(neuron: Driver) -> None:
    neuron.click("vectors.onehot")
    change(neuron, 1, "小猫")
    assert "and here δ does, too" in said(neuron, "neuronFinding")


def test_raw_attention_has_only_output_units(neuron: Driver) -> None:
    neuron.click("attention.raw")
    combo = neuron.find("neuronMatrix", QComboBox)
    assert combo.currentData() == "Z"
    assert [combo.model().item(place).isEnabled() for place in range(4)] == [False, False, False, True]
    trace, row = neuron.trace, neuron.window.scene.row
    check(neuron, trace.X[:, 0].tolist(), trace.A[0, row].tolist())
    change(neuron, 1, "小猫")
    assert "Raw attention has no W" in said(neuron, "neuronProjections")
    neuron.click("attention.projected")
    assert all(combo.model().item(place).isEnabled() for place in range(4))


def test_a_word_that_cannot_be_taken_says_why_and_another_can_be_typed(
    experimenting: Experimenting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.embedding.ONE_HOT_WIDTH", 2)
    driver = experimenting("neuron", text="牡丹花卉花卉")
    driver.click("vectors.onehot")
    change(driver, 2, "小猫")
    assert "could be compared" in said(driver, "neuronProjections")
    assert not driver.find("neuronDelta").isVisible()
    change(driver, 2, "牡丹")
    assert driver.find("neuronDelta").isVisible()


def test_a_head_has_units_of_its_own(neuron: Driver) -> None:
    with neuron.settling():
        neuron.window.store.set_option("heads", 3)
    with neuron.settling():
        neuron.window.store.update(head=2)
    choose(neuron, "neuronMatrix", "Z")
    assert neuron.find("neuronDimension", QSpinBox).maximum() == 64
    assert neuron.find("neuronDimension", QSpinBox).lineEdit().textMargins().left() >= 4
    neuron.find("neuronDimension", QSpinBox).setValue(5)
    trace, row = neuron.trace, neuron.window.scene.row
    check(neuron, trace.V[2, :, 4].tolist(), trace.A[2, row].tolist())
    assert neuron.find("neuronView", NeuronView).drawing().total == pytest.approx(trace.Z[row, 2 * 64 + 4])
    assert "(head 3)" in said(neuron, "neuronSum")


def test_one_token_and_none(neuron: Driver) -> None:
    neuron.enter("牡丹")
    choose(neuron, "neuronMatrix", "Z")
    assert len(neuron.find("neuronView", NeuronView).drawing().lines) == 1
    neuron.enter("")
    assert not neuron.find("neuronView").isVisible()
