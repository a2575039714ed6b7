"""A disk that fills up: the old file stays whole, nothing is left behind, and the person is told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.batch import run_batch
from engine.errors import PeonyError
from engine.export import write
from engine.pipeline import Request
from engine.recovery import Copy
from engine.resources import Resources
from engine.session import Session, encode, read_session
from engine.words import load_words
from tests.test_command_line import peony

SIZE = 64  # KiB


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A very small disk."""
    place = tmp_path / "disk"
    place.mkdir()
    mount(place, f"size={SIZE}k")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def mount(place: Path, options: str) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("a small disk is made as Linux does")
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    try:
        made = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount command")
    if made.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {made.stderr.strip()}")


def session(number: int, characters: int) -> bytes:
    return encode(Session(Request(f"{number}:" + "牡" * characters)), Path("/a.peony"))


def test_a_session_that_does_not_fit_leaves_the_old_one(disk: Path):
    file = disk / "a.peony"
    write(file, session(1, 9000))
    for _ in range(3):
        with pytest.raises(PeonyError) as caught:
            write(file, session(2, 14_000))
        assert os.strerror(28) in load_words("en").error(caught.value)
        assert read_session(file).request.text.startswith("1:")
        assert [each.name for each in disk.iterdir()] == ["a.peony"]
    write(file, session(3, 9000))
    assert read_session(file).request.text.startswith("3:")


def test_a_copy_that_does_not_fit_leaves_the_one_before(disk: Path):
    copy = Copy(disk / "copies")
    copy.write(session(1, 9000))
    with pytest.raises(PeonyError):
        copy.write(session(2, 14_000))
    assert read_session(copy.file).request.text.startswith("1:")
    copy.remove()


def test_a_batch_goes_on_once_there_is_room(disk: Path, tmp_path: Path, resources: Resources):
    source, out = tmp_path / "in.txt", disk / "out.jsonl"
    source.write_text("原野中,牡丹是最美丽的花卉。\n春天的花园里开满了牡丹。\n" * 40, encoding="utf-8")
    run_batch(source, tmp_path / "whole.jsonl", Request(""), resources)
    whole = (tmp_path / "whole.jsonl").read_bytes()
    assert len(whole) > SIZE * 1024
    for _ in range(2):
        with pytest.raises(PeonyError) as caught:
            run_batch(source, out, Request(""), resources)
        assert os.strerror(28) in load_words("en").error(caught.value)
        left = out.read_bytes()
        assert left.endswith(b"\n")
        assert whole.startswith(left)
    subprocess.run(["mount", "-o", f"remount,size={4 * SIZE}k", str(disk)], check=True)
    report = run_batch(source, out, Request(""), resources)
    assert report.after > 0
    assert out.read_bytes() == whole


def test_of_an_export_that_does_not_fit_nothing_is_written(disk: Path):
    files = (disk / "a.csv", disk / "a.html")  # a report is larger than the disk
    done = peony(disk, *(part for file in files for part in ("--export", str(file))))
    assert (done.returncode, done.stdout) == (2, "")
    assert os.strerror(28) in done.stderr
    assert list(disk.iterdir()) == []
