"""Peony's own tables as ``.safetensors``; `engine.vectors.formats.pairs` says what is in them.

Layout: eight bytes that say how long the header is; the header, JSON, which says of each tensor its
kind, shape, and between which bytes of the rest it is; the rest.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from itertools import islice
from math import prod
from typing import Any

import numpy as np

from engine.errors import PeonyError
from engine.vectors.formats.pairs import rows_at_once, take_rows
from engine.vectors.formats.sink import Sink
from engine.vectors.formats.source import Source

_LONGEST_HEADER = 2**20
_MOST_TEXT = 2**29  # bytes of words
_KINDS = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "U8": "u1"}


def is_safetensors(source: Source) -> bool:
    """Return whether a length within the file is followed by JSON."""
    length = int.from_bytes(source.head[:8], "little")
    return not source.packed and 2 <= length <= source.size - 8 and source.head[8:9] == b"{"


def read_safetensors(source: Source, sink: Sink) -> None:
    """Read the text of ``words`` whole, then ``matrix`` a block at a time."""
    length = int.from_bytes(source.head[:8], "little")
    if length > _LONGEST_HEADER:
        raise PeonyError("table_key", file=source.name, key="words")
    source.exactly(8)
    try:
        header = json.loads(source.exactly(length))
    except (ValueError, RecursionError):
        raise PeonyError("table_format", file=source.name) from None
    text_kind, text_shape, text_at = _tensor(header, "words", 8 + length, source)
    kind, shape, at = _tensor(header, "matrix", 8 + length, source)
    if text_kind != "u1" or len(text_shape) != 1 or text_shape[0] > _MOST_TEXT:
        raise PeonyError("table_key", file=source.name, key="words")
    source.seek(text_at)
    text = source.exactly(text_shape[0]).removesuffix(b"\n") + b"\n"
    if kind == "u1" or len(shape) != 2 or shape[0] != text.count(b"\n"):
        raise PeonyError("table_key", file=source.name, key="matrix")
    sink.begin(shape[1], shape[0])
    source.seek(at)
    take_rows(sink, _blocks(text, rows_at_once(shape[1])), source.exactly, np.dtype(kind))


def _tensor(header: Any, key: str, start: int, source: Source) -> tuple[str, list[int], int]:
    """Return kind, shape and place of a tensor, all of it within the file."""
    try:
        about = header[key]
        kind, shape, (first, end) = _KINDS[about["dtype"]], about["shape"], about["data_offsets"]
        whole = all(type(number) is int and number >= 0 for number in (*shape, first, end))
        if whole and end - first == prod(shape) * np.dtype(kind).itemsize and start + end <= source.size:
            return kind, shape, start + first
    except (KeyError, TypeError, ValueError):
        pass  # refused like any other that does not fit
    raise PeonyError("table_key", file=source.name, key=key)


def _blocks(text: bytes, at_once: int) -> Iterator[list[bytes]]:
    lines = io.BytesIO(text)
    while block := [line.removesuffix(b"\n") for line in islice(lines, at_once)]:
        yield block
