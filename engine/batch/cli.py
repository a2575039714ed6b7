"""A batch from the command line: a progress bar, a report, and what to do after an interruption."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.batch.computing import Report, run_batch
from engine.errors import PeonyError
from engine.folders import cache_folder
from engine.pipeline import Request
from engine.report import width
from engine.resources import Resources
from engine.terminal import complain, say
from engine.vectors.cli import show_import
from engine.words import Words

SUFFIX = ".jsonl"
NAMED = 10  # lines that were skipped and are named; the output has them all


def batch(source: Path, files: Sequence[Path], request: Request, words: Words) -> int:
    """Run a batch, and say what came of it; return the exit status: 0, or 2 where it was interrupted."""
    if len(files) != 1 or files[0].suffix.lower() != SUFFIX:
        raise PeonyError("batch_export")
    (target,) = files
    resources, bar = Resources(cache_folder()), Bar(words)
    resources.open(request.table, progress=show_import)
    try:
        report = run_batch(source, target, request, resources, bar.show)
    except KeyboardInterrupt:
        bar.clear()
        complain(words("batch.stopped", file=target))
        return 2
    finally:
        bar.clear()
    for number, reason in report.skipped[:NAMED]:
        complain(words(f"batch.{reason}", line=number))
    if len(report.skipped) > NAMED:
        complain(words("batch.more", count=len(report.skipped) - NAMED))
    say(said(report, words) + " " + words("export.done", file=target))
    return 0


def said(report: Report, words: Words) -> str:
    """Return the report in words."""
    pace = report.computed / report.seconds if report.seconds else 0.0
    counts = {"computed": report.computed, "skipped": len(report.skipped), "empty": report.empty}
    key = "batch.resumed" if report.after else "batch.done"
    return words(key, after=report.after, pace=pace, **counts)


class Bar:
    """A progress bar on standard error, where that is a terminal."""

    def __init__(self, words: Words) -> None:
        self._words, self._tty, self._next = words, sys.stderr.isatty(), 0.0
        self._drawn = False

    def show(self, report: Report, fraction: float) -> None:
        """Draw how far it is, ten times a second at most."""
        if not self._tty or report.seconds < self._next:
            return
        self._next, self._drawn = report.seconds + 0.1, True
        pace = report.computed / report.seconds if report.seconds else 0.0
        text = self._words("batch.progress", lines=report.computed, pace=pace, share=fraction)
        room = max(10, min(40, shutil.get_terminal_size().columns - width(text) - 4))
        full = round(room * fraction)
        print(f"\r[{'#' * full}{' ' * (room - full)}] {text}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn:
            print(
                "\r" + " " * (shutil.get_terminal_size().columns - 1), end="\r", file=sys.stderr, flush=True
            )
            self._drawn = False
