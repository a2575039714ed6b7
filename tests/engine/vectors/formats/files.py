"""Files of word vectors, written by the tests in every format."""

from __future__ import annotations

import bz2
import gzip
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


FILES: dict[str, Callable[[], bytes]] = {
    "word2vec text": word2vec_text,
    "GloVe text": glove_text,
    "fastText .vec": fasttext_text,
    "word2vec binary": word2vec_binary,
    "word2vec binary without line ends": lambda: word2vec_binary(b""),
    "gzip of text": lambda: gzip.compress(word2vec_text(), mtime=0),
    "bz2 of text": lambda: bz2.compress(glove_text()),
    "gzip of binary": lambda: gzip.compress(word2vec_binary(), mtime=0),
}


def written(folder: Path, content: bytes, name: str = "table.any") -> Path:
    """Write `content` into `folder`, in a file whose name says nothing."""
    path = folder / name
    path.write_bytes(content)
    return path
