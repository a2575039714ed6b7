"""The sessions used last: remembered between starts, and forgotten when the person says so."""

from __future__ import annotations

import json
from pathlib import Path

from engine.errors import PeonyError
from engine.export import write

MOST = 10


class Recent:
    """A list in a file, the newest first. Each change begins with what the file holds now: windows share it.

    A session that is not there is not forgotten before it is asked for: it may be on a stick that is
    not plugged in.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def files(self) -> list[Path]:
        """Return the sessions; whatever cannot be read is left out."""
        try:
            held = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return []
        names = held if isinstance(held, list) else []
        return [Path(name) for name in names if isinstance(name, str) and name and "\0" not in name][:MOST]

    def add(self, file: Path) -> None:
        """Put a session first."""
        if (known := self.files())[:1] != [file]:
            self._write([file, *(each for each in known if each != file)])

    def forget(self, file: Path) -> None:
        """Leave a session out from now on."""
        self._write([each for each in self.files() if each != file])

    def clear(self) -> None:
        """Forget them all."""
        self._write([])

    def _write(self, files: list[Path]) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write(self._file, json.dumps([str(file) for file in files[:MOST]]).encode())
        except (OSError, PeonyError):
            return  # only this comfort is lost
