"""fastText's own model file, ``.bin``: a dictionary, the rows of its words, those of n-grams.

Layout (little-endian): magic and version, twelve settings and a threshold, the sizes of the dictionary,
its entries (word, NUL, count, kind), whether what follows is quantised, rows and columns, the rows.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import PeonyError
from engine.vectors.formats.sink import LONGEST_WORD, MOST, Sink
from engine.vectors.formats.source import CHUNK, Source
from engine.vectors.stored import part_file
from engine.vectors.subwords import add_ngrams

_MAGIC = struct.pack("<i", 793712314)
_SETTINGS = struct.Struct("<2i12id")  # magic, version, dim, …, bucket, minn, maxn, …
_SIZES = struct.Struct("<3i2q")  # entries, words, labels, tokens, pruned n-grams
_SHAPE = struct.Struct("<?2q")  # quantised, rows, columns
_ENTRY = 9  # bytes after a word: how often it occurs, and whether it is a label
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

    @property
    def composes(self) -> bool:
        """Return whether words are made of n-grams too."""
        return self.sizes[1] > 0 and self.buckets > 0


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
    with _ngrams_first(source, sink, head) as (read, buckets):
        _take_words(*words, read, buckets, head, sink)


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


def _read_words(source: Source, sink: Sink, head: _Head) -> tuple[list[bytes], array[int]]:
    """Return the words, without labels, and at which byte each is."""
    found: list[bytes] = []
    places = array("q")
    buffer = b""
    while len(found) < head.entries:
        chunk = source.read(CHUNK)
        buffer += chunk
        offset, start = source.position - len(buffer), 0
        while len(found) < head.entries:
            nul = buffer.find(b"\0", start, start + LONGEST_WORD)
            if nul == start or (nul < 0 and len(buffer) - start >= LONGEST_WORD):
                raise sink.refusal("word", offset + start)
            if nul < 0 or nul + 1 + _ENTRY > len(buffer):
                break
            found.append(buffer[start:nul])
            places.append(offset + start)
            start = nul + 1 + _ENTRY
        buffer = buffer[start:]
        if not chunk and len(found) < head.entries:
            raise PeonyError("table_cut", file=source.name, byte=source.position)
        sink.step(0.0)
    source.back(buffer)
    return found[: head.words], places[: head.words]  # labels come after them


@contextmanager
def _ngrams_first(
    source: Source, sink: Sink, head: _Head
) -> Iterator[tuple[Callable[[int], bytes], NDArray[np.float32]]]:
    """Copy the rows of the n-grams, which come last; yield what reads those of the words, and the copy.

    The source itself is never mapped: whoever shortens it meanwhile would end the process.
    """
    if not head.composes:
        yield source.exactly, np.empty((0, head.width), np.float32)
        return
    at, size = source.position, 4 * head.width * head.words
    sink.about["ngrams"] = list(head.sizes)
    if not source.packed:
        source.seek(at + size)
        _copy_buckets(source, sink, head)
        source.seek(at)
        yield source.exactly, sink.writer.mapped("buckets")
        return
    with part_file(sink.writer.part.parent) as file:
        for first in range(0, size, CHUNK):
            file.write(source.exactly(min(CHUNK, size - first)))
            sink.step(0.0)
        _copy_buckets(source, sink, head)
        file.seek(0)
        yield file.read, sink.writer.mapped("buckets")


def _copy_buckets(source: Source, sink: Sink, head: _Head) -> None:
    for first in range(0, head.buckets, _BLOCK):
        at, count = source.position, min(_BLOCK, head.buckets - first)
        block = np.frombuffer(source.exactly(4 * head.width * count), "<f4").reshape(count, head.width)
        sink.lengths_of(block, range(at, 2**63, 4 * head.width))
        sink.writer.append("buckets", block)
        sink.step((first + count) / (head.buckets + head.words))


def _take_words(
    words: list[bytes],
    places: array[int],
    read: Callable[[int], bytes],
    buckets: NDArray[np.float32],
    head: _Head,
    sink: Sink,
) -> None:
    """Bring the rows that fastText gives out for `words`, whose own rows `read` gives, to the sink."""
    for first in range(0, len(words), _BLOCK):
        block, at = words[first : first + _BLOCK], places[first : first + _BLOCK]
        numbers = np.frombuffer(read(4 * head.width * len(block)), "<f4").reshape(len(block), head.width)
        wanted = sink.take(block, at)
        if wanted:
            rows = numbers[list(wanted)]
            if len(buckets):
                rows = add_ngrams([block[number] for number in wanted], rows, buckets, head.sizes)
            sink.add(rows, [at[number] for number in wanted])
        sink.step((len(buckets) + first + len(block)) / (len(buckets) + len(words)))
        if sink.full:
            return
