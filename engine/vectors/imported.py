"""Anyone's table: read once from the file that the world publishes, then mapped from the cache."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from errno import ENOENT
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import PeonyError
from engine.vectors.compact import Compact, QuickRows
from engine.vectors.compose import PartsComposer
from engine.vectors.hashed_index import HashedIndex
from engine.vectors.importing import ImportReport, format_of, import_table
from engine.vectors.stored import SUFFIX, Stored, kept_files, read_stored, remove_abandoned, trim, use
from engine.vectors.subwords import NgramComposer
from engine.vectors.table import Composer, VectorTable

CACHE_BYTES = 10 * 2**30
_VERSION = 2  # of what is kept; another one is made anew


@dataclass(frozen=True, eq=False, kw_only=True)
class ImportedTable(VectorTable):
    """A table from a file of one's own.

    Attributes
    ----------
    report
        What came of the import.
    numbers
        (N, n) the rows, mapped from disk.
    """

    report: ImportReport
    numbers: NDArray[np.float32]


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
        A file in any of the `formats`, told by its content.
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
    kept = _place(cache, path, limit)
    if (table := _reopened(kept, path)) is None:
        import_table(path, kept, limit, progress, check)
        trim(cache, cache_bytes, keep=kept)
        table = _reopened(kept, path)
    if table is None:  # another process has just cleared the cache
        raise PeonyError("write", file=kept, reason=os.strerror(ENOENT))
    return table


def check_table(path: Path) -> None:
    """Refuse at once, as `open_table` would, a file that is missing or no table of vectors."""
    format_of(path)


def clear_cache(cache: Path) -> int:
    """Remove every imported table from `cache`; return how many bytes that freed."""
    return trim(cache, 0) + remove_abandoned(cache)


def _place(cache: Path, path: Path, limit: int | None) -> Path:
    """Return where a table is kept: a name that changes with the file, whoever changes it.

    Of a file that is gone, the copy that was used last: many a file is removed once it is imported.
    """
    try:
        which = _digest(_VERSION, path.resolve(), limit)
        stat = path.stat() if path.exists() else None
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links that go in a circle
        reason = getattr(error, "strerror", None) or error
        raise PeonyError("table_read", file=path.name or path, reason=reason) from None
    if stat is not None:
        return cache / f"{which}-{_digest(stat.st_size, stat.st_mtime_ns)}{SUFFIX}"
    if copies := kept_files(cache, f"{which}-*"):
        return copies[-1]
    raise PeonyError("file_missing", file=path)


def _digest(*parts: object) -> str:
    text = "\0".join(map(str, parts)).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=12).hexdigest()


def _reopened(kept: Path, path: Path) -> ImportedTable | None:
    try:
        table = _table(read_stored(kept), path)
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not imported yet, or damaged: imported anew
    use(kept)
    return table


def _table(stored: Stored, path: Path) -> ImportedTable:
    arrays: Mapping[str, NDArray[Any]] = stored.arrays
    about: Mapping[str, Any] = stored.about
    index = HashedIndex(arrays["blob"], arrays["ends"], arrays["hashes"], arrays["order"])
    rows = QuickRows(arrays["rows"], Compact(arrays["codes"], arrays["steps"], arrays["errors"]))
    composer: Composer = PartsComposer(index, rows, length=about["rare"])
    if "ngrams" in about:
        shortest, longest = about["ngrams"]
        composer = NgramComposer(arrays["buckets"], (shortest, longest))
    return ImportedTable(
        name=path.name,
        source=str(path),
        licence="",
        index=index,
        rows=rows,
        composer=composer,
        fingerprint=about["fingerprint"],
        report=ImportReport(**about["report"]),
        numbers=rows.numbers,
    )
