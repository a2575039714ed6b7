"""Long work off the GUI thread: one thing after another, or only the newest."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QCoreApplication, QObject, Signal

from engine.errors import Cancelled, PeonyError

log = logging.getLogger(__name__)
Check = Callable[[], None]


class InOrder(QObject):
    """Runs functions one after another on a worker; each of them is wanted.

    Attributes
    ----------
    done
        What was asked by, and what it gave: a result, or the `PeonyError` instead of it.
    """

    done = Signal(object, object)
    _finished = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._closed = False
        self._finished.connect(self._deliver)  # on the GUI thread, as this object is

    def ask(self, asked: object, work: Callable[[], object]) -> None:
        """Run `work` after everything before it; `done` names it by `asked`."""
        self._worker.submit(lambda: self._finished.emit(asked, attempt(work)))

    def finish(self) -> None:
        """Wait until everything is done, and has been said."""
        if self._closed:
            return
        self._worker.submit(lambda: None).result()
        QCoreApplication.sendPostedEvents(self)

    def close(self) -> None:
        """Do what is left, and stop the worker."""
        self._closed = True
        self._worker.shutdown(wait=True)

    def _deliver(self, asked: object, result: object) -> None:
        self.done.emit(asked, result)


def attempt(work: Callable[[], object]) -> object:
    """Return what `work` returns; the `PeonyError` that it raises, or one for whatever else it does."""
    try:
        return work()
    except PeonyError as error:
        return error
    except Cancelled:
        raise
    except Exception as error:
        log.exception("work in the background failed")
        return PeonyError("bug", error=repr(error))


class Latest(QObject):
    """Runs one function at a time on a worker; asking again gives up what was asked before.

    Attributes
    ----------
    done
        The result of what was asked last.
    failed
        The `PeonyError` instead of it.
    """

    done = Signal(object)
    failed = Signal(object)
    _finished = Signal(int, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._generation = 0
        self._waiting = False
        self._finished.connect(self._deliver)

    def ask(self, work: Callable[[Check], object]) -> None:
        """Run `work` on the worker. It is given a function that raises `Cancelled` once it is stale."""
        self._generation += 1
        self._waiting = True
        self._worker.submit(self._run, work, self._generation)

    def is_idle(self) -> bool:
        """Whether nothing is to be delivered."""
        return not self._waiting

    def cancel(self) -> None:
        """Give up what was asked; nothing is delivered."""
        self._generation += 1
        self._waiting = False

    def close(self) -> None:
        """Stop the worker."""
        self.cancel()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _run(self, work: Callable[[Check], object], generation: int) -> None:
        def check() -> None:
            if generation != self._generation:
                raise Cancelled

        try:
            check()
            result = attempt(lambda: work(check))
        except Cancelled:
            return
        self._finished.emit(generation, result)

    def _deliver(self, generation: int, result: object) -> None:
        if generation == self._generation:
            self._waiting = False
            (self.failed if isinstance(result, PeonyError) else self.done).emit(result)
