"""What is set, named as a person would."""

from __future__ import annotations

from pathlib import Path

from engine.compare import Apart
from engine.settings import OPTIONS
from engine.vectors.choice import SHIPPED, TableChoice
from engine.words import Words
from gui.items.names import short, visible
from gui.scene import Scene

BY_HAND = ("edits", "lexicon", "weight_edits")  # what has no value that could be written in a word
SENTENCE = 20  # characters of a sentence that is named
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
        return short(visible(str(value))) or words("value.empty")
    if isinstance(value, bool):
        return words("value.on" if value else "value.off")
    option = _OPTIONS.get(name)
    if option and value in option.choices:
        return words(f"option.{name}.{value}")
    return visible(Path(str(value)).name) if name == "weights" else f"{value:g}"


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
        return words("value.sentence", text=short(visible(str(value)), SENTENCE).rstrip("。."))
    return value_name(name, value, words)
