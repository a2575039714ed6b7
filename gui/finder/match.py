"""How well what was typed fits a title."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_WIDE = "\u2e80"  # from here on characters are Chinese
DENSEST = 3  # at most so many times as long as a word may be the stretch that its letters are found in


def fit(query: str, titles: Sequence[str], synonyms: Sequence[str] = ()) -> float | None:
    """Return how well a query fits the titles of one thing, the more the better; None where it does not.

    Every word of the query has to be found in one of the titles: as it is, best where a word
    begins; or its letters in their order and close together. Case and width do not matter.
    What is Chinese has to begin a synonym: 头 in 箭头 is another word, and no title would show why it fits.
    """
    folded, others = [fold(title) for title in titles], [fold(synonym) for synonym in synonyms]
    total = 0.0
    for word in fold(query).split():
        begun = (other for other in others if word[0] < _WIDE or other.startswith(word))
        best = max((_fit(word, title) for title in (*folded, *begun)), default=0.0)
        if not best:
            return None
        total += best
    return total


def fold(text: str) -> str:
    """Return a text without what does not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def _fit(word: str, title: str) -> float:
    """Return 2 to 4 for a word that is in the title, up to 1 for its letters only, 0 for neither."""
    at = _best_place(word, title)
    if at is None:
        return _scattered(word, title)
    begins = at == 0 or not title[at - 1].isalnum()
    return 2.0 + begins + len(word) / len(title)


def _best_place(word: str, title: str) -> int | None:
    places = [at for at in range(len(title) - len(word) + 1) if title.startswith(word, at)]
    begins = [at for at in places if at == 0 or not title[at - 1].isalnum()]
    return next(iter(begins or places), None)


def _scattered(word: str, title: str) -> float:
    """Return how close together the letters of a word are found, 0 where they are too far apart."""
    spans = (_span(word, title, start) for start, letter in enumerate(title) if letter == word[0])
    shortest = min((span for span in spans if span), default=0)
    return len(word) / shortest if 0 < shortest <= DENSEST * len(word) and len(word) > 1 else 0.0


def _span(word: str, title: str, start: int) -> int:
    """Return the length of the stretch from `start` on that has the letters in order; 0 without one."""
    at = start
    for letter in word[1:]:
        at = title.find(letter, at + 1)
        if at < 0:
            return 0
    return at - start + 1
