"""The log: what went wrong, in a small file of the user's own, with nothing of what they wrote."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

ROOT = Path(__file__).parents[2]
LARGEST, KEPT = 256 * 1024, 3  # bytes of a file; how many older ones stay
OURS = ("engine", "gui")
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
log = logging.getLogger(__name__)


def log_file() -> Path:
    """Return the file in the user's log folder."""
    return Path(platformdirs.user_log_dir("peony", appauthor=False)) / "peony.log"


def start_log() -> logging.Handler | None:
    """Write what Peony and Qt say into the log from now on; None where the folder refuses."""
    from logging.handlers import RotatingFileHandler  # imported here: it brings much that only this needs

    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            log_file(), maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", errors="replace", delay=True
        )
    except OSError:
        return None
    handler.setFormatter(Reserved("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for name in OURS:
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(logging.INFO)
    qInstallMessageHandler(_on_qt_message)
    return handler


class Reserved(logging.Formatter):
    """Writes of an error its kind and where it was, not what it says: that may be the person's words."""

    def formatException(self, ei: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:
        """Write an error."""
        return "\n".join(outline(ei[1]))


def outline(error: BaseException, after: frozenset[int] = frozenset()) -> Iterator[str]:
    """Write where an error was, from the outside in, and its kind; then what led to it."""
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {short_path(frame.filename)}:{frame.lineno} in {frame.name}"
    yield type(error).__qualname__
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and id(cause) not in after:
        yield "because of"
        yield from outline(cause, after | {id(error)})


def short_path(name: str) -> str:
    """Return the name of a source file as it is the same on every machine."""
    path = Path(name)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    log.log(LEVELS[kind], "Qt: %s", message)
    if kind != QtMsgType.QtDebugMsg and sys.stderr is not None:  # there is none without a console
        sys.stderr.write(message + "\n")
