"""Vectors of one's own in the window: opened by menu and by drop, looked at, left again; nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)

import engine.resources
import gui.app
import gui.tables
from engine.errors import PeonyError
from engine.vectors.choice import SHIPPED, TableChoice
from engine.vectors.shipped import load_shipped
from engine.vectors.table import VectorTable
from gui.memory import recall
from gui.panels.vectors import VectorsPanel
from gui.state import State
from tests.gui.conftest import delete
from tests.gui.driver import PATIENCE, Driver
from tests.gui.saving import keep

WORDS = ("原野", "牡丹", "最", "花卉", "花朵")
NUMBERS = np.random.RandomState(5).standard_normal((len(WORDS), 8)).astype(np.float32)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small table in word2vec's text format. It lacks 美丽, and has nothing to compose it from."""
    rows = [" ".join([word, *map(repr, map(float, row))]) for word, row in zip(WORDS, NUMBERS, strict=True)]
    made = tmp_path / "小表.vec"
    made.write_text("\n".join([f"{len(WORDS)} 8", *rows]) + "\n", encoding="utf-8")
    return made


def choose(driver: Driver, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open a file as the menu does."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(file), ""))
    with driver.settling():
        driver.window.commands["table_open"].trigger()
    QApplication.processEvents()


def text_of(driver: Driver, name: str) -> str:
    return driver.find(name, QLabel).text()


def drop(window: QWidget, *files: Path) -> bool:
    """Drop files onto the window; return whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        event = QDropEvent(QPointF(9, 9), copy, data, Qt.MouseButton.LeftButton, none)
        QApplication.sendEvent(window, event)
    return enter.isAccepted()


def test_a_file_is_opened_and_its_numbers_are_used(driver: Driver, file: Path, monkeypatch):
    choose(driver, file, monkeypatch)
    trace = driver.trace
    assert trace.table.name == "小表.vec"
    kept = [WORDS.index(word) for word in trace.tokens if word in WORDS]
    found = [row for row, word in enumerate(trace.tokens) if word in WORDS]
    np.testing.assert_array_equal(trace.X[found], NUMBERS[kept].astype(np.float64))
    assert not trace.X[trace.tokens.index("美丽")].any()
    assert driver.find("vectorsDock").isVisible()
    assert "5 words" in driver.notice
    assert "小表.vec" in driver.find("tableButton", QPushButton).text()
    assert "4 of the 5 tokens" in text_of(driver, "tableCoverage")
    assert "美丽" in text_of(driver, "tableCoverage")


def test_w_follows_the_table_and_the_window_says_why(driver: Driver, file: Path, monkeypatch):
    assert driver.trace.projections.source == "trained"
    choose(driver, file, monkeypatch)
    assert driver.trace.projections.source == "random"
    assert driver.trace.W_Q.shape == (1, 8, 64)
    assert "no W was trained" in text_of(driver, "weightsNote")
    assert "No W was trained" in text_of(driver, "tableAbout")
    with driver.settling():
        driver.window.commands["table_shipped"].trigger()
    assert driver.trace.projections.source == "trained"


def test_switching_between_tables_loses_nothing(driver: Driver, file: Path, monkeypatch):
    with driver.settling():
        driver.window.store.set_option("temperature", 2.0)
    driver.enter("牡丹,花卉和花朵")
    before = driver.state
    choose(driver, file, monkeypatch)
    combo = driver.find("tableCombo", QComboBox)
    assert [combo.itemText(number) for number in range(combo.count())] == ["Peony's own vectors", "小表.vec"]
    with driver.settling():
        combo.setCurrentIndex(0)
        combo.activated.emit(0)
    assert driver.state.table == SHIPPED
    assert (driver.state.text, driver.state.settings) == (before.text, before.settings)
    with driver.settling():
        combo.setCurrentIndex(1)
        combo.activated.emit(1)
    assert driver.trace.table.name == "小表.vec"


def test_the_nearest_words_are_those_of_the_table(driver: Driver, qtbot):
    with driver.settling():
        driver.window.commands["vectors"].trigger()
    with driver.settling():
        driver.press(driver.chip("牡丹"))
    bars = driver.find("neighbourBars")
    wanted = load_shipped().neighbours("牡丹", 15)
    qtbot.waitUntil(lambda: [word for word, _ in bars.values()] == [w for w, _ in wanted], timeout=PATIENCE)
    assert [value for _, value in bars.values()] == pytest.approx([cosine for _, cosine in wanted])
    assert "牡丹" in text_of(driver, "neighboursTitle")


def test_without_a_token_no_neighbours_come(driver: Driver, monkeypatch: pytest.MonkeyPatch):
    """Also where they were asked for while there still was one."""
    asked, given, left = threading.Event(), threading.Event(), []
    finds = VectorTable.neighbours

    def find(*arguments: object) -> object:
        asked.set()
        given.wait(20)
        left.append(True)
        return finds(*arguments[:3])

    monkeypatch.setattr(VectorTable, "neighbours", find)
    driver.window.commands["vectors"].trigger()
    driver.qtbot.waitUntil(asked.is_set, timeout=PATIENCE)
    driver.enter("")
    given.set()
    driver.qtbot.waitUntil(lambda: bool(left), timeout=PATIENCE)
    driver.window.findChild(VectorsPanel)._latest.close()
    QApplication.processEvents()
    assert driver.find("neighbourBars").values() == []


def test_a_hidden_panel_asks_for_nothing(driver: Driver):
    assert not driver.find("vectorsDock").isVisible()
    driver.enter("牡丹")
    assert driver.find("neighbourBars").values() == []


def test_a_file_can_be_dropped(driver: Driver, file: Path):
    with driver.settling():
        assert drop(driver.window, file)
    assert driver.trace.table.name == "小表.vec"
    assert not drop(driver.window, file, file)


@pytest.mark.parametrize("content", [b"", b"\x80\x04\x95 pickle", b"2 3\n\xe8\x8a\xb1 1 2\n"])
def test_a_bad_file_is_refused_and_nothing_changes(driver: Driver, tmp_path: Path, content: bytes, qtbot):
    bad = tmp_path / "bad.vec"
    bad.write_bytes(content)
    before = driver.trace
    drop(driver.window, bad)
    qtbot.waitUntil(lambda: "bad.vec" in driver.notice, timeout=PATIENCE)
    qtbot.waitUntil(driver.is_newest, timeout=PATIENCE)
    assert driver.state.table == SHIPPED
    assert driver.state.tables == ()
    assert driver.trace is before


def test_the_same_file_in_part_that_fails_leaves_the_whole_of_it(driver: Driver, file: Path, monkeypatch):
    """The table of before is among those that can be had, as it was."""
    choose(driver, file, monkeypatch)
    opens = engine.resources.open_table

    def open_(path: Path, *rest: object, limit: int | None, **more: object) -> object:
        if limit:
            raise PeonyError("table_read", file=path.name, reason="a disk that fails")
        return opens(path, *rest, limit=limit, **more)

    monkeypatch.setattr("engine.resources.open_table", open_)
    with driver.qtbot.waitSignal(driver.window.failed, timeout=PATIENCE):
        driver.window.store.choose_table(TableChoice(str(file), 3))
    driver.qtbot.waitUntil(driver.is_newest, timeout=PATIENCE)
    assert driver.state.table == TableChoice(str(file))
    assert driver.state.tables == (TableChoice(str(file)),)
    with driver.settling():
        driver.window.store.next_language()
    assert driver.find("tableCombo", QComboBox).currentText() == "小表.vec"


def test_a_large_file_may_be_taken_in_part(driver: Driver, file: Path, monkeypatch):
    monkeypatch.setattr(gui.tables, "LARGE", 10)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        spin = dialog.findChild(QSpinBox, "amountSpin")
        assert spin.lineEdit().textMargins().left() >= 4
        spin.setValue(100)
        dialog.accept()

    QTimer.singleShot(0, answer)
    choose(driver, file, monkeypatch)
    assert driver.state.table == TableChoice(str(file), 100)
    assert "first 100 words" in driver.find("tableCombo", QComboBox).currentText()


def test_the_question_of_how_much_can_be_left(driver: Driver, file: Path, monkeypatch):
    monkeypatch.setattr(gui.tables, "LARGE", 10)
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().reject())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(file), ""))
    driver.window.commands["table_open"].trigger()
    assert driver.state.table == SHIPPED


def test_all_of_a_large_file(driver: Driver, file: Path, monkeypatch):
    monkeypatch.setattr(gui.tables, "LARGE", 10)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        dialog.findChildren(QRadioButton)[1].setChecked(True)
        assert not dialog.findChild(QWidget, "amountSpin").isEnabled()
        dialog.accept()

    QTimer.singleShot(0, answer)
    choose(driver, file, monkeypatch)
    assert driver.state.table == TableChoice(str(file), 0)


def test_clearing_returns_to_the_shipped_table(driver: Driver, file: Path, monkeypatch):
    choose(driver, file, monkeypatch)
    with driver.settling():
        driver.window.commands["tables_clear"].trigger()
    assert driver.state.table == SHIPPED
    assert "freed" in driver.notice
    assert file.exists()
    choose(driver, file, monkeypatch)  # is imported anew
    assert driver.trace.table.name == "小表.vec"


def test_it_comes_back_at_the_next_start(
    driver: Driver, file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr("gui.memory.memory_file", lambda: tmp_path / "config" / "window.json")
    choose(driver, file, monkeypatch)
    keep(driver.window)
    state = recall("花卉", None)
    assert state.table == TableChoice(str(file))
    assert state.tables == (TableChoice(str(file)),)
    file.unlink()
    assert (recall("花卉", None).table, recall("花卉", None).tables) == (SHIPPED, ())


def large_file(folder: Path) -> Path:
    """A table that takes some seconds to import."""
    file, row = folder / "large.vec", " ".join(["0.25"] * 300)
    file.write_text("60000 300\n" + "".join(f"w{n} {row}\n" for n in range(60_000)), encoding="utf-8")
    return file


def test_an_import_can_be_stopped(open_window: Callable[..., QWidget], drive, tmp_path: Path, qtbot):
    large = large_file(tmp_path)
    driver = drive(open_window())
    before = driver.trace
    drop(driver.window, large)
    busy = driver.find("cancelButton")
    qtbot.waitUntil(busy.isVisible, timeout=PATIENCE)
    driver.press(busy)
    qtbot.waitUntil(driver.is_newest, timeout=PATIENCE)
    assert driver.state.table == SHIPPED
    assert driver.trace.table is before.table
    assert "Stopped" in driver.notice
    assert driver.state.tables == ()


def test_an_import_at_the_start_can_be_stopped(qtbot, qapp, drive, resources, monkeypatch, tmp_path: Path):
    large = large_file(tmp_path)
    monkeypatch.setattr(gui.app, "Resources", lambda cache: resources)
    state = State(text="牡丹和花卉", lang="en").with_table(TableChoice(str(large)))
    window = gui.app.create_window(state=state)
    window.show()
    driver = drive(window)
    qtbot.waitUntil(lambda: driver.find("cancelButton").isVisible(), timeout=PATIENCE)
    driver.press(driver.find("cancelButton"))
    qtbot.waitUntil(lambda: window.trace() is not None, timeout=PATIENCE)
    assert driver.trace.table.name == "Peony vectors"
    assert driver.trace.tokens
    window.close()
    delete(window)
