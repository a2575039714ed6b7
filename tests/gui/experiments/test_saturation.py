"""Saturation, driven through the window; its curves against a plain loop."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import Experimenting, drawn

WIDTHS = (4, 8, 16, 32, 64, 128, 256, 512)


def bits(Q: np.ndarray, K: np.ndarray, n: int, by: float) -> float:
    """Mean row entropy of softmax(Q Kᵀ / by) at width n, row by row."""
    at, found = np.arange(n) % Q.shape[1], []
    for q in Q:
        scores = [sum(q[at] * k[at]) / by for k in K]
        powers = [math.exp(score - max(scores)) for score in scores]
        found.append(-sum(p / sum(powers) * math.log2(p / sum(powers)) for p in powers if p))
    return sum(found) / len(found)


def said(driver: Driver, name: str = "saturationFinding") -> str:
    return driver.find(name, QLabel).text()


@pytest.fixture
def saturation(experimenting: Experimenting) -> Driver:
    driver = experimenting("saturation")
    driver.qtbot.waitUntil(lambda: "bit" in said(driver), timeout=PATIENCE)
    return driver


def test_the_curves_are_those_of_the_sentences_own_vectors(saturation: Driver) -> None:
    trace, curves = saturation.trace, drawn(saturation, "entropyPlot").curves()
    for name, root in (("sentence, undivided", False), ("sentence, ÷√n", True)):
        widths, found = curves[name]
        np.testing.assert_array_equal(widths, WIDTHS)
        wanted = [bits(trace.Q[0], trace.K[0], n, math.sqrt(n) if root else 1) for n in WIDTHS]
        np.testing.assert_allclose(found, wanted, atol=1e-9)
        assert f"{wanted[0]:.2f}" in said(saturation)
        assert f"{wanted[WIDTHS.index(64)]:.2f}" in said(saturation), "64 is as wide as its vectors are"
    np.testing.assert_allclose(curves["largest possible"][1], math.log2(5))
    assert len(drawn(saturation, "largestPlot").curves()) == 4


def test_what_it_says_is_what_the_sentence_shows(saturation: Driver) -> None:
    with saturation.settling():
        saturation.window.store.set_option("weights", "random")
    saturation.qtbot.waitUntil(lambda: "divided ones lose far less" in said(saturation), timeout=PATIENCE)
    with saturation.settling():
        saturation.window.store.set_option("attention", "raw")
    saturation.qtbot.waitUntil(
        lambda: "X of its 5 tokens" in said(saturation, "saturationSource"), timeout=PATIENCE
    )
    X = saturation.trace.X
    falls = bits(X, X, 64, 8) < bits(X, X, 4, 2) / 2
    assert ("even divided scores saturate" in said(saturation)) == falls
    assert ("Beyond n = 100" in said(saturation)) == (bits(X, X, 512, 512**0.5) < bits(X, X, 64, 8) / 2)
    saturation.enter("牡丹")
    saturation.qtbot.waitUntil(lambda: "nothing to choose" in said(saturation), timeout=PATIENCE)


def test_the_newest_sentence_wins(saturation: Driver) -> None:
    for text in ("春天的花园里开满了牡丹。", "原野上的牡丹", "美丽的花卉在春天的原野里盛开"):
        saturation.enter(text)
    trace, plot = saturation.trace, drawn(saturation, "entropyPlot")
    wanted = bits(trace.Q[0], trace.K[0], 64, 1)

    def is_newest() -> bool:
        return bool(np.isclose(plot.curves()["sentence, undivided"][1][WIDTHS.index(64)], wanted))

    saturation.qtbot.waitUntil(is_newest, timeout=PATIENCE)
    assert f"{len(trace.tokens)} tokens" in said(saturation, "saturationSource")


def test_the_values_at_the_cursor(saturation: Driver) -> None:
    plot = drawn(saturation, "entropyPlot")
    plot.setFocus()
    saturation.send_key(plot, 0x01000014)  # right
    saturation.send_key(plot, 0x01000014)
    reading, curves = plot.reading(), plot.curves()
    assert reading.startswith("width n = 8")
    for name, (_, values) in curves.items():
        assert f"{name} {values[1]:.3f}" in reading
