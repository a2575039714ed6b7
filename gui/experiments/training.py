"""Training that goes on while the window lives: a few steps at a time on a worker, each shown as it comes."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import PeonyError
from engine.experiments.fit import Fit, step
from gui.background import Check, Latest

FRAME = 25  # milliseconds between two pictures
BUSY = 0.015  # seconds of them that the worker may take
SLOW = 50  # steps that are shown nearly one by one; later ones go ever faster, or none would wait for the end


class Training(QObject):
    """Makes steps of a `Fit`; `moved` tells each newer one, `failed` why there is none. It pauses at once."""

    moved = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fit: Fit | None = None
        self._rate: Callable[[], float] = lambda: 0.0
        self._waiting, self._pace = False, 1.0
        self._latest = Latest("fit", self)
        self._latest.done.connect(self._take)
        self._latest.failed.connect(self._fail)
        self._clock = QTimer(self, interval=FRAME)
        self._clock.timeout.connect(self._go_on)

    def is_running(self) -> bool:
        """Whether steps follow each other by themselves."""
        return self._clock.isActive()

    def begin(self, fit: Fit | None) -> None:
        """Stop, and train something else from now on."""
        self.pause()
        self.fit = fit

    def run(self, rate: Callable[[], float]) -> None:
        """Make steps until training stops by itself or is paused; `rate` tells the rate of the next ones."""
        self._rate = rate
        if self.fit is not None and not self.fit.stopped:
            self._clock.start()
            self._go_on()

    def pause(self) -> None:
        """Stop; what was under way is given up."""
        self._clock.stop()
        self._latest.cancel()
        self._waiting = False

    def one_step(self, rate: float) -> None:
        """Stop, and make one step."""
        self.pause()
        if self.fit is not None and not self.fit.stopped:
            self._ask(1, rate)

    def _go_on(self) -> None:
        if not self._waiting:
            wanted = 1 + self.fit.steps // SLOW
            self._ask(max(1, min(wanted, int(self._pace * BUSY))), self._rate())

    def _ask(self, number: int, rate: float) -> None:
        fit = self.fit
        self._waiting = True

        def work(check: Check) -> tuple[Fit, float]:
            start = time.perf_counter()
            made = step(fit, number, rate, check)
            return made, number / (time.perf_counter() - start)

        self._latest.ask(work)

    def _take(self, answer: tuple[Fit, float]) -> None:
        self._waiting = False
        self.fit, self._pace = answer
        if self.fit.stopped:
            self._clock.stop()
        self.moved.emit(self.fit)

    def _fail(self, error: PeonyError) -> None:
        self.pause()
        self.failed.emit(error)
