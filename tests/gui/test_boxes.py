"""The boxes that numbers are typed into."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox

from tests.gui.driver import Driver


def test_a_box_of_numbers_keeps_its_figure_off_its_edge_and_whole(driver: Driver):
    driver.click("moreButton")
    boxes = [box for box in driver.window.findChildren(QSpinBox) if box.isVisible()]
    assert len(boxes) >= 3
    for box in boxes:
        field, widest = box.lineEdit(), box.fontMetrics().horizontalAdvance(str(box.maximum()))
        assert field.textMargins().left() >= 4
        assert field.textMargins().left() + widest < field.width()
