"""The export menu: every kind of file, and a message where none can be written."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QPushButton

from engine.pipeline import Request
from engine.settings import Settings
from gui.kinds import NAMES
from gui.session import to_bytes
from gui.state import State
from tests.gui.driver import PATIENCE, Driver, close
from tests.gui.saving import open_

KINDS = ("png", "svg", "pdf", "html", "csv", "tex", "json", "npz")
MAIN = Path(__file__).parents[2] / "main.py"
ONE_HOT = Settings(vectors="onehot", activation="relu")
STARTS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF-1.", "html": b"<!DOCTYPE html>"}


def export(driver: Driver, monkeypatch: pytest.MonkeyPatch, kind: str, answer: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(answer), ""))
    actions = driver.find("exportButton", QPushButton).menu().actions()
    [action] = [each for each in actions if each.objectName() == f"command_export_{kind}"]
    action.trigger()
    if answer:  # it is written off the GUI thread, and said when it is
        driver.qtbot.waitUntil(lambda: Path(answer).name in driver.notice, timeout=PATIENCE)


def test_the_menu_offers_every_kind_and_to_copy(driver: Driver):
    actions = driver.find("exportButton", QPushButton).menu().actions()
    actions = [action for action in actions if not action.isSeparator()]
    names = [action.objectName().removeprefix("command_") for action in actions]
    assert names[: len(KINDS)] == [f"export_{kind}" for kind in KINDS]
    assert [f".{kind}" for kind in KINDS] == list(NAMES)
    assert {"copy_picture", "copy_table", "copy_latex"} < set(names)
    assert len({action.text() for action in actions}) == len(actions)


@pytest.mark.parametrize("kind", STARTS)
def test_what_is_drawn(driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str):
    export(driver, monkeypatch, kind, tmp_path / f"a.{kind}")
    assert (tmp_path / f"a.{kind}").read_bytes().startswith(STARTS[kind])


def exported(driver: Driver, monkeypatch: pytest.MonkeyPatch, folder: Path, kind: str) -> bytes:
    export(driver, monkeypatch, kind, folder / f"a.{kind}")
    return (folder / f"a.{kind}").read_bytes()


def test_the_same_state_is_the_same_file_from_the_window_and_from_the_command_line(
    open_window, drive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """Of two runs BLAS may round the last digit otherwise; what is drawn is the same all the same."""
    sentence = "春天的花园里，牡丹开了。"
    driver = drive(open_window(text=sentence, lang="zh_CN"))
    for control in ("activation.relu", "vectors.onehot"):  # products of ones and zeros are exact
        driver.click(control)
    from_window = {kind: exported(driver, monkeypatch, tmp_path, kind) for kind in KINDS}
    options = ["--activation", "relu", "--vectors", "onehot", "--lang", "zh_CN"]
    (tmp_path / "line").mkdir()
    files = [part for kind in KINDS for part in ("--export", str(tmp_path / "line" / f"a.{kind}"))]
    done = subprocess.run(
        [sys.executable, str(MAIN), sentence, *options, *files],
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    differ = [kind for kind in KINDS if (tmp_path / "line" / f"a.{kind}").read_bytes() != from_window[kind]]
    assert differ == []


VIEWS = {
    "lines": {
        "view": "lines",
        "share": 35,
        "colours": "viridis",
        "ranking": "received",
        "anchor": 0,
        "head": 1,
    },
    "weights": {
        "focus": "W_Q",
        "entry": (3, 2),
        "colours": "cividis",
        "head": None,
        "anchor": 6,
        "more": True,
    },
    "pinned": {
        "pin": Request("春天的牡丹", ONE_HOT.with_(attention="raw")),
        "focus": "S",
        "anchor": 0,
        "col": 1,
        "head": 0,
    },
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_session_is_the_same_file_from_the_window_and_from_the_command_line(
    open_window, drive, choose, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
):
    """With all that is looked at and compared with, and what the command line gives on top of it."""
    state = State("春天的花园里，牡丹开了。", ONE_HOT.with_(heads=2), lang="en", **VIEWS[name])
    session = tmp_path / "a.peony"
    session.write_bytes(
        to_bytes(replace(state, settings=state.settings.with_(activation="softmax")), session)
    )
    choose(session)
    driver = drive(open_window(text="花"))
    open_(driver)
    driver.click("activation.relu")
    from_window = {kind: exported(driver, monkeypatch, tmp_path, kind) for kind in KINDS}
    plain = drive(open_window(text=state.text, settings=state.settings))
    differ = [kind for kind in KINDS if exported(plain, monkeypatch, tmp_path, kind) != from_window[kind]]
    assert set(STARTS) <= set(differ), "what is looked at is seen in the picture"
    files = [part for kind in KINDS for part in ("--export", str(tmp_path / f"line.{kind}"))]
    arguments = ["--session", str(session), "--activation", "relu", "--lang", "en", *files]
    done = subprocess.run(
        [sys.executable, str(MAIN), *arguments],
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    differ = [kind for kind in KINDS if (tmp_path / f"line.{kind}").read_bytes() != from_window[kind]]
    assert differ == []


@pytest.mark.parametrize("kind", KINDS)
def test_twice_is_the_same_file_whatever_is_pointed_at_or_how_large_the_window_is(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
):
    first = exported(driver, monkeypatch, tmp_path, kind)
    driver.window.resize(1100, 760)
    with driver.settling():
        driver.hover(driver.heatmap, driver.heatmap.cell_center(1, 1))
    assert exported(driver, monkeypatch, tmp_path, kind) == first


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


@pytest.mark.parametrize("kind", STARTS)
def test_on_paper_there_is_no_dark_theme_and_no_large_type(
    open_window, drive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
):
    made = []
    for look in ({"theme": "light"}, {"theme": "dark", "scale": 150}):
        driver = drive(open_window(**look))
        made.append(exported(driver, monkeypatch, tmp_path, kind))
    assert made[0] == made[1]


def test_a_drawing_that_fails_is_said_and_nothing_is_written(
    driver: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("gui.page.page", fail)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "a.svg"), ""))
    driver.window.commands["export_svg"].trigger()
    assert "made a mistake" in driver.notice
    assert list(tmp_path.iterdir()) == []
