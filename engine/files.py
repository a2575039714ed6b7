"""What tells whether a file is still the one that was read."""

from __future__ import annotations

import os

Stamp = tuple[int, int] | None


def file_stamp(name: str) -> Stamp:
    """Return what changes when the file `name` changes; None where there is none."""
    try:
        stat = os.stat(name)
    except (OSError, ValueError):  # what no file can be called is a ValueError
        return None
    return stat.st_size, stat.st_mtime_ns
