"""Which words get a row: those that a dictionary explains or that text uses often enough."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from engine.vectors.building.corpus import jieba_tokenizer
from engine.vectors.building.dictionaries import Dictionaries
from engine.vectors.building.english import stem

ENGLISH_WORDS = 8_000
LONGEST = 12  # characters
# A word is taken if jieba can produce it and one of these holds:
SEEN = 4  # the text has it so often
USUAL = 100  # jieba's own count is as high
EXPLAINED = 5  # a dictionary has it, and the text has it or jieba's own count is as high
_CHINESE = re.compile(r"[㐀-鿿]")
_ENGLISH = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"[0-9]{1,4}")
NUMBER_SEEN = 20


@dataclass(frozen=True)
class Vocabulary:
    """The words of the table, commonest first, with the share of running words each makes up."""

    words: tuple[str, ...]
    probability: tuple[float, ...]


def choose_words(seen: Mapping[str, int], dictionaries: Dictionaries, size: int) -> Vocabulary:
    """Return at most `size` words.

    Parameters
    ----------
    seen
        Word → occurrences in the text.
    dictionaries
        What is explained.
    size
        How many words at most; the rarest are left out.
    """
    common = jieba_counts()
    chinese = _chinese_words(seen, common, dictionaries)
    english = _english_words(seen, dictionaries)
    numbers = [w for w, count in seen.items() if _NUMBER.fullmatch(w) and count >= NUMBER_SEEN]
    share = _Shares(seen, common, english)
    words = sorted({*chinese, *english, *numbers}, key=lambda word: (-share(word), word))[:size]
    return Vocabulary(tuple(words), tuple(share(word) for word in words))


def jieba_counts() -> dict[str, int]:
    """Return word → how often jieba's own corpus has it, for the words of its dictionary."""
    return {word: count for word, count in jieba_tokenizer().FREQ.items() if count > 0}


def _chinese_words(
    seen: Mapping[str, int], common: Mapping[str, int], dictionaries: Dictionaries
) -> list[str]:
    def wanted(word: str) -> bool:
        own = common.get(word, 0)
        if seen.get(word, 0) >= SEEN or own >= USUAL:
            return True
        return word in dictionaries and (word in seen or own >= EXPLAINED)

    return [w for w in {*seen, *common} if _CHINESE.search(w) and len(w) <= LONGEST and wanted(w)]


def _english_words(seen: Mapping[str, int], dictionaries: Dictionaries) -> dict[str, float]:
    """Return the commonest English words of text, definitions and glosses, with their counts."""
    counts: Counter[str] = Counter()
    for meaning in dictionaries.synsets.values():
        counts.update(re.findall(r"[a-z]+", meaning.definition.lower()))
        counts.update({m.lower(): 1 for m in meaning.members})
    for glosses in dictionaries.glosses.values():
        for gloss in glosses:
            counts.update(re.findall(r"[a-z]+", gloss.text.lower()))
    counts.update({word: count for word, count in seen.items() if _ENGLISH.fullmatch(word)})
    known = {word: n for word, n in counts.items() if _ENGLISH.fullmatch(word) and n >= 3}
    # A plural is composed of its singular, which leaves room for another word.
    known = {word: n for word, n in known.items() if stem(word) == word or stem(word) not in known}
    best = sorted(known, key=lambda word: (-known[word], word))[:ENGLISH_WORDS]
    return {word: float(known[word]) for word in best}


class _Shares:
    """Estimates how often a word is met: in the text, in jieba's counts, in English definitions."""

    def __init__(
        self, seen: Mapping[str, int], common: Mapping[str, int], english: Mapping[str, float]
    ) -> None:
        self.sources = [(counts, max(1.0, float(sum(counts.values())))) for counts in (seen, common)]
        self.english, self.english_total = english, max(1.0, sum(english.values()))

    def __call__(self, word: str) -> float:
        """Return the estimated share of `word` among running words, never 0."""
        if word in self.english:
            return (self.english[word] + 0.5) / self.english_total
        return sum((counts.get(word, 0) + 0.25) / total for counts, total in self.sources) / 2
