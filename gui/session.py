"""The session of a window: its state as a file, but for what is the person's own whatever they open."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from pathlib import Path

from engine.files import Stamp
from engine.samples import load_samples
from engine.session import FIELDS, Session, decode, encode, read_session
from gui.session_view import VIEW, read_view, write_view
from gui.state import State

# The person's own, or the moment's: in no session.
OWN = frozenset(
    {"lang", "tables", "theme", "scale", "talk_scale", "motion", "presenting", "marked", "judged", "hover"}
)
KEPT = (*FIELDS, *VIEW)


def kept(state: State) -> tuple[object, ...]:
    """Return the part of a state that a session keeps, for comparing."""
    return tuple(getattr(state, name) for name in KEPT)


def blank(present: State) -> State:
    """Return `present` with everything that a session keeps at its default."""
    plain = replace(present, hover=None, **{name: _default(name) for name in KEPT})
    return _with_answers(plain, present)


def fresh(present: State) -> State:
    """Return what a new session begins with: the built-in sentence, every default, one's own word lists."""
    return replace(blank(present), text=load_samples()[0].text, lexicon=present.lexicon)


def to_bytes(state: State, file: Path, unsaved_of: Path | None = None, stamp: Stamp = None) -> bytes:
    """Return the session of a state, to be written to `file`; `PeonyError` as `engine.session.encode`.

    `unsaved_of` and its `stamp` are those of an `engine.session.Session`.
    """
    view = write_view({name: getattr(state, name) for name in VIEW}, file)
    of = (str(unsaved_of), stamp) if unsaved_of else (None, None)
    data = encode(Session(state.request, view, *of), file)
    opened(decode(data, file), file, state)
    return data


def opened(session: Session, file: Path, present: State) -> State:
    """Return the state of a session, with what is the person's own from `present`.

    Raises
    ------
    PeonyError
        The view in it is not what this Peony knows.
    """
    view = read_view(session, file)
    work = {name: getattr(session.request, name) for name in FIELDS}
    return onto(replace(blank(present), **work | view), present)


def onto(state: State, present: State) -> State:
    """Return what a session keeps of `state`, with all else from `present`."""
    taken = replace(present, hover=None, **{name: getattr(state, name) for name in KEPT})
    return _with_answers(taken, present).with_table(state.table)


def _with_answers(state: State, present: State) -> State:
    """Return a copy with the answers in courses that a person has given, whatever they open."""
    return replace(state, course=replace(state.course, records=present.course.records))


def read(file: Path, present: State) -> State:
    """Return the state in a session file; `PeonyError` where it is none."""
    return opened(read_session(file), file, present)


def _default(name: str) -> object:
    field = next(each for each in fields(State) if each.name == name)
    return field.default if field.default_factory is MISSING else field.default_factory()
