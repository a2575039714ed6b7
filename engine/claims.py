"""Who is at work on a file: a lock that the system takes back when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path


class Claim:
    """A file that this process alone holds, until `release` or its end.

    The lock is on a file of its own, for what it guards is replaced at each write.
    """

    def __init__(self, place: Path, handle: int) -> None:
        self._place, self._handle = place, handle

    def release(self, remove: bool = True) -> None:
        """Give the claim up, and remove its file unless what it guards is still there."""
        if self._handle >= 0:
            if remove and sys.platform != "win32":
                self._place.unlink(missing_ok=True)  # before it can be another's
            os.close(self._handle)
            self._handle = -1
            if remove and sys.platform == "win32":
                self._place.unlink(missing_ok=True)  # an open file cannot be removed there


def claim(place: Path) -> Claim | None:
    """Return the claim to `place`, a file that is made for it; None where it is another's."""
    try:
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None
    if lock(handle):
        return Claim(place, handle)
    os.close(handle)
    return None


def lock(handle: int) -> bool:
    """Lock an open file until it is closed; return whether nobody else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            place = os.lseek(handle, 0, os.SEEK_CUR)
            os.lseek(handle, 2**40, os.SEEK_SET)  # what is locked cannot be read there, so nothing is
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            finally:
                os.lseek(handle, place, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
