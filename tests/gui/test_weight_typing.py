"""What is typed into W belongs to the cell where typing began, wherever the pointer goes meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QStyle, QStyleOptionSpinBox

from gui.items.number_field import NumberField
from gui.items.numbers import MINUS
from gui.panels.weight_editor import STEP
from tests.gui.driver import Driver
from tests.gui.test_weight_edits import choose, spin, weights

KEY = Qt.Key
__all__ = ["weights"]


@pytest.fixture
def typing(weights: Driver) -> Driver:
    """W_Q with a chosen entry that the keyboard is on."""
    weights.qtbot.waitUntil(lambda: QApplication.activeWindow() is weights.window)
    choose(weights, 40, 2)
    assert QApplication.focusWidget() is weights.heatmap
    return weights


def edits(driver: Driver) -> dict[tuple[int, int], float]:
    """Return what was set by hand, by row and column."""
    return {(place.row, place.col): value for place, value in driver.state.weight_edits.values}


def into_field(driver: Driver, text: str) -> None:
    """Replace the number in the field by typing."""
    spin(driver).setFocus()
    spin(driver).selectAll()
    driver.keys(spin(driver), text)


def cross(driver: Driver, row: int, col: int) -> None:
    driver.hover(driver.heatmap, driver.heatmap.cell_center(row, col))
    driver.leave(driver.heatmap)
    driver.hover(driver.heatmap, driver.heatmap.cell_center(row, col))


def press_next(driver: Driver) -> None:
    driver.press(driver.heatmap, at=driver.heatmap.cell_center(30, 1))


def press_enter(driver: Driver) -> None:
    driver.key(KEY.Key_Return)


def press_tab(driver: Driver) -> None:
    driver.key(KEY.Key_Tab)


def go_elsewhere(driver: Driver) -> None:
    driver.edit.setFocus()


def show_another(driver: Driver) -> None:
    """Where a click takes no focus, as on a Mac, the matrix changes under the field."""
    driver.window.store.update(focus="W_K")


def show_no_weights(driver: Driver) -> None:
    driver.window.store.update(focus="A")


def turn_dark(driver: Driver) -> None:
    driver.window.store.update(theme="dark")


WAYS = (press_next, press_enter, press_tab, go_elsewhere, show_another, show_no_weights, turn_dark)


@pytest.mark.parametrize("leave", WAYS)
def test_what_was_typed_goes_to_its_own_cell(typing: Driver, leave: Callable[[Driver], None]):
    into_field(typing, "3.25")
    cross(typing, 5, 1)
    assert spin(typing).text() == "3.25"
    assert edits(typing) == {}
    with typing.settling():
        leave(typing)
    typing.qtbot.waitUntil(lambda: edits(typing) == {(40, 2): 3.25})
    typing.qtbot.waitUntil(lambda: typing.trace.W_Q[0, 40, 2] == 3.25)
    typing.check()
    typing.window.commands["undo"].trigger()
    assert edits(typing) == {}, "one step"


def test_the_pointer_crosses_between_two_digits(typing: Driver):
    into_field(typing, "7")
    cross(typing, 5, 1)
    typing.keys(spin(typing), "9")
    with typing.settling():
        press_enter(typing)
    assert edits(typing) == {(40, 2): 79.0}


def test_the_field_is_about_the_chosen_cell_and_not_the_one_pointed_at(typing: Driver):
    name, value = spin(typing).accessibleName(), spin(typing).value()
    assert "[41, 3]" in name
    cross(typing, 5, 1)
    assert (spin(typing).accessibleName(), spin(typing).value()) == (name, value)


def test_escape_gives_up_what_was_typed_and_nothing_else(typing: Driver):
    before = spin(typing).text()
    with typing.settling():
        typing.window.commands["present"].trigger()
    into_field(typing, "3.25")
    typing.key(KEY.Key_Escape)
    assert spin(typing).text() == before
    assert edits(typing) == {}
    assert QApplication.focusWidget() is typing.heatmap
    assert typing.state.presenting
    typing.key(KEY.Key_Escape)
    assert not typing.state.presenting


@pytest.mark.parametrize(("first", "value"), [
    ("4", 4.5), ("-", -0.5), (MINUS, -0.5), (".", 0.5), (",", 0.5),
])  # fmt: skip
def test_typing_over_the_cell_goes_into_the_field(typing: Driver, first: str, value: float):
    cross(typing, 5, 1)
    typing.keys(typing.heatmap, first)
    assert QApplication.focusWidget() is spin(typing)
    typing.keys(spin(typing), "5" if first in ".," else ".5")
    assert edits(typing) == {}
    with typing.settling():
        press_enter(typing)
    assert edits(typing) == {(40, 2): value}
    assert QApplication.focusWidget() is typing.heatmap
    typing.check()


def test_cell_after_cell_by_keyboard_alone(typing: Driver):
    for text in ("1", "2", "3"):
        typing.keys(typing.heatmap, text)
        with typing.settling():
            press_enter(typing)
        with typing.settling():
            typing.key(KEY.Key_Down)
    assert edits(typing) == {(40, 2): 1.0, (41, 2): 2.0, (42, 2): 3.0}
    for count in (2, 1, 0):
        typing.window.commands["undo"].trigger()
        assert len(edits(typing)) == count


def test_a_number_over_another_matrix_is_nothing(typing: Driver):
    typing.click("stage.A")
    typing.heatmap.setFocus()
    typing.keys(typing.heatmap, "5")
    assert QApplication.focusWidget() is typing.heatmap
    assert edits(typing) == {}


def test_what_was_set_is_shown_before_it_is_computed(typing: Driver):
    into_field(typing, "3.25")
    press_enter(typing)
    assert spin(typing).value() == 3.25
    typing.qtbot.waitUntil(lambda: typing.trace.W_Q[0, 40, 2] == 3.25)


def test_half_a_number_is_none(typing: Driver):
    value = spin(typing).value()
    for text in ("-", ""):
        into_field(typing, text)
        spin(typing).lineEdit().setText(text)
        go_elsewhere(typing)
        assert spin(typing).value() == value
        assert edits(typing) == {}


def test_a_minus_of_either_kind_is_typed(qtbot):
    field = NumberField()
    qtbot.addWidget(field)
    field.setRange(-9, 9)
    assert isinstance(field, QDoubleSpinBox)
    for minus in ("-", MINUS):
        field.begin(minus)
        assert field.is_typing()
        field.lineEdit().insert("3")
        field.finish()
        assert field.value() == -3
        field.setValue(1)


TYPED = {
    "1,5": 1.5, "0,25": 0.25, "-0,5": -0.5, "1.5": 1.5, "1,234": 1.234, "1,5e0": 1.5, ".5": 0.5, "5.": 5,
    "1e-5": 1e-5, "0.00004": 4e-5, "0.123456": 0.123456, "1000001": 1e6, "-1e999": -1e6, "9" * 400: 1e6,
    "１２。５": 12.5, "－１，５": -1.5, f"{MINUS}3": -3, " 7 ": 7,
}  # fmt: skip


@pytest.mark.parametrize("system", ["C", "de_DE", "zh_CN"])
@pytest.mark.parametrize("text", TYPED)
def test_a_number_is_what_was_typed_whatever_the_system_writes(qtbot, text: str, system: str):
    field = NumberField()
    qtbot.addWidget(field)
    field.setLocale(QLocale(system))
    field.setRange(-1e6, 1e6)
    field.begin(text)
    assert field.lineEdit().text() == text
    field.finish()
    assert field.value() == TYPED[text]
    assert not field.is_typing()
    field.begin(field.text())
    field.finish()
    assert field.value() == TYPED[text], "what is shown is not another number"


@pytest.mark.parametrize("text", ["nan", "inf", "1,2,3", "1.000,5", "--1", "abc", "1e5.5", "0x1"])
def test_what_is_no_number_is_not_typed(qtbot, text: str):
    field = NumberField()
    qtbot.addWidget(field)
    field.setValue(2)
    field.begin(text)
    assert not field.is_typing()
    assert field.value() == 2


def test_a_number_that_is_shown_in_short_stays_whole(typing: Driver):
    """Enter without having typed sets nothing, and a step leads to what is shown."""
    field = spin(typing)
    before = field.value()
    assert before == typing.trace.W_Q[0, 40, 2] != float(field.text())
    field.setFocus()
    press_enter(typing)
    assert (field.value(), edits(typing)) == (before, {})
    with typing.settling():
        field.stepUp()
    assert edits(typing) == {(40, 2): float(field.text())}


def press_up(driver: Driver) -> None:
    driver.key(KEY.Key_Up)


def turn_the_wheel(driver: Driver) -> None:
    middle, none = spin(driver).rect().center(), Qt.KeyboardModifier.NoModifier
    place, turned = QPointF(middle), QPoint(0, 120)
    where = spin(driver).mapToGlobal(place)
    phase = Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(place, where, QPoint(), turned, Qt.MouseButton.NoButton, none, phase, False)
    QApplication.sendEvent(spin(driver), wheel)


def press_the_arrow(driver: Driver) -> None:
    field, option = spin(driver), QStyleOptionSpinBox()
    field.initStyleOption(option)
    arrow = QStyle.SubControl.SC_SpinBoxUp
    place = field.style().subControlRect(QStyle.ComplexControl.CC_SpinBox, option, arrow, field)
    driver.press(field, at=place.center())


@pytest.mark.parametrize("step", [press_up, turn_the_wheel, press_the_arrow])
def test_a_step_goes_on_from_what_was_typed(typing: Driver, step: Callable[[Driver], None]):
    into_field(typing, "0.7")
    with typing.settling():
        step(typing)
    assert edits(typing) == {(40, 2): 0.75}
    assert spin(typing).text() == "0.7500"
    typing.window.commands["undo"].trigger()
    assert edits(typing) == {}, "one step"


def test_a_step_from_half_a_number_is_one_from_the_number_before(typing: Driver):
    before = float(spin(typing).text())
    into_field(typing, "-")
    with typing.settling():
        press_up(typing)
    assert edits(typing) == {(40, 2): pytest.approx(before + STEP)}
