"""English definitions into word stems."""

from __future__ import annotations

import re

# Words that say nothing about what is being defined. Others (most, very, I) are kept:
# how rare a word is decides how much it counts.
EMPTY = frozenset(
    "a an the of to in on for and or with by from as at be is are was were been being it its "
    "that this which who whom whose used using etc esp eg ie sb sth one oneself his her their "
    "having has have had so not no into such than other some any also when where".split()
)
_WORD = re.compile(r"[A-Za-z][a-z]+(?:-[a-z]+)*|[A-Z]{2,}")


def stems(text: str) -> list[str]:
    """Return the stems of the telling words of `text`, in order."""
    words = (word.lower() for word in _WORD.findall(text))
    return [stem(word) for word in words if word not in EMPTY]


def stem(word: str) -> str:
    """Return `word` without a plural ending: flowers → flower, cities → city, glass → glass."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("sses"):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
