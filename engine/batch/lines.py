"""The numbered lines of a text file, of whatever size, in UTF-8 or GB18030."""

from __future__ import annotations

import codecs
import hashlib
import io
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from engine.errors import PeonyError

LONGEST = 100_000  # characters of a line
_BYTES = 4 * LONGEST  # what a line of so many characters takes at most
_CHUNK = 2**20
_HEAD = 8 * 2**20  # bytes that the encoding is told from
Reason = Literal["encoding", "length"]


@dataclass(frozen=True)
class Line:
    """A line of the input.

    Attributes
    ----------
    number
        From 1; empty lines count.
    end
        The byte after it.
    text
        Without its end; empty where it is skipped.
    skipped
        Why it cannot be taken.
    """

    number: int
    end: int
    text: str = ""
    skipped: Reason | None = None


@dataclass(frozen=True)
class Input:
    """A text file: what tells it from any other, each block of it too, and how its bytes become text."""

    path: Path
    size: int
    digest: str
    encoding: str
    blocks: tuple[bytes, ...] = ()

    def lines(self, after: int = 0) -> Iterator[Line]:
        """Return the lines behind the first `after`, one at a time.

        Raises
        ------
        PeonyError
            The file is no more what it was: no line of what it is now is returned.
        """
        with _open(self.path) as raw_file, io.BufferedReader(_Unchanged(raw_file, self), _CHUNK) as file:
            number = position = 0
            # Never beyond what was there at first: a file that grows meanwhile might never end.
            while raw := file.readline(min(_BYTES + 2, self.size - position)):
                number, whole, read = number + 1, raw, len(raw)
                while not raw.endswith(b"\n") and (
                    raw := file.readline(min(_CHUNK, self.size - position - read))
                ):
                    read += len(raw)
                position += read
                if number > after:
                    yield self._line(number, position, whole if read == len(whole) else None)

    def _line(self, number: int, end: int, raw: bytes | None) -> Line:
        if raw is None:
            return Line(number, end, skipped="length")
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        try:
            text = raw.rstrip(b"\r\n").decode(self.encoding)
        except UnicodeDecodeError:
            return Line(number, end, skipped="encoding")
        return Line(number, end, text) if len(text) <= LONGEST else Line(number, end, skipped="length")


class _Unchanged(io.RawIOBase):
    """A file read anew, as long as each block of it is the one that was read at first."""

    def __init__(self, file: BinaryIO, input_: Input) -> None:
        self._file, self._input = file, input_
        self._blocks, self._held = iter(input_.blocks), memoryview(b"")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Give what is left of a block, or the next one."""
        if not self._held and (digest := next(self._blocks, None)) is not None:
            block = self._file.read(min(_CHUNK, self._input.size - self._file.tell()))
            if _digest(block) != digest:
                raise PeonyError("batch_changed", file=self._input.path)
            self._held = memoryview(block)
        room = memoryview(buffer)
        count = min(len(room), len(self._held))
        room[:count], self._held = self._held[:count], self._held[count:]
        return count


def _digest(block: bytes) -> bytes:
    return hashlib.blake2b(block, digest_size=16).digest()


def read_input(path: Path) -> Input:
    """Return what is known of a text file once it was read through, as long as it was at first.

    Raises
    ------
    PeonyError
        It is missing, cannot be read, or is in UTF-16.
    """
    digest, size, head, blocks = hashlib.blake2b(digest_size=16), 0, b"", list[bytes]()
    try:
        with _open(path) as file:
            whole = os.fstat(file.fileno()).st_size
            while chunk := file.read(min(_CHUNK, whole - size)):
                digest.update(chunk)
                blocks.append(_digest(chunk))
                size += len(chunk)
                head += chunk[: _HEAD - len(head)]
    except OSError as error:
        raise PeonyError("batch_read", file=path, reason=error.strerror or error) from None
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise PeonyError("batch_utf16", file=path)
    return Input(path, size, digest.hexdigest(), encoding_of(head), tuple(blocks))


def encoding_of(head: bytes) -> str:
    """Return the encoding that most lines are in: GB18030 only where more of them are wrong in UTF-8."""
    lines = [line for line in head.split(b"\n") if not line.isascii()]
    wrong = {name: sum(not _decodes(line, name) for line in lines) for name in ("utf-8", "gb18030")}
    other = 2 * wrong["utf-8"] > len(lines) and wrong["gb18030"] < wrong["utf-8"]
    return "gb18030" if other else "utf-8"


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _open(path: Path) -> BinaryIO:
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise PeonyError("batch_read", file=path, reason=os.strerror(22))  # a pipe may never end
        return path.open("rb")
    except FileNotFoundError:
        raise PeonyError("file_missing", file=path) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise PeonyError("batch_read", file=path, reason=getattr(error, "strerror", None) or error) from None
