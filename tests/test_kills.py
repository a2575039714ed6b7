"""Killed at any moment: every file is whole, the newest work is offered, a batch goes on where it was.

A few kills each in every run; a hundred with ``-m nightly``.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from operator import sub
from pathlib import Path

import pytest

from engine.session import read_session
from gui.app import COPIES
from gui.recovery import find
from tests.killed import text_of

ROOT = Path(__file__).parents[1]
ROUNDS = [pytest.param(5, id="5"), pytest.param(100, id="100", marks=pytest.mark.nightly)]
LOSS = 2.0  # seconds of work that may be lost
WINDOWS = 5  # at a time, sharing a folder

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="kills as POSIX does, in folders as Linux has them"
)


@dataclass
class Victim:
    """A process that says numbers and is killed."""

    process: subprocess.Popen[str]
    said: list[tuple[int, float]] = field(default_factory=list)
    killed: float = 0.0

    @classmethod
    def start(cls, *arguments: str, cwd: Path = ROOT) -> Victim:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        return cls(subprocess.Popen(command, cwd=cwd, env=environment, text=True, **pipes))

    def wait_for_first(self) -> None:
        """Wait until it says something."""
        self._take(self.process.stdout.readline())

    def kill(self, after: float) -> None:
        """Kill it that many seconds from now, and take note of what it said until then."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(after)
        self.killed = time.monotonic()
        self.process.kill()
        for line in self.rest().splitlines():
            self._take(line)

    def rest(self) -> str:
        """Return what else it says until its end."""
        return self.process.communicate(timeout=60)[0]

    def loss(self, kept: int) -> float:
        """Return how old, in seconds, the oldest change after number `kept` was when it was killed."""
        return max((self.killed - at for number, at in self.said if number > kept), default=0.0)

    def _take(self, line: str) -> None:
        parts = line.split()
        if len(parts) == 2:  # the last may be torn
            self.said.append((int(parts[0]), float(parts[1])))


@pytest.mark.parametrize("kills", ROUNDS)
def test_while_saving(tmp_path: Path, kills: int):
    pick, file = random.Random(kills), tmp_path / "lesson.peony"
    for _ in range(kills):
        victim = Victim.start("-m", "tests.killed", "saving", str(tmp_path))
        victim.wait_for_first()
        victim.kill(pick.uniform(0, 0.3))
        text, last = read_session(file).request.text, victim.said[-1][0]
        assert text in (text_of(last), text_of(last + 1)), "the old file or the new one, and whole"
    left = [path for path in tmp_path.iterdir() if path != file]
    assert len(left) <= kills
    print(f"{kills} kills while saving: every file whole, {len(left)} unfinished parts left behind")


@pytest.mark.parametrize("kills", ROUNDS)
def test_while_copies_are_kept(tmp_path: Path, kills: int):
    """Several windows share a folder; each loses two seconds at most, and the newest is offered first."""
    pick, losses, copies = random.Random(kills), [], tmp_path / "peony" / COPIES
    for _ in range(kills // WINDOWS):
        victims = [Victim.start("-m", "tests.killed", "window", str(tmp_path)) for _ in range(WINDOWS)]
        for victim in victims:
            victim.wait_for_first()
        moments = sorted(pick.uniform(0, 1.5 * LOSS) for _ in victims)
        for victim, wait in zip(victims, [moments[0], *map(sub, moments[1:], moments)], strict=True):
            victim.kill(wait)
        found = find(copies)
        times = [each.copy.file.stat().st_mtime_ns for each in found]
        assert times == sorted(times, reverse=True)
        parts = [each.session.request.text.split(":") for each in found]
        kept = {int(pid): int(number) for number, pid, _ in parts}
        losses += [victim.loss(kept.get(victim.process.pid, 0)) for victim in victims]
        for each in found:
            each.copy.remove()
        assert list(copies.glob("*.peony")) == []
    assert len(losses) == kills
    assert max(losses) < LOSS
    print(f"{kills} kills of windows: every copy whole, at most {max(losses):.2f} s of work lost")


def run_batch(folder: Path) -> Victim:
    return Victim.start(str(ROOT / "main.py"), "--batch", "in.txt", "--export", "out.jsonl", cwd=folder)


@pytest.mark.parametrize("kills", ROUNDS)
def test_while_a_batch_runs(tmp_path: Path, kills: int):
    pick, out = random.Random(kills), tmp_path / "out.jsonl"
    rows = ["原野中,牡丹是最美丽的花卉。", "", "春天的花园里开满了牡丹。", "\ufffd", "学生在教室里听课"] * 80
    (tmp_path / "in.txt").write_text("\n".join(rows), encoding="utf-8")
    run_batch(tmp_path).rest()
    whole = out.read_bytes()
    out.unlink()
    done = resumed = 0
    while done < kills:
        victim, start = run_batch(tmp_path), out.stat().st_size if out.exists() else 0
        while victim.process.poll() is None and (out.stat().st_size if out.exists() else 0) <= start:
            time.sleep(0.001)
        victim.kill(pick.uniform(0, 0.15))
        if victim.process.returncode == 0:
            assert out.read_bytes() == whole
            out.unlink()
            continue
        done, resumed = done + 1, resumed + (start > 0)
        left = out.read_bytes()
        assert whole.startswith(left[: left.rfind(b"\n") + 1])
    run_batch(tmp_path).rest()
    assert out.read_bytes() == whole
    print(
        f"{kills} kills while a batch ran, {resumed} of them of runs that went on: no line lost, none twice"
    )
