"""Where the parts of a drawn matrix go, in any room."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from gui.items import heat_layout
from gui.items.colour_bar import AWAY, FIGURES
from gui.items.colours import Scale
from gui.items.heads import head_height, stacks
from gui.items.heat_layout import (
    CLOSE,
    OBLONG,
    SMALLEST,
    Companions,
    Layout,
    Matrix,
    lay_out,
    number_room,
    useful_height,
)
from gui.items.heat_names import is_lying
from gui.items.heat_paint import writing
from gui.theme import Theme, interface_font, make_theme


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    return make_theme(interface_font())


def tokens(count: int, below: bool = False) -> Matrix:
    names, values = tuple(["牡丹", "花卉", "原野里"] * count)[:count], np.zeros((count, count))
    beside = Companions(count, count, names, names) if below else None
    return Matrix(values, names, names, "query", "key", True, Scale(0, 1, False), "peony", beside)


def weights(rows: int, cols: int) -> Matrix:
    names = [tuple(str(number + 1) for number in range(count)) for count in (rows, cols)]
    return Matrix(np.zeros((rows, cols)), *names, "in", "out", False, Scale(-1, 1, True), "peony")


def laid(matrix: Matrix, wide: float, high: float, theme: Theme) -> Layout:
    return lay_out(matrix, QRectF(0, 0, wide, high), theme)


@pytest.mark.parametrize("cols", [8, 50, 64, 100, 300, 1000])
@pytest.mark.parametrize("wide", [300, 600, 880, 1400])
def test_numbered_columns_have_room_for_their_numbers(theme: Theme, cols: int, wide: int):
    matrix, metrics = weights(100, cols), QFontMetricsF(theme.type(0.95))
    layout = laid(matrix, wide, 500, theme)
    for col in layout.cols[2:]:  # the first two may stand closer
        assert layout.col_box(col).width() + 2 >= metrics.horizontalAdvance(matrix.col_names[col])


@pytest.mark.parametrize("count", [5, 13, 64])
def test_spare_width_makes_cells_wider(theme: Theme, count: int):
    layout = laid(tokens(count), 900, 600, theme)
    assert 1.2 < layout.grid.width / layout.grid.height <= OBLONG + 1e-9
    assert layout.right - layout.bar.right() < 5 * theme.em, "no field lies bare"


def test_long_figures_of_the_colour_bar_have_room_and_others_take_no_more(theme: Theme):
    long, usual = (replace(tokens(40), scale=Scale(-most, most, True)) for most in (0.0039, 0.39))
    begins = laid(long, 570, 570, theme).bar.right() + AWAY * theme.em
    assert begins + QFontMetricsF(theme.type(FIGURES)).horizontalAdvance("−0.0039") <= 570
    assert laid(usual, 570, 570, theme).bar == laid(tokens(40), 570, 570, theme).bar
    size = QSizeF(400, 900)
    assert useful_height(long, size, theme) == useful_height(usual, size, theme), "no matrix moves anything"


def test_cells_are_never_slits(theme: Theme):
    grid = laid(tokens(2), 1800, 500, theme).grid
    assert grid.width == pytest.approx(OBLONG * grid.height)


def test_the_numbers_grow_with_their_cells(theme: Theme):
    sizes = []
    for wide, high in ((300, 300), (400, 300), (600, 300), (600, 400)):
        shown = tokens(5)
        font, _ = writing(shown, laid(shown, wide, high, theme).grid, theme)
        sizes.append(font.pointSizeF())
    assert sizes == sorted(set(sizes))


def test_low_cells_are_wide_enough_for_their_numbers(theme: Theme):
    grid = laid(tokens(12), 900, 330, theme).grid
    assert grid.height < grid.width
    assert grid.width >= number_room(theme.type(SMALLEST)).width()


def test_narrow_cells_are_high_enough_for_the_names_of_their_rows(theme: Theme):
    layout = laid(tokens(8, below=True), 220, 600, theme)
    assert layout.grid.width < layout.grid.height
    assert layout.rows == tuple(range(8))


@given(count=st.integers(1, 80), wide=st.floats(0, 1500), high=st.floats(0, 1000), below=st.booleans())
def test_cells_stay_inside(theme: Theme, count: int, wide: float, high: float, below: bool):
    grid = laid(tokens(count, below), wide, high, theme).grid
    assert grid.area.isValid()
    if wide > 20 * theme.em and high > 20 * theme.em:
        assert QRectF(0, 0, wide, high).contains(grid.area)


LONG = ("Internationalization", "notwithstanding", "electroencephalographically", "minded", "neuroscientists",
        "characteristically", "misunderstand", "antidisestablishmentarianism")  # fmt: skip


def words(names: tuple[str, ...]) -> Matrix:
    return Matrix(
        np.zeros((len(names),) * 2), names, names, "query", "key", True, Scale(0, 1, False), "peony"
    )


@pytest.mark.parametrize(("wide", "beside"), [(260, False), (192, True)])
def test_the_name_of_a_selected_row_is_whole(theme: Theme, wide: int, beside: bool):
    names = ("animal", "didn", "cross", "street", "tired")
    matrix = replace(words(names), beside=Companions(5, 5, names, names) if beside else None)
    layout, bold = laid(matrix, wide, 300, theme), QFontMetricsF(theme.type(0.95, bold=True))
    for row, name in enumerate(names):
        assert bold.horizontalAdvance(name) <= layout.row_box(row).width()


@pytest.mark.parametrize("wide", range(100, 300, 7))
def test_names_take_no_room_that_numbers_need(theme: Theme, wide: int, monkeypatch: pytest.MonkeyPatch):
    names = ("photosynthesis",) * 5
    matrix = replace(words(names), beside=Companions(5, 5, names, names))
    shown = writing(matrix, laid(matrix, wide, 300, theme).grid, theme) is not None
    monkeypatch.setattr(heat_layout, "NAMES_BESIDE", heat_layout.NAMES)
    assert shown == (writing(matrix, laid(matrix, wide, 300, theme).grid, theme) is not None)


@pytest.mark.parametrize("high", [170, 255, 500])
def test_long_names_keep_room_over_their_columns(theme: Theme, high: int):
    layout = laid(words(LONG), 300, high, theme)
    assert layout.standing
    assert layout.cols == tuple(range(len(LONG))), "none is left out"
    assert layout.col_box(0).height() > 2.5 * theme.em


def test_a_name_that_fits_its_column_makes_no_room_for_itself(theme: Theme):
    metrics = QFontMetricsF(theme.type(0.95))
    lying = head_height(("2", "GPT", "写"), 60, metrics)
    assert lying == metrics.height()
    assert lying < head_height(("花园里",), 20, metrics) < head_height(("Transformer",), 20, metrics)


@pytest.mark.parametrize(
    ("names", "lying"),
    [
        (("animal", "didn", "cross", "street", "tired"), set()),
        (("花园里", "GPT", "2", "牡丹花", "写"), {"GPT", "2", "写"}),
        (("花园里", "GPT", "2", "Transformer", "写"), {"2", "写"}),
    ],
)
def test_names_spelt_with_letters_lie_together_or_are_turned_together(
    theme: Theme, names: tuple[str, ...], lying: set[str]
):
    layout = laid(words(names), 320, 300, theme)
    assert layout.standing
    boxes = zip(names, map(layout.col_box, range(len(names))), strict=True)
    assert {name for name, box in boxes if is_lying(name, box.width(), layout, theme)} == lying


def test_short_chinese_names_stand_upright() -> None:
    assert [stacks(name) for name in ("最", "花园里", "一二三四", "一二三四五", "GPT", "牡丹2")] == [
        True, True, True, False, False, False
    ]  # fmt: skip


def test_colour_bars_of_matrices_side_by_side_lie_level(theme: Theme):
    room = Companions(5, 5, ("牡丹",) * 5, ("牡丹",) * 5)
    bars = [laid(replace(words(("牡丹",) * count), beside=room), 280, 500, theme).bar for count in (4, 5)]
    assert bars[0].top() == bars[1].top()


@pytest.mark.parametrize("wide", [300, 600, 1400])
def test_dimensions_are_counted_in_fives_and_tens_on_both_axes(theme: Theme, wide: int):
    layout = laid(weights(100, 64), wide, 500, theme)
    for named, cell in ((layout.rows, layout.grid.height), (layout.cols, layout.grid.width)):
        places = [place + 1 for place in named]
        step = places[-1] - places[-2]
        assert str(step).strip("0") in ("1", "5")
        assert [place for place in places if place % step] in ([1], [])
        clear = (places[1] - places[0]) * cell
        assert clear >= CLOSE * layout.line or places[0] != 1
