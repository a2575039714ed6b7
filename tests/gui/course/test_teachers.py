"""A teacher's own course: a folder from the menu, broken pages by file and line, and nothing in it runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.course.folder import FOLDER
from engine.errors import PeonyError
from tests.gui.course.walker import Walker
from tests.gui.driver import Driver

GOOD = (FOLDER / "en" / "04-sparse-dense.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good pages and a broken one."""
    for name, text in (("a", GOOD), ("b", GOOD.replace("[switch]", "[switch")), ("c", GOOD)):
        (tmp_path / f"{name}.md").write_text(
            text.replace("Sparse and dense", f"Page {name}"), encoding="utf-8"
        )
    return tmp_path


def choose(monkeypatch: pytest.MonkeyPatch, folder: Path | None) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder) if folder else "")


def test_a_folder_opens_from_the_menu(driver: Driver, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, folder)
    driver.window.commands["course_open"].trigger()
    walker = Walker(driver).wait()
    assert driver.find("courseDock").isVisible()
    assert walker.label("courseTitle") == "Page a"
    assert walker.label("courseStep") == "Step 1 of 2"
    assert "2 steps" in driver.notice
    walker.check()
    problems = walker.label("courseProblems")
    assert problems.startswith("Pages that cannot be read: 1")
    assert f"{folder / 'b.md'}, line 14" in problems
    walker.press("courseNext")
    assert walker.label("courseTitle") == "Page c"
    walker.give("few").press("courseThrow")
    walker.check()
    driver.window.commands["course_shipped"].trigger()
    walker.wait()
    assert walker.label("courseStep") == "Step 1 of 20"
    assert walker.label("courseProblems") == ""


def test_a_mended_page_is_there_when_the_folder_is_opened_again(
    driver: Driver, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, folder)
    driver.window.commands["course_open"].trigger()
    walker = Walker(driver).wait()
    (folder / "b.md").write_text(GOOD, encoding="utf-8")
    driver.window.commands["course_open"].trigger()
    walker.wait()
    assert walker.label("courseStep") == "Step 1 of 3"
    assert walker.label("courseProblems") == ""


def test_progress_of_one_course_is_not_that_of_another(
    driver: Driver, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walker = Walker(driver).open()
    walker.give("3").press("courseThrow")
    choose(monkeypatch, folder)
    driver.window.commands["course_open"].trigger()
    walker.wait()
    assert driver.state.course.done() == frozenset()
    driver.window.commands["course_shipped"].trigger()
    walker.wait()
    assert driver.state.course.done() == {"01-two-things"}


@pytest.mark.parametrize("what", ["nothing", "an empty folder", "no choice"])
def test_what_is_no_course_is_said_and_the_present_one_stays(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    walker = Walker(driver).open()
    choose(monkeypatch, {"nothing": tmp_path / "gone", "an empty folder": empty, "no choice": None}[what])
    driver.window.commands["course_open"].trigger()
    walker.wait()
    assert walker.page.claim == 1
    assert bool(driver.notice) == (what != "no choice")
    walker.check()


def test_a_course_of_broken_pages_alone_shows_what_is_wrong(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abcde":
        (tmp_path / f"{name}.md").write_text("<b>no page</b>")
    choose(monkeypatch, tmp_path)
    driver.window.commands["course_open"].trigger()
    driver.qtbot.waitUntil(driver.find("courseDock").isVisible)
    walker = Walker(driver)
    problems = walker.label("courseProblems").split("\n")
    assert problems[0] == "Pages that cannot be read: 5"
    assert [line.split(",")[0] for line in problems[1:]] == [str(tmp_path / f"{name}.md") for name in "abc"]
    assert not walker.is_shown("courseText")
    driver.check()


HOSTILE = {
    "markup": "<img src='file:///etc/passwd'><a href='http://x.y'>a</a> &amp; <b>b</b>",
    "braces": r"\{0\} \{before.__class__\} %s %(x)s",
    "formula": r"$\input{/etc/passwd}$ and $\frac{$",
    "endless": "$" + "{" * 190 + "$",
    "odd": "\u202eabc \u0000 \ud7ff 😀 \u2028",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_a_page_says_is_only_text(
    open_window: Callable[..., QWidget], drive: Callable[[QWidget], Driver], tmp_path: Path, kind: str,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    text = GOOD.replace("Width is not the difference", HOSTILE[kind]).replace(
        "Sparse and dense", "<b>&lt;</b>"
    )
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    driver = drive(open_window())
    try:
        driver.window.walk.open(str(tmp_path))
    except PeonyError:
        return
    walker = Walker(driver).open()
    if walker.label("courseProblems"):
        assert "a.md, line" in walker.label("courseProblems")
        return
    assert walker.label("courseTitle") == "<b>&lt;</b>"
    if kind == "markup":
        assert HOSTILE[kind] in walker.text("courseText")
    driver.window.grab()
