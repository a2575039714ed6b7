"""What an English word may be a form of, or made of; letters alone say nothing about a meaning.

Which endings are taken off was decided by measuring: of the words in the shipped table, those with such an
ending lie near what is left without it (``docs/vectors.md``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

SHORTEST_HALF, LONGER_HALF = 3, 4  # letters: of "weekend", of which one half may be short
_IRREGULAR = Path(__file__).parents[2] / "resources" / "vectors" / "irregular.txt"
_Endings = tuple[tuple[str, tuple[str, ...]], ...]  # an ending, and what may stand there instead
SHORTEST = 3  # letters that are left at least: "ring" is not an "r" with an ending
_FORMS: _Endings = (
    ("'s", ("",)),
    ("ies", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ily", ("y",)),
    ("ly", ("", "le")),
    ("ier", ("y",)),
    ("er", ("", "e")),
    ("iest", ("y",)),
    ("est", ("", "e")),
)
_DERIVED: _Endings = (
    ("iness", ("y",)),
    ("ness", ("",)),
    ("ful", ("",)),
    ("ship", ("",)),
    ("hood", ("",)),
    ("ism", ("", "e")),
    ("ically", ("ic", "y")),
    ("ical", ("ic", "y")),
    ("ic", ("", "y", "e")),
    ("ization", ("ize",)),
    ("ation", ("ate", "", "e")),
    ("ion", ("", "e")),
    ("ment", ("",)),
    ("ability", ("able",)),
    ("ity", ("", "e")),
    ("ous", ("", "e")),
    ("ian", ("", "y")),
    ("an", ("a",)),
    # British spellings
    ("our", ("or",)),
    ("tre", ("ter",)),
    ("isation", ("ization",)),
    ("ise", ("ize",)),
)
# Words by themselves, but at the end of another word hardly ever a word.
_NO_HALVES = frozenset(
    "able ally ding fully ion ions king less like ling ming ping ring sing ting ton".split()
)


def stems(word: str) -> Iterator[str]:
    """Yield what an English word may be a form of or derived from: what `forms` yields; happiness → happy."""
    yield from forms(word)
    for ending, instead in _DERIVED:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST:
            yield from (stem + letters for letters in instead if len(stem + letters) > SHORTEST)


def forms(word: str) -> Iterator[str]:
    """Yield what an English word may be a form of: went → go; running → runn, run, runne; cities → city."""
    if (base := _irregular().get(word)) is not None:
        yield base
    for ending, instead in _FORMS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem + instead[0]) >= SHORTEST:
            if len(stem) > SHORTEST and stem[-1] == stem[-2]:
                yield stem[:-1]
            yield from (stem + letters for letters in instead)


def halves(word: str) -> Iterator[tuple[str, str]]:
    """Yield the two words that an English word may be made of: grandmother → grand, mother."""
    for cut in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1):
        first, second = word[:cut], word[cut:]
        if max(len(first), len(second)) >= LONGER_HALF and second not in _NO_HALVES:
            yield first, second


@cache
def _irregular() -> Mapping[str, str]:
    lines = (line.split() for line in _IRREGULAR.read_text(encoding="utf-8").splitlines())
    return {form: base for base, *forms in lines for form in forms}
