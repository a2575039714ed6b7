"""Attention as lines: the weights of the trace, a slider for how many, one word by itself."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QLabel, QSlider

from engine.errors import PeonyError
from engine.strict_json import Place
from gui.items.arcs import Arcs
from gui.items.elided_label import ElidedLabel
from gui.panels.weights import WeightsPanel
from gui.session_view import VIEW
from tests.gui.driver import Driver
from tests.gui.test_layout import settle_layout


@pytest.fixture
def lines(driver: Driver) -> Driver:
    driver.click("view.lines")
    return driver


def arcs(driver: Driver) -> Arcs:
    return driver.find("attentionLines", Arcs)


def test_the_lines_are_the_weights(lines: Driver):
    A = lines.trace.matrix("A")
    drawn = arcs(lines).lines()
    assert arcs(lines).isVisible()
    assert all(weight == A[query, key] for query, key, weight in drawn)
    assert sum(weight for *_, weight in drawn) >= 0.8 * A.sum()
    assert min(weight for *_, weight in drawn) >= np.sort(A.ravel())[-len(drawn)]


def test_the_slider_sets_how_many(lines: Driver):
    slider = lines.find("linesSlider", QSlider)
    with lines.settling():
        slider.setValue(100)
    assert len(arcs(lines).lines()) == lines.trace.A[0].size
    with lines.settling():
        slider.setValue(5)
    assert arcs(lines).lines() == [
        (*np.unravel_index(lines.trace.A[0].argmax(), (5, 5)), lines.trace.A.max())
    ]
    assert lines.state.share == 5


def test_a_session_takes_what_the_slider_gives_and_no_other(lines: Driver):
    slider, share, here = lines.find("linesSlider", QSlider), VIEW["share"], Place(Path())
    for end in (slider.minimum(), slider.maximum()):
        assert share.read(end, here) == end
    for beyond in (slider.minimum() - 1, slider.maximum() + 1):
        with pytest.raises(PeonyError):
            share.read(beyond, here)


def test_a_word_is_isolated_and_selected(lines: Driver):
    at = arcs(lines).token_center(1).toPoint()
    with lines.settling():
        lines.hover(arcs(lines), at)
    assert lines.state.hover.row == 1
    assert arcs(lines)._pointed == 1
    with lines.settling():
        lines.leave(arcs(lines))
    assert arcs(lines)._pointed is None
    with lines.settling():
        lines.press(arcs(lines), at=at)
    assert lines.window.scene.selected.text == "牡丹"


def test_by_keyboard(lines: Driver):
    arcs(lines).setFocus()
    with lines.settling():
        lines.press(lines.chip("原野"))
    with lines.settling():
        lines.send_key(arcs(lines), Qt.Key.Key_Right)
    assert lines.window.scene.selected.text == "牡丹"
    assert "牡丹" in arcs(lines).accessibleDescription()


def test_only_the_weights_have_lines(lines: Driver):
    lines.click("stage.S")
    assert not lines.find("view.lines").isVisible()
    assert lines.heatmap.isVisible()
    lines.click("stage.A")
    assert arcs(lines).isVisible()
    lines.click("view.heatmap")
    lines.check()
    assert lines.heatmap.isVisible()


@pytest.mark.parametrize("text", ["", "的", "牡丹", "牡丹 " * 60])
def test_any_sentence(lines: Driver, text: str):
    lines.enter(text)
    lines.window.grab()
    assert len(arcs(lines).lines()) <= lines.trace.A[0].size


def test_signed_weights(lines: Driver):
    lines.click("attention.raw")
    lines.click("activation.none")
    with lines.settling():
        lines.find("linesSlider", QSlider).setValue(100)
    drawn = {(query, key): weight for query, key, weight in arcs(lines).lines()}
    A = lines.trace.A[0]
    assert drawn == {cell: A[cell] for cell in np.ndindex(A.shape) if A[cell]}
    assert min(drawn.values()) < 0


LONG = "春天 公园 牡丹 孩子 老师 湖边 草地 画画 唱歌 老人 " * 2
LONG += "下象棋 聊天 远处 山上 古老 寺庙 钟声 村庄 田野 平静 " * 2


def test_of_many_lines_those_of_the_selected_word_stand_out(lines: Driver):
    assert arcs(lines)._share == 1, "few can be told apart"
    lines.enter(LONG)
    many = arcs(lines)
    with lines.settling():
        lines.window.store.update(anchor=LONG.index("寺庙"))
    assert many._share < 0.3
    assert {line[0] for line in many.lines() if many._takes_part(line)} == {lines.window.scene.row}


def test_pointing_paints_no_line_of_another_word_anew(lines: Driver, monkeypatch: pytest.MonkeyPatch):
    lines.enter(LONG)
    settle_layout(lines.window)
    shown, painted = arcs(lines), []
    shown.grab()
    paint = Arcs._paint_line
    monkeypatch.setattr(Arcs, "_paint_line", lambda *args: (painted.append(args[2][0]), paint(*args)))
    lines.hover(shown, shown.token_center(3).toPoint())
    shown.grab()
    assert set(painted) == {3}


def test_many_words_stand_upright_and_none_is_cut(lines: Driver):
    assert not arcs(lines)._words.stands
    lines.enter(LONG)
    settle_layout(lines.window)
    shown = arcs(lines)
    assert len(shown._words.names) == 40
    assert shown._words.stands
    assert shown.width() == shown.parentWidget().width(), "there is nothing to scroll"
    boxes = [shown._words.box(row, shown.height() / 2) for row in range(40)]
    assert all(QRectF(shown.rect()).contains(box) for box in boxes)
    assert not any(one.intersects(other) for one, other in pairwise(boxes))
    for query, key, _ in shown.lines():
        assert QRectF(shown.rect()).contains(shown._path(query, key).boundingRect())


def test_pinned_weights_are_outlined_and_said(lines: Driver):
    said = lines.find("linesKey", QLabel)
    assert not arcs(lines).before()
    assert "outlined" not in said.text()
    pinned = lines.trace.matrix("A")
    wanted = arcs(lines).lines()
    lines.click("pinButton")
    lines.click("attention.raw")
    assert arcs(lines).before() == [(i, j, pinned[i, j]) for i, j, _ in wanted]
    assert "outlined" in said.text()
    with lines.settling():
        lines.hover(arcs(lines), arcs(lines).token_center(0).toPoint())
    assert {query for query, *_ in arcs(lines).before()} == {0}
    lines.window.grab()


@pytest.mark.parametrize(
    ("size", "state"), [((1440, 900), {"scale": 150}), ((1280, 720), {"presenting": True})]
)
def test_lines_leave_their_columns_the_room_that_three_matrices_would_need(open_window, drive, size, state):
    driver = drive(open_window(size=size, text="The animal didn't cross the street.", view="lines", **state))
    driver.window.commands["pin"].trigger()
    driver.click("attention.raw")
    settle_layout(driver.window)
    for name in ("linesText", "linesKey"):
        shown = driver.find(name, ElidedLabel)
        assert shown.text() == shown.whole, name
    title = driver.window.findChild(WeightsPanel).title
    assert title.text() == title.whole == 'Whom "street" looks at'
