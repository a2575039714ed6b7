"""The command line speaks one language, argparse's own words included, and English as argparse does."""

from __future__ import annotations

import argparse
import re

import pytest

from engine.command_line import parser
from engine.errors import PeonyError
from engine.settings import OPTIONS
from engine.words import load_words

CHINESE, ENGLISH = (parser(load_words(lang), [".csv", ".png"]) for lang in ("zh_CN", "en"))
REFUSED = [
    ["--nope"],
    ["one", "two"],
    ["--seed"],
    ["--lang", "fr"],
    ["--course", "a", "--export", "b.csv"],
    ["--help=3"],
    ["--a\nb"],
]


def refusal(made: argparse.ArgumentParser, arguments: list[str]) -> str:
    with pytest.raises(PeonyError) as caught:
        made.parse_args(arguments)
    return str(caught.value.fields["reason"])


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_a_refusal_names_what_is_wrong_in_the_persons_language(arguments: list[str]) -> None:
    said = refusal(CHINESE, arguments)
    assert re.search("[\u4e00-\u9fff]", said)
    for word in re.findall(r"[\w-]+", said, re.ASCII):
        assert word in " ".join([*arguments, "--help", "-h", "zh_CN", "en"])


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_in_english_it_is_what_argparse_says(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    said = refusal(ENGLISH, arguments)
    monkeypatch.setattr("engine.command_line._REASONS", {})
    assert refusal(ENGLISH, arguments) == said


def test_a_refusal_that_is_not_known_is_said_as_it_is() -> None:
    with pytest.raises(PeonyError) as caught:
        CHINESE.error("something new")
    assert caught.value.fields["reason"] == "something new"


def test_the_help_has_no_other_language_in_it() -> None:
    ours = CHINESE.format_help()
    for word in ("usage", "positional", "arguments", "options:", "show this"):
        assert word not in ours
        assert word in ENGLISH.format_help()
    for option in OPTIONS:
        assert option.flag in ours


def test_what_is_below_the_usage_is_aligned() -> None:
    first, second, *_ = CHINESE.format_help().splitlines()
    wide = sum(1 + ("\u2e80" <= char <= "\uffef") for char in first[: first.index("[")])
    assert wide == len(second) - len(second.lstrip())
