"""Session files (``.peony``): what a person set and edited, as strict JSON.

The rules: every member that this version writes may be missing but for the text, and then has its
default; a member that it does not know is refused, for saving again would lose it; so is a file of a
newer version. Files named in a session are looked up beside it where they were beside it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.codec import (
    Codec,
    collection,
    exactly,
    mapped,
    members,
    of_option,
    one_of,
    path,
    paths,
    real,
    record,
    several,
    text,
    whole,
)
from engine.errors import PeonyError
from engine.files import Stamp
from engine.lexicon import Lexicon, shipped_lexicon
from engine.pipeline import Request
from engine.projections.edits import LARGEST as HEAVIEST
from engine.projections.edits import WEIGHTS, WeightEdits
from engine.projections.edits import Place as WeightPlace
from engine.settings import BUILT_IN, OPTIONS, Settings
from engine.strict_json import Object, Place, load, parse
from engine.tokens import Edits, Span
from engine.vectors.choice import TableChoice

FORMAT, VERSION, SUFFIX = "peony-session", 1, ".peony"
LONGEST = 2**18  # characters of a sentence: more than the field takes, or a command line brings
MANY = 2**17  # words of a list, edits of a sentence


@dataclass(frozen=True)
class Session:
    """What a session file holds.

    Attributes
    ----------
    request
        All that decides the trace.
    view
        What the window shows of it, as JSON that only the window reads.
    unsaved_of
        Only in a recovery copy: the session file that it was not yet saved to.
    stamp
        That of this file when it was read or last saved, so that another's is not taken for it.
    """

    request: Request
    view: object = None
    unsaved_of: str | None = None
    stamp: Stamp = None


@dataclass(frozen=True)
class _Difference:
    """A lexicon as what a person added and removed, so that a better list of Peony's reaches them."""

    stopwords_added: frozenset[str] = frozenset()
    stopwords_removed: frozenset[str] = frozenset()
    own_words: frozenset[str] = frozenset()


def _difference(lexicon: Lexicon) -> _Difference:
    shipped = shipped_lexicon().stopwords
    return _Difference(lexicon.stopwords - shipped, shipped - lexicon.stopwords, lexicon.own_words)


def _lexicon(difference: _Difference) -> Lexicon:
    shipped = shipped_lexicon()
    stopwords = (shipped.stopwords | difference.stopwords_added) - difference.stopwords_removed
    return shipped.with_stopwords(stopwords).with_own_words(difference.own_words)


def _span(value: object, at: Place) -> Span:
    good = isinstance(value, list) and len(value) == 2 and all(type(end) is int for end in value)
    if not good or not 0 <= value[0] < value[1] <= LONGEST:  # type: ignore[index]
        raise at.refusal(value, f"[0…{LONGEST}, 0…{LONGEST}]")
    return value[0], value[1]  # type: ignore[index]


_PLACES = collection(whole(0, LONGEST), MANY)
_SPANS: Codec[frozenset[Span]] = collection(Codec(lambda span, at: list(span), _span), MANY)
_WORDS = collection(text(LONGEST), MANY)

EDITS = record(Edits, cuts=_PLACES, joins=_PLACES, kept=_SPANS, dropped=_SPANS)
LEXICON = mapped(
    record(_Difference, stopwords_added=_WORDS, stopwords_removed=_WORDS, own_words=_WORDS),
    _difference,
    _lexicon,
)
_OPTIONS: dict[str, Codec[Any]] = {option.name: of_option(option) for option in OPTIONS}
SETTINGS = record(Settings, **_OPTIONS | {"weights": path(plain=BUILT_IN)})
TABLE = record(TableChoice, file=path(), limit=whole(0, 2**40))


def _edits_of_weights(held: tuple[tuple[WeightPlace, float], ...]) -> WeightEdits:
    return WeightEdits(tuple(sorted(dict(held).items())))


_AT = dict.fromkeys(("head", "row", "col"), whole(0, 2**20))
_WEIGHT: dict[str, Codec[Any]] = {
    "source": paths(" · ", ("onehot", "dense")),
    "matrix": one_of(WEIGHTS),
    **_AT,
    "value": real(-HEAVIEST, HEAVIEST),
}
_WEIGHTS = mapped(
    members(_WEIGHT, tuple(_WEIGHT)),
    lambda edit: {**vars(edit[0]), "value": edit[1]},
    lambda held: (WeightPlace(**{name: held[name] for name in held if name != "value"}), held["value"]),
)
WEIGHT_EDITS = mapped(several(_WEIGHTS, MANY), lambda edits: edits.values, _edits_of_weights)

# The table of what a session holds: one line for each field of a request.
FIELDS: dict[str, Codec[Any]] = {
    "text": text(LONGEST),
    "settings": SETTINGS,
    "edits": EDITS,
    "lexicon": LEXICON,
    "table": TABLE,
    "weight_edits": WEIGHT_EDITS,
}
REQUEST = record(Request, **FIELDS)
_AS_IT_IS: Codec[object] = Codec(lambda value, at: value, lambda value, at: value)
_HEAD: dict[str, Codec[Any]] = {"format": one_of((FORMAT,)), "version": whole(1, VERSION)}
_COPY: dict[str, Codec[Any]] = {"unsaved_of": path(), "stamp": exactly(whole(-(2**63), 2**63), 2)}
_FILE = members(_HEAD | FIELDS | {"view": _AS_IT_IS} | _COPY, (*_HEAD, "text"))


def read_session(file: Path) -> Session:
    """Return the session in a file.

    Raises
    ------
    PeonyError
        There is none, or it is damaged, of another format or of a newer version.
    """
    return _session(load(file), Place(file))


def decode(data: bytes, file: Path) -> Session:
    """Return the session in the bytes of `file`; errors as of `read_session`."""
    return _session(parse(data, file), Place(file))


def encode(session: Session, file: Path) -> bytes:
    """Return the bytes of a session that is to be written to `file`.

    Raises
    ------
    PeonyError
        It holds more than `read_session` would take: better no file than one that cannot be opened.
    """
    held = {"format": FORMAT, "version": VERSION}
    held |= {name: getattr(session.request, name) for name in FIELDS}
    held |= {name: getattr(session, name) for name in ("view", *_COPY)}
    plain: Any = _FILE.write({name: value for name, value in held.items() if value is not None}, Place(file))
    lines = (f"{json.dumps(name)}: {_line(value)}" for name, value in plain.items())
    # Bytes of a file's name that are no UTF-8 become escapes, as JSON has them.
    data = ("{\n" + ",\n".join(lines) + "\n}\n").encode(errors="backslashreplace")
    decode(data, file)
    return data


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _session(plain: object, at: Place) -> Session:
    if not isinstance(plain, Object) or plain.get("format") != FORMAT:
        raise PeonyError("session_format", file=at.file.name)
    version = plain.get("version")
    if type(version) is int and version > VERSION:
        raise PeonyError("session_newer", file=at.file.name, version=version, known=VERSION)
    found = _FILE.read(plain, at)
    request = Request(**{name: found[name] for name in FIELDS if name in found})
    return Session(request, found.get("view"), **{name: found[name] for name in _COPY if name in found})
