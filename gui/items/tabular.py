"""What a drawn thing with numbers in it can do besides: give them as a table."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from engine.sheet import Sheet


@runtime_checkable
class Tabular(Protocol):
    """An item whose numbers can be copied, whatever panel it stands in."""

    def table(self) -> Sheet:
        """Return the numbers that are drawn, with their names."""
        ...
