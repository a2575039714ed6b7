"""What is set, named as a person would."""

from __future__ import annotations

from pathlib import Path

from engine.compare import Apart
from engine.report import width
from engine.settings import OPTIONS
from engine.vectors.choice import SHIPPED, TableChoice
from engine.words import Words
from gui.controls import SWITCHES
from gui.items.names import short, visible
from gui.scene import Scene

BY_HAND = ("edits", "lexicon", "weight_edits")  # what has no value that could be written in a word
QUOTED, WHOLE = 40, 80  # columns of a sentence within another, and by itself; Chinese takes two a character
_OPTIONS = {option.name: option for option in OPTIONS}


def table_name(choice: TableChoice, words: Words) -> str:
    """Name a table: Peony's own, or the file, with how much of it is taken."""
    if choice == SHIPPED:
        return words("vectors.shipped")
    name = visible(Path(choice.file).name)
    return words("vectors.first", name=name, count=choice.limit) if choice.limit else name


def vectors_name(scene: Scene, own: str = "status.own") -> str:
    """Name the table that the words of a scene were looked up in; Peony's own by the key `own`."""
    return scene.words(own) if scene.state.table == SHIPPED else visible(scene.trace.table.name)


def value_name(name: str, value: object, words: Words) -> str:
    """Name the value of an option, or of something else that decides a trace."""
    if isinstance(value, TableChoice):
        return table_name(value, words)
    if name == "text":
        return clipped(str(value), WHOLE) or words("value.empty")
    if isinstance(value, bool):
        return words("value.on" if value else "value.off")
    option = _OPTIONS.get(name)
    if option and value in option.choices:
        return words(f"option.{name}.{value}")
    return visible(Path(str(value)).name) if name == "weights" else f"{value:g}"


def said_value(name: str, value: object, words: Words) -> str:
    """Name a value that stands by itself: with its option, unless it is that of a switch in plain view."""
    said = value_name(name, value, words)
    return said if name in SWITCHES or name not in _OPTIONS else f"{words(f'option.{name}.label')} {said}"


def apart_name(apart: Apart, words: Words) -> str:
    """Say what was set otherwise: the option, the value before, the value now."""
    if apart.name in BY_HAND:
        return words(f"apart.{apart.name}")
    label = words(f"option.{apart.name}.label" if apart.name in _OPTIONS else f"apart.{apart.name}")
    before, after = (_quoted(apart.name, value, words) for value in (apart.before, apart.after))
    return f"{label} {before} → {after}"


def _quoted(name: str, value: object, words: Words) -> str:
    """Name a value; a sentence in quotes and without its full stop, since it stands in another sentence."""
    if name == "text" and value:
        return words("value.sentence", text=clipped(str(value), QUOTED).rstrip("。."))
    return value_name(name, value, words)


def clipped(sentence: str, columns: int) -> str:
    """Return a sentence, or as much of its beginning as takes about so many columns."""
    shown = visible(sentence)
    return short(shown, columns * len(shown) // width(shown)) if shown else ""
