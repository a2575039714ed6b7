"""What is set, in words: every option with its value, and whether that is its default."""

from __future__ import annotations

from dataclasses import dataclass

from engine.settings import OPTIONS, Settings
from engine.words import Words
from gui.naming import value_name


@dataclass(frozen=True)
class Choice:
    """One option as a person reads it."""

    name: str
    label: str
    value: str
    default: str

    @property
    def differs(self) -> bool:
        """Whether it is not at its default."""
        return self.value != self.default


def choices(settings: Settings, words: Words) -> tuple[Choice, ...]:
    """Return all options in order."""
    return tuple(
        Choice(
            each.name,
            words(f"option.{each.name}.label"),
            value_name(each.name, getattr(settings, each.name), words),
            value_name(each.name, each.default, words),
        )
        for each in OPTIONS
    )
