"""Text files into sentences of words, cut by jieba as Peony cuts what a person types."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jieba

from engine.vectors.building.libraries import simplifier

Sentence = list[str]
LINES = 2000  # a worker's portion
_LETTER = re.compile(r"[^\W_]")
_tools: list[tuple[Callable[[str], str], Callable[[str], list[str]]]] = []


@dataclass(frozen=True)
class Corpus:
    """All sentences as lists of words, punctuation left out.

    Attributes
    ----------
    sentences
        Those of every file, in order.
    files
        File name → where its sentences are.
    """

    sentences: Sequence[Sentence]
    files: Mapping[str, range]

    def counts(self) -> Counter[str]:
        """Return the number of occurrences of each word."""
        return Counter(word for sentence in self.sentences for word in sentence)


def read_corpus(folder: Path, workers: int = 2) -> Corpus:
    """Read and cut every ``*.txt`` of `folder`, one sentence or paragraph a line.

    Files and lines keep their order, however many workers there are.
    """
    files = sorted(folder.glob("*.txt"))
    portions = [(file.name, lines) for file in files for lines in _portions(file)]
    texts = [lines for _, lines in portions]
    if workers > 1 and len(portions) > 1:
        # spawn, not fork: the numerical libraries have threads by now.
        with get_context("spawn").Pool(workers, _make_tools) as pool:
            cut = pool.map(_cut, texts, chunksize=1)
    else:
        _make_tools()
        cut = [_cut(lines) for lines in texts]
    ends = list(accumulate((len(part) for part in cut), initial=0))
    places: dict[str, range] = {}
    for (name, _), start, end in zip(portions, ends, ends[1:], strict=False):
        places[name] = range(places[name].start if name in places else start, end)
    return Corpus([sentence for part in cut for sentence in part], places)


def _portions(file: Path) -> Iterator[list[str]]:
    lines = file.read_text(encoding="utf-8").splitlines()
    for start in range(0, len(lines), LINES):
        yield lines[start : start + LINES]


def _make_tools() -> None:
    """Load jieba and the converter once in each worker."""
    _tools[:] = [(simplifier().convert, jieba_tokenizer().lcut)]


def jieba_tokenizer() -> Any:
    """Return a tokenizer of jieba's own, loaded, without a word."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def _cut(lines: Sequence[str]) -> list[Sentence]:
    simplify, cut = _tools[-1]
    sentences = []
    for line in lines:
        words = [word.lower() for word in cut(simplify(line)) if _LETTER.search(word)]
        if words:
            sentences.append(words)
    return sentences
