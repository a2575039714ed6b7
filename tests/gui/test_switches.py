"""Every switch, thrown through its public name, against the engine."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from engine.settings import Settings
from gui.controls import Segments
from gui.items.colours import colours_of, scale_of
from tests.gui.driver import Driver
from tests.gui.test_layout import settle_layout

SWITCHES = {
    "stopwords": ("keep", "remove"),
    "vectors": ("onehot", "dense"),
    "attention": ("raw", "projected"),
    "activation": ("none", "softmax", "relu"),
}
POSITIONS = [(name, choice) for name, choices in SWITCHES.items() for choice in choices]
COMBINATIONS = [dict(zip(SWITCHES, each, strict=True)) for each in product(*SWITCHES.values())]


@pytest.mark.parametrize(("name", "choice"), POSITIONS)
def test_a_click_throws_a_switch(driver: Driver, name: str, choice: str):
    other = next(each for each in SWITCHES[name] if each != choice)
    driver.click(f"{name}.{other}")
    assert getattr(driver.state.settings, name) == other
    driver.click(f"{name}.{choice}")
    assert driver.state.settings == Settings().with_(**{name: choice})
    assert driver.find(f"{name}.{choice}", QPushButton).isChecked()
    assert not driver.find(f"{name}.{other}", QPushButton).isChecked()
    driver.check()


@pytest.mark.parametrize(("name", "choice"), POSITIONS)
def test_a_switch_that_a_script_checks_is_thrown_as_well(driver: Driver, name: str, choice: str):
    other = next(each for each in SWITCHES[name] if each != choice)
    driver.click(f"{name}.{other}")
    with driver.settling():
        driver.find(f"{name}.{choice}", QPushButton).setChecked(True)
    assert getattr(driver.state.settings, name) == choice
    driver.check()


@pytest.mark.parametrize("wanted", COMBINATIONS, ids=lambda each: "-".join(each.values()))
def test_every_combination_shows_what_the_engine_computes(driver: Driver, wanted: dict[str, str]):
    for name, choice in wanted.items():
        driver.click(f"{name}.{choice}")
    assert driver.state.settings == Settings().with_(**wanted)
    trace = driver.check()
    assert bool(trace.projections) == (wanted["attention"] == "projected")
    assert len(trace.tokens) == (10 if wanted["stopwords"] == "keep" else 5)


def test_the_order_of_switching_makes_no_difference(driver: Driver):
    for name, choice in POSITIONS + POSITIONS[::-1] + POSITIONS[::3] + POSITIONS[1::2]:
        driver.click(f"{name}.{choice}")
        driver.check()


def test_each_attention_and_activation_has_its_own_formula(driver: Driver):
    formulas = set()
    for attention, activation in product(SWITCHES["attention"], SWITCHES["activation"]):
        driver.click(f"attention.{attention}")
        driver.click(f"activation.{activation}")
        formulas.add(driver.find("formulaView").accessibleName())
    assert len(formulas) == 6


def test_the_removed_tokens_are_marked_removed(driver: Driver):
    removed = [chip.text() for chip in driver.chips() if "removed" in chip.accessibleName()]
    assert removed == ["中", ",", "是", "的", "。"]
    driver.click("stopwords.keep")
    assert not [chip for chip in driver.chips() if "removed" in chip.accessibleName()]


def test_the_pixels_are_those_of_the_matrix(driver: Driver):
    """The colour in a corner of each cell, beside its number, is the colour of its value."""
    for focus, activation in (("A", "softmax"), ("S", "softmax"), ("A", "relu")):
        driver.click(f"stage.{focus}")
        driver.click(f"activation.{activation}")
        M, heatmap = driver.heatmap.matrix(), driver.heatmap
        driver.leave(heatmap)
        image = heatmap.grab().toImage()
        wanted = colours_of(M, scale_of(M), "peony", dark=False)
        row_marked, col_marked = driver.window.scene.cell
        for row, col in np.ndindex(M.shape):
            middle = heatmap.cell_center(row, col)
            cell = heatmap.cell_center(1, 1) - heatmap.cell_center(0, 0)
            pixel = image.pixel(middle.x() - round(0.4 * cell.x()), middle.y() - round(0.35 * cell.y()))
            if (row, col) != (row_marked, col_marked):
                assert pixel == wanted[row, col], (focus, row, col)


@pytest.mark.parametrize("name", SWITCHES)
def test_a_click_is_one_change(driver: Driver, name: str):
    changes: list[object] = []
    driver.find(f"{name}Toggle", Segments).chosen.connect(changes.append)
    for choice in (*SWITCHES[name], *SWITCHES[name], SWITCHES[name][-1]):  # the last one is chosen already
        del changes[:]
        driver.click(f"{name}.{choice}")
        assert changes == [choice]


@pytest.mark.parametrize(("size", "scale"), [((1440, 900), 150), ((1024, 700), 150), ((1440, 900), 100)])
def test_the_button_of_all_other_options_stands_beside_the_last_switch(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], size: tuple[int, int], scale: int
):
    driver = drive(open_window(size=size, scale=scale))
    settle_layout(driver.window)
    more, last = driver.find("moreButton", QPushButton), driver.find("activation.relu")
    apart = more.mapTo(driver.window, more.rect().center()) - last.mapTo(driver.window, last.rect().center())
    assert abs(apart.y()) <= 2
    assert apart.x() > 0
    assert more.accessibleName().startswith("More"), "though it may show its sign alone"
