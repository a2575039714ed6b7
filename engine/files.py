"""What tells whether a file is still the one that was read, the same as another, and a file at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from engine.errors import PeonyError

Stamp = tuple[int, int] | None


def file_stamp(name: str) -> Stamp:
    """Return what changes when the file `name` changes; None where there is none."""
    try:
        stat = os.stat(name)
    except (OSError, ValueError):  # what no file can be called is a ValueError
        return None
    return stat.st_size, stat.st_mtime_ns


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two names, links among them, are of one file."""
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):  # one of them is not there
        return False


def check_regular(path: Path) -> None:
    """Refuse to write into a pipe, which may never end, or over a device."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return  # not there, or for whoever opens it to say
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise PeonyError("write_special", file=path)
