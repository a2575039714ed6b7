"""Anyone's table: read once from the file that the world publishes, then mapped from the cache."""

from __future__ import annotations

import hashlib
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import PeonyError
from engine.vectors.compose import PartsComposer
from engine.vectors.formats.detect import detect
from engine.vectors.formats.sink import Sink
from engine.vectors.formats.source import Source
from engine.vectors.rows import FloatRows
from engine.vectors.sorted_index import SortedIndex
from engine.vectors.stored import SUFFIX, Stored, StoredWriter, read_stored, trim, use
from engine.vectors.table import Composer, Vector, VectorTable

CACHE_BYTES = 10 * 2**30
_VERSION = 1  # of what is kept; another one is made anew
_RARE = 10  # the last tenth of a table is its rare words


@dataclass(frozen=True)
class ImportReport:
    """What came of an import.

    Attributes
    ----------
    format
        The name of the format.
    words, width
        How many rows were taken, and their width.
    duplicates
        Rows left out because their word came earlier.
    bad_words
        Rows left out because their word is empty, has a space in it or is no UTF-8.
    seconds
        How long it took, the first time.
    """

    format: str
    words: int
    width: int
    duplicates: int
    bad_words: int
    seconds: float


@dataclass(frozen=True, eq=False, kw_only=True)
class ImportedTable(VectorTable):
    """A table from a file of one's own.

    Attributes
    ----------
    report
        What came of the import.
    numbers
        (N, n) the rows, mapped from disk.
    lengths
        (N,) the length of each row.
    """

    report: ImportReport
    numbers: NDArray[np.float32]
    lengths: NDArray[np.float32]

    def _cosines(self, vector: Vector) -> NDArray[np.float32] | None:
        length = float(np.linalg.norm(vector))
        if length == 0:
            return None
        direction = (vector / length).astype(np.float32)
        # One product for all, not block by block: it is bound by the memory, not by the processor.
        cosines: NDArray[np.float32] = self.numbers @ direction
        np.divide(cosines, self.lengths, out=cosines, where=self.lengths > 0)
        return cosines


def open_table(
    path: Path,
    cache: Path,
    *,
    limit: int | None = None,
    progress: Callable[[float, int], None] = lambda fraction, words: None,
    check: Callable[[], None] = lambda: None,
    cache_bytes: int = CACHE_BYTES,
) -> ImportedTable:
    """Open the table in `path`, importing it first where `cache` does not have it.

    Parameters
    ----------
    path
        A file in any format of `engine.vectors.formats`, told by its content.
    cache
        The folder for what is kept.
    limit
        Take only the first so many words; tables begin with the commonest.
    progress
        Called some times a second while importing: the fraction read, and the words so far.
    check
        Called as often; it may raise `Cancelled`, which leaves nothing behind.
    cache_bytes
        What the folder may hold; the tables unused for longest are removed first.

    Raises
    ------
    PeonyError
        The file is no table of vectors, is damaged, or the folder cannot be written.
    """
    kept = cache / f"{_identity(path, limit)}{SUFFIX}"
    table = _reopened(kept, path)
    if table is None:
        trim(cache, cache_bytes)
        _import(path, kept, limit, progress, check)
        trim(cache, cache_bytes, keep=kept)
        table = _reopened(kept, path)
    if table is None:
        raise PeonyError("write", file=kept, reason="?")
    return table


def clear_cache(cache: Path) -> int:
    """Remove every imported table from `cache`; return how many bytes that freed."""
    return trim(cache, 0)


def _identity(path: Path, limit: int | None) -> str:
    """Return a name that changes with the file, whoever changes it."""
    try:
        stat = path.stat()
        whole = path.resolve()
    except FileNotFoundError:
        raise PeonyError("file_missing", file=path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PeonyError("table_read", file=path.name, reason=reason) from None
    known = f"{_VERSION}\0{whole}\0{stat.st_size}\0{stat.st_mtime_ns}\0{limit}"
    return hashlib.blake2b(known.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()


def _reopened(kept: Path, path: Path) -> ImportedTable | None:
    try:
        table = _table(read_stored(kept), path)
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not imported yet, or damaged: imported anew
    use(kept)
    return table


def _table(stored: Stored, path: Path) -> ImportedTable:
    arrays: Mapping[str, NDArray] = stored.arrays  # type: ignore[type-arg]
    about: Mapping[str, object] = stored.about
    index = SortedIndex(arrays["blob"], arrays["ends"], arrays["order"])
    rows = FloatRows(arrays["rows"])
    composer: Composer = PartsComposer(index, rows, length=float(str(about["rare"])))
    return ImportedTable(
        name=path.name,
        source=str(path),
        licence="",
        index=index,
        rows=rows,
        composer=composer,
        fingerprint=str(about["fingerprint"]),
        report=ImportReport(**about["report"]),  # type: ignore[arg-type]
        numbers=rows.numbers,
        lengths=arrays["lengths"],
    )


def _import(
    path: Path,
    kept: Path,
    limit: int | None,
    progress: Callable[[float, int], None],
    check: Callable[[], None],
) -> None:
    start = time.perf_counter()
    with Source(path) as source, StoredWriter(kept) as writer:
        known = detect(source)
        sink = Sink(source, writer, limit, progress, check)
        known.read(source, sink)
        if not sink.words:
            raise PeonyError("table_none", file=source.name)
        lengths = np.concatenate(sink.lengths)
        index = SortedIndex.of(sink.words)
        for name, array in (
            ("lengths", lengths), ("ends", index.ends), ("order", index.order), ("blob", index.blob)
        ):  # fmt: skip
            writer.append(name, array)
        check()
        report = ImportReport(
            known.name, len(lengths), sink.width, sink.duplicates, sink.bad_words, time.perf_counter() - start
        )
        rare = float(np.median(lengths[-max(1, len(lengths) // _RARE) :]))
        checksum = zlib.crc32(index.blob.data, sink.checksum)
        about = {"report": asdict(report), "rare": rare, "fingerprint": f"{checksum:08x}-{len(lengths)}"}
        writer.finish(about)
    progress(1.0, len(lengths))
