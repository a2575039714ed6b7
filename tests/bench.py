"""The benchmarks, as ratios: ``python -m tests.bench``.

Machines differ and are never quiet, so every figure stands beside something measured in the same
run: PyTorch for the attention stage, an empty Qt window for the start, a fixed piece of numpy work
for the rest. Where a peer is not installed its column says so.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# As Peony runs; and the peer's threads must not spin on the core while ours is timed.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np

from engine import attention
from engine.settings import Settings
from tests.bench_fit import fit_rows
from tests.bench_imports import import_rows
from tests.bench_window import window_rows

RUNS = 9
SIZES = (10, 64, 256, 1024)


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, the peer's figure, the ratio that is aimed for."""

    name: str
    ours: float
    peer_name: str
    peer: float | None
    aim: str

    def __str__(self) -> str:
        """Write the line; times in milliseconds."""
        peer = "not installed" if self.peer is None else f"{self.peer * 1000:9.2f}"
        ratio = "" if self.peer is None else f"{self.ours / self.peer:7.2f}"
        return f"{self.name:<44}{self.ours * 1000:9.2f}  {self.peer_name:<26}{peer:>13}{ratio:>8}  {self.aim}"


def median(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median seconds of `work`, after one run that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def in_turn(ours: Callable[[], object], peer: Callable[[], object], runs: int) -> tuple[float, float]:
    """Return the medians of two pieces of work, run in turn so that drift meets both alike."""
    ours(), peer()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for work, taken in zip((ours, peer), times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def attention_rows() -> Iterator[Row]:
    """The attention stage (scores, softmax, mix) against PyTorch's explicit computation."""
    try:
        import torch
    except ImportError:
        torch = None
    settings = Settings()
    for heads in (1, 8):
        for m in SIZES:
            Q, K, V = np.random.RandomState(7).standard_normal((3, heads, m, 64))

            def ours(Q=Q, K=K, V=V) -> object:
                return attention.mix(attention.weigh(attention.scores(Q, K, settings), settings), V)

            aim = "< 1" if m <= 64 else "≤ 1.2"
            name = f"attention, {m} tokens, {heads} head{'s' * (heads > 1)}"
            if torch is None:
                yield Row(name, median(ours), "PyTorch, explicit", None, aim)
                continue
            q, k, v = map(torch.from_numpy, (Q, K, V))

            def peer(q=q, k=k, v=v, torch=torch) -> object:
                return torch.softmax(q @ k.transpose(-1, -2) / 8.0, -1) @ v

            yield Row(name, *_swap(in_turn(ours, peer, 15 if m > 256 else 101)), aim)


def _swap(times: tuple[float, float]) -> tuple[float, str, float]:
    return times[0], "PyTorch, explicit", times[1]


START = """
import sys, time
{setup}
from PySide6.QtCore import QTimer
window.show()
sys.exit(app.exec())
"""
PEONY = """
from gui.app import application, create_window
app = application()
window = create_window()
window.settled.connect(app.quit)
"""
EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
QTimer.singleShot(0, app.quit)
"""


def start_row() -> Row:
    """From the command to the first picture, against an empty Qt window, as whole processes."""

    def run(setup: str) -> Callable[[], object]:
        code = START.format(setup="from PySide6.QtCore import QTimer\n" + setup)
        return lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

    ours, peer = in_turn(run(PEONY), run(EMPTY), 5)
    return Row("start to the first picture", ours, "an empty Qt window", peer, "under 1500 ms")


def main() -> None:
    """Print the table."""
    print(f"{'what':<44}{'ms':>9}  {'peer':<26}{'its ms':>13}{'ratio':>8}  aim")
    window = (Row(*figures) for figures in window_rows(SIZES))
    imports = (Row(*figures) for figures in import_rows())
    fit = (Row(*figures) for figures in fit_rows(in_turn))
    for row in chain(attention_rows(), fit, window, [start_row()], imports):
        print(row, flush=True)


if __name__ == "__main__":
    main()
