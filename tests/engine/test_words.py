"""The sentences of the interface: both languages whole, every key used, every key that is used there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from engine.errors import PeonyError
from engine.samples import load_samples
from engine.settings import OPTIONS
from engine.words import LANGUAGES, load_words, system_language

ROOT = Path(__file__).parents[2]
REFUSERS = {"PeonyError", "_refusal"}


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


SENTENCES = {lang: load_words(lang).sentences for lang in LANGUAGES}
KEYS = set(SENTENCES["en"])
SECTIONS = {key.split(".")[0] for key in KEYS}


@cache
def nodes() -> list[ast.AST]:
    """Return every node of Peony's own sources."""
    files = [ROOT / "main.py", *(ROOT / "engine").rglob("*.py"), *(ROOT / "gui").rglob("*.py")]
    return [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]


@cache
def literals() -> frozenset[str]:
    """Return every text in the sources, and the names of the options."""
    texts = {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return frozenset(texts | {option.name for option in OPTIONS})


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Return every f-string that makes keys of a section, each of its gaps a group."""
    found = []
    for node in nodes():
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            if node.values[0].value.split(".")[0] in SECTIONS and "." in node.values[0].value:
                parts = (
                    re.escape(part.value) if isinstance(part, ast.Constant) else r"(\w+)"
                    for part in node.values
                )
                found.append(re.compile("".join(parts)))
    return tuple(found)


def calls() -> Iterator[tuple[str, set[str]]]:
    """Find each sentence that is asked for by a literal key, with the fields it is given."""
    for node in nodes():
        if not isinstance(node, ast.Call) or not node.args or any(k.arg is None for k in node.keywords):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        given = {keyword.arg for keyword in node.keywords}
        choices = node.args[0]
        options = [choices.body, choices.orelse] if isinstance(choices, ast.IfExp) else [choices]
        for choice in options:
            if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                if name in ("words", "_words"):
                    yield choice.value, given
                elif name == "PeonyError":
                    yield f"error.{choice.value}", given
                elif name == "_refusal":
                    yield f"error.{choice.value}", given | {"file", "key"}


def test_both_languages_have_the_same_keys() -> None:
    assert set(SENTENCES["zh_CN"]) == set(SENTENCES["en"])


@pytest.mark.parametrize("key", sorted(KEYS))
def test_both_languages_fill_in_the_same_fields_and_neither_is_empty(key: str) -> None:
    chinese, english = SENTENCES["zh_CN"][key], SENTENCES["en"][key]
    assert fields(chinese) == fields(english)
    assert chinese.strip()
    assert english.strip()
    for sentence in (chinese, english):
        assert sentence.format(**dict.fromkeys(fields(sentence), 1))


def test_every_key_that_is_asked_for_exists() -> None:
    asked = {key for key, _ in calls()}
    assert len(asked) > 60
    assert asked - KEYS == set()


def test_every_text_that_looks_like_a_key_is_one() -> None:
    looks = re.compile(rf"({'|'.join(SECTIONS)})(\.\w+)+")
    suspects = {text for text in literals() if looks.fullmatch(text)}
    widgets = {node.args[0].value for node in nodes() if is_naming(node)}
    files = {text for text in suspects if text.endswith((".json", ".png", ".txt"))}
    assert suspects - KEYS - widgets - files == set()


def is_naming(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "setObjectName"
        and isinstance(node.args[0], ast.Constant)
    )


def test_every_pattern_of_keys_makes_some() -> None:
    assert patterns()
    for pattern in patterns():
        named = pattern.pattern.startswith("error") or any(pattern.fullmatch(key) for key in KEYS)
        assert named or "Toggle" in pattern.pattern, pattern.pattern


def is_used(key: str) -> bool:
    if key in literals():
        return True
    if key.startswith("error."):
        return key.removeprefix("error.") in literals()
    matches = (pattern.fullmatch(key) for pattern in patterns())
    return any(match and all(part in literals() for part in match.groups()) for match in matches)


@pytest.mark.parametrize("key", sorted(KEYS))
def test_no_sentence_is_left_over(key: str) -> None:
    assert is_used(key)


def test_a_sentence_that_nobody_says_would_be_found() -> None:
    assert not is_used("window.nobody_says_this")
    assert not is_used("error.nobody_says_this")
    assert not is_used("option.nobody.label")


def test_every_sentence_is_given_exactly_the_fields_that_it_needs() -> None:
    wrong = {
        (key, tuple(sorted(given)))
        for key, given in calls()
        if key in KEYS and not fields(SENTENCES["en"][key]) <= given
    }
    assert wrong == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_error_is_one_line_whatever_is_in_it(lang: str) -> None:
    words = load_words(lang)
    for text in ("a\nb", "a\r\nb\u2028c", "{reason}", "{0}", "%s"):
        for error in (PeonyError("arguments", reason=text), PeonyError("file_missing", file=text)):
            said = words.error(error)
            assert len(said.splitlines()) == 1
            assert text.split("\n")[0].strip() in said


def test_an_unknown_key_is_an_error_in_peony() -> None:
    with pytest.raises(KeyError):
        load_words("en")("no.such.key")


@pytest.mark.parametrize(
    ("locale", "lang"),
    [("zh_CN", "zh_CN"), ("zh_TW", "zh_CN"), ("Chinese (Simplified)_China", "zh_CN"), ("en_GB", "en"),
     ("de_DE", "en"), (None, "en"), ("C", "en")],
)  # fmt: skip
def test_the_language_is_the_systems_where_peony_speaks_it(
    monkeypatch: pytest.MonkeyPatch, locale: str | None, lang: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda *_: (locale, "UTF-8"))
    assert system_language() == lang


def test_a_language_need_not_be_installed_to_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getlocale", lambda *_: (None, None))
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert system_language() == "zh_CN"
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert system_language() == "en"


def test_every_sample_is_labelled_in_every_language() -> None:
    samples = load_samples()
    assert samples[0].text == "原野中,牡丹是最美丽的花卉。"
    assert len({sample.text for sample in samples}) == len(samples)
    for sample in samples:
        assert all(sample.label(lang).strip() for lang in LANGUAGES)
