"""The field of the sentence by itself: where the cursor goes, and what is left to the window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication

from gui.panels.sentence import cursor_for
from tests.gui.driver import Driver


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("牡丹", "牡丹花", 3),
        ("牡花", "牡丹花", 2),
        ("牡丹花", "花", 0),
        ("😀牡花", "😀牡丹花", 4),
        ("", "牡丹是花", 0),
        ("原野中,牡丹。", "春天的花园。", 0),
        ("a\ud800c", "a\ud800bc", 3),
    ],
)
def test_the_cursor_goes_where_the_change_ends(old: str, new: str, place: int):
    assert cursor_for(old, new) == place


@given(old=st.text(max_size=8), new=st.text(max_size=8))
def test_the_cursor_is_inside_the_text(old: str, new: str):
    assert 0 <= cursor_for(old, new) <= len(new.encode("utf-16-le", "surrogatepass")) // 2


def entering(mime: QMimeData) -> QDragEnterEvent:
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    return QDragEnterEvent(QPoint(5, 5), copy, mime, Qt.MouseButton.LeftButton, none)


def test_text_may_be_dropped_into_it_but_no_file(driver: Driver, tmp_path):
    text, file = QMimeData(), QMimeData()
    text.setText("牡丹")
    file.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.peony"))])
    file.setText("file:///a.peony")
    for mime, taken in ((text, True), (file, False)):
        event = entering(mime)
        driver.edit.dragEnterEvent(event)
        assert event.isAccepted() == taken
    QApplication.processEvents()
