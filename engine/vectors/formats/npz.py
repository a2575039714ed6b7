"""Peony's own tables as ``.npz``; `engine.vectors.formats.pairs` says what is in them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, cast

import numpy as np

from engine.errors import Cancelled, PeonyError
from engine.vectors.formats.pairs import BLOCK, rows_at_once, take_rows
from engine.vectors.formats.sink import Sink
from engine.vectors.formats.source import Source

_LONGEST_WORD = 1024  # characters
_BOMB = 200  # as for other compressed files: zeros unpack to a thousand times their size
_HARMLESS = 64 * 2**20
_MOST = 8 * BLOCK  # bytes: a block of float64, and more than enough for a list of two members


def is_npz(source: Source) -> bool:
    """Return whether the file is a zip archive."""
    return source.head.startswith(b"PK\x03\x04") and not source.packed


def read_npz(source: Source, sink: Sink) -> None:
    """Read ``words.npy`` and ``matrix.npy`` side by side, a block at a time."""
    try:
        with zipfile.ZipFile(cast(IO[bytes], _Bounded(source.file))) as packed:
            _read(packed, source, sink)
    except (PeonyError, Cancelled):
        raise
    except Exception:  # a broken file fails in as many ways as there are parts in zipfile, zlib and numpy
        raise PeonyError("table_packed", file=source.name, byte=source.size) from None


class _Bounded:
    """A file of which only little is read at a time: the list of a million members would fill the memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """Return the next `size` bytes, by default all; too many are refused."""
        found = self._file.read(min(size, _MOST + 1) if size >= 0 else _MOST + 1)
        if len(found) > _MOST:
            raise ValueError("more at once than any table needs")
        return found


def _read(packed: zipfile.ZipFile, source: Source, sink: Sink) -> None:
    if not {f"{key}.npy" for key in ("words", "matrix")} & set(packed.namelist()):
        raise PeonyError("table_archive", file=source.name)
    with _array(packed, source, "words") as (words, shape, kind):
        if len(shape) != 1 or kind.kind != "U" or not 0 < kind.itemsize <= 4 * _LONGEST_WORD:
            raise PeonyError("table_key", file=source.name, key="words")
        with _array(packed, source, "matrix") as (matrix, (*rows, width), numbers):
            if rows != list(shape) or numbers.kind != "f" or numbers.itemsize > 8:
                raise PeonyError("table_key", file=source.name, key="matrix")
            sink.begin(width, shape[0])
            at_once = min(rows_at_once(width), BLOCK // kind.itemsize)
            take_rows(sink, _words(words, kind, shape[0], at_once), matrix.read, numbers)


@contextmanager
def _array(
    packed: zipfile.ZipFile, source: Source, key: str
) -> Iterator[tuple[BinaryIO, tuple[int, ...], np.dtype[np.generic]]]:
    """Open an array: its numbers come next. Objects, which would be pickles, are refused by their kind."""
    if f"{key}.npy" not in packed.namelist():
        raise PeonyError("table_key", file=source.name, key=key)
    member = packed.getinfo(f"{key}.npy")
    if member.file_size > max(_HARMLESS, _BOMB * member.compress_size):
        raise PeonyError("table_bomb", file=source.name, times=_BOMB)
    with packed.open(member) as file:
        version = np.lib.format.read_magic(file)
        first = version == (1, 0)
        read = np.lib.format.read_array_header_1_0 if first else np.lib.format.read_array_header_2_0
        shape, by_columns, kind = read(file)
        if (by_columns and len(shape) > 1) or not shape:
            raise PeonyError("table_key", file=source.name, key=key)
        yield cast(BinaryIO, file), shape, kind


def _words(file: BinaryIO, kind: np.dtype[np.generic], count: int, at_once: int) -> Iterator[list[bytes]]:
    for first in range(0, count, at_once):
        size = kind.itemsize * min(at_once, count - first)
        texts = np.frombuffer(file.read(size), kind).tolist()
        # A lone surrogate is no UTF-8: such a word is left out further on.
        yield [text.encode("utf-8", "surrogatepass") for text in texts]
