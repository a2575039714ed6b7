"""Something that a person may want, said beside the work until they answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Offer:
    """A sentence, ``offer.<key>``, and its answers, ``answer.<name>``, each with what it does."""

    key: str
    fields: Mapping[str, object]
    answers: Mapping[str, Callable[[], object]]
