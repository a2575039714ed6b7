"""Sessions that name files which are gone: only those are given up, and all of them are named."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from engine.pipeline import Request
from engine.settings import Settings
from engine.vectors.choice import SHIPPED, TableChoice
from gui.documents import Documents
from gui.session import kept, read
from gui.state import changes
from tests.gui.driver import PATIENCE, Driver
from tests.gui.saving import open_

WIDTH = 4


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    """A table and weights that are there."""
    rows = np.random.default_rng(0).normal(size=(3, WIDTH))
    lines = (f"{word} {' '.join(map(str, row))}" for word, row in zip("花草木", rows, strict=True))
    (tmp_path / "own.vec").write_text(f"3 {WIDTH}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    np.savez(tmp_path / "own.npz", **{name: np.ones((1, WIDTH, 2)) for name in ("W_Q", "W_K", "W_V")})


def session(tmp_path: Path, table: str, weights: str, pin: tuple[str, str] | None) -> Path:
    def request(table: str, weights: str) -> dict[str, object]:
        settings = {"seed": 9} | ({"weights": f"./{weights}"} if weights else {})
        return {"text": "花 草", "settings": settings} | ({"table": {"file": f"./{table}"}} if table else {})

    plain = {"format": "peony-session", "version": 1, **request(table, weights)}
    plain["view"] = {"pin": pin and request(*pin), "focus": "S"}
    (tmp_path / "a.peony").write_text(json.dumps(plain), encoding="utf-8")
    return tmp_path / "a.peony"


OWN, GONE, LOST = ("own.vec", "own.npz"), ("gone.vec", "gone.npz"), ("lost.vec", "lost.npz")
# The table and the weights of the present and of the pin; the same as they are left; what is named.
CASES = {
    "table of the pin": (OWN, ("gone.vec", ""), OWN, ("", ""), ["gone.vec"]),
    "weights of the pin": (OWN, ("own.vec", "gone.npz"), OWN, ("own.vec", ""), ["gone.npz"]),
    "weights of the present": (("own.vec", "gone.npz"), OWN, ("own.vec", ""), OWN, ["gone.npz"]),
    "table of the present": (("gone.vec", ""), OWN, ("", ""), OWN, ["gone.vec"]),
    "one table of both": (("gone.vec", ""), ("gone.vec", ""), ("", ""), ("", ""), ["gone.vec"]),
    "all": (GONE, LOST, ("", ""), ("", ""), [*GONE, *LOST]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_only_what_is_missing_is_given_up(driver: Driver, documents: Documents, tmp_path: Path, case: str):
    present, pin, left, left_pin, named = CASES[case]
    file = session(tmp_path, *present, pin)
    wanted = read(file, driver.state)
    with driver.qtbot.waitSignal(driver.window.failed, timeout=PATIENCE):
        documents.open(file)
    driver.qtbot.waitUntil(driver.is_newest, timeout=PATIENCE)

    def found(request: Request) -> tuple[TableChoice, str]:
        return request.table, request.settings.weights

    def choice(table: str, weights: str) -> tuple[TableChoice, str]:
        chosen = TableChoice(str(tmp_path / table)) if table else SHIPPED
        return chosen, str(tmp_path / weights) if weights else Settings().weights

    state = driver.state
    assert state.pin is not None
    assert found(state.request) == choice(*left)
    assert found(state.pin) == choice(*left_pin)
    assert [name for name in (*GONE, *LOST) if name in driver.notice] == named
    differ = changes(wanted, state)
    assert differ <= {"table", "tables", "settings", "pin"}
    assert [name in differ for name in ("table", "settings", "pin")] == [
        left[0] != present[0],
        left[1] != present[1],
        left_pin != pin,
    ]
    assert state.settings.seed == state.pin.settings.seed == 9
    assert driver.window.scene.pinned is not None
    assert not driver.window.commands["undo"].isEnabled()
    assert not driver.window.isWindowModified(), "nobody has touched it, and the file may be back tomorrow"
    assert not documents.differs
    driver.window.store.set_option("seed", 10)
    assert driver.window.isWindowModified()


def test_what_one_changes_by_hand_goes_back_to_what_was_good(
    driver: Driver, documents: Documents, tmp_path: Path
):
    """A file chosen in the window that is none costs nothing else."""
    file = session(tmp_path, "own.vec", "own.npz", ("own.vec", ""))
    with driver.settling():
        documents.open(file)
    before = driver.state
    with driver.qtbot.waitSignal(driver.window.failed, timeout=PATIENCE):
        driver.window.store.set_option("weights", str(tmp_path / "gone.npz"))
    driver.qtbot.waitUntil(driver.is_newest, timeout=PATIENCE)
    assert driver.state == before
    assert not driver.window.isWindowModified()


def test_what_was_saved_and_is_given_back_is_not_saved(
    driver: Driver, documents: Documents, choose, tmp_path: Path
):
    """The file says otherwise, and that by the person's own hand."""
    choose(tmp_path / "b.peony")
    with driver.qtbot.waitSignal(driver.window.failed, timeout=PATIENCE):
        driver.window.store.choose_table(TableChoice(str(tmp_path / "gone.vec")))
        driver.window.commands["save"].trigger()
        documents.may_leave()  # which waits until it is saved
        assert not driver.window.isWindowModified()
    driver.qtbot.waitUntil(driver.is_newest, timeout=PATIENCE)
    assert driver.state.table == SHIPPED
    assert driver.window.isWindowModified()


def test_an_error_goes_with_the_session_that_it_is_about(
    driver: Driver, documents: Documents, choose, tmp_path: Path
):
    """Also where what is computed of the next one is what the first one came down to."""
    file = session(tmp_path, "", "gone.npz", None)
    with driver.qtbot.waitSignal(driver.window.failed, timeout=PATIENCE):
        documents.open(file)
    driver.qtbot.waitUntil(driver.is_newest, timeout=PATIENCE)
    assert "gone.npz" in driver.notice
    given_back = driver.state
    documents.begin(None, given_back)  # nothing to ask about
    choose(session(tmp_path, "", "", None))
    open_(driver)
    assert driver.state.wanted == given_back.wanted
    assert kept(driver.state) == kept(read(tmp_path / "a.peony", driver.state))
    assert driver.notice == ""


def test_a_session_opened_again_has_what_was_good(driver: Driver, documents: Documents, tmp_path: Path):
    """No answer comes where nothing else is wanted: what was good of it is not forgotten meanwhile."""
    file = session(tmp_path, "own.vec", "", None)
    for _ in range(2):
        with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE), driver.settling():
            documents.open(file)
    with driver.qtbot.waitSignal(driver.window.failed, timeout=PATIENCE):
        driver.window.store.choose_table(TableChoice(str(tmp_path / "gone.vec")))
    driver.qtbot.waitUntil(driver.is_newest, timeout=PATIENCE)
    assert driver.state.table == TableChoice(str(tmp_path / "own.vec"))
