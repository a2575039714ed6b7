"""``python -m engine.projections train``: learns the projections that Peony ships."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from engine.lexicon import shipped_lexicon
from engine.projections import train as training
from engine.projections.network import Kind
from engine.projections.train import Sentences, reciprocal_rank, train
from engine.projections.trained import FOLDER, file_name
from engine.vectors.shipped import load_shipped
from engine.vectors.table import VectorTable

HEADS, HEAD_DIM = (1, 4), 64
HELD_BACK = 20  # every so-manieth sentence is only for measuring
MEASURED = 3_000  # held-back sentences at most
KINDS: tuple[Kind, ...] = ("uniform", "raw", "trained")
METHOD = (
    "Each word is predicted from the other words of its sentence (its own column masked) by softmax "
    "over the batch's words and others drawn at random; Adam; each head guesses alone and the "
    "chances are averaged. With uniform and raw attention W_V and the output map are learned in the "
    "same way. The figure is the mean of 1 / rank of the true word among the commonest words of the "
    "table, on sentences held back."
)


class Refusal(Exception):
    """What a person can mend, in one line."""


class Parser(argparse.ArgumentParser):
    """Refuses in one line."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise Refusal(message)


@dataclass(frozen=True, eq=False)
class Material:
    """What is trained on and measured on: vectors (words, n), sentences of their row numbers."""

    vectors: Any
    learned: Sentences
    held_back: Sentences


def main(arguments: Sequence[str]) -> int:
    """Run the command; return the exit status: 0, or 2 for what a person can mend."""
    top = Parser(prog="python -m engine.projections", description=__doc__)
    commands = top.add_subparsers(required=True, parser_class=Parser, metavar="command")
    command = commands.add_parser("train", help="learn W_Q, W_K, W_V for the shipped vectors")
    command.add_argument("--corpus", type=Path, required=True, help="folder with text/")
    command.add_argument("--out", type=Path, default=FOLDER)
    command.add_argument("--steps", type=int, default=training.STEPS)
    try:
        given = top.parse_args(arguments)
        if not (given.corpus / "text").is_dir():
            raise Refusal(f"{given.corpus}: no folder text/ in it")
        train_all(given.corpus, given.out, given.steps)
    except (Refusal, OSError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2
    return 0


def train_all(corpus: Path, out: Path, steps: int) -> None:
    """Train for every number of heads, and write weights and figures to `out`."""
    start = time.monotonic()

    def say(step: str) -> None:
        print(f"[{time.monotonic() - start:4.0f} s] {step}", file=sys.stderr, flush=True)

    table = load_shipped()
    material = _material(table, corpus)
    say(f"{len(material.learned):,} sentences to learn from")
    out.mkdir(parents=True, exist_ok=True)
    results = []
    for heads in HEADS:
        figures: dict[str, Any] = {"heads": heads, "head_dim": HEAD_DIM}
        for kind in KINDS:
            weights = train(material.vectors, material.learned, kind, (heads, HEAD_DIM), steps, say=say)
            rank = reciprocal_rank(material.vectors, material.held_back, weights, kind)
            figures[kind] = round(rank, 4)
            say(f"{kind}, {heads} head(s): mean reciprocal rank {rank:.4f}")
        W = np.stack([weights.W_Q, weights.W_K, weights.W_V]).astype(np.float16)
        np.save(out / file_name(heads, HEAD_DIM), W, allow_pickle=False)
        results.append(figures)
    _write_figures(out, table, material, steps, results)


def _material(table: VectorTable, corpus: Path) -> Material:
    """Read the text, leave out stopwords as Peony does, and hold sentences back."""
    from engine.vectors.building.corpus import read_corpus  # needs the build extra

    lexicon = shipped_lexicon()
    sentences = []
    for sentence in read_corpus(corpus / "text").sentences:
        rows = [table.index.row(word) for word in sentence if not lexicon.is_stopword(word)]
        sentences.append([row for row in rows if row is not None])
    held_back = sentences[::HELD_BACK]
    held_back = held_back[:: max(1, len(held_back) // MEASURED)]
    learned = [sentence for place, sentence in enumerate(sentences) if place % HELD_BACK]
    vectors = np.vstack([block for _, block in table.rows.blocks()])
    return Material(vectors, Sentences.of(learned), Sentences.of(held_back))


def _write_figures(
    out: Path, table: VectorTable, material: Material, steps: int, results: list[dict[str, Any]]
) -> None:
    about = {
        "table": table.fingerprint,
        "licence": table.licence,
        "method": METHOD,
        "settings": {
            "steps": steps,
            "sentences_a_step": training.BATCH,
            "others": training.OTHERS,
            "rate": training.RATE,
            "modesty": training.MODESTY,
        },
        "sentences": {"learned": len(material.learned), "held_back": len(material.held_back)},
        "candidates": training.CANDIDATES,
        "results": results,
    }
    (out / "trained.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
