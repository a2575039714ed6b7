"""A table learned from text as Peony's own ``.npz``; `engine.vectors.formats.pairs` says what is in it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.export import write
from engine.vectors.owntext.training import OwnTable

SUFFIX = ".npz"


def to_npz(table: OwnTable) -> bytes:
    """Return the file; the same table gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        # Texts of one length each are mostly padding; numbers do not get smaller.
        _add(packed, "words", np.array(table.words, dtype=np.str_), zipfile.ZIP_DEFLATED)
        _add(packed, "matrix", table.matrix, zipfile.ZIP_STORED)
    return buffer.getvalue()


def save(table: OwnTable, path: Path) -> None:
    """Write the table to `path`, whole or not at all; `PeonyError` where that cannot be."""
    write(path, to_npz(table))


def _add(packed: zipfile.ZipFile, name: str, array: NDArray[np.generic], how: int) -> None:
    member = zipfile.ZipInfo(f"{name}.npy")  # with a date that is always the same
    member.compress_type = how
    with packed.open(member, "w", force_zip64=True) as file:
        np.lib.format.write_array(file, array, allow_pickle=False)
