"""What a person can send to Peony's maintainers."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from engine.options import Value
from engine.settings import BUILT_IN, Settings
from engine.vectors.choice import SHIPPED
from gui.state import State
from gui.trouble.log import ROOT
from gui.trouble.versions import font, system, versions

SHOWN = (
    "lang", "focus", "head", "anchor", "col", "ranking", "colours", "more", "theme", "scale", "presenting",
)  # fmt: skip
DEEPEST = 30  # frames of an error: of an endless recursion the last are as good as all


def report(state: State, errors: Iterable[BaseException]) -> str:
    """Return versions, errors and state as text: the sentence is in it, nobody's folders are."""
    lines = [f"{name}: {version}" for name, version in versions().items()] + [system(), font()]
    for error in errors:
        lines += ["", "".join(traceback.format_exception(error, limit=-DEEPEST)).rstrip()]
    lines += ["", json.dumps(described(state), ensure_ascii=False, indent=1, default=sorted)]
    return "\n".join(lines).replace(str(ROOT), "peony").replace(str(Path.home()), "~") + "\n"


def described(state: State) -> dict[str, object]:
    """Return what a mistake may depend on; of word lists and files no more than that they are there."""
    return {
        "text": state.text.encode("utf-8", "backslashreplace").decode(),
        "settings": _settings(state.settings),
        "edits": asdict(state.edits),
        "stopwords": len(state.lexicon.stopwords),
        "own_words": len(state.lexicon.own_words),
        "table": "shipped" if state.table == SHIPPED else "own",
        "shown": {name: getattr(state, name) for name in SHOWN},
    }


def _settings(settings: Settings) -> dict[str, Value]:
    own = settings.weights not in BUILT_IN
    return settings.to_dict() | ({"weights": "own file"} if own else {})
