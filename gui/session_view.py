"""The table of how the work is looked at, as a session keeps it.

It needs no Qt: an export of numbers refuses a bad one, too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.codec import FLAG, Codec, exactly, members, one_of, optional, path, record, text, whole
from engine.course.page import EXPERIMENTS
from engine.course.progress import LONGEST_FOLDER, LONGEST_NAME, Own, Progress
from engine.projections.edits import WEIGHTS
from engine.session import EDITS, LONGEST, REQUEST, SETTINGS, Session
from engine.strict_json import Place
from engine.trace import MATRICES

MAPS = ("peony", "viridis", "cividis")  # those of `gui.items.colours`, which needs Qt
# Where in a course one is, and what the course stands in for; the answers are the person's own.
OWN_WORK = record(Own, text=text(LONGEST), edits=EDITS, settings=SETTINGS)
COURSE = record(Progress, folder=path(most=LONGEST_FOLDER), page=text(LONGEST_NAME), own=optional(OWN_WORK))
# One line for each field of the state that a session keeps beside the request.
VIEW: dict[str, Codec[Any]] = {
    "pin": optional(REQUEST),
    "focus": one_of((*MATRICES, *WEIGHTS)),
    "head": optional(whole(0, 2**16)),
    "anchor": optional(whole(0, LONGEST)),
    "col": optional(whole(0, 2**20)),
    "entry": exactly(whole(0, 2**20), 2),
    "view": one_of(("heatmap", "lines")),
    "share": whole(5, 100),
    "experiment": one_of(EXPERIMENTS),
    "course": COURSE,
    "ranking": one_of(("norm", "received")),
    "colours": one_of(MAPS),
    "more": FLAG,
}
_VIEW = members(VIEW)


def read_view(session: Session, file: Path) -> dict[str, Any]:
    """Return the fields of the state that a session's view gives.

    Raises
    ------
    PeonyError
        It is not what this Peony knows.
    """
    return {} if session.view is None else _VIEW.read(session.view, Place(file, "view"))


def write_view(values: dict[str, Any], file: Path) -> object:
    """Return the view of a session that is to be written to `file`."""
    return _VIEW.write(values, Place(file, "view"))
