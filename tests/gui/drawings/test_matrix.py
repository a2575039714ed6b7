"""A matrix on paper: the cell that is worked out beside it is marked, as it is in the window."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF

from engine.settings import Settings
from gui.drawings.matrix import beside, matrix
from gui.drawings.svg import svg
from gui.drawings.theme import print_theme
from gui.items.heat_layout import Matrix, lay_out
from gui.matrices import difference_matrix, matrix_of, pinned_matrix
from gui.page import page, title

SVG = "{http://www.w3.org/2000/svg}"
SIZE, INK = 500.0, "#2b2a33"
LONG = "春天来了，公园里的牡丹开得非常茂盛，红的像火，粉的像霞。" * 3


def drawn(shown: Matrix, outlined: int | None) -> ElementTree.Element:
    return ElementTree.fromstring(svg(matrix(shown, print_theme(), SIZE, SIZE, outlined), "a"))


def framed(root: ElementTree.Element) -> list[tuple[float, ...]]:
    """Return the boxes that are outlined in the colour of the text."""
    groups = (g for g in root.iter(f"{SVG}g") if (g.get("stroke"), g.get("fill")) == (INK, "none"))
    rects = (rect for group in groups for rect in group.findall(f"{SVG}rect"))
    return [tuple(float(rect.get(side)) for side in ("x", "y", "width", "height")) for rect in rects]


def strong(root: ElementTree.Element) -> list[str]:
    return [each.text for each in root.iter(f"{SVG}text") if each.get("font-weight") == "700"]


def box(shown: Matrix, cell: tuple[int, int]) -> tuple[float, ...]:
    return lay_out(shown, QRectF(0, 0, SIZE, SIZE), print_theme()).grid.cell(*cell).getRect()


@pytest.mark.parametrize("focus", "ASXZ")
def test_the_cell_is_framed_and_its_row_and_column_are_named_strongly(scene, focus: str) -> None:
    now = scene(state={"anchor": 0, "col": 2, "focus": focus})
    shown, tokens = matrix_of(now), now.trace.tokens
    root = drawn(shown, now.marked_row)
    assert framed(root) == [pytest.approx(box(shown, (0, 2)), abs=3)]
    assert strong(root) == [tokens[0], tokens[2] if focus in "AS" else "3"]


def test_an_entry_of_W_is_framed_though_no_row_is_selected(scene) -> None:
    now = scene(state={"focus": "W_Q", "entry": (1, 2)})
    shown = matrix_of(now)
    root = drawn(shown, now.marked_row)
    assert framed(root)[0][:2] == pytest.approx(box(shown, (1, 2))[:2], abs=3)
    assert strong(root) == ["2", "3"]


def test_without_a_cell_there_is_no_frame(scene) -> None:
    shown = matrix_of(scene(state={"anchor": 0}))
    root = drawn(replace(shown, cell=None), None)
    assert (framed(root), strong(root)) == ([], [])


def test_no_name_is_written_under_another(scene) -> None:
    now = scene(state={"anchor": 0, "col": 2})
    written = [each.text for each in drawn(matrix_of(now), now.marked_row).iter(f"{SVG}text")]
    assert [written.count(token) for token in now.trace.tokens] == [2] * len(now.trace.tokens)
    many = matrix_of(scene(LONG, stopwords="keep"))
    layout = lay_out(many, QRectF(0, 0, SIZE, SIZE), print_theme())
    assert (5 in layout.cols, 6 in layout.cols) == (False, True)
    left = beside(many, layout, None, 5)
    assert left.row_names == many.row_names
    assert (left.col_names[6], left.col_names[10]) == ("", many.col_names[10])


def test_beside_a_pinned_one_it_is_the_cell_of_the_same_tokens(scene) -> None:
    now, then = scene("牡丹和花卉", state={"anchor": 0, "col": 1}), scene("美丽的花卉和牡丹", attention="raw")
    state = replace(now.state, pin=replace(then.state.request, settings=Settings(attention="raw")))
    both = replace(now, state=state, pinned=then.trace)
    there = [then.trace.tokens.index(now.trace.tokens[place]) for place in (0, 1)]
    assert matrix_of(both).cell == (0, 1)
    assert pinned_matrix(both).cell == tuple(there)
    same = replace(both, pinned=scene("牡丹和花卉", attention="raw").trace)
    assert difference_matrix(same).cell == (0, 1)
    other = replace(both, pinned=scene("牡丹", attention="raw").trace)
    assert pinned_matrix(other).cell is None


def test_the_main_picture_marks_the_cell_that_it_works_out(scene) -> None:
    now = scene(heads=4)
    root = ElementTree.fromstring(svg(page(now), title(now)))
    assert len(framed(root)) == 1
    assert strong(root).count(now.trace.tokens[now.col]) >= 2  # over its column, and in the list beside it
