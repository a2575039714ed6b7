"""The process is to end: Ctrl+C in its terminal, or the system shuts down."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
ENDED = 128  # added to a signal's number, as a shell does: the status of who was ended by it


class Ending(QObject):
    """Runs `end` once, on the GUI thread, with the status to leave by.

    Python hears of a signal only when it gets to run, and while nothing happens in a window it does not:
    so a signal writes to a pipe, which Qt listens to. On Windows, where Qt cannot, all stays as it is.
    """

    def __init__(self, end: Callable[[int], None], parent: QObject) -> None:
        super().__init__(parent)
        self._end = end
        self._ours, theirs = self._pipe = os.pipe()
        os.set_blocking(theirs, False)
        self._before = {number: signal.signal(number, lambda *_: None) for number in numbers()}
        self._wakeup = signal.set_wakeup_fd(theirs, warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def _hear(self) -> None:
        number = os.read(self._ours, 1)[0]
        self.stop()  # a second one ends it as if nobody listened
        self._end(ENDED + number)

    def stop(self) -> None:
        """Leave signals to who had them before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        for each in self._pipe:
            os.close(each)


def numbers() -> list[signal.Signals]:
    """Return the signals that end a process, but for those that the system lacks or `nohup` keeps away."""
    known = (getattr(signal, name) for name in NAMES if hasattr(signal, name))
    return [number for number in known if signal.getsignal(number) is not signal.SIG_IGN]
