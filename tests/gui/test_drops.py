"""Files dropped onto the window, wherever they land: sessions are opened, tables are taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.documents import Documents
from gui.session import to_bytes
from gui.state import State
from gui.tables import Tables
from tests.gui.driver import LEFT, PATIENCE, Driver

COPY, NONE = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier


def drop(widget: QWidget, *files: Path) -> bool:
    """Drag files over a widget and let go, as Qt delivers it; return whether they were welcome."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    mime.setText("\n".join(map(str, files)))
    enter = QDragEnterEvent(QPoint(9, 9), COPY, mime, LEFT, NONE)
    QApplication.sendEvent(widget, enter)
    if enter.isAccepted():
        QApplication.sendEvent(widget.window(), QDropEvent(QPointF(9, 9), COPY, mime, LEFT, NONE))
    return enter.isAccepted()


@pytest.mark.parametrize("place", ["window", "sentenceEdit", "focusHeatmap"])
@pytest.mark.parametrize("name", ["lesson.peony", "LESSON.PEONY"])
def test_a_session_is_opened(driver: Driver, tmp_path: Path, place: str, name: str):
    (tmp_path / name).write_bytes(to_bytes(State("花卉和牡丹"), tmp_path / name))
    documents = driver.window.findChild(Documents)
    widget = driver.window if place == "window" else driver.find(place)
    with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE), driver.settling():
        assert drop(widget, tmp_path / name)
    assert driver.state.text == driver.edit.text() == "花卉和牡丹"
    assert documents.file == tmp_path / name


def test_a_damaged_session_is_refused_as_a_session(driver: Driver, tmp_path: Path):
    (tmp_path / "a.peony").write_bytes(b"{")
    drop(driver.window, tmp_path / "a.peony")
    driver.qtbot.waitUntil(lambda: "a.peony" in driver.notice, timeout=PATIENCE)
    assert "cut short" in driver.notice


def test_anything_else_is_taken_for_vectors(driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    file = tmp_path / "a.vec"
    file.write_text("2 2\n牡丹 1 0\n花卉 0 1\n", encoding="utf-8")
    with driver.settling():
        drop(driver.find("sentenceEdit"), file)
    assert driver.state.table.file == str(file)
    assert driver.window.findChild(Tables) is not None


def test_several_files_at_once_are_not_welcome(driver: Driver, tmp_path: Path):
    before = driver.state
    assert not drop(driver.window, tmp_path / "a.peony", tmp_path / "b.peony")
    assert driver.state == before
