"""Which table the dense vectors come from, as a value that can be compared, kept and undone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TableChoice:
    """The shipped table, or a file of one's own.

    Attributes
    ----------
    file
        Path of the file; empty for the table that comes with Peony.
    limit
        Take only the first so many words, which are the commonest; 0 takes all.
    """

    file: str = ""
    limit: int = 0


SHIPPED = TableChoice()
