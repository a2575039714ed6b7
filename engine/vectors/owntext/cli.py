"""``python -m engine.vectors train``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.errors import PeonyError
from engine.export import check_target
from engine.folders import cache_folder
from engine.lexicon import shipped_lexicon
from engine.tokens import Tokenizer
from engine.vectors.owntext.pace import Stage
from engine.vectors.owntext.saving import SUFFIX, save
from engine.vectors.owntext.texts import Text, encodings, find_texts, readable_size
from engine.vectors.owntext.training import NARROWEST, WIDEST, train
from engine.words import load_words

_LISTED = 20  # files


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    command.add_argument(
        "texts", nargs="+", type=Path, metavar="TEXT", help="a text, or a folder of .txt files"
    )
    command.add_argument("--out", type=Path, required=True, metavar="FILE.npz", help="where the table goes")
    command.add_argument("--width", type=width, help=f"numbers in a row, {NARROWEST} to {WIDEST}")
    command.add_argument("--min-count", type=positive, help="how often a word must occur")


def width(text: str) -> int:
    """Read a width; `ValueError` for any other text."""
    if not NARROWEST <= (number := int(text)) <= WIDEST:
        raise ValueError(text)
    return number


def positive(text: str) -> int:
    """Read a number from 1 on; `ValueError` for any other text."""
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def run(given: argparse.Namespace) -> None:
    """Train, save, and say what came out."""
    if given.out.suffix.lower() != SUFFIX:
        raise PeonyError("train_out", file=given.out)
    check_target(given.out)
    try:
        texts = find_texts(given.texts)
        table = train(
            texts,
            Tokenizer(cache_folder()),
            shipped_lexicon(),
            width=given.width,
            min_count=given.min_count,
            progress=_show,
        )
        save(table, given.out)
    finally:
        _show_line("")
    _list(texts)
    for key, fields in table.report.sentences():
        print(load_words("en")(key, **fields))
    print(f"Saved: {given.out}, {readable_size(given.out.stat().st_size)}")


def _show(fraction: float, stage: Stage) -> None:
    _show_line(f"{fraction:4.0%} {load_words('en')(f'own_text.{stage}')}")


def _show_line(text: str) -> None:
    """Write over the last line of a terminal; elsewhere nothing."""
    if sys.stderr.isatty():
        print(f"\r{text:<60}\r", end="", file=sys.stderr, flush=True)


def _list(texts: Sequence[Text]) -> None:
    """Say in which encoding each file is, or how many are in each."""
    if len(texts) > _LISTED:
        for name, count in encodings(texts).items():
            print(f"{name:10} {count:,} files")
    else:
        for text in texts:
            bad = f", {text.encoding.bad:,} characters unreadable" if text.encoding.bad else ""
            print(f"{text.encoding.name:10} {text.path}, {readable_size(text.size)}{bad}")
