"""Pin and compare: pinned, now and their difference; marks in the bars; what differs in words."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from engine.pipeline import Analyser
from gui.items.heatmap import Heatmap
from gui.panels.compare import figures
from tests.gui.driver import Driver


@pytest.fixture
def pinned(driver: Driver) -> Driver:
    """Raw attention pinned, projected shown."""
    driver.click("attention.raw")
    driver.click("pinButton")
    driver.click("attention.projected")
    return driver


def maps(driver: Driver) -> dict[str, Heatmap]:
    return {name: driver.find(f"{name}Heatmap", Heatmap) for name in ("pinned", "focus", "difference")}


def said(driver: Driver) -> str:
    return driver.find("compareText", QLabel).text()


def test_nothing_is_compared_until_something_is_pinned(driver: Driver):
    shown = maps(driver)
    assert shown["focus"].isVisible()
    assert not shown["pinned"].isVisible()
    assert not shown["difference"].isVisible()
    assert not driver.find("comparePanel").isVisible()


@pytest.mark.parametrize("stage", ["A", "S", "X", "Z"])
def test_three_matrices_on_one_scale(pinned: Driver, stage: str):
    pinned.click(f"stage.{stage}")
    now = pinned.check()
    before = Analyser(pinned.resources).analyse(pinned.state.pin)
    shown = maps(pinned)
    np.testing.assert_array_equal(shown["pinned"].matrix(), before.matrix(stage))
    np.testing.assert_array_equal(shown["focus"].matrix(), now.matrix(stage))
    if now.matrix(stage).shape == before.matrix(stage).shape:
        assert shown["difference"].isVisible()
        np.testing.assert_array_equal(shown["difference"].matrix(), now.matrix(stage) - before.matrix(stage))
    else:
        assert not shown["difference"].isVisible()


def test_the_same_cells_are_the_same_size(pinned: Driver):
    sizes = {shown.cell_center(1, 1) - shown.cell_center(0, 0) for shown in maps(pinned).values()}
    assert len({size.toTuple() for size in sizes}) == 1


def test_the_bars_are_marked_with_what_was_pinned(pinned: Driver):
    before = Analyser(pinned.resources).analyse(pinned.state.pin)
    row = pinned.trace.tokens.index(pinned.window.scene.selected.text)
    for name, values in (("weightBars", before.A[0, row]), ("rankingBars", before.norms)):
        bars = pinned.find(name)
        assert {bar.row: bar.mark for bar in bars._bars} == dict(enumerate(values))


def test_what_differs_is_said(pinned: Driver):
    now, before = pinned.trace, Analyser(pinned.resources).analyse(pinned.state.pin)
    apart = now.A[0] - before.A[0]
    row, col = np.unravel_index(np.abs(apart).argmax(), apart.shape)
    assert "Attention raw XXᵀ → projected QKᵀ" in said(pinned)
    assert f"{now.tokens[row]} → {now.tokens[col]} {before.A[0, row, col]:.2f}" in said(pinned)
    assert "(pinned 5/5)" in pinned.find("statusFigures").text()


@pytest.mark.parametrize(("before", "after", "said"), [
    (0.0442, 0.0371, ("0.044", "0.037", "−0.007")),
    (0.0449, 0.0501, ("0.045", "0.050", "+0.005")),
    (0.204, 0.896, ("0.20", "0.90", "+0.70")),
    (0, 0.006, ("0", "0.006", "+0.006")),
    (-250.4, 3.1, ("−250", "3.10", "+254")),
])  # fmt: skip
def test_a_change_is_the_difference_of_what_is_shown(before: float, after: float, said: tuple[str, ...]):
    assert figures(before, after) == said


def test_two_sentences_side_by_side(driver: Driver):
    driver.click("pinButton")
    driver.enter("花园里的牡丹。")
    shown = maps(driver)
    assert shown["pinned"].matrix().shape == (5, 5)
    here = driver.trace.tokens.index("牡丹")
    assert np.isfinite(shown["difference"].matrix()[here, here])
    assert "sentence" in said(driver)
    driver.enter("天空")
    assert not shown["difference"].isVisible()
    assert "share no token" in said(driver)


def test_pointing_at_a_pinned_cell_points_at_the_present_one(pinned: Driver):
    shown = maps(pinned)
    with pinned.settling():
        pinned.hover(shown["pinned"], shown["pinned"].cell_center(1, 2))
    assert (pinned.state.hover.row, pinned.state.hover.col) == (1, 2)
    with pinned.settling():
        pinned.press(shown["pinned"], at=shown["pinned"].cell_center(3, 1))
    assert pinned.window.scene.cell == (3, 1)


def test_unpinning_ends_it(pinned: Driver):
    button = pinned.find("pinButton", QAbstractButton)
    assert button.text() == "Unpin"
    pinned.click("pinButton")
    assert button.text() == "Pin"
    assert pinned.state.pin is None
    assert not maps(pinned)["pinned"].isVisible()
    assert not pinned.find("comparePanel").isVisible()
    assert all(bar.mark is None for bar in pinned.find("weightBars")._bars)
    pinned.check()


def test_by_keyboard(driver: Driver):
    with driver.settling():
        driver.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert driver.state.pin == driver.state.request


def test_an_empty_sentence_beside_a_full_one(driver: Driver):
    driver.click("pinButton")
    driver.enter("")
    assert driver.find("emptyNote").isVisible()
    driver.enter("牡丹")
    assert maps(driver)["pinned"].isVisible()
