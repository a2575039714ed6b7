"""Rank, driven as a person drives it; its figures against numpy.linalg."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QSlider

import gui.experiments.rank
from gui.items.heatmap import Heatmap
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import Experimenting, drawn


def rebuilt(M: np.ndarray, r: int) -> np.ndarray:
    U, values, Vt = np.linalg.svd(M)
    return (U[:, :r] * values[:r]) @ Vt[:r]


def shown(driver: Driver, name: str) -> np.ndarray:
    return driver.find(name, Heatmap).matrix()


def said(driver: Driver, name: str) -> str:
    label = driver.find(name, QLabel)
    return label.text() if label.isVisible() else ""


@pytest.fixture
def rank(experimenting: Experimenting) -> Driver:
    return experimenting("rank")


def test_the_slider_rebuilds_the_scores(rank: Driver) -> None:
    S, slider = rank.trace.S[0], rank.find("rankSlider", QSlider)
    assert slider.maximum() == 5
    np.testing.assert_array_equal(shown(rank, "rankFull"), S)
    plot = drawn(rank, "rankPlot")
    ((ranks, errors),) = plot.curves().values()
    np.testing.assert_array_equal(ranks, range(6))
    for r in (5, 4, 3, 2, 1, 0):
        rank.send_key(slider, Qt.Key.Key_Home if r == 0 else Qt.Key.Key_End if r == 5 else Qt.Key.Key_Left)
        assert slider.value() == r
        np.testing.assert_allclose(shown(rank, "rankRebuilt"), rebuilt(S, r), atol=1e-12)
        error = 100 * np.linalg.norm(S - rebuilt(S, r)) / np.linalg.norm(S)
        np.testing.assert_allclose(errors[r], error, atol=1e-9)
        assert "= 25 numbers" in said(rank, "rankCounts")
        assert f"= {10 * r} numbers" in said(rank, "rankCounts")
        text = said(rank, "rankFinding")
        assert ("nothing is saved" in text) == (10 * r >= 25)
        assert f"{error:.1f}".removesuffix(".0") in text


def test_the_weights_are_taken_apart_too(rank: Driver) -> None:
    table = rank.find("rankTableCombo", QComboBox)
    table.setCurrentIndex(table.findData("weights"))
    W = rank.trace.W_Q[0] @ rank.trace.W_K[0].T
    rank.qtbot.waitUntil(lambda: shown(rank, "rankFull").shape == W.shape, timeout=PATIENCE)
    np.testing.assert_allclose(shown(rank, "rankFull"), W, atol=1e-12)
    slider = rank.find("rankSlider", QSlider)
    assert slider.maximum() == 64
    slider.setValue(10)
    np.testing.assert_allclose(shown(rank, "rankRebuilt"), rebuilt(W, 10), atol=1e-9)
    assert "= 10000 numbers" in said(rank, "rankCounts")


def test_what_cannot_be_taken_apart_says_why(rank: Driver) -> None:
    with rank.settling():
        rank.window.store.set_option("mask", "causal")
    assert "−∞" in said(rank, "rankRefusal")
    assert not rank.find("rankSlider").isVisible()
    with rank.settling():
        rank.window.store.set_option("mask", "none")
    assert said(rank, "rankRefusal") == ""
    assert rank.find("rankSlider").isVisible()
    with rank.settling():
        rank.window.store.set_option("attention", "raw")
    table = rank.find("rankTableCombo", QComboBox)
    table.setCurrentIndex(table.findData("weights"))
    rank.qtbot.waitUntil(lambda: "Raw attention" in said(rank, "rankRefusal"), timeout=PATIENCE)
    rank.enter("")
    assert "Type a sentence" in said(rank, "rankRefusal")


def test_one_token(rank: Driver) -> None:
    rank.enter("牡丹")
    slider = rank.find("rankSlider", QSlider)
    assert slider.maximum() == 1
    np.testing.assert_allclose(shown(rank, "rankFull"), rank.trace.S[0])


def test_a_long_sentence_is_taken_apart_off_the_gui_thread(rank: Driver) -> None:
    rank.enter(" ".join(["牡丹 原野 美丽 花卉 春天"] * 20))
    rank.qtbot.waitUntil(lambda: shown(rank, "rankFull").shape == (100, 100), timeout=PATIENCE)
    np.testing.assert_array_equal(shown(rank, "rankFull"), rank.trace.S[0])
    assert "of its 100 factors" in said(rank, "rankFinding")


def test_another_table_is_waited_for_while_the_slider_is_moved(
    rank: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is shown stays the table before, with its own names."""
    table, given = rank.find("rankTableCombo", QComboBox), threading.Event()
    table.setCurrentIndex(table.findData("weights"))
    rank.qtbot.waitUntil(lambda: shown(rank, "rankFull").shape == (100, 100), timeout=PATIENCE)
    scores = gui.experiments.rank.factors_of_scores
    slowly = lambda trace, head: given.wait(20) and scores(trace, head)  # noqa: E731
    monkeypatch.setattr(gui.experiments.rank, "QUICK", 0)
    monkeypatch.setitem(gui.experiments.rank.TABLES, "scores", slowly)
    table.setCurrentIndex(table.findData("scores"))
    slider, heatmap = rank.find("rankSlider", QSlider), rank.find("rankRebuilt", Heatmap)
    slider.setValue(slider.value() - 1)
    assert heatmap.matrix().shape == (100, 100)
    heatmap.grab()
    heatmap.cellHovered.emit(99, 99)
    given.set()
    rank.qtbot.waitUntil(lambda: shown(rank, "rankFull").shape == (5, 5), timeout=PATIENCE)
