"""What is set, in words: every option with its value, whether that is its default, and what was used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.report import weights_note
from engine.settings import OPTIONS
from gui.controls import SWITCHES
from gui.naming import value_name
from gui.scene import Scene


@dataclass(frozen=True)
class Choice:
    """One option as a person reads it.

    Attributes
    ----------
    used
        What was computed with instead, in brackets; empty where it is the value.
    """

    name: str
    label: str
    value: str
    default: str
    used: str = ""

    @property
    def differs(self) -> bool:
        """Whether it is not at its default."""
        return self.value != self.default

    @property
    def said(self) -> str:
        """The value, and what was computed with instead."""
        return self.value + self.used


def choices(scene: Scene) -> tuple[Choice, ...]:
    """Return all options in order."""
    words, settings, used = scene.words, scene.trace.settings, _used(scene)
    return tuple(
        Choice(
            each.name,
            words(f"option.{each.name}.label"),
            value_name(each.name, getattr(settings, each.name), words),
            value_name(each.name, each.default, words),
            used.get(each.name, ""),
        )
        for each in OPTIONS
    )


def main_choices(scene: Scene) -> tuple[Choice, ...]:
    """Return how the four switches stand, and what else is not at its default."""
    return tuple(each for each in choices(scene) if each.name in SWITCHES or each.differs)


def _used(scene: Scene) -> Mapping[str, str]:
    """Return what was used where the settings alone would say something else."""
    trace, words = scene.trace, scene.words
    made, settings = trace.projections, trace.settings
    if made is None:
        return dict.fromkeys(("weights", "seed", "heads", "head_dim"), words("report.unused"))
    sizes = {"heads": trace.heads, "head_dim": trace.head_dim}
    found = {name: str(size) for name, size in sizes.items() if size != getattr(settings, name)}
    if made.because or made.edited:
        found["weights"] = weights_note(scene.trace, scene.words)
    return {name: words("report.used", used=used) for name, used in found.items()}
