"""Catches every mistake that nothing else caught, wherever it is made."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from gui.trouble.log import OURS

log = logging.getLogger(__name__)
MOST = 20  # different mistakes that are kept


class Watch(QObject):
    """Keeps mistakes, each once however often it is made: `kept` says so, `found` of uncaught ones.

    Those that were caught and logged, for the window goes on without the answer, are kept too.

    Python calls the hooks for slots and paint events, too, which go on afterwards as if nothing had
    happened; a mistake in a paint event comes with every frame.
    """

    kept = Signal()
    found = Signal()
    _caught = Signal(object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mistakes: dict[tuple[object, ...], BaseException] = {}
        self._hooks: tuple[Callable[..., Any], ...] = ()
        self._logged = Logged(self)
        # Queued, for the hook of a thread is called on that thread.
        self._caught.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Catch from now on."""
        self._hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = lambda kind, error, trace: self.catch(error)
        threading.excepthook = lambda args: self.catch(args.exc_value)
        sys.unraisablehook = lambda args: self.catch(args.exc_value)
        for name in OURS:
            logging.getLogger(name).addHandler(self._logged)

    def stop(self) -> None:
        """Leave catching to who did it before."""
        if not self._hooks:
            return
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        self._hooks = ()
        for name in OURS:
            logging.getLogger(name).removeHandler(self._logged)

    def catch(self, error: BaseException | None) -> None:
        """Take a mistake, from any thread."""
        if isinstance(error, KeyboardInterrupt):
            self._hooks[0](type(error), error, error.__traceback__)
        elif error is not None:
            self._caught.emit(error, True)

    def _keep(self, error: BaseException, uncaught: bool) -> None:
        place = place_of(error)
        if place not in self.mistakes and len(self.mistakes) < MOST:
            self.mistakes[place] = error
            self.kept.emit()
            if uncaught:
                log.error("not caught", exc_info=error)
                self.found.emit()


class Logged(logging.Handler):
    """Gives a watch what was caught elsewhere."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(logging.ERROR)
        self._watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        """Hand on the error of a record."""
        if record.exc_info and record.exc_info[1] is not None:
            self._watch._caught.emit(record.exc_info[1], False)


def place_of(error: BaseException) -> tuple[object, ...]:
    """Return the kind of a mistake and where it was made."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace is not None else ()
    return type(error), *where
