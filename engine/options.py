"""How one option is declared, read from text and checked: the vocabulary of `engine.settings`."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from engine.errors import PeonyError

Value: TypeAlias = str | bool | int | float
Kind = Literal["choice", "source", "switch", "integer", "real"]
_SWITCH = {"on": True, "off": False}


@dataclass(frozen=True)
class Option:
    """One thing that a person can set.

    Its label, its help and the names of its choices are in ``resources/text`` under
    ``option.<name>``.
    """

    name: str
    kind: Kind
    default: Value
    choices: tuple[str, ...] = ()
    low: float = -math.inf
    high: float = math.inf

    @property
    def flag(self) -> str:
        """The option as it is written on the command line."""
        return "--" + self.name.replace("_", "-")

    def expects(self) -> str:
        """Say in symbols what the option takes: ``keep|remove``, ``on|off``, ``0.05…20``."""
        if self.kind in ("choice", "source"):
            return "|".join((*self.choices, *(("FILE",) if self.kind == "source" else ())))
        return "on|off" if self.kind == "switch" else f"{_plain(self.low)}…{_plain(self.high)}"

    def parse(self, text: str) -> Value:
        """Turn what was typed into a value; `PeonyError` where it is none."""
        try:
            value: Value = _READERS[self.kind](text)
        except (ValueError, KeyError):
            raise self._refusal(text) from None
        return self.check(value)

    def check(self, value: object) -> Value:
        """Return `value` where it is one of this option's, else raise `PeonyError`."""
        if not self._accepts(value):
            raise self._refusal(value)
        return value  # type: ignore[return-value]

    def _accepts(self, value: object) -> bool:
        match self.kind:
            case "switch":
                return isinstance(value, bool)
            case "choice":
                return value in self.choices
            case "source":
                return isinstance(value, str) and bool(value) and "\0" not in value
            case "integer":
                number = isinstance(value, int) and not isinstance(value, bool)
            case "real":
                number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and self.low <= value <= self.high  # type: ignore[operator]

    def _refusal(self, value: object) -> PeonyError:
        return PeonyError("option", flag=self.flag, value=_shown(value), expects=self.expects())


_READERS: dict[str, Any] = {
    "choice": str,
    "source": str,
    "switch": _SWITCH.__getitem__,
    "integer": int,
    "real": float,
}


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def option(
    kind: Kind,
    default: Value,
    *choices: str,
    low: float = -math.inf,
    high: float = math.inf,
) -> Any:
    """Declare a field of `Settings`; the field's name becomes the option's."""
    return field(
        default=default,
        metadata={"kind": kind, "default": default, "choices": choices, "low": low, "high": high},
    )


def _plain(number: float) -> str:
    """Write a bound in full where it is a whole number, for people read it and type it."""
    return f"{number:.0f}" if math.isfinite(number) and number == round(number) else f"{number:g}"
