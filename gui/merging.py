"""Several windows keep one memory: each brings what changed in it onto what the others have written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from engine.course.progress import MOST_RECORDS, Progress
from gui.state import MOST_TABLES

Kept: TypeAlias = Mapping[str, object]
WORDS = ("stopwords_added", "stopwords_removed", "own_words")


def merged(known: object, mine: object, theirs: object) -> object:
    """Return `theirs` with whatever differs between `known`, which is older, and `mine`.

    Mappings are merged entry by entry; None stands for one that is not there.
    """
    if theirs == known:
        return mine  # in its own order
    if not (isinstance(known, dict) and isinstance(mine, dict) and isinstance(theirs, dict)):
        return theirs if mine == known else mine
    names = (*theirs, *(name for name in mine if name not in theirs))
    found = {name: merged(known.get(name), mine.get(name), theirs.get(name)) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def parted(kept: Kept) -> dict[str, object]:
    """Return what is kept with every list as a mapping, by what tells its entries apart."""
    course, tables = Progress.from_dict(kept.get("course")), kept.get("tables")
    records = {(each.folder, each.page): each for each in course.records}
    found: dict[str, object] = {name: dict.fromkeys(strings(kept.get(name)), True) for name in WORDS}
    return {
        **kept,
        **found,
        "tables": {each[0]: each for each in tables if is_table(each)} if isinstance(tables, list) else {},
        "course": {"folder": course.folder, "page": course.page, "records": records},
    }


def joined(parts: dict) -> dict[str, object]:  # type: ignore[type-arg]
    """Return what `parted` gave `parts` for."""
    course, tables = parts["course"], [*parts["tables"].values()][-MOST_TABLES:]
    records = tuple(course["records"].values())[-MOST_RECORDS:]
    progress = Progress(course["folder"], course["page"], records)
    words = {name: sorted(parts[name]) for name in WORDS}
    return {**parts, **words, "tables": tables, "course": progress.to_dict()}


def strings(value: object) -> set[str]:
    """Return the texts in a list; nothing where it is none."""
    return {each for each in value if isinstance(each, str)} if isinstance(value, list) else set()


def is_table(value: object) -> bool:
    """Whether this is the file of a table and how many words of it count."""
    match value:
        case [str(), int(limit)]:
            return limit >= 0
    return False
