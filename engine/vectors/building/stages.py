"""The whole build, from the corpus folder to the table's files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from engine.vectors.building.corpus import Sentence, read_corpus
from engine.vectors.building.dictionaries import read_dictionaries
from engine.vectors.building.join import Blocks, join_blocks
from engine.vectors.building.meaning_block import meaning_vectors
from engine.vectors.building.pack import pack, write
from engine.vectors.building.spelling_block import spelling_vectors
from engine.vectors.building.text_block import text_vectors
from engine.vectors.building.translations import write_translations
from engine.vectors.building.vocabulary import choose_words
from engine.vectors.lengths import FUNCTION_WORDS, SENTENCES, fitting_scale, lengths_of, ten_words

WORDS, WIDTH = 104_000, 100


def build_table(
    corpus_folder: Path,
    out: Path,
    size: int = WORDS,
    width: int = WIDTH,
    say: Callable[[str], None] = lambda _: None,
    workers: int = 2,
) -> None:
    """Build the table from `corpus_folder` (text/, lexicon/) and write it to `out`.

    Parameters
    ----------
    size, width
        At most so many words; n, the width of a row, which must be even.
    say
        Told what is being done.
    """
    say("reading and cutting the text")
    corpus = read_corpus(corpus_folder / "text", workers)
    seen = corpus.counts()
    say(f"{sum(seen.values()):,} words of text; reading the dictionaries")
    dictionaries = read_dictionaries(corpus_folder / "lexicon")
    vocabulary = choose_words(seen, dictionaries, size)
    words = vocabulary.words
    number = {word: row for row, word in enumerate(words)}
    count = np.array([seen[word] for word in words], dtype=np.int64)
    say(f"{len(words):,} words chosen; vectors from text")
    text = text_vectors(corpus.sentences, number, count)
    say("vectors from meanings")
    meaning = meaning_vectors(words, dictionaries)
    say("vectors from spelling")
    spelling = spelling_vectors(words)
    say("joining, packing")
    joined = join_blocks(Blocks(text, meaning, spelling, count), width)
    lengths = lengths_of(vocabulary.probability)
    tens = ten_words(_some_numbered(corpus.sentences, number), min(FUNCTION_WORDS, len(words) // 10))
    lengths = lengths * fitting_scale(joined, lengths, tens)
    write(out, words, pack(joined, lengths), dictionaries.simplified)
    write_translations(out, words, dictionaries)
    say(f"written to {out}")


def _some_numbered(sentences: Sequence[Sentence], number: Mapping[str, int]) -> Iterator[list[int]]:
    """Yield sentences from all over the text as row numbers; −1 for words without a row."""
    for sentence in sentences[:: max(1, len(sentences) // SENTENCES)]:
        yield [number.get(word, -1) for word in sentence]
