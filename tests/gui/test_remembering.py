"""Windows that are open together keep one memory, and one that is killed has kept its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtWidgets import QWidget

import gui.app
from engine.course.progress import Progress, Record
from engine.lexicon import shipped_lexicon
from engine.samples import load_samples
from engine.settings import Settings
from engine.vectors.choice import TableChoice
from gui.documents import Documents
from gui.memory import Memory, recall
from gui.merging import joined, merged, parted
from gui.remembering import DELAY, Remembering
from gui.session import to_bytes
from gui.state import State
from tests.gui.driver import PATIENCE, Driver

OpenWindow = Callable[..., QWidget]
Start = Callable[[], Driver]


@pytest.fixture(autouse=True)
def file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    place = tmp_path / "config" / "window.json"
    monkeypatch.setattr("gui.memory.memory_file", lambda: place)
    return place


@pytest.fixture
def start(open_window: OpenWindow, drive: Callable[[QWidget], Driver]) -> Start:
    """Opens a window as a start does."""

    def start_() -> Driver:
        state = recall("牡丹", "en")
        driver = drive(open_window(**{**vars(state), "text": "牡丹和花卉"}))
        Remembering(driver.window, driver.window.findChild(Documents))
        return driver

    return start_


def learn(driver: Driver, word: str) -> None:
    with driver.settling():
        driver.window.store.update(lexicon=driver.state.lexicon.with_own_word_switched(word))


def leave(driver: Driver) -> None:
    driver.window.may_close = lambda: True
    driver.window.close()


def test_the_delay_leaves_the_disk_its_time():
    assert DELAY <= 1000, "what is killed loses no more than a second"


def test_the_window_closed_last_keeps_what_the_others_have_written(start: Start):
    one, other, third = start(), start(), start()
    learn(one, "花园里")
    with one.settling():
        one.window.store.update(settings=Settings(seed=41))
    one.window.store.update(course=Progress("", "a", (Record("", "a", "x"),)))
    learn(other, "牡丹亭")
    other.window.store.update(course=Progress("", "", (Record("", "b", "y"),)), theme="dark")
    for window in (one, other, third):
        leave(window)
    state = recall("", "en")
    assert state.lexicon.own_words == {"花园里", "牡丹亭"}
    assert [each.page for each in state.course.records] == ["a", "b"]
    assert (state.settings.seed, state.theme, state.course.page) == (41, "dark", "a")


def test_what_another_wrote_while_a_window_started_is_not_undone(driver: Driver):
    kept = recall("牡丹", "en")
    other = kept.lexicon.with_own_words({"花园里"})
    Memory().keep(replace(kept, theme="dark", lexicon=other), {})
    Remembering(driver.window, driver.window.findChild(Documents), kept)
    driver.window.store.update(colours="cividis")
    leave(driver)
    state = recall("", "en")
    assert (state.theme, state.colours, state.lexicon.own_words) == ("dark", "cividis", {"花园里"})


def test_a_start_knows_what_it_has_read(qapp, monkeypatch: pytest.MonkeyPatch):
    """Not what is kept by the time its window stands; the language of a command line is kept, as ever."""
    Memory().keep(State(lang="zh_CN"), {})
    remembered = Mock()
    app = Mock(platformName=lambda: "xcb", exec=lambda: 0)
    monkeypatch.setattr(gui.app, "application", lambda: app)
    monkeypatch.setattr(gui.app, "start_log", lambda: None)
    monkeypatch.setattr(gui.app, "Ending", Mock())
    monkeypatch.setattr(gui.app, "remember", remembered)
    monkeypatch.setattr(gui.app, "_assemble", assembled := Mock(return_value=(Mock(), Mock())))
    assert gui.app.run(None, {}, "en") == 0
    assert assembled.call_args.args[0].lang == "en"
    assert remembered.call_args.args[2] == recall(load_samples()[0].text, None)


def test_what_is_taken_out_in_one_window_stays_out(start: Start):
    first = start()
    for word in ("花园里", "牡丹亭"):
        learn(first, word)
    leave(first)
    one, other = start(), start()
    learn(one, "花园里")
    learn(other, "春天的")
    leave(one)
    leave(other)
    assert recall("", "en").lexicon.own_words == {"牡丹亭", "春天的"}


def test_what_is_killed_has_kept_its_answers(start: Start):
    driver = start()
    driver.window.store.update(course=Progress("", "a", (Record("", "a", "x"),)))
    driver.qtbot.waitUntil(lambda: recall("", "en").course.record("a").given == "x", timeout=PATIENCE)


def test_pointing_and_typing_write_nothing(start: Start, file: Path):
    driver = start()
    with driver.settling():
        driver.hover(driver.heatmap, driver.heatmap.cell_center(1, 1))
    driver.type("春天的花园")
    assert not driver.window.findChild(Remembering)._timer.isActive()
    assert not file.exists()


def test_a_session_changes_nothing_of_ones_own(start: Start, tmp_path: Path):
    driver = start()
    documents = driver.window.findChild(Documents)
    theirs = tmp_path / "theirs.peony"
    theirs.write_bytes(to_bytes(State("花卉", Settings(attention="raw")), theirs))
    with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE), driver.settling():
        documents.open(theirs)
    leave(driver)
    assert recall("", "en").settings == Settings()


def test_a_damaged_part_is_written_anew(file: Path):
    memory = Memory()
    file.parent.mkdir()
    file.write_text(
        '{"settings": {"heads": 0}, "course": 7, "own_words": {"a": 1}, "tables": [[1]], "lang": "en"}'
    )
    memory.keep(State("", Settings(heads=2), shipped_lexicon()), {"columns": [1, 2]})
    assert recall("", None).settings == Settings(heads=2)


def test_a_table_that_is_away_is_not_forgotten(file: Path, tmp_path: Path):
    (tmp_path / "a.vec").write_text("")
    away, here = TableChoice(str(tmp_path / "away.vec")), TableChoice(str(tmp_path / "a.vec"))
    first = Memory()
    first.keep(State(tables=(away, here)), {})
    state = recall("", "en")
    assert state.tables == (here,)
    Memory().keep(replace(state, theme="dark"), {})
    (tmp_path / "away.vec").write_text("")
    assert recall("", "en").tables == (away, here)


@pytest.mark.parametrize(("known", "mine", "theirs", "found"), [
    ({}, {}, {"a": 1}, {"a": 1}),
    ({"a": 1}, {"a": 2}, {"a": 3}, {"a": 2}),
    ({"a": 1}, {"a": 1}, {"a": 3}, {"a": 3}),
    ({"a": 1}, {}, {"a": 1, "b": 2}, {"b": 2}),
    ({"a": 1}, {"a": 1}, {"b": 2}, {"b": 2}),
    ({}, {"a": 1}, {"b": 2}, {"b": 2, "a": 1}),
    ({"a": {"x": 1}}, {"a": {"x": 1, "y": 2}}, {"a": {"x": 3}}, {"a": {"x": 3, "y": 2}}),
    ({"a": {"x": 1}}, {"a": {"x": 2}}, {"a": 7}, {"a": {"x": 2}}),
])  # fmt: skip
def test_only_what_changed_is_brought(known: object, mine: object, theirs: object, found: object):
    assert merged(known, mine, theirs) == found


def test_what_is_parted_is_joined_again():
    course = Progress("/c", "p", (Record("", "a", "x", thrown=True), Record("/c", "p")))
    kept = {
        **{"stopwords_added": ["a"], "stopwords_removed": [], "own_words": ["花", "草"], "lang": "en"},
        **{"tables": [["/b.vec", 0], ["/a.vec", 9]], "course": course.to_dict(), "of tomorrow": 1},
    }
    assert joined(parted(kept)) == kept
