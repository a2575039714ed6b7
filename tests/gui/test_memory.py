"""What comes back at the next start, and what a damaged file cannot do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from engine.lexicon import shipped_lexicon
from engine.settings import Settings
from engine.vectors.choice import TableChoice
from gui.memory import memory_file, recall, restore_size
from gui.state import State
from tests.gui.driver import Driver
from tests.gui.saving import keep

OpenWindow = Callable[..., QWidget]


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("gui.memory.memory_file", lambda: tmp_path / "config" / "window.json")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir(exist_ok=True)
    return tmp_path / "config" / "window.json"


def test_the_file_is_in_the_users_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert memory_file().name == "window.json"
    assert "peony" in str(memory_file()).lower()


def test_what_was_set_comes_back(open_window: OpenWindow, file: Path):
    settings = Settings(
        stopwords="keep", vectors="onehot", attention="raw", activation="relu", heads=3, temperature=2.5
    )
    shipped = shipped_lexicon()
    lexicon = shipped.with_stopwords((shipped.stopwords | {"牡丹"}) - {"的"}).with_own_words({"最美丽的"})
    window = open_window(settings=settings, lexicon=lexicon, lang="zh_CN", colours="viridis", more=True)
    keep(window)
    state = recall("花卉", None)
    assert state == State("花卉", settings, lexicon=lexicon, lang="zh_CN", colours="viridis", more=True)


def test_the_size_comes_back(open_window: OpenWindow, file: Path):
    # Smaller than the screen of a test, which Qt would cut it down to.
    window = open_window(size=(760, 620))
    window.columns.set_outer(120, 250)
    sizes = window.columns.outer()
    keep(window)
    other = open_window(size=(720, 700))
    restore_size(other)
    assert (other.width(), other.height()) == (760, 620)
    assert other.columns.outer() == pytest.approx(sizes, abs=3)


def test_what_was_only_looked_at_does_not_come_back(
    open_window: OpenWindow, drive: Callable[..., Driver], file
):
    driver = drive(open_window())
    driver.click("stage.Q")
    driver.click("token.3")
    keep(driver.window)
    assert recall("牡丹", None).focus == "A"
    assert recall("牡丹", None).anchor is None
    assert recall("牡丹", None).text == "牡丹"


def test_the_language_asked_for_wins(open_window: OpenWindow, file: Path):
    keep(open_window(lang="zh_CN"))
    assert recall("", "en").lang == "en"
    assert recall("", None).lang == "zh_CN"


def test_the_look_comes_back_but_not_the_presentation(open_window: OpenWindow, file: Path):
    chosen = {"theme": "dark", "scale": 125, "talk_scale": 200, "motion": "off"}
    keep(open_window(**chosen, presenting=True))
    state = recall("", "en")
    assert state == State("", lang="en", **chosen)


DAMAGED = {
    "empty": b"",
    "cut off": b'{"settings": {"heads": 2',
    "no JSON": b"\xff\xfe\x00garbage",
    "a list": b"[1, 2]",
    "a number": b"7",
    "null": b"null",
    "deep": b"[" * 100_000,
    "unknown option": b'{"settings": {"colour_of_the_sky": 1}}',
    "wrong type": b'{"settings": {"heads": "many"}}',
    "out of bounds": b'{"settings": {"heads": 999, "temperature": -1}}',
    "NaN": b'{"settings": {"temperature": NaN}}',
    "bool for number": b'{"settings": {"heads": true}}',
    "settings a list": b'{"settings": []}',
    "lists of numbers": b'{"stopwords_added": [1, null], "own_words": {"a": 1}}',
    "unknown language": b'{"lang": "tlh", "colours": "mud", "more": "yes"}',
    "language a list": b'{"lang": ["en"], "colours": {"a": 1}}',
    "unknown look": b'{"theme": "pink", "scale": 101, "talk_scale": "150", "motion": true}',
    "look of other kinds": b'{"theme": ["dark"], "scale": 1e999, "talk_scale": 150.0, "motion": {"a": 1}}',
    "geometry": b'{"geometry": "AAAA", "columns": ["a", -1]}',
    "geometry of another kind": b'{"geometry": 3, "columns": {"a": 1}}',
    "columns too large": b'{"columns": [99999999999999999999, 1]}',
    "columns too short": b'{"columns": []}',
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_file_is_left_aside(open_window: OpenWindow, drive: Callable[..., Driver], file, kind: str):
    file.write_bytes(DAMAGED[kind])
    state = recall("牡丹", "en")
    assert state == State("牡丹", lang="en")
    driver = drive(open_window(**{name: getattr(state, name) for name in ("text", "settings", "lexicon")}))
    restore_size(driver.window)
    driver.check()


def test_one_bad_part_does_not_spoil_the_rest(file: Path):
    file.write_text(json.dumps({"settings": {"heads": 0}, "lang": "zh_CN", "own_words": ["花卉"]}))
    state = recall("", None)
    assert state.settings == Settings()
    assert state.lang == "zh_CN"
    assert state.lexicon.own_words == {"花卉"}


def test_a_folder_that_refuses_costs_only_the_memory(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "plain").write_text("a file where a folder should be")
    monkeypatch.setattr("gui.memory.memory_file", lambda: tmp_path / "plain" / "window.json")
    keep(open_window())
    assert recall("牡丹", "en") == State("牡丹", lang="en")


def test_names_that_no_file_can_hold(open_window: OpenWindow, file: Path):
    """A file's name may be no UTF-8, which costs nothing of all else that is kept."""
    table = file.parent / "\udce4.vec"
    table.write_text("")
    chosen = TableChoice(str(table))
    lexicon = shipped_lexicon().with_own_words({"\ud800", "花卉"})
    window = open_window(lexicon=lexicon, settings=Settings(heads=2), tables=(chosen,))
    keep(window)
    state = recall("牡丹", "en")
    assert (state.settings, state.lexicon, state.tables) == (Settings(heads=2), lexicon, (chosen,))
