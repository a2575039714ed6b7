"""Vectors from dictionaries: words that are explained in the same terms get similar rows.

A Chinese word is described by the English words of its CC-CEDICT glosses and of its meanings in
WordNet; the English words have vectors of their own, learned from which words stand together in
definitions. So 律师 (lawyer) comes near 法律 (law) although no gloss of theirs shares a word.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from engine.vectors.building.algebra import (
    Sparse,
    inverse_frequency,
    leading,
    positive_information,
    scale_columns,
    scale_rows,
    sparse_matrix,
    sums,
    unit_rows_sparse,
)
from engine.vectors.building.dictionaries import Dictionaries, Gloss
from engine.vectors.building.english import stem, stems
from engine.vectors.building.meanings import Meanings
from engine.vectors.directions import Matrix, unit_rows

WIDTH = 200
POWER = 0.25  # of the singular values
NAME = 0.15  # weight of a proper-name sense where a word has other senses
POINTED = 0.7  # weight of what "variant of …" points to
TRANSLATED = 0.5  # weight of meanings found only by translation, against the Chinese wordnets'
MEMBERS, DEFINITION = 0.5, 0.3  # weight of a meaning's English members and definition
HYPERNYM = 0.2  # weight of what a word is a kind of
TOPIC = 0.5  # weight of a topic list
FLATTEN = 0.85  # power of the weights: the fourth mention adds less than the first
# How far CC-CEDICT bears out a meaning that the wordnet gives; one wrong one had captured 原野.
BORNE_OUT, HALF, NOT = 1.0, 0.5, 0.12


def meaning_vectors(words: Sequence[str], dictionaries: Dictionaries) -> Matrix:
    """Return a row of length 1 a word, (words, WIDTH); zeros for words that nothing explains."""
    meanings = Meanings(dictionaries)
    explained = explanations(words, meanings)
    weights = inverse_frequency(explained, len(words))
    explained = unit_rows_sparse(scale_columns(explained, weights))
    rows = explained @ english_vectors(meanings)
    known = sums(explained, 1) > 0
    return unit_rows(np.where(known[:, None], rows - rows[known].mean(axis=0), 0))


def english_vectors(meanings: Meanings) -> Matrix:
    """Return a row of length 1 for every English stem, from what stands together in definitions."""
    texts = [meanings.stems_of(0) + meanings.stems_of(1), _gloss_texts(meanings)]
    counts = 0
    for weight, text in zip((1.0, 0.5), texts, strict=True):
        text.data[:] = 1
        # A long definition has more pairs; each of them tells less.
        spread = scale_rows(text, weight / np.sqrt(np.maximum(sums(text, 1) - 1, 1)))
        counts = counts + text.T @ spread
    counts.setdiag(0)  # type: ignore[attr-defined]
    left, values = leading(positive_information(counts), WIDTH)
    rows = left * values**POWER
    return unit_rows(rows - rows.mean(axis=0))


def _gloss_texts(meanings: Meanings) -> Sparse:
    """Return (Chinese words, stems): 1 where any gloss of the word has the stem."""
    cells = (
        (row, meanings.english[word], 1.0)
        for row, glosses in enumerate(meanings.dictionaries.glosses.values())
        for word in {word for gloss in glosses for word in stems(gloss.text)}
        if word in meanings.english
    )
    shape = (len(meanings.dictionaries.glosses), len(meanings.english))
    return sparse_matrix(cells, shape)


def explanations(words: Sequence[str], meanings: Meanings) -> Sparse:
    """Return (words, stems): how strongly each English stem explains each word."""
    links = sparse_matrix(
        (
            (row, meanings.ids[key], weight)
            for row, word in enumerate(words)
            for key, weight in _meanings_of(word, meanings).items()
        ),
        (len(words), len(meanings.ids)),
    )
    wider = links + HYPERNYM * (links @ meanings.hypernyms())
    total = (
        _glossed(words, meanings)
        + MEMBERS * (wider @ meanings.stems_of(0))
        + DEFINITION * (links @ meanings.stems_of(1))
    ).tocsr()
    total.data = np.minimum(total.data, 2) ** FLATTEN
    return total


def _glossed(words: Sequence[str], meanings: Meanings) -> Sparse:
    """Return (words, stems) for what CC-CEDICT says; an English word explains itself."""
    shape = (len(words), len(meanings.english))
    direct = sparse_matrix(
        (
            (row, meanings.english[text], weight)
            for row, word in enumerate(words)
            for text, weight in _gloss_words(word, meanings.dictionaries)
            if text in meanings.english
        ),
        shape,
    )
    number = {word: row for row, word in enumerate(words)}
    pointers = sparse_matrix(
        (
            (row, number[other], POINTED)
            for row, word in enumerate(words)
            for gloss in meanings.dictionaries.glosses.get(word, ())
            for other in gloss.mentions
            if gloss.pointer and other in number
        ),
        (len(words), len(words)),
    )
    return direct + pointers @ direct


def _gloss_words(word: str, dictionaries: Dictionaries) -> Iterator[tuple[str, float]]:
    if word.isascii():
        yield stem(word), 2.0
    glosses = dictionaries.glosses.get(word, ())
    for gloss in glosses:
        told = stems(gloss.text)
        minor = gloss.name and not all(other.name for other in glosses)
        for text in told:
            yield text, 2 * (NAME if minor else 1.0) / (1 + len(told)) ** 0.3
    for text in dictionaries.topics.get(word, "").split():
        yield text, TOPIC


def _meanings_of(word: str, meanings: Meanings) -> dict[str, float]:
    """Return the WordNet meanings of a Chinese or English word, with weights."""
    if word.isascii():
        found = meanings.by_member.get(word) or meanings.by_member.get(stem(word), [])
        return {key: 1 / math.sqrt(len(found)) for key in found}
    glosses = meanings.dictionaries.glosses.get(word, ())
    told = {text for gloss in glosses for text in stems(gloss.text)}
    weights: dict[str, float] = {}
    for gloss in glosses:
        for translation in gloss.headwords():
            for key, weight in _translated(translation, gloss, told, meanings).items():
                weights[key] = max(weights.get(key, 0), TRANSLATED * weight)
    own = meanings.dictionaries.lemmas.get(word, ())
    for key in own:
        weights[key] = _support(key, told, meanings) / math.sqrt(len(own))
    return weights


def _translated(translation: str, gloss: Gloss, told: set[str], meanings: Meanings) -> dict[str, float]:
    """Return the meanings of an English translation; those that the other glosses bear out first.

    原野 is "plain; open country": of the meanings of plain, the one that speaks of open land.
    """
    found = meanings.by_member.get(translation, [])
    verb = gloss.text.startswith("to ")
    found = [key for key in found if key.endswith("-v") == verb] or found
    other = told.difference(stems(translation))
    borne_out = [key for key in found if other & meanings.around(key)]
    if borne_out and len(borne_out) < len(found):
        return {key: 1 / math.sqrt(len(borne_out)) for key in borne_out}
    return {key: 1 / math.sqrt(len(found)) for key in found}


def _support(key: str, told: set[str], meanings: Meanings) -> float:
    """Return how far the glosses' words `told` bear out the meaning `key`."""
    if not told or meanings.words[key][0] & told:
        return BORNE_OUT
    return HALF if meanings.around(key) & told else NOT
