"""Pin and compare: pinned, now and their difference; marks in the bars; what differs in words."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from engine.pipeline import Analyser
from gui.items.colours import ABSENT, MASKED, Scale, colours_of
from gui.items.grid import Grid
from gui.items.hatch import hatch
from gui.items.heat_paint import writing
from gui.items.heatmap import Heatmap
from gui.items.numbers import MINUS, cell
from gui.panels.compare import figures
from tests.gui.driver import Driver
from tests.gui.test_layout import settle_layout


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
    assert "sentence &quot;原野中,牡丹是最美丽的花卉&quot; → &quot;花园里的牡丹&quot;. " in said(driver)
    driver.enter("天空")
    assert not shown["difference"].isVisible()
    assert "no token in common" in said(driver)


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


@pytest.mark.parametrize("text", ["原野中,牡丹是最美丽的花卉。", "春天的花园里开满了牡丹。"])
@pytest.mark.parametrize(
    ("size", "scale"), [((1440, 900), 100), ((1440, 900), 150), ((1024, 700), 100), ((1024, 700), 150)]
)
def test_three_matrices_keep_their_names_and_numbers(open_window, drive, size, scale, text: str):
    driver = drive(open_window(size=size, scale=scale))
    driver.window.commands["pin"].trigger()
    driver.click("attention.raw")
    if "花园" in text:
        driver.enter(text)
    settle_layout(driver.window)
    assert driver.window.centralWidget().horizontalScrollBar().maximum() == 0
    large = (size, scale) != ((1024, 700), 150) or "花园" not in text  # there a name is too long for numbers
    for name, shown in maps(driver).items():
        layout = shown._laid_out()
        assert (len(layout.rows), len(layout.cols)) == shown.matrix().shape, name
        assert writing(shown._matrix, layout.grid, driver.window.theme) or not large, name


def test_a_difference_is_written_with_its_sign():
    assert [cell(value, 2, plus=True) for value in (0.81, -0.38, 0.0, 0.002, -0.002)] == [
        "+0.81", f"{MINUS}0.38", "0", "0.00", "0.00"
    ]  # fmt: skip
    assert cell(0.81, 2) == "0.81"


def test_only_the_difference_has_plus_signs(pinned: Driver):
    assert {name: shown._matrix.plus for name, shown in maps(pinned).items()} == {
        "pinned": False,
        "focus": False,
        "difference": True,
    }


def test_what_has_no_counterpart_is_hatched_lightly(qapp):
    M = np.array([[np.nan, -np.inf], [0.0, 1.0]])
    colours = colours_of(M, Scale(-1, 1, True), "peony", dark=False)
    assert [f"#{colour & 0xFFFFFF:06X}" for colour in colours[0].tolist()] == [ABSENT, MASKED]
    box = Grid(QRectF(10, 20, 40, 30), 1, 1).cell(0, 0)
    strokes = hatch(box, 8)
    assert len(strokes) == 9
    assert all(box.contains(end) for stroke in strokes for end in (stroke.p1(), stroke.p2()))
