"""``python -m engine.vectors train``, as a person calls it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.tokens import Tokenizer
from engine.vectors.cli import main
from engine.vectors.owntext import cli
from tests.engine.vectors.owntext.conftest import sentences

ROOT = Path(__file__).parents[4]
TEXT = sentences(300)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tokenizer: Tokenizer) -> None:
    monkeypatch.setattr(cli, "Tokenizer", lambda cache: tokenizer)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    (folder / "two.txt").write_text(TEXT, encoding="gb18030")
    return folder


def test_it_says_what_came_out(text: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "own.npz"
    assert main(["train", str(text), "--out", str(out)]) == 0
    said, error = capsys.readouterr()
    assert error == ""
    lines = said.splitlines()
    assert lines[0].startswith("UTF-8 ")
    assert lines[0].split(",")[0].endswith("one.txt")
    assert lines[1].startswith("GB18030 ")
    assert "3,600 words" in said
    assert "30 words" in said
    assert "small table" in said
    assert str(out) in lines[-1]
    with np.load(out) as table:
        assert table["words"].shape == (30,)
        assert table["matrix"].shape == (30, 8)
    assert main(["neighbours", "猫", "--table", str(out), "--count", "4"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_many_files_are_counted_not_listed(
    text: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_LISTED", 1)
    assert main(["train", str(text), "--out", str(tmp_path / "own.npz")]) == 0
    said = capsys.readouterr().out
    assert "one.txt" not in said
    assert "UTF-8      1 files" in said


def test_width_and_least_count(text: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "own.npz"
    assert main(["train", str(text), "--out", str(out), "--width", "3", "--min-count", "100"]) == 0
    assert "at least 100×, with 3 numbers" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.txt", "--out", "own.npz"], "none.txt"),
        (["texts", "--out", "own.txt"], ".npz"),
        (["texts", "--out", "no/folder/own.npz"], "own.npz"),
        (["texts", "--out", "own.npz", "--width", "1"], "--width"),
        (["texts", "--out", "own.npz", "--width", "301"], "--width"),
        (["texts", "--out", "own.npz", "--min-count", "0"], "--min-count"),
        (["texts", "--out", "own.npz", "--min-count", "9999"], "too little text"),
        (["texts", "binary", "--out", "own.npz"], "not a text"),
        (["texts"], "--out"),
        (["--out", "own.npz"], "TEXT"),
    ],
)
def test_a_refusal_is_one_line_and_writes_nothing(
    text: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "binary").write_bytes(b"\0\1\2")
    before = sorted(tmp_path.rglob("*"))
    assert main(["train", *arguments]) == 2
    said, error = capsys.readouterr()
    assert said == ""
    assert len(error.splitlines()) == 1
    assert says in error
    assert sorted(tmp_path.rglob("*")) == before


def test_on_a_terminal_it_shows_how_far_it_is(
    text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["train", str(text), "--out", str(tmp_path / "own.npz")]) == 0
    shown = [line.strip() for line in capsys.readouterr().err.split("\r") if line.strip()]
    assert shown[0] == "0% reading and cutting the text"
    assert any("directions" in line for line in shown)


SLOW = """
import sys
from engine.vectors.owntext import cli
cli._show = lambda fraction, stage: print("working", flush=True)
from engine.vectors.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name != "posix", reason="interrupted as POSIX interrupts")
def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    text, out = tmp_path / "text.txt", tmp_path / "own.npz"
    text.write_text(sentences(3000) * 10, encoding="utf-8")
    out.write_bytes(b"the table of yesterday")
    command = [sys.executable, "-c", SLOW, "train", str(text), "--out", str(out)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, cwd=ROOT) as process:
        assert process.stdout is not None
        for _ in range(3):
            assert process.stdout.readline() == b"working\n"
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=60)
    assert process.returncode == 2
    assert error.decode().split() == ["stopped"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["own.npz", "text.txt"]
    assert out.read_bytes() == b"the table of yesterday"
