"""A table learned from text as Peony's own ``.npz``; `engine.vectors.formats.pairs` says what is in it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import PeonyError
from engine.export import check_target, write
from engine.vectors.owntext.training import OwnTable

SUFFIX = ".npz"
_FORBIDDEN = frozenset('/\\:*?"<>|')  # in a file's name, on one system or another


def to_npz(table: OwnTable) -> bytes:
    """Return the file; the same table gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        # Texts of one length each are mostly padding; numbers do not get smaller.
        _add(packed, "words", np.array(table.words, dtype=np.str_), zipfile.ZIP_DEFLATED)
        _add(packed, "matrix", table.matrix, zipfile.ZIP_STORED)
    return buffer.getvalue()


def is_name(name: str) -> bool:
    """Return whether a table's file can be called so on every system."""
    plain = name.isprintable() and not _FORBIDDEN & set(name)
    return plain and name == name.strip() != "" and not name.startswith(".")


def as_name(text: str) -> str:
    """Return `text` with ``_`` for what no name may have."""
    return "".join("_" if each in _FORBIDDEN or not each.isprintable() else each for each in text).strip(" .")


def prepare(path: Path) -> None:
    """Make the folder that a table will be saved in, and refuse a place where no file can go."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PeonyError("write", file=path, reason=error.strerror or error) from None
    check_target(path)


def save(table: OwnTable, path: Path) -> None:
    """Write the table to `path`, whole or not at all; `PeonyError` where that cannot be."""
    write(path, to_npz(table))


def _add(packed: zipfile.ZipFile, name: str, array: NDArray[np.generic], how: int) -> None:
    member = zipfile.ZipInfo(f"{name}.npy")  # with a date that is always the same
    member.compress_type = how
    with packed.open(member, "w", force_zip64=True) as file:
        np.lib.format.write_array(file, array, allow_pickle=False)
