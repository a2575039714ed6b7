"""A file of word vectors as a stream of bytes: unpacked on the way, bounded, refused in one sentence."""

from __future__ import annotations

import bz2
import gzip
import os
import stat
import zlib
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from engine.errors import PeonyError

HEAD = 2**18  # bytes that are looked at to tell what a file is: the first row is among them
CHUNK = 2**18  # bytes at a time: small enough for the processor's own cache
_BOMB = 200  # tables unpack to three or four times their size; zeros, to a thousand times and more
_HARMLESS = 64 * 2**20
_UNPACK_ERRORS = (OSError, EOFError, zlib.error, ValueError)


class Source:
    """An open file, with gzip and bz2 taken off.

    Parameters
    ----------
    path
        An ordinary file; a folder or a device is refused.

    Attributes
    ----------
    name
        The file's name, for refusals.
    file
        The file as it is on disk.
    size
        Bytes on disk.
    packed
        Whether the file is compressed as a whole.
    head
        The first bytes, unpacked; they will be read again.
    position
        Bytes that were read, unpacked.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name or str(path)
        self.position, self._again, self.packed = 0, b"", False
        self._stream = self.file = _open(path)
        try:
            self._stamp = self._now()
            self.size = self._stamp[0]
            magic = self.read(3)
            self.seek(0)
            self._stream = _unpacked(self.file, magic)
            self.packed = self._stream is not self.file
            self.head = self.read(HEAD)
        except BaseException:
            self.file.close()
            raise
        self._again, self.position = self.head, 0

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    @property
    def fraction(self) -> float:
        """Return how much of the file was read, 0 to 1."""
        return min(1.0, self.file.tell() / max(self.size, 1))

    @property
    def left(self) -> float:
        """Return how many bytes are left at most; not known for a compressed file."""
        return float("inf") if self.packed else self.size - self.position

    def read(self, size: int = CHUNK) -> bytes:
        """Return the next bytes, fewer than `size` only at the end of the file."""
        found, self._again = self._again[:size], self._again[size:]
        try:
            if len(found) < size:
                found += self._stream.read(size - len(found))
        except _UNPACK_ERRORS as error:
            raise self._unreadable(error) from None
        self.position += len(found)
        if self.packed and self.position > max(_HARMLESS, _BOMB * self.file.tell()):
            raise PeonyError("table_bomb", file=self.name, times=_BOMB)
        return found

    def back(self, rest: bytes) -> None:
        """Take back the last bytes that were read: the next `read` begins with them."""
        self._again = rest + self._again
        self.position -= len(rest)

    def seek(self, position: int) -> None:
        """Go to a byte of a file that is not packed: the next `read` begins there."""
        self.file.seek(position)
        self.position, self._again = position, b""

    def exactly(self, size: int) -> bytes:
        """Return the next `size` bytes; a file that ends before is refused."""
        found = self.read(size)
        if len(found) < size:
            raise PeonyError("table_cut", file=self.name, byte=self.position)
        return found

    def refuse_if_changed(self) -> None:
        """Refuse a file that was written to since it was opened: what was read may fit nothing."""
        if self._now() != self._stamp:
            raise PeonyError("table_changed", file=self.name)

    def _now(self) -> tuple[int, int]:
        stat = os.fstat(self.file.fileno())
        return stat.st_size, stat.st_mtime_ns

    def _unreadable(self, error: Exception) -> PeonyError:
        if self.packed:
            return PeonyError("table_packed", file=self.name, byte=self.position)
        return PeonyError("table_read", file=self.name, reason=getattr(error, "strerror", None) or error)


def _open(path: Path) -> BinaryIO:
    name = path.name or path
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise PeonyError("table_format", file=name)  # a device or a pipe may never end
        return path.open("rb")
    except FileNotFoundError:
        raise PeonyError("file_missing", file=path) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or error
        raise PeonyError("table_read", file=name, reason=reason) from None


def _unpacked(raw: BinaryIO, magic: bytes) -> BinaryIO:
    if magic[:2] == b"\x1f\x8b":
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    return cast(BinaryIO, bz2.BZ2File(raw)) if magic == b"BZh" else raw
