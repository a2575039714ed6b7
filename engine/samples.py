"""The sentences behind the arrow: what is worth trying first."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "resources" / "samples.toml"


@dataclass(frozen=True)
class Sample:
    """A sentence, and what it is good for in each language."""

    text: str
    labels: Mapping[str, str]

    def label(self, lang: str) -> str:
        """Return what it is good for."""
        return self.labels[lang]


@cache
def load_samples() -> tuple[Sample, ...]:
    """Read the samples; the first is the sentence that Peony starts with."""
    with _FILE.open("rb") as file:
        entries = tomllib.load(file)["sample"]
    return tuple(Sample(entry.pop("text"), entry) for entry in entries)
