"""Heads, driven as a person drives it; its figures counted once more."""

from __future__ import annotations

import math
import threading

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSpinBox

import gui.experiments.heads
from gui.drawings.pdf import pdf
from gui.items.elided_label import ElidedLabel
from gui.items.head_thumb import HeadThumb
from gui.items.heatmap import Heatmap
from gui.items.table import Table
from gui.panels.experiments import ExperimentsPanel
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import Experimenting


@pytest.fixture
def heads(experimenting: Experimenting) -> Driver:
    """Four heads, chosen in the experiment."""
    driver = experimenting("heads")
    with driver.settling():
        driver.find("headsCount", QSpinBox).setValue(4)
    assert driver.trace.heads == 4
    return driver


def thumb(driver: Driver, number: int) -> HeadThumb:
    return driver.find(f"headsThumb.{number}", HeadThumb)


def thumbs(driver: Driver) -> list[HeadThumb]:
    return [each for each in driver.window.findChildren(HeadThumb) if each.isVisible()]


def said(driver: Driver) -> str:
    return driver.find("headsFinding", QLabel).text()


def test_every_head_and_the_mean_are_drawn(heads: Driver) -> None:
    A = heads.trace.A
    assert len(thumbs(heads)) == 5
    np.testing.assert_allclose(thumb(heads, 0).matrix(), A.mean(axis=0))
    for head in range(4):
        np.testing.assert_array_equal(thumb(heads, head + 1).matrix(), A[head])


def test_clicking_a_head_puts_it_in_focus_in_the_window(heads: Driver) -> None:
    for number, head in ((3, 2), (1, 0), (0, None)):
        with heads.settling():
            heads.press(thumb(heads, number))
        assert heads.state.head == head
        assert [each.isChecked() for each in thumbs(heads)] == [n == number for n in range(5)]
        heads.check()
    thumb(heads, 2).setFocus()
    with heads.settling():
        heads.key(Qt.Key.Key_Space)
    assert heads.state.head == 1
    with heads.settling():
        heads.press(heads.find("head.4"))
    assert thumb(heads, 4).isChecked(), "the buttons over the matrix choose a thumb, too"


def best(row: np.ndarray) -> int:
    return max(range(len(row)), key=lambda key: (row[key], -key))


def test_strongest_keys(heads: Driver) -> None:
    trace, table = heads.trace, heads.find("headsStrongest", Table)
    rows, columns = table.names()
    assert rows == trace.tokens
    assert columns == ("mean", "head 1", "head 2", "head 3", "head 4")
    pictures = [trace.A.mean(axis=0), *trace.A]
    for row, line in enumerate(table.cells()):
        for A, cell in zip(pictures, line, strict=True):
            key = best(A[row])
            assert cell == f"{trace.tokens[key]} {A[row, key]:.2f}"


def test_entropy_and_agreement(heads: Driver) -> None:
    A = heads.trace.A
    bits = [[-sum(a * math.log2(a) for a in A[head, row] if a > 0) for head in range(4)] for row in range(5)]
    np.testing.assert_allclose(heads.find("headsEntropy", Heatmap).matrix(), bits, rtol=1e-9)
    keys = [[best(A[head, row]) for row in range(5)] for head in range(4)]
    share = [[20 * sum(a == b for a, b in zip(one, two, strict=True)) for two in keys] for one in keys]
    np.testing.assert_allclose(heads.find("headsAgreement", Heatmap).matrix(), share)
    pairs = [share[a][b] for a in range(4) for b in range(a)]
    assert f"in {np.mean(pairs):.0f} % of the rows" in said(heads)
    unanimous = sum(len({key[row] for key in keys}) == 1 for row in range(5))
    assert f"in {unanimous} of 5" in said(heads)
    for head in range(4):
        mean = np.mean([line[head] for line in bits])
        assert f"{mean:.2f} bit" in thumb(heads, head + 1).accessibleName()
    assert f"once the heads are merged, {np.mean(bits):.2f} bit in a single head" in said(heads)


def test_the_weight_under_the_pointer_is_read_out(heads: Driver) -> None:
    shown, readout = thumb(heads, 2), heads.find("headsReadout", ElidedLabel)
    heads.hover(shown, shown.cell_center(3, 1).toPoint())
    trace = heads.trace
    value = f"{trace.A[1, 3, 1]:.3f}"
    assert readout.whole == f"head 2: {trace.tokens[3]} → {trace.tokens[1]}  {value}"
    heads.leave(shown)
    assert readout.whole == ""


def test_sixteen_heads_and_back_to_one(heads: Driver) -> None:
    with heads.settling():
        heads.find("headsCount", QSpinBox).setValue(16)
    assert len(thumbs(heads)) == 17
    assert heads.find("headsAgreement", Heatmap).matrix().shape == (16, 16)
    with heads.settling():
        heads.find("headsCount", QSpinBox).setValue(1)
    assert len(thumbs(heads)) == 1
    np.testing.assert_array_equal(thumb(heads, 0).matrix(), heads.trace.A[0])
    assert "There is one head. Choose more below" in said(heads)
    assert not heads.find("headsAgreement").isVisible()
    assert heads.find("headsStrongest", Table).names()[1] == ("head 1",)


def test_where_there_can_be_no_more_heads_it_says_so(heads: Driver) -> None:
    heads.click("attention.raw")
    assert len(thumbs(heads)) == 1
    assert not heads.find("headsCount").isEnabled()
    assert "here there can be no more" in said(heads)
    heads.click("attention.projected")
    assert heads.find("headsCount").isEnabled()
    assert len(thumbs(heads)) == 5


def test_rows_that_are_no_distributions_have_no_entropy(heads: Driver) -> None:
    heads.click("activation.relu")
    assert not heads.find("headsEntropy").isVisible()
    assert "bit" not in said(heads)
    assert "bit" not in thumb(heads, 1).accessibleName()


def test_heads_that_agree_on_everything(heads: Driver) -> None:
    heads.enter("牡丹")
    assert "All 4 heads have the same strongest key in every row" in said(heads)
    heads.enter("")
    assert thumbs(heads) == []


def test_a_masked_row_has_no_strongest_key(heads: Driver) -> None:
    heads.enter("牡丹")
    with heads.settling():
        heads.window.store.set_option("mask", "self")
    assert set(heads.find("headsStrongest", Table).cells()[0]) == {"–"}


def test_the_pointer_is_on_heads_of_the_sentence_before(
    heads: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While those of the present one are waited for."""
    tokens, given, compare = heads.trace.tokens, threading.Event(), gui.experiments.heads.compare_heads
    monkeypatch.setattr(gui.experiments.heads, "QUICK", 0)
    monkeypatch.setattr(
        gui.experiments.heads, "compare_heads", lambda trace: given.wait(20) and compare(trace)
    )
    heads.enter("牡丹")
    assert len(heads.trace.tokens) == 1
    thumb(heads, 2).cellHovered.emit(4, 3)
    assert f"{tokens[4]} → {tokens[3]}" in heads.find("headsReadout", ElidedLabel).whole
    given.set()
    heads.qtbot.waitUntil(lambda: thumb(heads, 2).matrix().shape == (1, 1), timeout=PATIENCE)


def test_it_is_saved_as_a_pdf_without_a_word_of_qt(heads: Driver) -> None:
    """A corner that the style leaves to Qt has a gradient that a PDF cannot hold: a warning fails this."""
    panel = heads.find("experimentsPanel", ExperimentsPanel)
    assert pdf(panel.drawing(heads.window.scene), "heads").startswith(b"%PDF")
