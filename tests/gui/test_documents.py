"""Sessions in the window: new, open, save, save as, and the title."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from engine.samples import load_samples
from engine.settings import Settings
from engine.vectors.choice import SHIPPED
from gui.documents import Documents
from gui.items.number_field import NumberField
from gui.session import kept, read, to_bytes
from gui.state import State
from tests.gui.driver import PATIENCE, Driver
from tests.gui.saving import open_, save

Answer = Callable[[str], list[str]]


def title(driver: Driver) -> str:
    return driver.window.windowTitle()


def test_the_title_names_the_session_and_marks_what_is_unsaved(driver: Driver, choose, tmp_path: Path):
    assert title(driver) == "牡丹 Peony · see self-attention[*]"
    assert not driver.window.isWindowModified()
    driver.click("activation.relu")
    assert driver.window.isWindowModified()
    driver.window.commands["undo"].trigger()
    assert not driver.window.isWindowModified()
    driver.click("stage.S")
    assert not driver.window.isWindowModified(), "looking is no work"
    choose(tmp_path / "lesson[*].peony")
    driver.click("activation.relu")
    save(driver)
    assert title(driver) == "lesson[*][*].peony[*] · 牡丹 Peony"
    assert not driver.window.isWindowModified()
    driver.click("languageButton")
    driver.type("牡丹")
    assert driver.window.isWindowModified()
    save(driver)
    assert not driver.window.isWindowModified()


def test_what_was_saved_is_opened_again(driver: Driver, documents: Documents, choose, tmp_path: Path):
    for name in (
        "attention.raw",
        "pinButton",
        "attention.projected",
        "stage.S",
        "moreButton",
        "ranking.received",
    ):
        driver.click(name)
    driver.type("牡丹是最美丽的花卉")
    driver.click("token.0")
    before = driver.state
    choose(tmp_path / "lesson")
    save(driver)
    assert documents.file == tmp_path / "lesson.peony"
    assert [each.name for each in tmp_path.iterdir()] == ["lesson.peony"]
    driver.window.commands["new"].trigger()
    driver.click("languageButton")
    choose(tmp_path / "lesson.peony")
    open_(driver)
    assert kept(driver.state) == kept(before)
    assert driver.state.lang == "zh_CN", "the language is the person's own"
    assert documents.file == tmp_path / "lesson.peony"
    assert not driver.window.isWindowModified()
    assert not driver.window.commands["undo"].isEnabled()
    driver.check()


def test_new_begins_as_a_first_start_does(driver: Driver, documents: Documents, choose, tmp_path: Path):
    driver.click("activation.relu")
    driver.type("牡丹")
    with driver.settling():
        driver.window.commands["new"].trigger()
    assert driver.state == State(load_samples()[0].text, lang="en")
    assert documents.file is None
    assert not driver.window.isWindowModified()
    assert not driver.window.commands["undo"].isEnabled()
    driver.check()


def test_the_word_lists_of_a_session_are_not_ones_own(driver: Driver, documents, choose, tmp_path: Path):
    own = driver.state.lexicon.with_own_words({"美丽的"})
    with driver.settling():
        driver.window.store.update(lexicon=own, settings=Settings(heads=2))
    theirs = State("花卉", Settings(attention="raw"), lexicon=own.with_own_words({"花卉。"}))
    (tmp_path / "theirs.peony").write_bytes(to_bytes(theirs, tmp_path / "theirs.peony"))
    choose(tmp_path / "theirs.peony")
    open_(driver)
    assert driver.state.lexicon == theirs.lexicon
    assert (documents.own.lexicon, documents.own.settings) == (own, Settings(heads=2))
    with driver.settling():
        driver.window.commands["new"].trigger()
    assert driver.state.lexicon == own


def test_saving_to_another_name(driver: Driver, documents: Documents, choose, tmp_path: Path):
    choose(tmp_path / "a.peony")
    save(driver, "save_as")
    driver.click("attention.raw")
    choose(tmp_path / "b.peony")
    save(driver, "save_as")
    assert documents.file == tmp_path / "b.peony"
    assert "b.peony" in driver.notice
    assert read(tmp_path / "a.peony", State()).settings.attention == "projected"
    assert read(tmp_path / "b.peony", State()).settings.attention == "raw"
    files = [tmp_path / "b.peony", tmp_path / "a.peony"]
    driver.qtbot.waitUntil(lambda: documents.recent.files()[:2] == files, timeout=PATIENCE)


def test_giving_no_name_does_nothing(driver: Driver, documents: Documents, choose):
    choose("")
    driver.click("activation.relu")
    for name in ("save", "save_as", "open"):
        driver.window.commands[name].trigger()
    assert documents.file is None
    assert driver.window.isWindowModified()


def test_a_place_that_refuses_leaves_everything_as_it_was(
    driver: Driver, documents: Documents, choose, tmp_path
):
    driver.click("activation.relu")
    choose(tmp_path / "none" / "a.peony")
    driver.window.commands["save"].trigger()
    driver.qtbot.waitUntil(lambda: "cannot be written" in driver.notice, timeout=PATIENCE)
    assert documents.file is None
    assert driver.window.isWindowModified()


BAD = {
    "damaged.peony": b'{"format": "peony-session", "version": 1, "te',
    "newer.peony": b'{"format": "peony-session", "version": 2}',
    "wrong.peony": b'{"format": "peony-session", "version": 1, "text": "a", "settings": {"heads": 0}}',
    "other.peony": b"[]",
    "view.peony": b'{"format": "peony-session", "version": 1, "text": "a", "view": {"focus": "B"}}',
    "missing.peony": None,
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_session_is_refused_and_the_work_untouched(
    driver: Driver, documents: Documents, choose, tmp_path: Path, name: str
):
    if BAD[name] is not None:
        (tmp_path / name).write_bytes(BAD[name])
    driver.type("牡丹和花卉")
    driver.click("attention.raw")
    before, trace = driver.state, driver.trace
    choose(tmp_path / name)
    driver.window.commands["open"].trigger()
    driver.qtbot.waitUntil(lambda: name in driver.notice, timeout=PATIENCE)
    assert driver.state == before
    assert driver.trace is trace
    assert documents.file is None
    assert driver.window.commands["undo"].isEnabled()
    driver.check()


@pytest.mark.parametrize("what", ["table", "weights", "both"])
def test_a_session_whose_files_are_gone_is_opened_without_them(
    driver: Driver, documents: Documents, choose, tmp_path: Path, what: str
):
    """The sentence and all else is there; the figures are of Peony's own vectors, and it says why."""
    settings = {"activation": "relu"}
    plain = {"format": "peony-session", "version": 1, "text": "花卉和牡丹", "settings": settings}
    if what != "weights":
        plain["table"] = {"file": str(tmp_path / "gone.vec")}
    if what != "table":
        settings["weights"] = str(tmp_path / "gone.npz")
    (tmp_path / "a.peony").write_text(json.dumps(plain))
    choose(tmp_path / "a.peony")
    driver.click("attention.raw")
    driver.click("attention.projected")
    with driver.qtbot.waitSignal(driver.window.failed, timeout=PATIENCE):
        driver.window.commands["open"].trigger()
    driver.qtbot.waitUntil(driver.is_newest, timeout=PATIENCE)
    assert "gone." in driver.notice
    assert driver.state.text == "花卉和牡丹"
    assert driver.state.settings == Settings(activation="relu")
    assert driver.state.table == SHIPPED
    assert documents.file == tmp_path / "a.peony"
    assert not driver.window.isWindowModified(), "nobody has touched it, and the files may come back"
    assert not driver.window.commands["undo"].isEnabled()
    driver.check()


def test_one_can_undo_to_what_was_saved(driver: Driver, choose, tmp_path: Path):
    choose(tmp_path / "a.peony")
    driver.edit.setFocus()
    with driver.settling():
        driver.keys(driver.edit, "白")
    save(driver)
    with driver.settling():
        driver.keys(driver.edit, "花")
    assert driver.window.isWindowModified()
    driver.window.commands["undo"].trigger()
    assert not driver.window.isWindowModified()


def test_by_keys(driver: Driver, documents: Documents, choose, tmp_path: Path):
    """With the keyboard in the sentence, where most of it is."""
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    driver.edit.setFocus()
    choose(tmp_path / "a.peony")
    with driver.settling():
        driver.keys(driver.edit, "白")
    with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE):
        driver.key(Qt.Key.Key_S, control)
    with driver.settling():
        driver.keys(driver.edit, "花")
    with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE):
        driver.key(Qt.Key.Key_S, control)
    saved = driver.state
    choose(tmp_path / "b.peony")
    with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE):
        driver.key(Qt.Key.Key_S, control | shift)
    with driver.settling():
        driver.key(Qt.Key.Key_N, control)
    assert driver.state.text == load_samples()[0].text
    choose(tmp_path / "a.peony")
    with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE), driver.settling():
        driver.key(Qt.Key.Key_O, control)
    assert kept(driver.state) == kept(saved)


@pytest.fixture
def typing(driver: Driver) -> Driver:
    """A window in which a weight is being typed, and not taken yet."""
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is driver.window)
    with driver.settling():
        driver.window.store.update(focus="W_Q")
    driver.find("weightSpin", NumberField).begin("3.25")
    assert not driver.state.weight_edits.values
    return driver


def test_what_is_still_being_typed_is_saved(typing: Driver, choose, tmp_path: Path):
    choose(tmp_path / "a.peony")
    save(typing)
    assert QApplication.focusWidget() is typing.find("weightSpin")
    ((_, value),) = read(tmp_path / "a.peony", State()).weight_edits.values
    assert value == 3.25
    assert not typing.window.isWindowModified()


@pytest.mark.parametrize("leave", ["new", "close"])
def test_what_is_still_being_typed_is_work_that_is_asked_about(
    typing: Driver, documents: Documents, answer, tmp_path: Path, leave: str
):
    documents.begin(tmp_path / "a.peony", typing.state)
    asked = answer("cancel")
    if leave == "close":
        assert not typing.window.close()
    else:
        typing.window.commands[leave].trigger()
    assert len(asked) == 1
    ((_, value),) = typing.state.weight_edits.values
    assert value == 3.25
