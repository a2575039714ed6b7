"""fastText's own model file, ``.bin``: a dictionary, the rows of its words, those of n-grams.

Layout (little-endian): magic and version, twelve settings and a threshold, the sizes of the dictionary,
its entries (word, NUL, count, kind), whether what follows is quantised, rows and columns, the rows.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import PeonyError
from engine.vectors.formats.sink import MOST, Sink
from engine.vectors.formats.source import CHUNK, Source
from engine.vectors.stored import part_file
from engine.vectors.subwords import add_ngrams

_MAGIC = struct.pack("<i", 793712314)
_SETTINGS = struct.Struct("<2i12id")  # magic, version, dim, …, bucket, minn, maxn, …
_SIZES = struct.Struct("<3i2q")  # entries, words, labels, tokens, pruned n-grams
_SHAPE = struct.Struct("<?2q")  # quantised, rows, columns
_ENTRY = 9  # bytes after a word: how often it occurs, and whether it is a label
_LONGEST_WORD = 4096
_VERSIONS = (11, 12)
_SUPERVISED = 3  # whose version 11 had no n-grams
_LONGEST_NGRAM = 64
_BLOCK = 1024  # words at a time; each has some twenty n-grams


@dataclass(frozen=True)
class _Head:
    width: int
    buckets: int
    sizes: tuple[int, int]
    entries: int
    words: int


def is_fasttext(source: Source) -> bool:
    """Return whether the file begins as fastText's models do."""
    return source.head.startswith(_MAGIC)


def read_fasttext(source: Source, sink: Sink) -> None:
    """Read words and n-grams; what was only needed for training is left."""
    sink.unit = "byte"
    head = _read_head(source)
    sink.begin(head.width, head.entries)
    words = _read_words(source, sink, head)
    quantised, rows, columns = _SHAPE.unpack(source.exactly(_SHAPE.size))
    if quantised:
        raise PeonyError("table_quantised", file=source.name)
    if (rows, columns) != (head.words + head.buckets, head.width):
        raise PeonyError("table_header", file=source.name, count=rows, width=columns)
    if not rows * columns or rows * columns * 4 > source.left:
        raise PeonyError("table_cut", file=source.name, byte=source.size)
    at = source.position
    with _mapped(source, sink, rows) as numbers:
        buckets = numbers[head.words :] if head.sizes[1] else numbers[:0]
        if len(buckets):
            sink.about["ngrams"] = list(head.sizes)
            _copy_buckets(buckets, sink, at + 4 * columns * head.words)
        _take_words(words, numbers, buckets, head.sizes, sink)


def _read_head(source: Source) -> _Head:
    settings = _SETTINGS.unpack(source.exactly(_SETTINGS.size))
    version, width, model, bucket, shortest, longest = (settings[place] for place in (1, 2, 9, 10, 11, 12))
    if (version, model) == (11, _SUPERVISED):
        longest = 0
    entries, words, labels, _, pruned = _SIZES.unpack(source.exactly(_SIZES.size))
    if version not in _VERSIONS:
        raise PeonyError("table_format", file=source.name)
    if pruned > 0:
        raise PeonyError("table_quantised", file=source.name)
    sane = 0 <= words <= entries == words + labels and 0 <= bucket <= MOST
    if not sane or (longest and not 1 <= shortest <= longest <= _LONGEST_NGRAM):
        raise PeonyError("table_header", file=source.name, count=entries, width=width)
    return _Head(width, bucket, (shortest, longest), entries, words)


def _read_words(source: Source, sink: Sink, head: _Head) -> list[tuple[bytes, int]]:
    """Return the words, without labels, and at which byte each is."""
    found: list[tuple[bytes, int]] = []
    buffer = b""
    while len(found) < head.entries:
        chunk = source.read(CHUNK)
        buffer += chunk
        offset, start = source.position - len(buffer), 0
        while len(found) < head.entries:
            nul = buffer.find(b"\0", start, start + _LONGEST_WORD)
            if nul < 0 and len(buffer) - start >= _LONGEST_WORD:
                raise sink.refusal("word", offset + start)
            if nul < 0 or nul + 1 + _ENTRY > len(buffer):
                break
            found.append((buffer[start:nul], offset + start))
            start = nul + 1 + _ENTRY
        buffer = buffer[start:]
        if not chunk and len(found) < head.entries:
            raise PeonyError("table_cut", file=source.name, byte=source.position)
        sink.step()
    source.back(buffer)
    return found[: head.words]  # labels come after them


@contextmanager
def _mapped(source: Source, sink: Sink, rows: int) -> Iterator[NDArray[np.float32]]:
    """Map the rows where they are, or unpack them into a file of their own first."""
    shape = (rows, sink.width)
    if not source.packed:
        yield np.memmap(source.path, "<f4", "r", source.position, shape).view(np.ndarray)
        return
    with part_file(sink.writer.part.parent) as file:
        left = 4 * rows * sink.width
        while left:
            left -= file.write(source.exactly(min(left, CHUNK)))
            sink.step()
        file.flush()
        yield np.memmap(file.name, "<f4", "r", 0, shape).view(np.ndarray)


def _copy_buckets(buckets: NDArray[np.float32], sink: Sink, at: int) -> None:
    for first in range(0, len(buckets), _BLOCK):
        block = buckets[first : first + _BLOCK]
        sink.lengths_of(block, range(at + 4 * sink.width * first, 2**63, 4 * sink.width))
        sink.writer.append("buckets", block)
        sink.step()


def _take_words(
    words: list[tuple[bytes, int]],
    numbers: NDArray[np.float32],
    buckets: NDArray[np.float32],
    sizes: tuple[int, int],
    sink: Sink,
) -> None:
    """Bring the rows that fastText gives out for `words`, whose own rows are `numbers`, to the sink."""
    begun = sink.source.fraction
    for first in range(0, len(words), _BLOCK):
        block = words[first : first + _BLOCK]
        wanted = sink.take([word for word, _ in block], [at for _, at in block])
        if wanted:
            rows = numbers[[first + number for number in wanted]]
            if len(buckets):
                rows = add_ngrams([block[number][0] for number in wanted], rows, buckets, sizes)
            sink.add(rows, [block[number][1] for number in wanted])
        sink.step(begun + (1 - begun) * min(1.0, (first + _BLOCK) / len(words)))
        if sink.full:
            return
