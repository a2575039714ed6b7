"""Sum, driven as a person drives it; its strips against a plain running sum."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from gui.experiments.sum import SumExperiment
from gui.items.heatmap import Heatmap
from gui.items.numbers import significant
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import Experimenting, drawn


@pytest.fixture
def summing(experimenting: Experimenting) -> Driver:
    return experimenting("sum")


def shown(driver: Driver, name: str) -> np.ndarray:
    return driver.find(name, Heatmap).matrix()


def slider(driver: Driver) -> QSlider:
    return driver.find("sumSlider", QSlider)


def said(driver: Driver, name: str) -> str:
    return driver.find(name, QLabel).text()


def check(driver: Driver, row: int, count: int, heads: list[int]) -> None:
    """Compare what is drawn after `count` terms with a loop over the tokens."""
    trace = driver.trace
    weight = {j: np.mean([trace.A[h, row, j] for h in heads]) for j in range(len(trace.tokens))}
    order = sorted(weight, key=lambda j: (-abs(weight[j]), j))
    terms = [np.concatenate([trace.A[h, row, j] * trace.V[h, j] for h in heads]) for j in order]
    running = sum(terms[:count], np.zeros_like(terms[0]))
    added = [term if place < count else 0 * term for place, term in enumerate(terms)]
    np.testing.assert_allclose(shown(driver, "sumTerms"), added, atol=1e-12)
    np.testing.assert_allclose(shown(driver, "sumSoFar")[0], running, atol=1e-12)
    z = np.concatenate([np.array_split(trace.Z[row], trace.heads)[h] for h in heads])
    np.testing.assert_allclose(shown(driver, "sumSoFar")[1], z, atol=1e-12)
    if count:
        text = said(driver, "sumWorked")
        assert f"Term {count}: " in text
        assert f"v[{trace.tokens[order[count - 1]]}]" in text
        assert f"The sum is {significant(float(np.linalg.norm(running)))} long" in text


def test_it_begins_whole_and_is_taken_apart_and_put_together(summing: Driver) -> None:
    row, last = summing.window.scene.row, len(summing.trace.tokens)
    check(summing, row, last, [0])
    assert "rounding" in said(summing, "sumWorked")
    assert not summing.find("sumStep").isEnabled()
    for count in (4, 3, 2, 1, 0):
        summing.press(summing.find("sumBack"))
        check(summing, row, count, [0])
    assert "the sum is 0" in said(summing, "sumWorked")
    assert not summing.find("sumBack").isEnabled()
    for count in (1, 2):
        summing.press(summing.find("sumStep"))
        check(summing, row, count, [0])
    slider(summing).setFocus()
    summing.key(Qt.Key.Key_Right)
    check(summing, row, 3, [0])


def test_every_token_has_its_sum(summing: Driver) -> None:
    combo = summing.find("sumToken", QComboBox)
    for row in range(5):
        with summing.settling():
            combo.activated.emit(row)
        check(summing, row, 5, [0])
        place = sorted(range(5), key=lambda r: -summing.trace.norms[r]).index(row) + 1
        text = said(summing, "sumFinding")
        assert ("longest output row" in text) == (place == 1)
        assert (f"number {place}." in text) == (place > 1)


def test_the_lengths_are_plotted(summing: Driver) -> None:
    plot, trace, row = drawn(summing, "sumPlot"), summing.trace, summing.window.scene.row
    order = sorted(range(5), key=lambda j: -trace.A[0, row, j])
    terms = np.array([trace.A[0, row, j] * trace.V[0, j] for j in order])
    curves = plot.curves()
    assert list(curves) == ["sum so far", "this term"]
    np.testing.assert_array_equal(curves["this term"][0], [1, 2, 3, 4, 5])
    np.testing.assert_allclose(curves["this term"][1], [np.sqrt((t**2).sum()) for t in terms])
    np.testing.assert_allclose(curves["sum so far"][1], [np.sqrt((s**2).sum()) for s in terms.cumsum(axis=0)])
    assert curves["sum so far"][1][-1] == pytest.approx(trace.norms[row])


def test_what_the_finding_says_is_so(summing: Driver) -> None:
    trace, row = summing.trace, summing.window.scene.row
    order = sorted(range(5), key=lambda j: -trace.A[0, row, j])
    terms = np.array([trace.A[0, row, j] * trace.V[0, j] for j in order])
    z = trace.Z[row]
    near = [np.linalg.norm(s - z) <= 0.1 * np.linalg.norm(z) for s in terms.cumsum(axis=0)]
    needed = next(n for n in range(1, 6) if all(near[n - 1 :]))
    lost = 100 * (1 - np.linalg.norm(z) / sum(np.linalg.norm(t) for t in terms))
    text = said(summing, "sumFinding")
    assert (f"After {needed} of 5" if needed < 5 else "It takes all 5 terms") in text
    assert f"{lost:.0f} % of their lengths" in text


def test_playing_adds_term_after_term(summing: Driver, qtbot: QtBot) -> None:
    play, seen = summing.find("sumPlay", QPushButton), []
    slider(summing).valueChanged.connect(seen.append)
    summing.press(play)
    assert play.text() == "Pause"
    assert slider(summing).value() == 0
    qtbot.waitUntil(lambda: slider(summing).value() == 5, timeout=PATIENCE)
    assert seen == [0, 1, 2, 3, 4, 5]
    assert play.text() == "Play"
    check(summing, summing.window.scene.row, 5, [0])


def test_playing_can_be_stopped_and_nothing_plays_unseen(summing: Driver, qtbot: QtBot) -> None:
    play = summing.find("sumPlay", QPushButton)
    summing.press(play)
    qtbot.waitUntil(lambda: slider(summing).value() == 1, timeout=PATIENCE)
    summing.press(play)
    assert play.text() == "Play"
    summing.press(play)
    qtbot.waitUntil(lambda: slider(summing).value() == 2, timeout=PATIENCE)
    summing.press(summing.find("experimentsButton"))
    assert not summing.window.findChild(SumExperiment)._timer.isActive()


def test_without_motion_playing_shows_the_end(experimenting: Experimenting) -> None:
    still = experimenting("sum", motion="off")
    slider(still).setValue(1)
    still.press(still.find("sumPlay"))
    assert slider(still).value() == 5
    assert still.find("sumPlay", QPushButton).text() == "Play"


def test_several_heads_lie_side_by_side_and_one_alone(summing: Driver) -> None:
    with summing.settling():
        summing.window.store.set_option("heads", 3)
    row = summing.window.scene.row
    check(summing, row, 5, [0, 1, 2])
    assert "on average over the heads" in said(summing, "sumWorked")
    with summing.settling():
        summing.window.store.update(head=1)
    check(summing, summing.window.scene.row, 5, [1])
    assert shown(summing, "sumTerms").shape == (5, 64)


def test_raw_attention_without_activation(summing: Driver) -> None:
    """Claim 10: (XXᵀ)X, every output row a weighted sum of word vectors; weights may be negative."""
    for control in ("attention.raw", "activation.none"):
        summing.click(control)
    row = summing.window.scene.row
    check(summing, row, 5, [0])
    slider(summing).setValue(2)
    check(summing, row, 2, [0])
    np.testing.assert_allclose(shown(summing, "sumSoFar")[1], summing.trace.Z[row])


def test_another_sentence_begins_whole(summing: Driver) -> None:
    slider(summing).setValue(1)
    summing.enter("医生在医院给病人看病")
    assert slider(summing).value() == slider(summing).maximum() == len(summing.trace.tokens)
    summing.enter("牡丹")
    check(summing, 0, 1, [0])
    with summing.settling():
        summing.window.store.set_option("mask", "self")
    check(summing, 0, 1, [0])
    summing.enter("")
    assert not slider(summing).isVisible()
