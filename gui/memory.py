"""What comes back at the next start: options, word lists, language, colours, the window's size."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import platformdirs
from PySide6.QtCore import QByteArray

from engine.course.progress import Progress
from engine.errors import PeonyError
from engine.export import write
from engine.lexicon import Lexicon, shipped_lexicon
from engine.settings import Settings
from engine.vectors.choice import SHIPPED, TableChoice
from engine.words import LANGUAGES, system_language
from gui.items.colours import MAPS
from gui.look import MOTIONS, SCALES, THEMES
from gui.merging import is_table, joined, merged, parted, strings
from gui.state import MOST_TABLES, State
from gui.window import MainWindow

LOOK = {"theme": THEMES, "scale": SCALES, "talk_scale": SCALES, "motion": MOTIONS}


def memory_file() -> Path:
    """Return the file in the user's configuration folder."""
    return Path(platformdirs.user_config_dir("peony", appauthor=False)) / "window.json"


def recall(text: str, lang: str | None) -> State:
    """Return the state to start with; whatever cannot be read is left at its default."""
    kept = _read()
    lang = lang or _one_of(kept.get("lang"), LANGUAGES) or system_language()
    colours = _one_of(kept.get("colours"), MAPS) or MAPS[0]
    state = State(text=text, lang=lang, colours=colours, more=kept.get("more") is True, **_look(kept))
    state = replace(state, course=Progress.from_dict(kept.get("course")))
    tables = _tables(kept.get("tables"))
    table = next((each for each in tables if [each.file, each.limit] == kept.get("table")), SHIPPED)
    return replace(state, settings=_settings(kept), lexicon=_lexicon(kept), table=table, tables=tables)


class Memory:
    """What the file held when it was first read or last written, so that only what changed is written.

    Parameters
    ----------
    known
        What `recall` returned of it; None reads it now. Another window may write between the two, and
        what it wrote would look like something that this one had undone.
    """

    def __init__(self, known: State | None = None) -> None:
        self._known = parted(_plain(known or recall("", None)))

    def keep(self, state: State, looks: Mapping[str, object]) -> None:
        """Write what changed, with how the window looks; a disk that refuses costs only this comfort."""
        mine = parted({**_plain(state), **looks})
        if mine == self._known:
            return
        held = _read()
        theirs = parted({**held, "settings": _settings(held).to_dict()})
        if _write(joined(merged(self._known, mine, theirs))):
            self._known = mine


def shape(window: MainWindow) -> dict[str, object]:
    """Return the size and place of a window, for `restore_size`."""
    geometry = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
    return {"geometry": geometry, "columns": window.columns.outer()}


def _plain(state: State) -> dict[str, object]:
    shipped = shipped_lexicon()
    own = state.course.own or state  # a page's settings are not what the person had
    return {
        "settings": own.settings.to_dict(),
        "course": state.course.to_dict(),
        "stopwords_added": sorted(state.lexicon.stopwords - shipped.stopwords),
        "stopwords_removed": sorted(shipped.stopwords - state.lexicon.stopwords),
        "own_words": sorted(state.lexicon.own_words),
        "table": [state.table.file, state.table.limit],
        "tables": [[table.file, table.limit] for table in state.tables],
        "lang": state.lang,
        "colours": state.colours,
        "more": state.more,
        **{name: getattr(state, name) for name in LOOK},
    }


def _write(kept: Mapping[str, object]) -> bool:
    """Return whether it was written."""
    try:
        memory_file().parent.mkdir(parents=True, exist_ok=True)
        # In ASCII alone: a file's name may be none that UTF-8 has.
        write(memory_file(), json.dumps(kept, indent=1).encode())
    except (OSError, PeonyError):
        return False
    return True


def restore_size(window: MainWindow) -> None:
    """Give the window the size and place that it had."""
    kept = _read()
    geometry = kept.get("geometry")
    if isinstance(geometry, str):
        window.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))
    match kept.get("columns"):
        case [left, last] if _is_width(left) and _is_width(last):
            window.columns.set_outer(left, last)


def _is_width(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**15


def _read() -> Mapping[str, object]:
    try:
        kept = json.loads(memory_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _settings(kept: Mapping[str, object]) -> Settings:
    saved = kept.get("settings")
    try:
        return Settings.from_dict(saved) if isinstance(saved, dict) else Settings()
    except PeonyError:
        return Settings()


def _lexicon(kept: Mapping[str, object]) -> Lexicon:
    shipped = shipped_lexicon()
    added, removed = strings(kept.get("stopwords_added")), strings(kept.get("stopwords_removed"))
    stopwords = (shipped.stopwords | added) - removed
    return shipped.with_stopwords(stopwords).with_own_words(strings(kept.get("own_words")))


def _tables(value: object) -> tuple[TableChoice, ...]:
    """Return the tables whose files are still there."""
    known = [each for each in value if is_table(each)] if isinstance(value, list) else []
    return tuple(TableChoice(*each) for each in known if os.path.isfile(each[0]))[-MOST_TABLES:]


def _look(kept: Mapping[str, object]) -> dict[str, Any]:
    """Return what of the look was kept and can be had."""
    return {name: kept[name] for name, allowed in LOOK.items() if _is_one_of(kept.get(name), allowed)}


def _one_of(value: object, allowed: tuple[str, ...]) -> str | None:
    return value if isinstance(value, str) and value in allowed else None


def _is_one_of(value: object, allowed: tuple[object, ...]) -> bool:
    return any(type(value) is type(each) and value == each for each in allowed)
