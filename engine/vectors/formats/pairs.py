"""Peony's own files: ``words`` and ``matrix`` in an ``.npz`` or a ``.safetensors`` file.

``matrix`` is (N, n) floating point, row by row. ``words`` in an ``.npz`` is an array of N texts; in
``.safetensors``, which has no texts, their UTF-8 bytes with a line end between two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from engine.errors import PeonyError
from engine.vectors.formats.sink import Sink

BLOCK = 2**20  # bytes of numbers at a time


def take_rows(
    sink: Sink, words: Iterator[list[bytes]], read: Callable[[int], bytes], kind: np.dtype[np.generic]
) -> None:
    """Bring rows of `kind`, whose bytes `read` gives as they are needed, to the sink, a block at a time."""
    first, size = 1, kind.itemsize * sink.width
    for block in words:
        data = read(size * len(block))
        if len(data) < size * len(block):
            raise PeonyError("table_cut", file=sink.source.name, byte=sink.source.size)
        places = range(first, first + len(block))
        wanted = list(sink.take(block, places))
        if wanted:
            rows = np.frombuffer(data, kind).reshape(len(block), sink.width)[wanted]
            sink.add(_float32(rows), [places[number] for number in wanted])
        first += len(block)
        sink.step(min(1.0, (first - 1) / max(1, sink.count)))
        if sink.full:
            return


def rows_at_once(width: int) -> int:
    """Return how many words make a block."""
    return max(1, BLOCK // (4 * width))


def _float32(rows: NDArray[np.generic]) -> NDArray[np.float32]:
    with np.errstate(over="ignore"):  # refused by the sink, as infinite
        return np.ascontiguousarray(rows, dtype=np.float32)
