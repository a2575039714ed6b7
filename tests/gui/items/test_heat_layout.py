"""Where the parts of a drawn matrix go, in any room."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from gui.items.colours import Scale
from gui.items.heat_layout import SMALLEST, Companions, Layout, Matrix, lay_out, number_room
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


def test_cells_are_square_where_there_is_room(theme: Theme):
    grid = laid(tokens(5), 900, 600, theme).grid
    assert grid.width == pytest.approx(grid.height)


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
