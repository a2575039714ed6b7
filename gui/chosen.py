"""What is set, in words: every option with its value, and whether that is its default."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.options import Option, Value
from engine.settings import BUILT_IN, OPTIONS, Settings
from engine.words import Words
from gui.items.names import visible


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
            said(each, getattr(settings, each.name), words),
            said(each, each.default, words),
        )
        for each in OPTIONS
    )


def said(option: Option, value: Value, words: Words) -> str:
    """Return a value in words."""
    if option.kind == "switch":
        return words("value.on" if value else "value.off")
    if option.kind == "source" and value not in BUILT_IN:
        return visible(Path(str(value)).name)
    if option.kind in ("choice", "source"):
        return words(f"option.{option.name}.{value}")
    return f"{value:g}" if option.kind == "real" else str(value)
