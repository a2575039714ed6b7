"""Plots: what is drawn, what the pointer and the arrows read out, and the axes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gui.app import application
from gui.items.legend import Entry
from gui.items.plot import Plot
from gui.items.plot_canvas import Axis, Curve, ends_of
from gui.theme import make_theme
from tests.gui.conftest import delete
from tests.gui.driver import PATIENCE

WIDTHS = np.array([4.0, 8, 16, 32])
RISING = Curve("rising", WIDTHS, WIDTHS / 4, "#B51E5B", symbol="o")
FALLING = Curve("falling", WIDTHS, 10 - WIDTHS / 4, "#3F6FA8", Qt.PenStyle.DashLine, "s")
AXES = Axis("width", log=True, ticks=(4, 8, 16, 32)), Axis("height", "bit", low=0)


@pytest.fixture
def plot(qtbot: QtBot) -> Iterator[Plot]:
    made = Plot("plot", make_theme(application().font()))
    made.resize(400, 300)
    made.show_curves("Two lines", AXES, (RISING, FALLING))
    made.show()
    qtbot.waitUntil(made.is_drawn, timeout=PATIENCE)
    QApplication.processEvents()
    yield made
    made.close()
    delete(made)


def canvas(plot: Plot) -> QWidget:
    return plot._canvas.view.viewport()


def x_of(plot: Plot, wanted: float) -> int:
    """Return the pixel where an x is drawn, found as a person would: by trying."""
    pixels = range(canvas(plot).width())
    return min(pixels, key=lambda x: abs(np.log(max(plot._canvas.x_at(QPointF(x, 50)), 1e-9) / wanted)))


def hover(plot: Plot, x: int) -> None:
    point, none = QPointF(x, 50), Qt.MouseButton.NoButton
    place = QPointF(canvas(plot).mapToGlobal(point.toPoint()))
    event = QMouseEvent(QEvent.Type.MouseMove, point, place, none, none, Qt.KeyboardModifier(0))
    QApplication.sendEvent(canvas(plot), event)


def press(plot: Plot, key: Qt.Key) -> None:
    QApplication.sendEvent(plot, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier(0)))


def test_it_shows_what_it_was_given(plot: Plot) -> None:
    assert set(plot.curves()) == {"rising", "falling"}
    assert plot.accessibleName() == "Two lines"
    assert plot.reading() == ""
    before = plot.grab().toImage()
    plot.show_curves("Two lines", AXES, (RISING,))
    assert plot.grab().toImage() != before


@pytest.mark.parametrize("place", range(4))
def test_the_pointer_reads_the_nearest_values(plot: Plot, place: int) -> None:
    x = WIDTHS[place]
    hover(plot, x_of(plot, x * 1.1))
    height = x / 4
    assert plot.reading() == f"width = {x:.0f}: rising {height:.3f}, falling {10 - height:.3f}"
    QApplication.sendEvent(canvas(plot), QEvent(QEvent.Type.Leave))
    assert plot.reading() == ""


def test_the_arrows_read_one_place_after_the_other(plot: Plot) -> None:
    for wanted in (4, 8, 16, 32, 32):
        press(plot, Qt.Key.Key_Right)
        assert plot.reading().startswith(f"width = {wanted}:")
    press(plot, Qt.Key.Key_Left)
    assert plot.reading().startswith("width = 16:")


def test_a_line_is_told_from_another_without_colour(plot: Plot) -> None:
    grey = [Curve(c.name, c.x, c.y, "#777777", c.dash, c.symbol) for c in (RISING, FALLING)]
    plot.show_curves("Two lines", AXES, tuple(grey))
    QApplication.processEvents()
    first, second = plot.findChildren(Entry)
    box = first.rect().adjusted(0, 0, -first.width() + 30, 0)
    assert first.grab(box).toImage() != second.grab(box).toImage()


def test_the_cursor_and_the_marker_can_be_seen(plot: Plot) -> None:
    plain = plot.grab().toImage()
    plot.set_marker(16)
    marked = plot.grab().toImage()
    assert marked != plain
    plot.point(8)
    assert plot.grab().toImage() != marked
    plot.point(None)
    plot.set_marker(None)
    assert plot.grab().toImage() == plain


def test_the_wheel_scrolls_what_the_plot_stands_in(plot: Plot, qtbot: QtBot) -> None:
    area = QScrollArea()
    area.setWidget(plot)
    area.resize(300, 100)
    area.show()
    point, place = QPointF(50, 200), QPointF(canvas(plot).mapToGlobal(QPoint(50, 200)))
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier(0)
    wheel = QWheelEvent(
        point, place, QPoint(), QPoint(0, -120), none, plain, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(canvas(plot), wheel)
    assert not wheel.isAccepted()
    area.takeWidget()
    delete(area)


def test_where_an_axis_begins_and_ends() -> None:
    parts = [np.array([1.0, 2.0]), np.array([5.0, np.inf])]
    assert ends_of(Axis("y"), parts) == (1, 5)
    assert ends_of(Axis("y", low=0, high=3), parts) == (0, 5)
    assert ends_of(Axis("y", log=True, low=4), [np.array([64.0])]) == (2, 6)
    assert ends_of(Axis("y"), [np.array([7.0])]) == (7, 8)
    assert ends_of(Axis("y"), []) == (0, 1)


def test_how_a_value_is_said() -> None:
    assert Axis("r").said(3.0) == "r = 3"
    assert Axis("loss", "nat").said(0.25) == "loss = 0.250 nat"
