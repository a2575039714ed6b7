"""A temperature that a session or the command line gives is written in full, wherever it is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from engine.settings import Settings
from gui.items.elided_label import ElidedLabel
from tests.gui.driver import Driver


@pytest.mark.parametrize(("temperature", "text"), [
    (1000.0, "1000"), (999.6, "999.6"), (0.0123456, "0.0123456"), (0.001, "0.001"), (2.0, "2"),
])  # fmt: skip
def test_a_temperature_is_shown_as_it_counts(
    open_window: Callable[..., QWidget], drive: Callable[[QWidget], Driver], temperature: float, text: str
):
    """In the formula, in the worked example, which is checked by hand, and beside the slider."""
    more = drive(open_window(more=True, settings=Settings(temperature=temperature)))
    assert more.find("optionsPanel").findChildren(ElidedLabel)[0].whole == text
    assert more.find("formulaView").accessibleName().replace(" ", "").endswith(f"/{text})XW^V")
    assert f"/{text}" in more.why.toPlainText() or "exp(" in more.why.toPlainText()
