"""Computes traces: small ones at once, all others on a worker, the newest request always winning."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock

from PySide6.QtCore import QObject, Signal

from engine.errors import Cancelled, PeonyError
from engine.pipeline import Analyser, Request, head_count, is_quick
from engine.resources import Resources
from engine.settings import BUILT_IN, Settings
from engine.trace import Trace
from engine.vectors.choice import SHIPPED

log = logging.getLogger(__name__)
Wanted = tuple[Request, Request | None]


@dataclass(frozen=True)
class Answer:
    """The trace of what is wanted, and that of the pinned request beside it."""

    trace: Trace
    pinned: Trace | None = None


@dataclass(frozen=True)
class Failure:
    """Why what is wanted cannot be computed, and the same without the files that cannot be used."""

    error: PeonyError
    instead: Wanted


class Runner(QObject):
    """Turns requests into traces without ever blocking the window for long.

    A request that is quick (a few milliseconds, nothing to load) is computed in place, which is
    faster than the way to a worker and back. Everything else goes to the one worker; while it is
    busy only the newest request waits, and the one under way leaves off at its next stage.
    """

    ready = Signal(object)
    failed = Signal(object)
    busy = Signal(bool)
    progress = Signal(float, int)
    _done = Signal(object, object)

    def __init__(self, resources: Resources, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._resources = resources
        self._analyser, self._pinned = Analyser(resources), Analyser(resources)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="analyse")
        self._free = Lock()
        self._generation = 0
        self._done.connect(self._deliver)

    def submit(self, wanted: Wanted) -> None:
        """Compute what is wanted; `ready` or `failed` follows, unless something newer comes first."""
        self._generation += 1
        quick = all(is_quick(request, self._resources) for request in wanted if request)
        if quick and self._free.acquire(blocking=False):
            try:
                self._deliver(self._generation, self._attempt(wanted, self._generation))
            finally:
                self._free.release()
            return
        self.busy.emit(True)
        self._worker.submit(self._work, wanted, self._generation)

    def cancel(self) -> None:
        """Give up what is under way; its result is dropped."""
        self._generation += 1
        self.busy.emit(False)

    def close(self) -> None:
        """Stop the worker, waiting no longer than the stage that it is in."""
        self._generation += 1
        self._worker.shutdown(wait=True, cancel_futures=True)

    def warm(self) -> None:
        """Load, on the worker, what a later switch would otherwise wait for."""
        self._worker.submit(self._resources.warm).add_done_callback(_log_failure)

    def _work(self, wanted: Wanted, generation: int) -> None:
        if generation == self._generation:
            with self._free:
                self._done.emit(generation, self._attempt(wanted, generation))

    def _attempt(self, wanted: Wanted, generation: int) -> Answer | Failure | Cancelled:
        def check() -> None:
            if generation != self._generation:
                raise Cancelled

        (request, pin), errors = wanted, list[PeonyError]()
        try:
            pinned, safe_pin = self._computed(self._pinned, pin, check, errors) if pin else (None, None)
            trace, safe = self._computed(self._analyser, request, check, errors)
            if trace is None or errors:
                return Failure(together(errors), (safe, safe_pin))
            return Answer(trace, pinned)
        except Cancelled as cancelled:
            return cancelled
        except Exception as unknown:
            log.exception("analysis failed")
            return Failure(PeonyError("bug", error=repr(unknown)), without_files(wanted))

    def _computed(
        self, analyser: Analyser, request: Request, check: Callable[[], None], errors: list[PeonyError]
    ) -> tuple[Trace | None, Request]:
        """Return the trace of a request, and the request without the files that stand in the way of it."""
        safe = request
        try:
            # A table that is new has to be imported, which takes long enough to show how far it is.
            self._resources.open(request.table, self.progress.emit, check)
        except PeonyError as error:
            errors.append(error)
            safe = replace(safe, table=SHIPPED)
        try:
            if safe is request:
                return analyser.analyse(request, check), request
            head_count(request.settings)  # a file of weights may be missing, too
        except PeonyError as error:
            errors.append(error)
            safe = without_weights(safe)
        return None, safe

    def _deliver(self, generation: int, result: Answer | Failure | Cancelled) -> None:
        if generation != self._generation or isinstance(result, Cancelled):
            return
        self.busy.emit(False)
        (self.failed if isinstance(result, Failure) else self.ready).emit(result)


def _log_failure(future: Future[None]) -> None:
    if not future.cancelled() and future.exception():
        log.error("warming up failed", exc_info=future.exception())


def together(errors: Sequence[PeonyError]) -> PeonyError:
    """Return one error that names every file that several are about."""
    files = list(dict.fromkeys(str(error.fields.get("file", "")) for error in errors))
    return errors[0] if len(files) == 1 else PeonyError("files", files=" · ".join(files))


def without_files(wanted: Wanted) -> Wanted:
    """Return what is wanted, with nothing in it that could be missing."""

    def safe(request: Request) -> Request:
        return replace(without_weights(request), table=SHIPPED)

    request, pin = wanted
    return safe(request), pin and safe(pin)


def without_weights(request: Request) -> Request:
    """Return a request with Peony's own weights where it names a file of them."""
    s = request.settings
    return (
        request if s.weights in BUILT_IN else replace(request, settings=s.with_(weights=Settings().weights))
    )
