"""Files of word vectors, written by the tests in every format."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WORDS = ("的", "牡丹", "花卉", "原野", "Peony", "美丽", "田野", "café", "</s>", "😀")


def matrix(rows: int = len(WORDS), width: int = 7, seed: int = 3) -> NDArray[np.float32]:
    """Return (rows, width) numbers of many sizes."""
    random = np.random.RandomState(seed)
    numbers = random.standard_normal((rows, width)) * 10.0 ** random.randint(-6, 3, (rows, width))
    return numbers.astype(np.float32)


def text_rows(words: tuple[str, ...] = WORDS, numbers: NDArray[np.float32] | None = None) -> list[bytes]:
    """Return the lines of a text table, numbers written so that they read back the same."""
    numbers = matrix(len(words)) if numbers is None else numbers
    return [
        " ".join((word, *(str(number) for number in row.tolist()))).encode()
        for word, row in zip(words, numbers, strict=True)
    ]


def word2vec_text() -> bytes:
    rows = text_rows()
    return b"\n".join((b"%d 7" % len(rows), *rows, b""))


def glove_text() -> bytes:
    return b"\n".join((*text_rows(), b""))


def fasttext_text() -> bytes:
    """Return what fastText writes: a header, and a space at the end of each line."""
    rows = text_rows()
    return b"".join((b"%d 7\n" % len(rows), *(row + b" \n" for row in rows)))


def word2vec_binary(line_end: bytes = b"\n") -> bytes:
    pairs = zip(WORDS, matrix(), strict=True)
    return b"".join(
        (b"%d 7\n" % len(WORDS), *(word.encode() + b" " + row.tobytes() + line_end for word, row in pairs))
    )


def npz(words: object = WORDS, numbers: object = None, compress: bool = False) -> bytes:
    buffer = io.BytesIO()
    numbers = matrix() if numbers is None else numbers
    (np.savez_compressed if compress else np.savez)(buffer, words=np.array(words), matrix=numbers)
    return buffer.getvalue()


def safetensors(**changes: object) -> bytes:
    """Return a ``.safetensors`` file; `changes` replace entries of its header."""
    text, numbers = "\n".join(WORDS).encode(), matrix().tobytes()
    header: dict[str, object] = {
        "__metadata__": {"made by": "a test"},
        "words": {"dtype": "U8", "shape": [len(text)], "data_offsets": [0, len(text)]},
        "matrix": {
            "dtype": "F32",
            "shape": list(matrix().shape),
            "data_offsets": [len(text), len(text) + len(numbers)],
        },
    } | changes
    head = json.dumps(header).encode()
    return struct.pack("<Q", len(head)) + head + text + numbers


def fasttext_binary(
    words: tuple[str, ...] = WORDS,
    sizes: tuple[int, int] = (1, 3),
    buckets: int = 50,
    labels: tuple[str, ...] = (),
    numbers: NDArray[np.float32] | None = None,
    quantised: bool = False,
) -> bytes:
    """Return a model as fastText writes it, with an output matrix of zeros at the end."""
    numbers = matrix(len(words) + buckets) if numbers is None else numbers
    rows, width = numbers.shape
    settings = (793712314, 12, width, 5, 5, 1, 5, 1, 1, 3 if labels else 2, buckets, *sizes, 100, 1e-4)
    entries = [*((word, 0) for word in words), *((label, 1) for label in labels)]
    return b"".join(
        (
            struct.pack("<2i12id", *settings),
            struct.pack("<3i2q", len(entries), len(words), len(labels), 1000, -1),
            *(word.encode() + b"\0" + struct.pack("<qb", 9, kind) for word, kind in entries),
            struct.pack("<?2q", quantised, rows, width),
            numbers.tobytes(),
            struct.pack("<?2q", False, len(words), width),
            bytes(4 * len(words) * width),
        )
    )


FILES: dict[str, Callable[[], bytes]] = {
    "word2vec text": word2vec_text,
    "GloVe text": glove_text,
    "fastText .vec": fasttext_text,
    "word2vec binary": word2vec_binary,
    "word2vec binary without line ends": lambda: word2vec_binary(b""),
    "gzip of text": lambda: gzip.compress(word2vec_text(), mtime=0),
    "bz2 of text": lambda: bz2.compress(glove_text()),
    "gzip of binary": lambda: gzip.compress(word2vec_binary(), mtime=0),
    "npz": npz,
    "npz, compressed, of float64": lambda: npz(numbers=matrix().astype(np.float64), compress=True),
    "safetensors": safetensors,
    "fastText .bin without n-grams": lambda: fasttext_binary(sizes=(0, 0), buckets=0),
    "gzip of fastText .bin": lambda: gzip.compress(fasttext_binary(sizes=(0, 0), buckets=0), mtime=0),
}


def written(folder: Path, content: bytes, name: str = "table.any") -> Path:
    """Write `content` into `folder`, in a file whose name says nothing."""
    path = folder / name
    path.write_bytes(content)
    return path
