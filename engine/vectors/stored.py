"""An imported table as one file in the cache folder, mapped into memory instead of read.

The file is a page that says what is in it, then arrays one after the other. It is written beside its
place and moved there when it is whole, so whatever has its name is complete.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from math import prod
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from engine.errors import PeonyError

SUFFIX = ".vectors"
_MAGIC = "peony vectors 1"
_PAGE = 4096  # bytes
_PART = ".part-"
_ABANDONED = 600  # seconds without a byte: its process has ended


@dataclass
class _Array:
    """Where an array is in the file."""

    dtype: str
    shape: list[int]
    at: int


@dataclass(frozen=True, eq=False)
class Stored:
    """What a file holds: what is known about the table, and its arrays, mapped."""

    about: Mapping[str, object]
    arrays: Mapping[str, NDArray[np.generic]]


class StoredWriter:
    """Writes a file array by array; unless `finish` is reached, nothing is left of it.

    Parameters
    ----------
    place
        The file to be; its folder is made if need be.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._arrays: dict[str, _Array] = {}
        self._last = ""
        self._file = _make_part(place.parent)
        self._file.seek(_PAGE)

    def __enter__(self) -> StoredWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _discard(self._file)

    @property
    def part(self) -> Path:
        """Return the file as it is while it is written."""
        return Path(self._file.name)

    def append(self, name: str, block: NDArray[np.generic]) -> None:
        """Add entries or rows to the end of array `name`; one array is finished before the next."""
        try:
            if name != self._last:
                self._file.seek(-self._file.tell() % 64, os.SEEK_CUR)
                shape = [0, *block.shape[1:]]
                self._arrays[name] = _Array(block.dtype.str, shape, self._file.tell())
                self._last = name
            self._file.write(np.ascontiguousarray(block).data)
        except OSError as error:
            raise _unwritable(self._place, error) from None
        self._arrays[name].shape[0] += len(block)

    def read(self, name: str, at_once: int) -> Iterator[NDArray[Any]]:
        """Yield array `name`, which is finished, again, `at_once` rows at a time."""
        array = self._arrays[name]
        size = prod(array.shape[1:])
        try:
            self._file.flush()
            with self.part.open("rb") as file:
                file.seek(array.at)
                for first in range(0, array.shape[0], at_once):
                    count = min(at_once, array.shape[0] - first)
                    yield np.fromfile(file, array.dtype, count * size).reshape(count, *array.shape[1:])
        except OSError as error:
            raise _unwritable(self._place, error) from None

    def mapped(self, name: str) -> NDArray[Any]:
        """Return array `name`, which is finished, mapped from the file; it must be gone before `finish`."""
        array = self._arrays[name]
        try:
            self._file.flush()
            return np.memmap(self.part, array.dtype, "r", array.at, tuple(array.shape)).view(np.ndarray)
        except OSError as error:
            raise _unwritable(self._place, error) from None

    def finish(self, about: Mapping[str, object]) -> None:
        """Complete the file and move it to its place."""
        try:
            self._file.truncate()
            arrays = {name: asdict(array) for name, array in self._arrays.items()}
            head = {"magic": _MAGIC, "size": self._file.tell(), "arrays": arrays, "about": about}
            page = json.dumps(head, ensure_ascii=True).encode()
            assert len(page) <= _PAGE
            self._file.seek(0)
            self._file.write(page.ljust(_PAGE))
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            os.replace(self._file.name, self._place)
        except OSError as error:
            raise _unwritable(self._place, error) from None


@contextmanager
def part_file(folder: Path) -> Iterator[BinaryIO]:
    """Make a file in `folder` that is gone afterwards, even if the process is killed (at the next import)."""
    file = _make_part(folder)
    try:
        yield file
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        _discard(file)


def _make_part(folder: Path) -> BinaryIO:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        prefix = f"{_PART}{os.getpid()}-"
        return cast(BinaryIO, tempfile.NamedTemporaryFile(dir=folder, prefix=prefix, delete=False))
    except OSError as error:
        raise _unwritable(folder, error) from None


def _discard(file: BinaryIO) -> None:
    with suppress(OSError):  # a full disk; what matters is that the file goes
        file.close()
    with suppress(OSError):
        Path(file.name).unlink()


def _unwritable(path: Path, error: OSError) -> PeonyError:
    return PeonyError("write", file=path, reason=error.strerror or error)


def read_stored(place: Path) -> Stored:
    """Map the file at `place`; nothing but its first page is read.

    Raises
    ------
    OSError, ValueError
        There is none, or it is damaged.
    """
    everything = np.memmap(place, dtype=np.uint8, mode="r").view(np.ndarray)
    head = json.loads(everything[:_PAGE].tobytes())
    try:
        if head["magic"] != _MAGIC or head["size"] != len(everything):
            raise ValueError("not a whole file of vectors")
        arrays = {name: _mapped(everything, _Array(**array)) for name, array in head["arrays"].items()}
        return Stored(head["about"], arrays)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a file of vectors") from error


def _mapped(everything: NDArray[np.uint8], array: _Array) -> NDArray[np.generic]:
    kind = np.dtype(array.dtype)
    size = kind.itemsize * prod(array.shape)
    return everything[array.at : array.at + size].view(kind).reshape(array.shape)


def use(place: Path) -> None:
    """Note that the file at `place` is used now: the oldest go first."""
    with suppress(OSError):  # another's folder: only the order of removal is lost
        os.utime(place)


def trim(folder: Path, most: int, keep: Path | None = None) -> int:
    """Remove the files unused for longest until they have `most` bytes; return the bytes removed.

    `keep` stays whatever its size.
    """
    removed = 0
    kept = _kept(folder)
    total = sum(size for _, size, _ in kept)
    for _, size, path in kept:
        if total > most and path != keep:
            removed += _remove(path)
            total -= size
    return removed


def remove_abandoned(folder: Path) -> int:
    """Remove what killed imports left; return how many bytes that freed."""
    return sum(map(_remove, filter(_is_abandoned, _listed(folder, f"{_PART}*"))))


def kept_files(folder: Path, names: str) -> list[Path]:
    """Return the files whose names, without suffix, match `names`, the one unused for longest first."""
    return [path for _, _, path in _kept(folder, names)]


def _kept(folder: Path, names: str = "*") -> list[tuple[int, int, Path]]:
    """Return when each file was used, its bytes and its place, the one unused for longest first."""
    found = []
    for path in _listed(folder, f"{names}{SUFFIX}"):
        with suppress(OSError):  # another process has removed it meanwhile
            stat = path.stat()
            found.append((stat.st_mtime_ns, stat.st_size, path))
    return sorted(found)


def _listed(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern)) if folder.is_dir() else []


def _remove(path: Path) -> int:
    try:
        size = path.stat().st_size
        path.unlink()
    except OSError:  # in use elsewhere, or already gone
        return 0
    return size


def _is_abandoned(part: Path) -> bool:
    try:
        if os.name == "posix":
            os.kill(int(part.name.removeprefix(_PART).split("-")[0]), 0)
        return time.time() - part.stat().st_mtime > _ABANDONED
    except ProcessLookupError:
        return True
    except (OSError, ValueError):
        return False
