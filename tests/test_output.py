"""Where what Peony says cannot be written, or nobody listens: one line or none, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_command_line import MAIN

FULL = Path("/dev/full")
RUNS = {
    "export": ("花", "--export", "a.csv"),
    "batch": ("--batch", "in.txt", "--export", "a.jsonl"),
    "window": ("花",),
    "help": ("--help",),
}
posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="streams as POSIX has them")


def run(folder: Path, name: str, **streams: object) -> subprocess.CompletedProcess[str]:
    (folder / "in.txt").write_text("花\n", encoding="utf-8")
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    command = [sys.executable, str(MAIN), "--lang", "en", *RUNS[name]]
    return subprocess.run(
        command, cwd=folder, env=environment, encoding="utf-8", timeout=60, check=False, **streams
    )


@pytest.mark.skipif(not FULL.exists(), reason="no disk that is always full")
@pytest.mark.parametrize("name", RUNS)
def test_a_full_disk_is_said_in_one_line(tmp_path: Path, name: str) -> None:
    with FULL.open("w") as full:
        done = run(tmp_path, name, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr == f"standard output: cannot be written ({os.strerror(28)})\n"


@posix
@pytest.mark.parametrize("name", RUNS)
def test_a_closed_pipe_ends_it_quietly(tmp_path: Path, name: str) -> None:
    """As behind ``| head``: who listened has heard enough, and the files are written."""
    ours, theirs = os.pipe()
    os.close(ours)
    done = run(tmp_path, name, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")


@posix
@pytest.mark.parametrize("closed", [1, 2])
def test_without_a_stream_it_works_all_the_same(tmp_path: Path, closed: int) -> None:
    done = run(tmp_path, "export", preexec_fn=lambda: os.close(closed))
    assert done.returncode == 0
    assert (tmp_path / "a.csv").stat().st_size


@pytest.mark.skipif(not FULL.exists(), reason="no disk that is always full")
def test_a_complaint_that_nobody_can_read_is_still_an_exit_status(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with FULL.open("w") as full:
        assert run(tmp_path, "export", stderr=full).returncode == 2
