"""What is said on a terminal, or wherever the output leads instead: a file, a pipe, nowhere."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

from engine.errors import PeonyError


def prepare() -> None:
    """Let what a terminal cannot show be replaced: a token may be anything."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # closed by whoever started Peony
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def say(text: str) -> None:
    """Write a line to standard output; who has stopped listening is not told.

    Raises
    ------
    PeonyError
        It cannot be written.
    """
    try:
        print(text, flush=True)
    except BrokenPipeError:
        _silence(sys.stdout)
    except OSError as error:
        _silence(sys.stdout)
        raise PeonyError("output", reason=error.strerror or error) from None


def complain(text: str) -> None:
    """Write a line to standard error; where that cannot be, the exit status has to do."""
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Let the rest lead nowhere: Python would try to write it once more at its end, and fail loudly."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
