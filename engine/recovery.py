"""Copies of unsaved work: a file for each window, which the next start finds where its window was killed.

While a window lives it holds a claim beside its copy, which the system takes back when its process
ends. A copy that can be claimed is therefore one whose window is gone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from engine.claims import Claim, claim
from engine.errors import PeonyError
from engine.export import write
from engine.session import SUFFIX

MOST_ASIDE = 5  # pieces of work that were closed without having a file
KEPT = 30 * 24 * 3600  # seconds that a damaged copy is kept
_LOCK, _DAMAGED = ".lock", ".damaged"


class Copy:
    """A window's copy of its work. It comes to be with the first write.

    Attributes
    ----------
    file
        Where it is.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / f"{uuid4().hex}{SUFFIX}"
        self._claim: Claim | None = None

    @classmethod
    def found(cls, file: Path) -> Copy | None:
        """Return the copy in a file, claimed; None where its window lives, or it is gone."""
        copy = cls(file.parent)
        copy.file, copy._claim = file, claim(file.with_suffix(_LOCK))
        if copy._claim is None or not file.exists():
            copy.remove()
            return None
        return copy

    def write(self, data: bytes) -> None:
        """Replace what the copy holds; `PeonyError` where that cannot be written."""
        self._begin()
        write(self.file, data)

    def _begin(self) -> None:
        if self._claim is None:
            _make(self.file.parent, self.file)
            self._claim = claim(self.file.with_suffix(_LOCK))
        if self._claim is None:
            raise PeonyError("write", file=self.file, reason=os.strerror(13))

    def remove(self) -> None:
        """Remove the copy: the work is saved, or was given up."""
        if self._claim is not None:
            with suppress(OSError):
                self.file.unlink(missing_ok=True)
            self._claim.release()
            self._claim = None

    def set_aside(self) -> None:
        """Put the copy, which is damaged, under another name, where it is no more in the way."""
        if self._claim is not None:
            with suppress(OSError):
                os.utime(self.file)  # it is kept for a while from now on
                os.replace(self.file, self.file.with_suffix(_DAMAGED))
            self._claim.release(remove=not self.file.exists())
            self._claim = None

    def leave(self) -> None:
        """Leave the copy for a later start."""
        if self._claim is not None:
            self._claim.release(remove=False)
            self._claim = None


def orphans(folder: Path) -> Iterator[Copy]:
    """Return the copies whose windows are gone, the newest first; each is claimed by the caller then."""
    _tidy(folder)
    found = (Copy.found(file) for file in _newest_first(folder))
    return (copy for copy in found if copy is not None)


def put_aside(folder: Path, data: bytes, instead: Path | None = None) -> None:
    """Keep work that is closed without having a file, `instead` of what it was; the oldest goes for it.

    Raises
    ------
    PeonyError
        It cannot be written: the work is not safe.
    """
    file = folder / f"{time.time_ns()}{SUFFIX}"
    _make(folder, file)
    write(file, data)
    with suppress(OSError):  # the work is safe all the same
        if instead is not None:
            instead.unlink(missing_ok=True)
        for old in aside(folder)[MOST_ASIDE:]:
            old.unlink(missing_ok=True)


def aside(folder: Path) -> list[Path]:
    """Return the files of what was put aside, the newest first."""
    return _newest_first(folder)


def _tidy(folder: Path) -> None:
    """Remove what is damaged and has been kept long enough for somebody to mend it."""
    with suppress(OSError):
        for file in folder.glob(f"*{_DAMAGED}"):
            if time.time() - file.stat().st_mtime > KEPT:
                file.unlink()


def _make(folder: Path, file: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise PeonyError("write", file=file, reason=error.strerror or error) from None


def _newest_first(folder: Path) -> list[Path]:
    times = {}
    with suppress(OSError):
        for file in folder.glob(f"*{SUFFIX}"):
            times[file] = file.stat().st_mtime_ns
    return sorted(times, key=lambda file: (times[file], file.name), reverse=True)
