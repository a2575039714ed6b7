"""The export menu: four kinds of file, and a message where none can be written."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QPushButton

from tests.gui.driver import PATIENCE, Driver, close

KINDS = ("png", "csv", "json", "npz")


def export(driver: Driver, monkeypatch: pytest.MonkeyPatch, kind: str, answer: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(answer), ""))
    actions = driver.find("exportButton", QPushButton).menu().actions()
    actions[KINDS.index(kind)].trigger()
    if answer:  # it is written off the GUI thread, and said when it is
        driver.qtbot.waitUntil(lambda: Path(answer).name in driver.notice, timeout=PATIENCE)


def test_the_menu_offers_the_four_kinds(driver: Driver):
    texts = [action.text() for action in driver.find("exportButton", QPushButton).menu().actions()]
    assert len(texts) == len(KINDS)
    assert len(set(texts)) == 4


@pytest.mark.parametrize("focus", "AXZ")
def test_a_picture(driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, focus: str):
    driver.click(f"stage.{focus}")
    export(driver, monkeypatch, "png", tmp_path / "a.png")
    image = QImage(str(tmp_path / "a.png"))
    assert not image.isNull()
    assert image.width() >= 1600
    assert (
        len({image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}) > 20
    )
    assert "Wrote" in driver.notice


def test_a_table(driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    export(driver, monkeypatch, "csv", tmp_path / "a.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert rows[0][1:] == list(driver.trace.tokens)
    close(np.array([row[1:] for row in rows[1:]], dtype=float), driver.trace.A[0])


def test_all_data(driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    driver.click("activation.relu")
    export(driver, monkeypatch, "npz", tmp_path / "a.npz")
    export(driver, monkeypatch, "json", tmp_path / "a.json")
    saved, plain = np.load(tmp_path / "a.npz"), json.loads((tmp_path / "a.json").read_text("utf-8"))
    for name in ("X", "Q", "S", "A", "Z"):
        np.testing.assert_array_equal(saved[name], getattr(driver.trace, name))
        np.testing.assert_array_equal(np.array(plain[name]), getattr(driver.trace, name))
    assert plain["settings"]["activation"] == "relu"


@pytest.mark.parametrize("kind", KINDS)
def test_the_suffix_is_added(driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str):
    export(driver, monkeypatch, kind, tmp_path / "牡丹")
    assert [each.name for each in tmp_path.iterdir()] == [f"牡丹.{kind}"]


def test_a_name_with_a_dot_keeps_it(driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    export(driver, monkeypatch, "csv", tmp_path / "run 1.5")
    assert [each.name for each in tmp_path.iterdir()] == ["run 1.5.csv"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_impossible_place_gives_a_message_and_no_file(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
):
    export(driver, monkeypatch, kind, tmp_path / "nowhere" / f"a.{kind}")
    assert f"a.{kind}" in driver.notice
    assert "cannot be written" in driver.notice
    assert list(tmp_path.iterdir()) == []
    driver.click("activation.relu")
    assert driver.notice == ""
    driver.check()


@pytest.mark.parametrize("kind", KINDS)
def test_asking_for_no_name_writes_nothing(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
):
    monkeypatch.chdir(tmp_path)
    export(driver, monkeypatch, kind, "")
    assert list(tmp_path.iterdir()) == []
    assert driver.notice == ""


@pytest.mark.parametrize("text", ["", "的是在了", "\ud800牡丹"], ids=["empty", "removed", "surrogate"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_can_be_exported(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, text: str
):
    driver.enter(text)
    export(driver, monkeypatch, kind, tmp_path / f"a.{kind}")
    assert (tmp_path / f"a.{kind}").stat().st_size > 0
    assert "Wrote" in driver.notice
