"""Where a person is in a course, what they answered, and what was theirs before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from engine.settings import Settings
from engine.tokens import Edits

MOST_RECORDS = 1_000
_TEXTS = ("folder", "page", "given", "text", "sample")
LONGEST_NAME, LONGEST_FOLDER = 255, 4096  # characters: what systems take, and a session holds
_LONGEST = 100_000  # characters of a kept text: no sentence is longer


@dataclass(frozen=True)
class Record:
    """What a person did on one page.

    Attributes
    ----------
    folder, page
        The course (empty: Peony's own), and the page's name in it.
    given
        The answer, as `engine.course.answers` writes it; empty: none yet.
    text
        The sentence that it was given for.
    thrown
        Whether the switch has been thrown, so that the answer counts.
    after
        Which side of the switch is shown.
    sample
        The sample that took the place of the person's own sentence; empty: none.
    """

    folder: str
    page: str
    given: str = ""
    text: str = ""
    thrown: bool = False
    after: bool = False
    sample: str = ""


@dataclass(frozen=True)
class Own:
    """The person's own work, while a page shows something else."""

    text: str
    edits: Edits
    settings: Settings


@dataclass(frozen=True)
class Progress:
    """The course that is open (empty: Peony's own), its page, every record, and what was there before.

    `own` is None while no page has taken over.
    """

    folder: str = ""
    page: str = ""
    records: tuple[Record, ...] = ()
    own: Own | None = field(default=None)

    def record(self, page: str | None = None) -> Record:
        """Return what was done on a page, the present one if none is named."""
        name = self.page if page is None else page
        found = (each for each in self.records if (each.folder, each.page) == (self.folder, name))
        return next(found, Record(self.folder, name))

    def with_record(self, record: Record) -> Progress:
        """Return a copy with a record added, or in place of the one for its page."""
        others = tuple(
            each for each in self.records if (each.folder, each.page) != (record.folder, record.page)
        )
        return replace(self, records=(*others, record)[-MOST_RECORDS:])

    def done(self) -> frozenset[str]:
        """Return the pages of the open course whose switch has been thrown."""
        return frozenset(each.page for each in self.records if each.thrown and each.folder == self.folder)

    def to_dict(self) -> dict[str, object]:
        """Return what is worth keeping between starts: all but the person's own work."""
        return {"folder": self.folder, "page": self.page, "records": [asdict(each) for each in self.records]}

    @classmethod
    def from_dict(cls, saved: object) -> Progress:
        """Rebuild from `to_dict`; what is damaged is left out."""
        if not isinstance(saved, Mapping):
            return cls()
        records = saved.get("records")
        kept = [_record(each) for each in records] if isinstance(records, list) else []
        return cls(
            _text(saved.get("folder"), LONGEST_FOLDER),
            _text(saved.get("page"), LONGEST_NAME),
            tuple(each for each in kept if each is not None)[-MOST_RECORDS:],
        )


def _record(saved: object) -> Record | None:
    if not isinstance(saved, Mapping) or not _text(saved.get("page")):
        return None
    folder, page, given, text, sample = (_text(saved.get(name)) for name in _TEXTS)
    thrown, after = (saved.get(name) is True for name in ("thrown", "after"))
    return Record(folder, page, given, text, thrown, after, sample)


def _text(value: object, most: int = _LONGEST) -> str:
    return value if isinstance(value, str) and len(value) <= most else ""
