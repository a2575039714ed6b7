"""The output of a batch: appended line by line, so that whatever ends a run, the next goes on behind it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from engine.claims import lock
from engine.errors import PeonyError
from engine.files import check_regular

FORMAT, VERSION = "peony-batch", 1
_BLOCK = 2**16
_LONGEST_HEAD = 16 * 2**20

Head = Mapping[str, object]


class Output:
    """An open file of results, at the end of what is whole in it.

    Parameters
    ----------
    path
        A new file, or one that the same batch began.
    head
        What is computed from what: a file that was begun with another head is refused.

    Attributes
    ----------
    done
        The number of the last line whose result is there; 0 without any.

    Raises
    ------
    PeonyError
        The file is of something else, of another batch, in use, or cannot be written.
    """

    def __init__(self, path: Path, head: Head) -> None:
        self._path = path
        check_regular(path)
        try:
            self._file: BinaryIO = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o666), "r+b", 0)
        except OSError as error:
            raise self._refusal(error) from None
        try:
            if not lock(self._file.fileno()):
                raise PeonyError("batch_busy", file=path)
            self._end, self.done = self._resume({"format": FORMAT, "version": VERSION, **head})
        except BaseException as error:
            self._file.close()
            raise (self._refusal(error) if isinstance(error, OSError) else error) from None

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._file.truncate(self._end)  # a line that was interrupted
            os.fsync(self._file.fileno())
        except OSError:
            pass  # the next run cuts it off
        finally:
            self._file.close()

    def append(self, number: int, result: Mapping[str, object]) -> None:
        """Add the result of a line; `PeonyError` where the disk is full."""
        try:
            self._write(_line({"line": number, **result}))
        except OSError as error:
            raise self._refusal(error) from None
        self.done = number

    def _write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]
        self._end += len(data)

    def _resume(self, head: Head) -> tuple[int, int]:
        """Check whose file it is, cut off what is torn; return where it ends and the last line done."""
        wanted, first = _line(head), self._file.read(_LONGEST_HEAD)
        first = first[: first.find(b"\n") + 1] or first
        if not first.endswith(b"\n") and wanted.startswith(first):  # new, or killed at the first write
            self._file.truncate(0)
            self._file.seek(self._end_at(0))
            self._write(wanted)
            return self._end, 0
        if first != wanted:
            self._check(first, head)
        end = self._file.seek(0, os.SEEK_END)
        done = None
        while end > len(first) and done is None:
            start = _start_of_last(self._file, end)
            self._file.seek(start)
            done = _number(self._file.read(end - start))
            end = end if done is not None else start
        self._file.truncate(end)
        self._file.seek(end)
        return end, done or 0

    def _end_at(self, place: int) -> int:
        self._end = place
        return place

    def _check(self, first: bytes, head: Head) -> None:
        found = _parsed(first)
        if found.get("format") != FORMAT:
            raise PeonyError("batch_foreign", file=self._path)
        other = [name for name in {**head, **found} if found.get(name) != head.get(name)]
        if other:
            raise PeonyError("batch_other", file=self._path, what=", ".join(other)[:200])

    def _refusal(self, error: OSError) -> PeonyError:
        return PeonyError("write", file=self._path, reason=error.strerror or error)


_BINARY = getattr(os, "O_BINARY", 0)


def _line(plain: Mapping[str, object]) -> bytes:
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _number(line: bytes) -> int | None:
    """Return which line a whole result is of; None where it is torn."""
    number = _parsed(line).get("line") if line.endswith(b"\n") else None
    return number if type(number) is int and number > 0 else None


def _start_of_last(file: BinaryIO, end: int) -> int:
    """Return where the last line before `end` begins, its own end left out of account."""
    place = end - 1
    while place > 0:
        start = max(0, place - _BLOCK)
        file.seek(start)
        found = file.read(place - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        place = start
    return 0
