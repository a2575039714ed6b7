"""What the command line takes, with its help and its refusals in the language asked for."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from engine.errors import PeonyError
from engine.options import Option
from engine.session import SUFFIX
from engine.settings import OPTIONS
from engine.terminal import say
from engine.words import LANGUAGES, Words, system_language

# What argparse says of itself, which is English only; a refusal that is not among these stays as it is.
_USAGE = "usage: "
_REASONS = {
    "unknown": r"unrecognized arguments: (?P<what>.*)",
    "missing": r"argument (?P<flag>.*): expected one argument",
    "choice": r"argument (?P<flag>.*): invalid choice: (?P<value>.*) \(choose from (?P<choices>.*)\)",
    "together": r"argument (?P<flag>.*): not allowed with argument (?P<other>.*)",
    "surplus": r"argument (?P<flag>.*): ignored explicit argument (?P<value>.*)",
}


class Parser(argparse.ArgumentParser):
    """Refuses in one line, as every other part of Peony does."""

    def __init__(self, words: Words) -> None:
        self._words = words
        super().__init__("main.py", description=words("cli.description"), add_help=False, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        for name, pattern in _REASONS.items():
            if found := re.fullmatch(pattern, message, re.DOTALL):
                message = self._words(f"refusal.{name}", **found.groupdict())
                break
        raise PeonyError("arguments", reason=message)

    def format_help(self) -> str:
        """Return what can be asked. Its first word is put in afterwards: argparse aligns what is below it."""
        return super().format_help().replace(_USAGE, self._words("cli.usage"), 1)

    def print_help(self, file: object = None) -> None:
        """Say what can be asked."""
        say(self.format_help().rstrip("\n"))


def language(arguments: Sequence[str]) -> str:
    """Return the language to speak, known before anything can go wrong."""
    first = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    first.add_argument("--lang", nargs="?")
    asked = first.parse_known_args(arguments)[0].lang
    return asked if asked in LANGUAGES else system_language()


def parser(words: Words, kinds: Iterable[str]) -> Parser:
    """Return the command line, made from the table of options.

    Parameters
    ----------
    kinds
        The suffixes of what can be exported.
    """
    made = Parser(words)
    first = made.add_argument_group(words("cli.arguments"))
    first.add_argument("sentence", nargs="?", metavar="SENTENCE", help=words("cli.sentence"))
    group = made.add_argument_group(words("cli.options"))
    group.add_argument("-h", "--help", action="help", help=words("cli.help"))
    for option in OPTIONS:
        group.add_argument(
            option.flag, dest=option.name, type=option.parse, metavar="VALUE", help=_help(option, words)
        )
    group.add_argument("--vector-file", type=Path, metavar="FILE", help=words("cli.vector_file"))
    group.add_argument("--batch", type=Path, metavar="FILE.txt", help=words("cli.batch"))
    group.add_argument("--session", type=Path, metavar=f"FILE{SUFFIX}", help=words("cli.session"))
    group.add_argument("--lang", choices=LANGUAGES, help=words("cli.lang"))
    either, files = group.add_mutually_exclusive_group(), words("cli.export", kinds=" ".join(kinds))
    either.add_argument("--course", type=Path, metavar="FOLDER", help=words("cli.course"))
    either.add_argument("--export", action="append", type=Path, metavar="FILE", help=files)
    return made


def _help(option: Option, words: Words) -> str:
    return f"{words(f'option.{option.name}.help')} ({option.expects()})".replace("%", "%%")
