"""A line that is cut where there is no room for it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.items.elided_label import ElidedLabel


def shown(qtbot: QtBot, text: str, wide: int, least: int) -> str:
    label = ElidedLabel(least=least)
    qtbot.addWidget(label)
    label.show_text(text)
    label.resize(wide, 20)
    label.show()
    return label.text()


@pytest.mark.parametrize("text", ["row 4 of A, mean over heads", "一行：这个词在看谁（行和为一）"])
def test_a_line_that_asks_for_no_room_is_never_a_lone_ellipsis(qtbot: QtBot, text: str):
    cut = [shown(qtbot, text, wide, least=0) for wide in range(0, 200, 3)]
    assert "" in cut
    assert any("…" in each for each in cut)
    assert all(each == "" or (each.strip("…") and len(each) >= 3) for each in cut)


def test_a_short_line_is_shown_whole(qtbot: QtBot):
    assert shown(qtbot, "at", 30, least=0) == "at"


def test_what_asks_for_room_says_that_there_is_more(qtbot: QtBot):
    assert "…" in [shown(qtbot, "entropy 1.30 bit", wide, least=4) for wide in range(40)]
