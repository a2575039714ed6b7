"""The thumbnails of the data flow: captions that are whole, pictures that can be read."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication

from gui.items.stage import SMALL, Stage, without_empty_end
from gui.theme import interface_font, make_theme


@pytest.fixture
def stage(qapp: QApplication) -> Stage:
    made = Stage(make_theme(interface_font()), "S")
    made.show_matrix(np.eye(5), "peony", "Q·Kᵀ/√64", "4 × 5 × 64")
    return made


@pytest.mark.parametrize("ems", [2.5, 3.5, 5, 7, 9, 12])
@pytest.mark.parametrize("lines", [1, 2])
def test_a_shape_is_always_whole_and_a_recipe_whole_or_left_out(stage: Stage, ems: float, lines: int):
    theme = stage._theme
    line = QFontMetricsF(theme.type(SMALL)).height()
    made, shape, size = stage.captions(QSizeF(ems * theme.em, lines * line))
    wide = QFontMetricsF(theme.type(size)).horizontalAdvance
    assert shape.replace(" ", "") == "4×5×64"
    assert wide(shape) <= ems * theme.em + 1
    assert made in ("", "Q·Kᵀ/√64")
    assert wide(made) <= ems * theme.em
    if lines == 1:
        assert wide(made + shape) <= ems * theme.em + 1


def test_a_matrix_that_is_empty_beyond_a_few_columns_is_cut_there():
    onehot = np.zeros((5, 512))
    onehot[:, :5] = np.eye(5)
    np.testing.assert_array_equal(without_empty_end(onehot)[:, :5], np.eye(5))
    assert without_empty_end(onehot).shape == (5, 8)
    for whole in (np.eye(5), np.ones((5, 64)), np.zeros((0, 64)), np.full((2, 2), -np.inf)):
        np.testing.assert_array_equal(without_empty_end(whole), whole[:, : without_empty_end(whole).shape[1]])
    assert without_empty_end(np.eye(5)).shape == (5, 5)


def test_a_square_picture_takes_the_height_where_there_is_little(stage: Stage):
    stage.show_matrix(np.ones((5, 5)), "peony", "softmax(S)", "5 × 5")
    stage.resize(stage._theme.px(10), stage._theme.px(2.9))
    image = stage.grab().toImage()
    full = QColor("#68103E").rgb()
    rows = [y for y in range(image.height()) if any(image.pixel(x, y) == full for x in range(image.width()))]
    assert len(rows) > 0.6 * image.height()


@pytest.mark.parametrize("shape", ["5 × 5", "4 × 5 × 5", "8 × 13 × 13"])
def test_a_picture_leaves_room_for_a_shape_that_can_be_read(stage: Stage, shape: str):
    theme = stage._theme
    stage.show_matrix(np.ones((5, 5)), "peony", "softmax(S)", shape)
    inner = stage.minimumSizeHint().width() - 3 - 1.2 * theme.em
    side = stage.beside(inner)
    assert side >= theme.em
    *_, size = stage.captions(QSizeF(inner - side - 0.4 * theme.em, 1.2 * theme.em))
    assert size >= 0.85 * SMALL
