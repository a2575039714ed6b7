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
from gui.drawings.svg import svg
from gui.items.arcs import MANY, OWN, Arcs
from gui.items.elided_label import ElidedLabel
from gui.panels.lines import MOST, drawing_of
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
    assert {query for query, *_ in many.own()} == {lines.window.scene.row}


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
    assert set(arcs(lines).before()) == {(i, j, pinned[i, j]) for i, j, _ in wanted}
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


CROWD = " ".join(f"w{number}" for number in range(120))


@pytest.fixture
def crowd(lines: Driver) -> Driver:
    """All 14,400 weights of a long sentence are to be drawn, and as many are pinned."""
    lines.enter(CROWD)
    with lines.settling():
        lines.find("linesSlider", QSlider).setValue(100)
    lines.click("pinButton")
    settle_layout(lines.window)
    return lines


def painted_lines(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, float]]:
    """Return a list that every line which is painted from now on is added to."""
    painted: list[tuple[int, int, float]] = []
    for name in ("_paint_line", "_paint_before"):
        paint = getattr(Arcs, name)

        def paint_and_tell(self, painter, line, *share, paint=paint) -> None:
            painted.append(line)
            paint(self, painter, line, *share)

        monkeypatch.setattr(Arcs, name, paint_and_tell)
    return painted


def test_of_a_long_sentence_only_the_strongest_lines_are_drawn(crowd: Driver):
    A, drawn = crowd.trace.matrix("A"), arcs(crowd).lines()
    assert [abs(weight) for *_, weight in drawn] == np.sort(abs(A).ravel())[-MOST:].tolist()
    said = crowd.find("linesText", ElidedLabel).whole
    assert f"the strongest {MOST} of {np.count_nonzero(A)} weights" in said


def test_of_a_long_sentence_the_selected_word_has_its_own_lines(crowd: Driver):
    with crowd.settling():
        crowd.window.store.update(anchor=CROWD.index("w77"))
    A, own = crowd.trace.matrix("A"), arcs(crowd).own()
    assert {query for query, *_ in own} == {crowd.window.scene.row}
    assert [weight for *_, weight in own] == np.sort(A[crowd.window.scene.row])[-OWN:].tolist()


def test_a_paint_of_a_long_sentence_is_of_few_lines(crowd: Driver, monkeypatch: pytest.MonkeyPatch):
    shown, painted = arcs(crowd), painted_lines(monkeypatch)
    shown.resize(shown.width() + 1, shown.height())
    shown.grab()
    assert MOST <= len(painted) <= MOST + OWN + MANY
    painted.clear()
    with crowd.settling():
        crowd.hover(shown, shown.token_center(3).toPoint())
    shown.grab()
    assert 0 < len(painted) <= 2 * (OWN + MANY), "by the window, and by this test"


def test_only_as_many_lines_are_smooth_as_there_is_time_for(crowd: Driver):
    shown = arcs(crowd)
    drawn = shown.lines()
    smooth = shown._smooth(drawn)
    assert 0 < len(smooth) < len(drawn)
    assert smooth == set(drawn[-len(smooth) :]), "the strongest"
    crowd.enter("牡丹 花卉 原野 美丽 公园 春天")
    assert shown._smooth(shown.lines()) == set(shown.lines())


def test_another_language_paints_no_line_of_another_word(crowd: Driver, monkeypatch: pytest.MonkeyPatch):
    said = crowd.find("linesText", ElidedLabel)
    arcs(crowd).grab()
    painted, before = painted_lines(monkeypatch), said.whole
    with crowd.settling():
        crowd.window.commands["language"].trigger()
    arcs(crowd).grab()
    assert said.whole != before
    assert {query for query, *_ in painted} <= {crowd.window.scene.row}


def test_on_paper_no_more_lines_are_drawn(crowd: Driver, monkeypatch: pytest.MonkeyPatch):
    painted = painted_lines(monkeypatch)
    svg(drawing_of(crowd.window.scene, 700), "")
    assert MOST - OWN <= len(painted) <= MOST + OWN + MANY
