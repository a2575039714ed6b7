"""Long work off the GUI thread, of which only the newest is wanted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from engine.errors import Cancelled, PeonyError

log = logging.getLogger(__name__)
Check = Callable[[], None]


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
        self._finished.connect(self._deliver)

    def ask(self, work: Callable[[Check], object]) -> None:
        """Run `work` on the worker. It is given a function that raises `Cancelled` once it is stale."""
        self._generation += 1
        self._worker.submit(self._run, work, self._generation)

    def cancel(self) -> None:
        """Give up what was asked; nothing is delivered."""
        self._generation += 1

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
            result = work(check)
        except Cancelled:
            return
        except PeonyError as error:
            result = error
        except Exception as error:
            log.exception("work in the background failed")
            result = PeonyError("bug", error=repr(error))
        self._finished.emit(generation, result)

    def _deliver(self, generation: int, result: object) -> None:
        if generation == self._generation:
            (self.failed if isinstance(result, PeonyError) else self.done).emit(result)
