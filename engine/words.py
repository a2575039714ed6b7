"""Every sentence that Peony says, in the language asked for.

The sentences are data (``resources/text/<language>/*.toml``); this module only finds and fills them.
"""

from __future__ import annotations

import locale
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.errors import PeonyError

LANGUAGES = ("zh_CN", "en")
_FOLDER = Path(__file__).parent.parent / "resources" / "text"


@dataclass(frozen=True)
class Words:
    """The sentences of one language, by dotted key."""

    lang: str
    sentences: Mapping[str, str]

    def __call__(self, key: str, /, **fields: object) -> str:
        """Return the sentence `key` with its fields filled in; an unknown key is an error in Peony."""
        sentence = self.sentences[key]
        return sentence.format(**fields) if fields else sentence

    def listed(self, parts: Iterable[str]) -> str:
        """Write several things side by side, as the language parts them."""
        return self("list.separator").join(parts)

    def error(self, error: PeonyError) -> str:
        """Return what a `PeonyError` says."""
        return self.filled(error.key, error.fields)

    def filled(self, key: str, fields: Mapping[str, object]) -> str:
        """Return the sentence `key` in one line, whatever the person's values had in them."""
        return " ".join(self(key, **fields).splitlines())


@cache
def load_words(lang: str) -> Words:
    """Read the sentences of `lang` (one of `LANGUAGES`)."""
    files = sorted((_FOLDER / lang).glob("*.toml"))
    trees = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    return Words(lang, {key: sentence for tree in trees for key, sentence in _flatten(tree)})


def system_language() -> str:
    """Return the language of the system where Peony speaks it, else English."""
    asked = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    # Python knows only locales that are installed; what the person asked for is said before.
    name = next(filter(None, asked), None) or locale.getlocale()[0] or ""
    return "zh_CN" if name.lower().startswith(("zh", "chinese")) else "en"


def _flatten(tree: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in tree.items():
        if isinstance(value, Mapping):
            flat += _flatten(value, f"{prefix}{name}.")
        else:
            flat.append((prefix + name, str(value)))
    return flat
