"""Hands and eyes for the dialog in which a table is learned from one's own text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QPushButton

from gui.training import training as module
from tests.engine.vectors.owntext.conftest import sentences
from tests.gui.conftest import delete
from tests.gui.driver import PATIENCE, Driver

SHORT, LONG = sentences(300), sentences(3000) * 8


class Person:
    """Hands and eyes for the dialog."""

    def __init__(self, driver: Driver, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.driver, self.folder, self.patch = driver, folder, patch
        driver.window.commands["table_train"].trigger()

    @property
    def dialog(self) -> QDialog:
        return self.driver.find("trainingDialog", QDialog)

    def button(self, name: str) -> QPushButton:
        return self.driver.find(f"training{name}", QPushButton)

    def label(self, name: str) -> str:
        label = self.driver.find(f"training{name}", QLabel)
        return label.text().replace("\u200b", "") if label.isVisible() else ""

    def write(self, text: str, name: str = "书.txt", codec: str = "utf-8") -> Path:
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode(codec))
        return file

    def choose(self, *files: Path) -> None:
        """Choose files, and wait until they were looked at."""
        answer = ([str(file) for file in files], "")
        self.patch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: answer)
        self.driver.press(self.button("Files"))
        self.wait(lambda: self.label("Found") != "Looking at the files…")

    def wait(self, until: Callable[[], bool]) -> None:
        self.driver.qtbot.waitUntil(until, timeout=2 * PATIENCE)

    def start(self) -> None:
        self.driver.press(self.button("Start"))

    def is_running(self) -> bool:
        return self.button("Stop").isVisible()

    def train(self) -> None:
        """Start, and wait until the new table is in use."""
        with self.driver.settling(2 * PATIENCE):
            self.start()
            self.wait(lambda: not self.is_running())
        self.wait(lambda: self.driver.window.is_complete())

    def saved(self) -> list[str]:
        return sorted(
            file.name for file in self.folder.rglob("*") if file.suffix == ".npz" or "peony" in file.name
        )


@pytest.fixture
def person(driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    monkeypatch.setattr(module, "own_tables_folder", lambda: tmp_path / "data" / "tables")
    yield Person(driver, tmp_path, monkeypatch)
    for each in driver.window.findChildren(QDialog, "trainingDialog"):
        each.close()
        each.close()  # the first one stops what runs
        delete(each)
