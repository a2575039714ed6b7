"""From text to tokens: jieba cuts, a person may cut otherwise, stopwords and punctuation may go."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

import jieba

from engine.dictionary import load_frequencies
from engine.lexicon import Lexicon

Kind = Literal["word", "punctuation", "stopword"]
Span = tuple[int, int]


@dataclass(frozen=True)
class Token:
    """A piece of the sentence: its text, its place ``text[start:end]``, what it is, whether it stays."""

    text: str
    start: int
    end: int
    kind: Kind
    kept: bool

    @property
    def span(self) -> Span:
        """``(start, end)`` in characters of the sentence."""
        return self.start, self.end


@dataclass(frozen=True)
class Edits:
    """What a person changed by hand, by place in the sentence.

    Attributes
    ----------
    cuts, joins
        Places where a token must, or must not, begin.
    kept, dropped
        Tokens that stay, or go, whatever their kind.
    """

    cuts: frozenset[int] = frozenset()
    joins: frozenset[int] = frozenset()
    kept: frozenset[Span] = frozenset()
    dropped: frozenset[Span] = frozenset()

    def toggled(self, token: Token) -> Edits:
        """Return edits under which `token` changes from kept to dropped or back."""
        kept, dropped = self.kept - {token.span}, self.dropped - {token.span}
        if token.kept:
            return replace(self, kept=kept, dropped=dropped | {token.span})
        return replace(self, kept=kept | {token.span}, dropped=dropped)

    def split(self, place: int) -> Edits:
        """Return edits under which a token begins at `place`."""
        return replace(self, cuts=self.cuts | {place}, joins=self.joins - {place})

    def merged(self, first: Token, second: Token) -> Edits:
        """Return edits under which two neighbours, and what is between them, are one token."""
        inner = frozenset(range(first.start + 1, second.end))
        between = frozenset(range(first.end, second.start + 1))
        return replace(self, cuts=self.cuts - inner, joins=self.joins | between)

    def moved(self, old: str, new: str) -> Edits:
        """Return the edits carried over from text `old` to text `new`; what was typed over is gone."""
        if old == new or self == Edits():
            return self

        change = typed_over(old, new)
        longer = len(new) - len(old)

        def spans(old_spans: frozenset[Span]) -> frozenset[Span]:
            moved = [
                (_shift(start, change, longer), _shift(end, change, longer, typed_before=False))
                for start, end in old_spans
                if not change[0] <= start < end <= change[1]
            ]
            return frozenset((a, b) for a, b in moved if a is not None and b is not None and a < b)

        def points(old_points: frozenset[int]) -> frozenset[int]:
            moved = (_shift(point, change, longer) for point in old_points)
            return frozenset(point for point in moved if point is not None)

        return Edits(points(self.cuts), points(self.joins), spans(self.kept), spans(self.dropped))


def shift(place: int, old: str, new: str, *, typed_before: bool = True) -> int | None:
    """Return where `place` of text `old` lies in text `new`; None inside what was typed over.

    Text typed exactly at `place` counts as before it, or after it where `typed_before` is false.
    """
    return _shift(place, typed_over(old, new), len(new) - len(old), typed_before=typed_before)


def _shift(place: int, change: Span, longer: int, *, typed_before: bool = True) -> int | None:
    moved = place + longer if place >= change[1] else None
    stayed = place if place <= change[0] else None
    first, second = (moved, stayed) if typed_before else (stayed, moved)
    return first if first is not None else second


def typed_over(old: str, new: str) -> Span:
    """Return which part of text `old` is no longer in text `new`; it is empty where text was only added."""
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    tail = next((i for i in range(shorter - head) if old[-1 - i] != new[-1 - i]), shorter - head)
    return head, len(old) - tail


class Tokenizer:
    """jieba's default mode in a tokenizer of Peony's own: quiet, quick to open, changed by nobody.

    Parameters
    ----------
    cache
        Folder for the prepared dictionary; None keeps it in memory.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._jieba = jieba.Tokenizer()
        source = Path(jieba.__file__).with_name("dict.txt")
        self._jieba.FREQ = load_frequencies(source, cache)
        self._jieba.total = self._jieba.FREQ.total
        self._jieba.initialized = True

    def tokens(self, text: str, lexicon: Lexicon, edits: Edits, remove: bool) -> tuple[Token, ...]:
        """Cut `text` and say of each token whether it stays.

        `remove` drops punctuation and stopwords, save what `edits` keeps. Whitespace is no token.
        """
        bounds = ({0, len(text)} | self._bounds(text, lexicon) | edits.cuts) - edits.joins
        places = sorted(place for place in bounds | {0, len(text)} if 0 <= place <= len(text))
        pieces = (_stripped(text, start, end) for start, end in pairwise(places))
        return tuple(_token(text, span, lexicon, edits, remove) for span in pieces if span[0] < span[1])

    def pieces(self, text: str, lexicon: Lexicon) -> Iterator[str]:
        """Yield what `tokens` cuts `text` into without edits, whitespace and all, and nothing else.

        It says nothing of places and kinds, which takes half the time that `tokens` takes.
        """
        for start, end, whole in _own_words(text, lexicon.own_words):
            yield from (text[start:end],) if whole else self._jieba.cut(text[start:end])

    def for_long_texts(self, check: Callable[[], None] = lambda: None) -> Tokenizer:
        """Return a tokenizer that cuts in the same way, with jieba's dictionary in memory.

        `check` is called while it is loaded, and may raise `Cancelled`.
        """
        other = copy(self)
        other._jieba = copy(self._jieba)
        other._jieba.FREQ = self._jieba.FREQ.whole(check)
        return other

    def _bounds(self, text: str, lexicon: Lexicon) -> set[int]:
        bounds: set[int] = set()
        for start, end, whole in _own_words(text, lexicon.own_words):
            bounds |= {start, end}
            if not whole:
                bounds |= {start + to for _, _, to in self._jieba.tokenize(text[start:end])}
        return bounds


def _own_words(text: str, words: frozenset[str]) -> Iterator[tuple[int, int, bool]]:
    """Part `text` at a person's own words, the longest first: (start, end, is one of them)."""
    last = 0
    if words:
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        for match in re.finditer("|".join(map(re.escape, longest_first)), text):
            yield last, match.start(), False
            yield *match.span(), True
            last = match.end()
    yield last, len(text), False


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _token(text: str, span: Span, lexicon: Lexicon, edits: Edits, remove: bool) -> Token:
    piece = text[slice(*span)]
    kind = kind_of(piece, lexicon)
    kept = span in edits.kept or (span not in edits.dropped and not (remove and kind != "word"))
    return Token(piece, *span, kind, kept)


def kind_of(piece: str, lexicon: Lexicon) -> Kind:
    """Say what a piece is. Marks, symbols and signs that show nothing are punctuation."""
    # P, S and Z are the contract; C and M alone (a joiner, a variation selector) are no word either.
    if all(unicodedata.category(char)[0] in "PSZCM" for char in piece):
        return "punctuation"
    return "stopword" if lexicon.is_stopword(piece) else "word"


def readable(text: str) -> str:
    """Return `text` with U+FFFD for what not every file can hold: lone surrogates and NUL."""
    return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)
