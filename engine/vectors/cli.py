"""The command line of word vectors: build, train, info, neighbours, evaluate."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from engine.errors import PeonyError
from engine.folders import cache_folder
from engine.vectors.building.libraries import MissingLibrary
from engine.vectors.evaluation import BadPairs, evaluate, read_pairs, without
from engine.vectors.owntext import cli as owntext
from engine.vectors.shipped import load_shipped
from engine.vectors.table import VectorTable
from engine.words import load_words


class Refusal(Exception):
    """What a person can mend, in one line."""


class Parser(argparse.ArgumentParser):
    """Refuses in one line."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise Refusal(message)


def main(arguments: Sequence[str]) -> int:
    """Run a command; return the exit status: 0, or 2 for what a person can mend."""
    try:
        given = parser().parse_args(arguments)
        given.run(given)
    except PeonyError as error:
        return _refuse(load_words("en").error(error))
    except (Refusal, BadPairs, MissingLibrary) as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename or ''}: {error.strerror or error}")
    except KeyboardInterrupt:
        return _refuse("stopped")
    return 0


def parser() -> Parser:
    """Return what reads the command line."""
    top = Parser(prog="python -m engine.vectors", description=__doc__)
    commands = top.add_subparsers(required=True, parser_class=Parser, metavar="command")

    def command(name: str, run: Callable[[argparse.Namespace], None], about: str) -> Parser:
        added = commands.add_parser(name, help=about, description=about)
        added.set_defaults(run=run)
        return added

    build = command("build", _build, "build the shipped table from text and dictionaries")
    build.add_argument("--corpus", type=Path, required=True, help="folder with text/ and lexicon/")
    build.add_argument("--out", type=Path, required=True, help="folder for the table's files")
    build.add_argument("--words", type=int, help="at most so many words")
    build.add_argument("--width", type=int, help="numbers in a row, even")
    cover = command("coverage", _coverage, "measure the words' coverage of text held back")
    cover.add_argument("--corpus", type=Path, required=True, help="folder with text/ and lexicon/")
    cover.add_argument("--words", type=int, help="as for build")
    owntext.add_arguments(command("train", owntext.run, "learn a table from your own text"))
    info = command("info", _info, "say what a table is")
    info.add_argument("table", nargs="?", type=Path, help="a file; Peony's own without")
    near = command("neighbours", _neighbours, "list the words nearest to a word")
    near.add_argument("word")
    near.add_argument("--count", type=int, default=10)
    judge = command("evaluate", _evaluate, "compare with judged pairs of words")
    judge.add_argument("pairs", type=Path, help="lines of word, word, score")
    judge.add_argument("--as-missing", action="store_true", help="compose every word of several characters")
    for each in (near, judge):
        each.add_argument("--table", type=Path, help="a file; Peony's own without")
    for each in (info, near, judge):
        each.add_argument("--limit", type=owntext.positive, help="of a file only the first, commonest words")
    return top


def _refuse(reason: str) -> int:
    print(" ".join(reason.split()), file=sys.stderr)
    return 2


def _open(given: argparse.Namespace) -> VectorTable:
    if given.table is None:
        return load_shipped()
    from engine.vectors.imported import open_table  # only for a table of one's own

    return open_table(given.table, cache_folder() / "vectors", limit=given.limit, progress=show_import)


def show_import(fraction: float, words: int) -> None:
    """Show on a terminal how far an import is."""
    if sys.stderr.isatty():
        end = "\n" if fraction == 1 else ""
        print(f"\rimported {fraction:4.0%}, {words:,} words", end=end, file=sys.stderr, flush=True)


def _build(given: argparse.Namespace) -> None:
    from engine.vectors.building.stages import WIDTH, WORDS, build_table

    words, width = given.words or WORDS, given.width or WIDTH
    if words < 10 or width < 2 or width % 2:
        raise Refusal("at least 10 words, and an even width, are needed")
    _check_corpus(given.corpus)
    start = time.monotonic()

    def say(step: str) -> None:
        print(f"[{time.monotonic() - start:4.0f} s] {step}", file=sys.stderr, flush=True)

    build_table(given.corpus, given.out, words, width, say)


def _coverage(given: argparse.Namespace) -> None:
    from engine.vectors.building.coverage import measure_coverage
    from engine.vectors.building.stages import WORDS

    _check_corpus(given.corpus)
    for found in measure_coverage(given.corpus, given.words or WORDS):
        shares = f"{found.known:6.1%} in the table, {found.composed:6.1%} with composed"
        print(f"{found.text:24} {found.words:8,} words  {shares}")


def _check_corpus(folder: Path) -> None:
    if not (folder / "text").is_dir():
        raise Refusal(f"{folder}: no folder text/ in it")


def _info(given: argparse.Namespace) -> None:
    table = _open(given)
    for name in ("name", "source", "licence", "fingerprint"):
        print(f"{name:12} {getattr(table, name)}")
    print(f"{'words':12} {len(table):,}\n{'width':12} {table.width}")
    if (report := getattr(table, "report", None)) is not None:
        print(f"{'format':12} {report.format}, imported in {report.seconds:.1f} s")
        print(f"{'left out':12} {report.duplicates:,} duplicates, {report.bad_words:,} words that are none")


def _neighbours(given: argparse.Namespace) -> None:
    table = _open(given)
    (origin,) = table.look_up([given.word])[1]
    if origin.kind == "unknown":
        raise Refusal(f"{given.word}: not in the table, and nothing to compose it from")
    if origin.kind == "composed":
        print(f"composed from {' · '.join(origin.parts)}")
    for word, cosine in table.neighbours(given.word, max(0, given.count)):
        print(f"{cosine:6.3f}  {word}")


def _evaluate(given: argparse.Namespace) -> None:
    table, pairs = _open(given), read_pairs(given.pairs)
    if given.as_missing:
        table = without(table, {word for pair in pairs for word in pair[:2] if len(word) > 1})
    found = evaluate(table, pairs)
    share = found.known_words / found.words
    print(f"words in the table    {found.known_words} of {found.words} ({share:.1%})")
    print(f"all pairs, composed   rho {found.composed.rho:.3f}  ({found.composed.pairs} pairs)")
    print(f"pairs in the table    rho {found.known.rho:.3f}  ({found.known.pairs} pairs)")
