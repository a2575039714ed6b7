"""The data flow: every matrix opens, in every mode, head by head."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from engine.settings import Settings
from engine.trace import MATRICES
from tests.gui.driver import Driver

MODES = [
    Settings(vectors=vectors, attention=attention)
    for vectors in ("onehot", "dense")
    for attention in ("raw", "projected")
]


@pytest.fixture(params=MODES, ids=lambda s: f"{s.vectors}-{s.attention}")
def mode(
    request: pytest.FixtureRequest, open_window: Callable[..., QWidget], drive: Callable[..., Driver]
) -> Driver:
    return drive(open_window(settings=request.param))


def test_each_stage_opens_its_matrix(mode: Driver):
    trace = mode.trace
    for name in MATRICES:
        mode.click(f"stage.{name}")
        assert mode.state.focus == name
        assert [n for n in MATRICES if mode.find(f"stage.{n}").isChecked()] == [name]
        np.testing.assert_array_equal(mode.heatmap.matrix(), trace.matrix(name))
        assert mode.heatmap.accessibleName().startswith(name)
        mode.check()
    assert mode.trace is trace, "opening a matrix computes nothing"


def test_each_stage_says_its_shape(mode: Driver):
    trace = mode.trace
    for name in MATRICES:
        rows, cols = trace.matrix(name).shape
        stage = mode.find(f"stage.{name}")
        assert stage.accessibleName().endswith(f", {rows} × {cols}")
        assert mode.find("pipelineStrip").isAncestorOf(stage)
    if mode.state.settings.attention == "raw":
        assert trace.Q.shape[-1] == trace.X.shape[-1]


def test_raw_attention_has_the_same_matrix_four_times(driver: Driver):
    driver.click("attention.raw")
    drawn = []
    for name in "XQKV":
        driver.click(f"stage.{name}")
        drawn.append(driver.heatmap.matrix())
    for other in drawn[1:]:
        np.testing.assert_array_equal(drawn[0], other)


@pytest.mark.parametrize("heads", [2, 5])
def test_heads_one_by_one_and_together(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], heads: int
):
    driver = drive(open_window(settings=Settings(heads=heads)))
    trace = driver.trace
    assert trace.heads == heads
    for name in "QKVSA":
        driver.click(f"stage.{name}")
        assert driver.find("head.0").text() == ("mean" if name in "SA" else "all")
        for number in range(1, heads + 1):
            driver.click(f"head.{number}")
            assert driver.state.head == number - 1
            np.testing.assert_array_equal(driver.heatmap.matrix(), getattr(trace, name)[number - 1])
            driver.check()
        driver.click("head.0")
        wanted = trace.matrix(name)
        np.testing.assert_array_equal(driver.heatmap.matrix(), wanted)
        np.testing.assert_allclose(
            wanted,
            getattr(trace, name).mean(axis=0) if name in "SA" else np.hstack(list(getattr(trace, name))),
        )
        driver.check()
    for name in "XZ":
        driver.click(f"stage.{name}")
        assert not driver.find("head.1").isVisible()


def test_one_head_has_no_buttons(driver: Driver):
    assert not driver.find("head.0").isVisible()


def test_a_head_that_is_gone_is_no_longer_shown(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver]
):
    driver = drive(open_window(settings=Settings(heads=4), more=True))
    driver.click("head.4")
    with driver.settling():
        driver.find("headsSpin").setValue(2)
    assert driver.heatmap.matrix().shape == (5, 5)
    assert driver.find("head.0").isChecked()
    driver.check()
    driver.click("attention.raw")
    driver.check()


def test_a_mask_leaves_grey_cells_and_says_so(driver: Driver):
    driver.click("moreButton")
    with driver.settling():
        driver.find("maskCombo").setCurrentIndex(1)
    driver.click("stage.S")
    assert np.isneginf(driver.heatmap.matrix()[0, 1])
    with driver.settling():
        driver.hover(driver.heatmap, driver.heatmap.cell_center(0, 1))
    assert "−∞" in driver.why.toPlainText()
    driver.check()
