"""Names beside dots: inside, apart from each other, and none left out that is needed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from gui.items.label_places import place_labels
from gui.items.map_axes import nice_step, ticks

ROOM = QRectF(0, 0, 400, 300)
DOTS = st.lists(
    st.tuples(st.floats(30, 370), st.floats(20, 280), st.floats(5, 60), st.booleans()), max_size=25
)


@given(DOTS)
def test_places(dots: list[tuple[float, float, float, bool]]) -> None:
    points = [QPointF(x, y) for x, y, _, _ in dots]
    sizes = [QSizeF(wide, 12) for _, _, wide, _ in dots]
    needed = [must for *_, must in dots]
    found = place_labels(points, sizes, needed, ROOM, 5)
    assert len(found) == len(dots)
    for number, box in enumerate(found):
        if box is None:
            assert not needed[number]
            continue
        assert box.size() == sizes[number]
        assert ROOM.contains(box) or needed[number]
        if not needed[number]:  # it is written only where it covers nothing
            others = [other for place, other in enumerate(found) if place != number and other is not None]
            assert all(box.intersected(other).isEmpty() for other in others)
            for place, dot in enumerate(points):
                around = QRectF(dot.x() - 5, dot.y() - 5, 10, 10)
                assert place == number or box.intersected(around).isEmpty()


def test_a_lone_name_stands_at_the_right_of_its_dot() -> None:
    (box,) = place_labels([QPointF(100, 100)], [QSizeF(40, 12)], [False], ROOM, 5)
    assert (box.left(), box.center().y()) == (105, 100)


def test_at_the_right_edge_it_stands_at_the_left() -> None:
    (box,) = place_labels([QPointF(395, 100)], [QSizeF(40, 12)], [False], ROOM, 5)
    assert box.right() == 390


def test_no_dots() -> None:
    assert place_labels([], [], [], ROOM, 5) == []


@given(st.floats(1e-6, 1e6))
def test_a_step_is_a_round_number_that_is_large_enough(least: float) -> None:
    step = nice_step(least)
    assert least * (1 - 1e-6) <= step < 5.1 * least
    assert f"{step:.0e}"[0] in "125"


def test_ticks_are_the_multiples_between() -> None:
    assert list(ticks(-4.1, 9.9, 5)) == [0, 1]
    assert list(ticks(-5, 10, 5)) == [-1, 0, 1, 2]
