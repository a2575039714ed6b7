"""The text files that a person named, alone or by their folder."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from engine.errors import PeonyError
from engine.vectors.owntext.encoding import CODECS, Encoding, detect
from engine.vectors.owntext.pace import Pace

MOST_FILES = 10_000
SUFFIX = ".txt"
_OPENING = 40  # characters


@dataclass(frozen=True)
class Text:
    """A text file that can be read.

    Attributes
    ----------
    path
        Where it is.
    size
        Bytes.
    encoding
        How its bytes become text.
    opening
        Its first line, or the beginning of that: shows at a glance whether the encoding is right.
    """

    path: Path
    size: int
    encoding: Encoding
    opening: str

    def open(self) -> TextIO:
        """Open it for reading; what cannot be decoded comes as U+FFFD."""
        return self.path.open(encoding=CODECS[self.encoding.name], errors="replace")


def find_texts(places: Iterable[Path], pace: Pace | None = None) -> tuple[Text, ...]:
    """Return the text files at `places`, each once, in the order given and by name within a folder.

    Parameters
    ----------
    places
        Files of any name, and folders, in which every ``.txt`` counts, however deep; hidden files
        and links to folders are passed over.
    pace
        Called while looking and reading.

    Raises
    ------
    PeonyError
        A file is missing, unreadable, no text or in no known encoding; a folder has no text file,
        or too many; there is no text in any of them.
    """
    pace = pace or Pace()
    files: dict[Path, Path] = {}
    for place in places:
        for file in _files(place, pace):
            files.setdefault(file.resolve(), file)
            if len(files) > MOST_FILES:
                raise PeonyError("text_many", file=place, most=MOST_FILES)
    texts = tuple(_text(file, pace) for file in files.values())
    if not any(text.opening for text in texts):
        raise PeonyError("text_empty", file=next(iter(files.values()), ""))
    return tuple(text for text in texts if text.opening)


def encodings(texts: Sequence[Text]) -> dict[str, int]:
    """Return how many of the files are in each encoding, the most frequent first."""
    return dict(Counter(text.encoding.name for text in texts).most_common())


def readable_size(size: int) -> str:
    """Return a number of bytes as a person reads it, the same in every language."""
    return f"{size / 2**20:,.1f} MB" if size >= 2**20 else f"{size / 2**10:,.1f} KB"


def _files(place: Path, pace: Pace) -> Iterator[Path]:
    try:
        mode = place.stat().st_mode
        if stat.S_ISDIR(mode):
            yield from _in_folder(place, pace)
        elif stat.S_ISREG(mode):
            yield place
        else:
            raise PeonyError("text_binary", file=place)  # a device or a pipe may never end
    except FileNotFoundError:
        raise PeonyError("file_missing", file=place) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _unreadable(place, error) from None


def _in_folder(folder: Path, pace: Pace) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise _unreadable(Path(error.filename or folder), error)

    found = False
    for parent, folders, names in os.walk(folder, onerror=refuse):
        pace(0.0)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(parent, name)
            if name.lower().endswith(SUFFIX) and not name.startswith(".") and file.is_file():
                found = True
                yield file
    if not found:
        raise PeonyError("text_folder", file=folder)


def _text(file: Path, pace: Pace) -> Text:
    try:
        encoding = detect(file, pace)
        text = Text(file, file.stat().st_size, encoding, "")
        with text.open() as lines:
            return Text(file, text.size, encoding, _opening(lines, pace))
    except OSError as error:
        raise _unreadable(file, error) from None


def _opening(lines: TextIO, pace: Pace) -> str:
    while line := lines.readline(2**16):
        pace(0.0)
        if shown := " ".join(line.split()):
            return shown[:_OPENING]
    return ""


def _unreadable(file: Path, error: Exception) -> PeonyError:
    reason = getattr(error, "strerror", None) or error
    return PeonyError("text_read", file=file, reason=reason)
