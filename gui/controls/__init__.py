"""Controls made from declared options: what kind an option is decides what it looks like."""

from __future__ import annotations

from collections.abc import Callable

from engine.options import Option
from gui.controls.choices import Combo, Segments, SourceCombo
from gui.controls.control import Control, object_name
from gui.controls.numbers import Check, LogSlider, Spin

__all__ = ["KINDS", "SWITCHES", "Control", "Segments", "object_name"]

SWITCHES = ("stopwords", "vectors", "attention", "activation")  # always visible; the rest is "more"

KINDS: dict[str, Callable[[Option], Control]] = {
    "choice": Combo,
    "source": SourceCombo,
    "switch": Check,
    "integer": Spin,
    "real": LogSlider,
}
