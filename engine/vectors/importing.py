"""From a file that the world publishes to a mapped file in the cache, in one pass."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from engine.errors import PeonyError
from engine.vectors.compact import Compact
from engine.vectors.formats.detect import detect
from engine.vectors.formats.sink import Sink
from engine.vectors.formats.source import Source
from engine.vectors.hashed_index import HashedIndex
from engine.vectors.stored import StoredWriter, remove_abandoned

_AT_ONCE = 2**16  # numbers: they stay in the processor's cache
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


def format_of(path: Path) -> str:
    """Return the name of the format of a file; `PeonyError` where it is no table of vectors."""
    with Source(path) as source:
        return detect(source).name


def import_table(
    path: Path,
    kept: Path,
    limit: int | None,
    progress: Callable[[float, int], None],
    check: Callable[[], None],
) -> None:
    """Read the table in `path` and write it to `kept`, whole or not at all.

    Parameters
    ----------
    path, limit, progress, check
        As for `engine.vectors.imported.open_table`.
    kept
        The file to be made.
    """
    start = time.perf_counter()
    remove_abandoned(kept.parent)
    with Source(path) as source, StoredWriter(kept) as writer:
        known = detect(source)
        sink = Sink(source, writer, limit, progress, check)
        try:
            known.read(source, sink)
        finally:
            source.refuse_if_changed()  # whatever was wrong, that is why
        about = _finish(sink, writer)
        seconds = time.perf_counter() - start
        words = len(sink.words)
        report = ImportReport(known.name, words, sink.width, sink.duplicates, sink.bad_words, seconds)
        writer.finish(about | {"report": asdict(report)})
    progress(1.0, words)


def _finish(sink: Sink, writer: StoredWriter) -> dict[str, object]:
    """Write what is found by word; return what is to be known of the table."""
    if not sink.words:
        raise PeonyError("table_none", file=sink.source.name)
    lengths = np.concatenate(sink.lengths)
    index = HashedIndex.of(sink.words)
    _compact(sink, writer)
    writer.append("ends", index.ends)
    writer.append("hashes", index.hashes)
    writer.append("order", index.order)
    writer.append("blob", index.blob)
    checksum = zlib.crc32(index.blob.data, sink.checksum)
    rare = float(np.median(lengths[-max(1, len(lengths) // _RARE) :]))
    return sink.about | {"rare": rare, "fingerprint": f"{checksum:08x}-{len(lengths)}"}


def _compact(sink: Sink, writer: StoredWriter) -> None:
    """Write the compact copy of the rows, in which their neighbours are looked for."""
    steps, errors, done = [], [], 0
    for rows in writer.read("rows", max(1, _AT_ONCE // sink.width)):
        made = Compact.of(rows)
        writer.append("codes", made.codes)
        steps.append(made.steps)
        errors.append(made.errors)
        done += len(rows)
        sink.finished(done / len(sink.words))
    writer.append("steps", np.concatenate(steps))
    writer.append("errors", np.concatenate(errors))
