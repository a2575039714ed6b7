"""The two word lists that a person can edit: stopwords, and words that must stay whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "resources" / "stopwords"


@dataclass(frozen=True)
class Lexicon:
    """Stopwords (compared without case), and a person's own words."""

    stopwords: frozenset[str]
    own_words: frozenset[str] = frozenset()

    def is_stopword(self, word: str) -> bool:
        """Whether `word` is on the stopword list, whatever its case."""
        return word.casefold() in self.stopwords

    def with_stopwords(self, words: Iterable[str]) -> Lexicon:
        """Return a copy with these stopwords instead."""
        return replace(self, stopwords=frozenset(map(str.casefold, _cleaned(words))))

    def with_own_words(self, words: Iterable[str]) -> Lexicon:
        """Return a copy with these own words instead."""
        return replace(self, own_words=frozenset(_cleaned(words)))

    def with_stopword_switched(self, word: str) -> Lexicon:
        """Return a copy with `word` on the stopword list if it was not, off it if it was."""
        return self.with_stopwords(self.stopwords ^ {word.casefold()})

    def with_own_word_switched(self, word: str) -> Lexicon:
        """Return a copy with `word` among the own words if it was not, gone if it was."""
        return self.with_own_words(self.own_words ^ {word})


@cache
def shipped_lexicon() -> Lexicon:
    """Return the lists that Peony ships: Chinese and English stopwords, no own words."""
    lines = [line for file in sorted(_FOLDER.glob("*.txt")) for line in _lines(file)]
    return Lexicon(frozenset()).with_stopwords(lines)


def _lines(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def _cleaned(words: Iterable[str]) -> set[str]:
    return {word.strip() for word in words} - {""}
