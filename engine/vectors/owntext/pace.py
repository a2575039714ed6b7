"""How far a long piece of work is, and whether it is still wanted."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

Stage = Literal["reading", "counting", "factoring", "saving"]
SHARES: dict[Stage, tuple[float, float]] = {
    "reading": (0.0, 0.7),
    "counting": (0.7, 0.8),
    "factoring": (0.8, 0.99),
    "saving": (0.99, 1.0),
}  # of the time that a text of some megabytes takes
_PERIOD = 0.03  # seconds between two reports
Step = Callable[[float], None]  # told how much of a step is done, 0 to 1


class Pace:
    """Called at every small step; passes on what a person can follow.

    Parameters
    ----------
    progress
        Told the fraction done, 0 to 1, and the stage.
    check
        May raise `Cancelled`.
    """

    def __init__(
        self,
        progress: Callable[[float, Stage], None] = lambda fraction, stage: None,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._progress, self._check = progress, check
        self._stage: Stage = "reading"
        self._done = self._next = 0.0

    def begin(self, stage: Stage) -> None:
        """Enter a stage."""
        self._stage, self._next = stage, 0.0
        self(0.0)

    def __call__(self, fraction: float) -> None:
        """Say how much of the stage is done, 0 to 1, if it is time; stop if that is wanted."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _PERIOD
        self._check()
        start, end = SHARES[self._stage]
        self._done = max(self._done, start + (end - start) * min(fraction, 1.0))
        self._progress(self._done, self._stage)

    def part(self, number: int, of: int) -> Step:
        """Return what a part of the stage tells its own fraction: part `number`, from 0, of so many."""
        return lambda fraction: self((number + fraction) / of)
