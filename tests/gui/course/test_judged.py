"""Once the switch is thrown, the matrix shows which cells were right, and which answer was not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from engine.words import LANGUAGES, load_words
from gui.course.judging import MOST, judged
from gui.items.heatmap import Heatmap
from tests.gui.course.walker import Walker, an_answer
from tests.gui.driver import Driver


def on(walker: Walker, claim: int) -> Walker:
    walker.window.walk.go(claim - 1)
    return walker.wait()


def shown(walker: Walker) -> dict[str, bool]:
    """Return the cells that the matrix marks, as answers."""
    places = walker.driver.trace.places
    cells = walker.driver.find("focusHeatmap", Heatmap).judged().items()
    return {f"{places[row]},{places[col]}": right for (row, col), right in cells}


@pytest.mark.parametrize("claim", [6, 16])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_right_cells_and_the_wrong_answer_are_marked(
    open_window: Callable[..., QWidget], drive: Callable[[QWidget], Driver], lang: str, claim: int
) -> None:
    walker = on(Walker(drive(open_window(lang=lang))).open(), claim)
    given = an_answer(walker.findings, walker.page, right=False)
    walker.give(given)
    assert shown(walker) == {}, "nothing is given away before"
    walker.press("courseThrow")
    marked = {**dict.fromkeys(walker.findings.right, True), given: False}
    assert shown(walker) == marked
    walker.press("courseFlip")
    assert shown(walker) == marked
    walker.press("courseAgain")
    assert shown(walker) == {}


def test_marks_are_of_the_page_and_the_sentence_that_are_shown(driver: Driver) -> None:
    walker = on(Walker(driver).open(), 16)
    walker.give(min(walker.findings.right)).press("courseThrow")
    assert set(shown(walker).values()) == {True}
    driver.click("stage.Z")
    assert shown(walker) == {}, "its columns are no tokens"
    driver.click("stage.A")
    assert shown(walker)
    driver.edit.setText("春天的花园里开满了牡丹。")
    walker.wait()
    assert shown(walker) == dict.fromkeys(walker.findings.right, True)
    walker.press("courseNext")
    assert shown(walker) == {}
    walker.press("courseBack")
    assert shown(walker)
    with driver.settling():
        driver.press(driver.find("courseButton"))
    assert driver.state.judged is None


def test_settings_of_ones_own_are_not_judged(driver: Driver) -> None:
    walker = on(Walker(driver).open(), 16)
    walker.give(min(walker.findings.right)).press("courseThrow")
    driver.click("activation.none")
    assert shown(walker) == {}


def test_a_mark_is_drawn_in_its_cell_and_nowhere_else(driver: Driver) -> None:
    walker = on(Walker(driver).open(), 16)
    walker.give(an_answer(walker.findings, walker.page, right=False)).press("courseThrow")
    heatmap = driver.find("focusHeatmap", Heatmap)
    marked, drawn = heatmap.judged(), heatmap.grab().toImage()
    heatmap.set_matrix(replace(heatmap._matrix, judged={}))
    plain = heatmap.grab().toImage()
    grid = heatmap._laid_out().grid
    for row in range(grid.rows):
        for col in range(grid.cols):
            box = grid.cell(row, col).toRect().adjusted(1, 1, -1, -1)
            assert (drawn.copy(box) != plain.copy(box)) == ((row, col) in marked)


@pytest.mark.parametrize(("size", "scale"), [((1440, 900), 100), ((1024, 700), 100), ((1440, 900), 150)])
def test_a_mark_leaves_the_number_of_its_cell_alone(
    open_window: Callable, drive: Callable, size: tuple[int, int], scale: int
) -> None:
    walker = on(Walker(drive(open_window(size=size, scale=scale))).open(), 16)
    walker.window.walk.answer(an_answer(walker.findings, walker.page, right=False))
    walker.window.walk.throw()
    walker.wait()
    heatmap = walker.driver.find("focusHeatmap", Heatmap)
    marked, drawn = heatmap.judged(), heatmap.grab().toImage()
    assert marked
    heatmap.set_matrix(replace(heatmap._matrix, judged={}))
    plain, grid = heatmap.grab().toImage(), heatmap._laid_out().grid
    for cell in marked:
        box = grid.cell(*cell)
        wide, high = 0.3 * box.width(), 0.35 * box.height()
        number = box.adjusted(wide / 2, high, -wide / 2, -high).toRect()
        assert drawn.copy(number) == plain.copy(number)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_screen_reader_says_it_too(open_window: Callable, drive: Callable, lang: str) -> None:
    walker = on(Walker(drive(open_window(lang=lang))).open(), 16)
    right = min(walker.findings.right)
    walker.give(right).press("courseThrow").give(right)
    said = walker.driver.heatmap.accessibleDescription()
    assert said.endswith(load_words(lang)("course.choice.right", answer=""))


def test_of_far_too_many_cells_only_ones_own_is_marked(driver: Driver) -> None:
    walker = on(Walker(driver).open(), 16)
    record = replace(driver.state.course.record(), given="0,1", thrown=True)
    many = replace(walker.findings, right=frozenset(f"0,{key}" for key in range(1, MOST + 2)))
    assert judged(walker.page, many, record, True).right == {(0, 1)}
    few = replace(many, right=frozenset(f"0,{key}" for key in range(1, MOST + 1)))
    assert len(judged(walker.page, few, record, True).right) == MOST


@pytest.mark.parametrize("given", ["none", "3", "1,2,3", "-1,x", ","])
def test_an_answer_that_is_no_cell_marks_none(driver: Driver, given: str) -> None:
    walker = on(Walker(driver).open(), 16)
    record = replace(driver.state.course.record(), given=given, thrown=True)
    assert judged(walker.page, walker.findings, record, True).wrong == frozenset()
