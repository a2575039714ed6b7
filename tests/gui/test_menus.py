"""The menus of all commands: every entry begins at the same place, and nothing touches the arrows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from tests.gui.driver import Driver


def first_ink(menu: QMenu) -> int:
    """Return where the text of the last entry begins, in pixels."""
    menu.actions()[-1].setText("HHH")
    menu.ensurePolished()
    menu.resize(menu.sizeHint())
    menu.popup(QPoint(0, 0))
    image, row = menu.grab().toImage(), menu.actionGeometry(menu.actions()[-1])
    menu.hide()
    middle = row.center().y()
    return next(x for x in range(4, row.right()) if QColor(image.pixel(x, middle)).lightness() < 150)


@pytest.mark.parametrize("scale", [80, 100, 150, 200])
def test_entries_begin_at_one_place(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], scale: int
):
    driver = drive(open_window(scale=scale, theme="light"))
    menu = driver.find("menuButton", QPushButton).menu()
    menu.aboutToShow.emit()
    places = {first_ink(action.menu()) for action in menu.actions()}
    assert max(places) - min(places) <= 1


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_arrows_have_room_beside_the_longest_name(open_window, drive: Callable[..., Driver], lang: str):
    driver = drive(open_window(lang=lang))
    menu, theme = driver.find("menuButton", QPushButton).menu(), driver.window.theme
    menu.aboutToShow.emit()
    menu.ensurePolished()
    widest = max(menu.fontMetrics().horizontalAdvance(action.text()) for action in menu.actions())
    assert menu.sizeHint().width() >= widest + theme.px(2.2) + theme.px(2)
