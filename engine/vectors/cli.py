"""The command line of word vectors: build, train, info, neighbours, evaluate."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import numpy as np

from engine.errors import PeonyError
from engine.folders import tables_folder
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
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a name may be what none can show
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
    command("clear", _clear, "remove what was kept of imported tables; the files they came from stay")
    tell = command("figures", _figures, "measure self-weights, English words and some cosines of Peony's own")
    tell.add_argument("--corpus", type=Path, required=True, help="folder with text/ and lexicon/")
    cover = command("coverage", _coverage, "measure the words' coverage of text held back")
    cover.add_argument("--corpus", type=Path, required=True, help="folder with text/ and lexicon/")
    cover.add_argument("--words", type=int, help="as for build")
    owntext.add_arguments(command("train", owntext.run, "learn a table from your own text"))
    info = command("info", _info, "say what a table is")
    info.add_argument("table", nargs="?", type=Path, help="a file; Peony's own without")
    near = command("neighbours", _neighbours, "list the words nearest to a word")
    near.add_argument("file", nargs="?", type=Path, help="a table; Peony's own without")
    near.add_argument("word")
    near.add_argument("--count", type=int, default=10)
    judge = command("evaluate", _evaluate, "compare with judged pairs of words")
    judge.add_argument("file", nargs="?", type=Path, help="a table; Peony's own without")
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
    file = getattr(given, "file", None) or given.table
    if file is None:
        if given.limit is not None:
            raise Refusal("--limit is for a table in a file; Peony's own is small")
        return load_shipped()
    from engine.vectors.imported import open_table  # only for a table of one's own

    return open_table(file, tables_folder(), limit=given.limit, progress=show_import)


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
        print(f"{found.text:24} {found.words:8,} words  {shares}, {found.possible:6.1%} at most")


def _figures(given: argparse.Namespace) -> None:
    from engine.vectors.building.figures import cosines, english, self_weights

    _check_corpus(given.corpus)
    table = load_shipped()
    for first, second, cosine in cosines(table):
        print(f"cosine {first} {second}  {cosine:.2f}")
    for found in english(table, given.corpus):
        parts = f"{found.known:,} in the table, {found.composed:,} composed, {found.unknown:,} unknown"
        print(f"the {found.words:,} commonest English words: {parts}")
    weights = self_weights(table, given.corpus)
    low, middle, high = np.percentile(weights, (5, 50, 95))
    within = ((weights >= 0.5) & (weights <= 0.8)).mean()
    print(f"self-weight over ten words, {len(weights):,} sentences: mean {weights.mean():.3f}")
    print(
        f"5 % below {low:.3f}, half below {middle:.3f}, 95 % below {high:.3f}; {within:.1%} within .5 to .8"
    )


def _check_corpus(folder: Path) -> None:
    if not (folder / "text").is_dir():
        raise Refusal(f"{folder}: no folder text/ in it")


def _info(given: argparse.Namespace) -> None:
    table = _open(given)
    for name in ("name", "source", "licence", "fingerprint"):
        print(f"{name:12} {_shown(getattr(table, name))}")
    print(f"{'words':12} {len(table):,}\n{'width':12} {table.width}")
    if (report := getattr(table, "report", None)) is not None:
        print(f"{'format':12} {report.format}, imported in {report.seconds:.1f} s")
        print(f"{'left out':12} {report.duplicates:,} duplicates, {report.bad_words:,} words that are none")


def _neighbours(given: argparse.Namespace) -> None:
    table = _open(given)
    _, (origin,) = table.look_up([given.word])
    if origin.kind == "unknown":
        raise Refusal(f"{_shown(given.word)}: not in the table, and nothing to compose it from")
    if origin.kind == "composed":
        print(f"composed from {_shown(' · '.join(origin.parts))}")
    for word, cosine in table.neighbours(given.word, max(0, given.count)):
        print(f"{cosine:6.3f}  {_shown(word)}")


def _evaluate(given: argparse.Namespace) -> None:
    table, pairs = _open(given), read_pairs(given.pairs)
    if given.as_missing:
        table = without(table, {word for pair in pairs for word in pair[:2] if len(word) > 1})
    found = evaluate(table, pairs)
    share = found.known_words / found.words
    print(f"words in the table    {found.known_words} of {found.words} ({share:.1%})")
    for name, part in (("all pairs, composed ", found.composed), ("pairs in the table  ", found.known)):
        print(f"{name}  {part} of {len(pairs)}")


def _clear(given: argparse.Namespace) -> None:
    from engine.vectors.imported import clear_cache

    print(f"{clear_cache(tables_folder()) / 2**20:,.1f} MB removed")


def _shown(text: str) -> str:
    """Return what may be written to a terminal: a file may name its words so as to command it."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text)
