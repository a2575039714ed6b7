"""Projections from a person's own ``.npz`` file, refused by name where they do not fit."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from engine.errors import PeonyError

NAMES = ("W_Q", "W_K", "W_V")
_HUGE = 1e30  # beyond it, products of products would overflow
_HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
_LARGEST = 512 * 2**20  # bytes unpacked: what a zip bomb may cost


def read_projections(name: str, n: int) -> tuple[NDArray[np.float64], ...]:
    """Return W_Q, W_K, W_V of an ``.npz`` file, each (h, n, d_k); (n, d_k) is taken as one head.

    Raises
    ------
    PeonyError
        The file cannot be read, lacks a key, or a key has the wrong shape, kind or values.
    """
    W = tuple(_checked(array, key, name, n) for key, array in zip(NAMES, _arrays(name), strict=True))
    for key, array in zip(NAMES[1:], W[1:], strict=True):
        if array.shape != W[0].shape:
            raise _refusal("weights_shape", name, key, found=array.shape, expected=W[0].shape)
    return W


def check_file(name: str) -> None:
    """Refuse an ``.npz`` file that cannot be read, or lacks a key; shapes are for `read_projections`."""
    _arrays(name)


def heads_in(name: str) -> int:
    """Return the number of heads in an ``.npz`` file, of which only the beginning of W_Q is read.

    Whether it is good is for `read_projections` to say.
    """
    with _refusing(name), zipfile.ZipFile(name) as packed:
        member = _members(packed, name)[NAMES[0]]
        with packed.open(member) as file:
            shape = _HEADERS[npy.read_magic(file)](file)[0]
    return max(shape[0], 1) if len(shape) == 3 else 1


def _arrays(name: str) -> list[NDArray[np.generic]]:
    with _refusing(name):
        with zipfile.ZipFile(name) as packed:
            _members(packed, name)
        with np.load(name, allow_pickle=False) as file:
            found = [file[key] for key in NAMES]
    if not all(isinstance(array, np.ndarray) for array in found):  # NumPy hands over other members as bytes
        raise PeonyError("weights_file", file=name)
    return found


def _members(packed: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Return what each array is called in a file that is not too large and lacks none."""
    if sum(member.file_size for member in packed.infolist()) > _LARGEST:
        raise PeonyError("weights_large", file=Path(name).name)
    members = {member.removesuffix(".npy"): member for member in packed.namelist()}
    for key in NAMES:
        if key not in members:
            raise _refusal("weights_key", name, key)
    return members


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise PeonyError("file_missing", file=name) from None
    except PeonyError:
        raise
    except Exception:  # a broken file fails in as many ways as there are parts in zipfile, zlib and numpy
        raise PeonyError("weights_file", file=name) from None


def _checked(array: NDArray[np.generic], key: str, name: str, n: int) -> NDArray[np.float64]:
    if array.dtype.kind not in "fiu":
        raise _refusal("weights_kind", name, key, found=array.dtype)
    W = np.asarray(array[None] if array.ndim == 2 else array, dtype=np.float64)
    if W.ndim != 3 or W.shape[1] != n or 0 in W.shape:
        raise _refusal("weights_shape", name, key, found=array.shape, expected=f"(h, {n}, d_k)")
    if not (np.abs(W) <= _HUGE).all():  # which NaN is not, either
        raise _refusal("weights_finite", name, key)
    return W


def _refusal(problem: str, name: str, key: str, **fields: object) -> PeonyError:
    return PeonyError(problem, file=Path(name).name, key=key, **fields)
