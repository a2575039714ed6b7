"""``--batch`` as a person runs it: a report, a progress bar on a terminal, an interruption, refusals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.pipeline import Request
from engine.projections.edits import Place, WeightEdits
from engine.session import Session, encode
from engine.settings import Settings
from engine.tokens import Edits
from tests.test_command_line import MAIN, peony, refused

ROWS = "原野中,牡丹是最美丽的花卉。\n\n春天的花园里开满了牡丹。\n"
BATCH = ("--batch", "in.txt", "--export", "out.jsonl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in.txt").write_bytes(ROWS.encode() + b"\xff\n")
    return tmp_path


def test_it_says_what_came_of_it_and_goes_on_from_there(folder: Path):
    done = peony(folder, "--lang", "en", *BATCH)
    assert done.returncode == 0
    assert done.stdout.startswith("2 lines computed, 1 skipped, 1 empty;")
    assert done.stdout.strip().endswith("Wrote out.jsonl")
    assert done.stderr == "line 4: bytes that are no text in the file's encoding; skipped\n"
    again = peony(folder, "--lang", "zh_CN", *BATCH)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.startswith("从第 4 行之后继续")
    assert len((folder / "out.jsonl").read_bytes().splitlines()) == 4


def test_many_bad_lines_are_counted(folder: Path):
    (folder / "in.txt").write_bytes(ROWS.encode() + b"\xff\n" * 30)
    done = peony(folder, "--lang", "en", *BATCH)
    assert len(done.stderr.splitlines()) == 11
    assert done.stderr.splitlines()[-1] == "… and 20 more lines skipped"


def test_options_and_sessions_say_what_is_computed(folder: Path):
    request = Request("x", Settings(attention="raw", heads=3), Edits(cuts=frozenset({1})))
    (folder / "a.peony").write_bytes(encode(Session(request), folder / "a.peony"))
    assert peony(folder, *BATCH, "--session", "a.peony", "--scale", "off").returncode == 0
    head = json.loads((folder / "out.jsonl").read_bytes().splitlines()[0])
    assert head["settings"] == request.settings.with_(scale=False).to_dict()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--batch", "in.txt"), "--export"),
        (("--batch", "in.txt", "--export", "a.json"), "--export"),
        ((*BATCH, "--export", "b.jsonl"), "--export"),
        (("牡丹", *BATCH), "sentence"),
        (("--batch", "none.txt", "--export", "a.jsonl"), "none.txt"),
        (("--batch", "in.txt", "--export", "in.jsonl/a.jsonl"), "in.jsonl"),
        ((*BATCH, "--heads", "0"), "--heads"),
        ((*BATCH, "--weights", "none.npz"), "none.npz"),
        ((*BATCH, "--session", "none.peony"), "none.peony"),
        (("--export", "a.jsonl"), "a.jsonl"),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(folder: Path, arguments: tuple[str, ...], named: str):
    assert named in refused(folder, *arguments)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names as POSIX has them")
@pytest.mark.parametrize("before", [("--batch", "in.txt"), ("牡丹",)])
def test_a_pipe_is_refused_at_once(folder: Path, before: tuple[str, ...]):
    name = "pipe.jsonl" if before[0] == "--batch" else "pipe.csv"
    os.mkfifo(folder / name)
    assert name in refused(folder, *before, "--export", name)


def test_edits_of_a_session_decide_whether_a_batch_goes_on(folder: Path):
    edits = WeightEdits().set(Place("trained · dense", "W_V", 0, 1, 2), 5.0)
    for name, request in (("a", Request("x")), ("b", Request("x", weight_edits=edits))):
        (folder / f"{name}.peony").write_bytes(encode(Session(request), folder / f"{name}.peony"))
    assert peony(folder, *BATCH, "--session", "a.peony").returncode == 0
    assert "weight_edits" in refused(folder, *BATCH, "--session", "b.peony")


def test_it_needs_no_qt(folder: Path):
    (folder / "PySide6").mkdir()
    (folder / "PySide6" / "__init__.py").write_text("raise ImportError('no Qt here')")
    done = peony(folder, *BATCH, PYTHONPATH=str(folder))
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="interrupts as POSIX does")
def test_an_interrupted_batch_says_how_to_go_on(folder: Path):
    (folder / "in.txt").write_text(ROWS * 400, encoding="utf-8")
    command = [sys.executable, str(MAIN), "--lang", "en", *BATCH]
    with subprocess.Popen(command, cwd=folder, stdout=-1, stderr=-1, text=True) as process:
        while process.poll() is None and not any(out.stat().st_size for out in folder.glob("out.jsonl")):
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert said == "Stopped. The same command continues where out.jsonl ends.\n"
    assert (folder / "out.jsonl").read_bytes().endswith(b"\n")
    done = peony(folder, "--lang", "en", *BATCH)
    assert done.returncode == 0
    numbers = [json.loads(line)["line"] for line in (folder / "out.jsonl").read_bytes().splitlines()[1:]]
    assert numbers == [number for number in range(1, 1201) if number % 3 != 2]


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="terminals as POSIX has them")
def test_a_terminal_sees_a_bar_that_goes_again(folder: Path):
    (folder / "in.txt").write_text(ROWS * 100, encoding="utf-8")
    ours, theirs = os.openpty()
    command = [sys.executable, str(MAIN), "--lang", "en", *BATCH]
    environment = os.environ | {"COLUMNS": "80"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        seen = b""
        try:
            while chunk := os.read(ours, 4096):
                seen += chunk
        except OSError:  # the other end is closed
            pass
        os.close(ours)
        assert process.stdout is not None
        process.stdout.read()
    assert process.returncode == 0
    bars = seen.decode().split("\r")
    drawn = [bar for bar in bars if bar.startswith("[")]
    assert drawn
    assert all(len(bar) <= 80 and "lines" in bar for bar in drawn)
    assert bars[-1] == ""
    assert bars[-2].strip() == ""
