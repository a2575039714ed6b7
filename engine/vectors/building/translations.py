"""Chinese words for English ones that have no row of their own: what these are composed of."""

from __future__ import annotations

import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.vectors.building.dictionaries import Dictionaries
from engine.vectors.english import forms

TRANSLATED = 7_000  # English words; some eight bytes each
FILE = "english.txt.xz"
WORDNET = 0.5  # weight of what the wordnets say against CC-CEDICT's own glosses
LONE = 0.5  # weight of a lone character, which means many things
_ENGLISH = re.compile(r"[a-z]{3,}")
_LETTERS = re.compile(r"[a-z]+")
Scores = Mapping[str, Mapping[str, float]]


def write_translations(folder: Path, words: Sequence[str], dictionaries: Dictionaries) -> None:
    """Write lines of an English and a Chinese word to `folder`; `words` are the table's."""
    found = translate(words, dictionaries)
    text = "".join(f"{english} {chinese}\n" for english, chinese in sorted(found.items()))
    (folder / FILE).write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def translate(words: Sequence[str], dictionaries: Dictionaries, most: int = TRANSLATED) -> dict[str, str]:
    """Return English word → the Chinese word of the table that means it best.

    Words of the table and their plain forms (plurals, past tenses) are left out; of the others the
    `most` that definitions and glosses use most often are taken.
    """
    row = {word: number for number, word in enumerate(words)}
    scores = _scores(row, dictionaries)
    missing = [word for word in scores if word not in row and not any(form in row for form in forms(word))]
    used = words_used(dictionaries)
    best = {word: max(scores[word].items(), key=lambda pair: (pair[1], -row[pair[0]]))[0] for word in missing}
    chosen = sorted(missing, key=lambda word: (-used[word], row[best[word]], word))[:most]
    return {word: best[word] for word in chosen}


def _scores(row: Mapping[str, int], dictionaries: Dictionaries) -> Scores:
    """Return English word → Chinese words of the table, each with how surely it means that."""
    found: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for chinese, glosses in dictionaries.glosses.items():
        decent = chinese in row and not any("vulgar" in gloss.text for gloss in glosses)
        for number, gloss in enumerate(glosses if decent else ()):
            if not gloss.pointer:
                for place, english in enumerate(gloss.headwords()):
                    score = _weight(chinese) / (1 + number) / (1 + place)
                    found[english][chinese] = max(found[english][chinese], score)
    for chinese, keys in dictionaries.lemmas.items():
        for key in sorted(keys) if chinese in row else ():
            for place, member in enumerate(dictionaries.synsets[key].members):
                found[member.lower()][chinese] += WORDNET * _weight(chinese) / len(keys) / (1 + place)
    return {english: scores for english, scores in found.items() if _ENGLISH.fullmatch(english)}


def _weight(chinese: str) -> float:
    return LONE if len(chinese) == 1 else 1.0


def words_used(dictionaries: Dictionaries) -> Counter[str]:
    """Return how often definitions and glosses use each English word."""
    used: Counter[str] = Counter()
    for meaning in dictionaries.synsets.values():
        used.update(_LETTERS.findall(meaning.definition.lower()))
    for glosses in dictionaries.glosses.values():
        for gloss in glosses:
            used.update(_LETTERS.findall(gloss.text.lower()))
    return used
