"""The numbered lines of a text file, of whatever size, in UTF-8 or GB18030."""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

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
    """A text file: what tells it from any other, and how its bytes become text."""

    path: Path
    size: int
    digest: str
    encoding: str

    def lines(self, after: int = 0) -> Iterator[Line]:
        """Return the lines behind the first `after`, one at a time."""
        with _open(self.path) as file:
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


def read_input(path: Path) -> Input:
    """Return what is known of a text file once it was read through, as long as it was at first.

    Raises
    ------
    PeonyError
        It is missing, cannot be read, or is in UTF-16.
    """
    digest, size, head = hashlib.blake2b(digest_size=16), 0, b""
    try:
        with _open(path) as file:
            whole = os.fstat(file.fileno()).st_size
            while chunk := file.read(min(_CHUNK, whole - size)):
                digest.update(chunk)
                size += len(chunk)
                head += chunk[: _HEAD - len(head)]
    except OSError as error:
        raise PeonyError("batch_read", file=path, reason=error.strerror or error) from None
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise PeonyError("batch_utf16", file=path)
    return Input(path, size, digest.hexdigest(), encoding_of(head))


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
