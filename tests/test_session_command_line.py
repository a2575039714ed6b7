"""Sessions on the command line: begun with, overridden, refused in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.lexicon import shipped_lexicon
from engine.pipeline import Request
from engine.session import Session, encode
from engine.settings import Settings
from engine.tokens import Edits
from tests.test_command_line import peony, refused

REQUEST = Request(
    "牡丹和百合是花卉",
    Settings(attention="raw", heads=2),
    Edits(dropped=frozenset({(0, 2)})),
    shipped_lexicon().with_own_words({"百合是"}),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "lesson.peony"
    file.write_bytes(encode(Session(REQUEST, {"focus": "S"}), file))
    return file


def exported(folder: Path, *arguments: str) -> dict:
    done = peony(folder, *arguments, "--export", "a.json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads((folder / "a.json").read_bytes())


@pytest.mark.parametrize("given", [("--session", "lesson.peony"), ("lesson.peony",)])
def test_a_session_is_exported_as_it_was_left(file: Path, given: tuple[str, ...]):
    found = exported(file.parent, *given)
    assert found["all_tokens"] == ["牡丹", "和", "百合是", "花卉"]
    assert found["tokens"] == ["百合是", "花卉"]
    assert (found["settings"]["attention"], found["settings"]["heads"]) == ("raw", 2)


def test_what_is_given_besides_wins(file: Path):
    found = exported(file.parent, "春天的牡丹", "--session", "lesson.peony", "--attention", "projected")
    assert found["settings"]["text"] == "春天的牡丹"
    assert (found["settings"]["attention"], found["settings"]["heads"]) == ("projected", 2)
    assert "牡丹" in found["tokens"], "edits belong to the session's sentence"


@pytest.mark.parametrize("kind", ["json", "svg"])
def test_a_view_that_the_window_would_refuse_is_refused(file: Path, kind: str):
    file.write_bytes(file.read_bytes().replace(b'{"focus": "S"}', b'{"focus": "zzz"}'))
    assert "view.focus" in refused(file.parent, "--session", "lesson.peony", "--export", f"a.{kind}")


def test_what_is_compared_with_is_nothing_to_numbers_and_needed_for_pictures(file: Path):
    pin = {"text": "花", "settings": {"weights": "./gone.npz"}}
    file.write_bytes(encode(Session(REQUEST, {"pin": pin}), file))
    assert exported(file.parent, "--session", "lesson.peony")["tokens"] == ["百合是", "花卉"]
    assert "gone.npz" in refused(file.parent, "--session", "lesson.peony", "--export", "a.svg")


@pytest.mark.parametrize("kind", ["csv", "tex", "json", "npz"])
def test_numbers_of_a_session_need_no_qt(file: Path, kind: str):
    (file.parent / "PySide6").mkdir()
    (file.parent / "PySide6" / "__init__.py").write_text("raise ImportError('no Qt here')")
    arguments = ("--session", "lesson.peony", "--export", f"a.{kind}")
    done = peony(file.parent, *arguments, PYTHONPATH=str(file.parent))
    assert done.returncode == 0, done.stderr


def test_without_a_display_its_picture_is_left(file: Path):
    done = peony(file.parent, "--session", "lesson.peony", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert (file.parent / "peony-window.png").exists()
    assert "百合是" in (file.parent / "peony-ranking.txt").read_text(encoding="utf-8")


def test_without_a_display_nobody_is_asked_about_what_the_command_line_changed(file: Path):
    done = peony(file.parent, "花园", "--session", "lesson.peony", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "花园" in (file.parent / "peony-ranking.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (None, "lesson.peony"),
        (b"", "an empty file"),
        (b"junk", "not a Peony session"),
        (b'{"format": "peony-session"', "cut short"),
        (b'{"format": "peony-session", "version": 9}', "newer"),
        (b'{"format": "peony-session", "version": 1, "text": "a", "edits": 3}', "edits"),
    ],
)
@pytest.mark.parametrize("window", [True, False])
def test_a_bad_session_is_refused_before_anything_else(tmp_path: Path, data, named: str, window: bool):
    if data is not None:
        (tmp_path / "lesson.peony").write_bytes(data)
    arguments = ["--session", "lesson.peony", *(() if window else ("--export", "a.npz"))]
    assert named in refused(tmp_path, *arguments)
