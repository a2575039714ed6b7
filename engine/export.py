"""A trace as a file: npz and json hold everything, csv and tex the attention weights."""

from __future__ import annotations

import io
import json
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from errno import EACCES, EISDIR
from pathlib import Path
from secrets import token_hex

import numpy as np

from engine.errors import PeonyError
from engine.files import check_regular
from engine.latex import as_tex
from engine.sheet import Sheet, as_csv
from engine.tokens import readable
from engine.trace import Trace, spans_of

PART = (".peony-", ".part")  # how the name of a file that is being written begins and ends
ABANDONED = 600  # seconds after which nobody is writing it any more
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
ARRAYS = ("X", "W_Q", "W_K", "W_V", "Q", "K", "V", "S", "A", "Z", "norms", "received")


def contents(trace: Trace) -> dict[str, np.ndarray]:
    """Return everything in the trace by name; W_Q, W_K and W_V are absent in raw mode."""
    found = {
        "tokens": _texts(trace.tokens),
        "spans": trace.spans,
        "kept": trace.kept,
        "all_tokens": _texts(trace.all_tokens),
        "all_spans": spans_of(trace.pieces),
    }
    arrays = {name: getattr(trace, name) for name in ARRAYS}
    found |= {name: array for name, array in arrays.items() if array is not None}
    return found | {"settings": np.array(json.dumps(_settings(trace), ensure_ascii=False))}


def to_npz(trace: Trace) -> bytes:
    """Return the trace as an ``.npz`` that loads without pickle."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **contents(trace))  # type: ignore[arg-type]
    return buffer.getvalue()


def to_json(trace: Trace) -> bytes:
    """Return the trace as JSON: floats round-trip, masked scores are null."""
    found = {name: plain(array) for name, array in contents(trace).items()}
    found["settings"] = _settings(trace)
    return json.dumps(found, ensure_ascii=False, allow_nan=False).encode()


def to_csv(trace: Trace) -> bytes:
    """Return A with the tokens on both sides, one block a head, for a spreadsheet."""
    return as_csv(_weights(trace))


def to_tex(trace: Trace) -> bytes:
    """Return A as LaTeX, one formula a head."""
    return as_tex(_weights(trace))


KINDS: Mapping[str, Callable[[Trace], bytes]] = {
    ".csv": to_csv,
    ".tex": to_tex,
    ".json": to_json,
    ".npz": to_npz,
}


def check_target(path: Path) -> None:
    """Refuse, before anything is computed or written, a place where no file can go."""
    try:
        if _is_folder(path):
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        check_regular(path)
        _check_allowed(path)
        with tempfile.TemporaryFile(dir=Path(os.path.realpath(path)).parent):
            pass  # only trying tells: permissions do not bind every user, nor every kind of folder
    except OSError as error:
        raise PeonyError("write", file=path, reason=error.strerror or error) from None


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        return False


def write(path: Path, data: bytes) -> None:
    """Write `data` so that the old file stays whole until the new one is complete.

    Raises
    ------
    PeonyError
        The folder is missing or not writable, the disk is full, or the old file is none.
    """
    write_all([(path, data)])


def write_all(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write several files as `write` does, none of them before all are complete.

    Raises
    ------
    PeonyError
        As of `write`; it names the files that are new already, should there be any.
    """
    staged: list[tuple[Path, Path, Path]] = []
    try:
        for path, data in files:
            with _refusing(path):
                staged.append((path, *_staged(path, data)))
        for number, (path, scratch, place) in enumerate(staged):
            with _refusing(path, [each for each, _, _ in staged[:number]]):
                os.replace(scratch, place)
    except BaseException:  # Ctrl+C too: nothing half stays behind
        for _, scratch, _ in staged:
            scratch.unlink(missing_ok=True)
        raise
    for folder in {place.parent for _, _, place in staged}:
        _settle(folder)


def _staged(path: Path, data: bytes) -> tuple[Path, Path]:
    """Write what is to be `path` beside it; return that file, and where it belongs."""
    place = Path(os.path.realpath(path))  # a link stays a link
    check_regular(place)
    _check_allowed(place)
    mode = stat.S_IMODE(place.stat().st_mode) if place.exists() else None
    scratch = place.parent / f"{PART[0]}{token_hex(4)}{PART[1]}"
    # The system cuts what a new file may by the umask: to ask for that is to set it, for every thread.
    handle = os.open(scratch, _NEW, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            scratch.chmod(mode)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    return scratch, place


def _check_allowed(place: Path) -> None:
    """Refuse to put another file in the place of one that is write-protected, as the system would not."""
    if place.exists() and not os.access(place, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES))


@contextmanager
def _refusing(path: Path, written: Sequence[Path] = ()) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        fields = {"file": path, "reason": error.strerror or error}
        if written:
            raise PeonyError("write_rest", **fields, written=", ".join(map(str, written))) from None
        raise PeonyError("write", **fields) from None


def _settle(folder: Path) -> None:
    """Bring a new name in a folder to the disk, and remove what killed writes left there.

    What was written is whole either way; this only makes it the new one after a power cut, too.
    """
    with suppress(OSError):  # not every kind of folder can be brought to the disk
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    with suppress(OSError):
        for part in folder.glob(f"{PART[0]}{'?' * 8}{PART[1]}"):
            if time.time() - part.stat().st_mtime > ABANDONED:
                part.unlink()


def _settings(trace: Trace) -> dict[str, object]:
    made = trace.projections
    return {
        **trace.settings.to_dict(),
        "weights": readable(trace.settings.weights),
        "text": trace.text,
        "weights_used": made.source if made else None,
        "table": trace.table.name,
    }


def _weights(trace: Trace) -> list[Sheet]:
    tokens, several = trace.tokens, trace.heads > 1
    return [
        Sheet(f"A {head}/{trace.heads}" if several else "A", tokens, tokens, A)
        for head, A in enumerate(trace.A, start=1)
    ]


def _texts(texts: tuple[str, ...]) -> np.ndarray:
    return np.array(texts, dtype=np.str_)


def plain(array: np.ndarray) -> object:
    """Return an array as lists, masked scores as None."""
    if array.dtype.kind != "f" or np.isfinite(array).all():
        return array.tolist()
    found = array.astype(object)
    found[~np.isfinite(array)] = None
    return found.tolist()
