"""JSON that is damaged, huge or malicious: one refusal each, with its line and column, in bounded time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import strict_json
from engine.errors import PeonyError
from engine.strict_json import Place, load, parse, shown

FILE = Path("/somewhere/a.json")
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


def refusal(data: bytes) -> PeonyError:
    with pytest.raises(PeonyError) as caught:
        parse(data, FILE)
    assert caught.value.fields["file"] == "a.json"
    return caught.value


@given(plain=PLAIN)
def test_what_is_json_is_read(plain: object):
    assert parse(json.dumps(plain).encode(), FILE) == plain


@pytest.mark.parametrize(
    ("data", "key", "line", "column"),
    [
        (b'{"a": [1,\n 2', "json_cut", 2, 3),
        (b'{"a": "bc', "json_cut", 1, 7),
        (b'{"a": tru', "json_cut", 1, 7),
        (b'{"a": "\\u7', "json_cut", 1, 9),
        (b'{"a":\n "\xe8\x8a', "json_cut", 2, 3),
        (b'{"a":\n\n x}', "json_syntax", 3, 2),
        (b'{"a": 1}\n{"b": 1}', "json_syntax", 2, 1),
        (b"{'a': 1}", "json_syntax", 1, 2),
        (b'{"a": 01}', "json_syntax", 1, 8),
        (b"[" * 100_000, "json_deep", 1, strict_json.DEEPEST + 1),
        (b'["\\"[", \n' + b'{"a":' * 100_000, "json_deep", 2, 5 * (strict_json.DEEPEST - 1) + 1),
    ],
)
def test_the_place_is_named(data: bytes, key: str, line: int, column: int):
    error = refusal(data)
    assert error.key == f"error.{key}"
    assert (error.fields["line"], error.fields["column"]) == (line, column)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "json_empty"),
        (b"\xef\xbb\xbf \n", "json_empty"),
        (b"junk", "json_none"),
        (b"\n  <html>", "json_none"),
        ("牡丹".encode(), "json_none"),
    ],
)
def test_what_never_was_json_was_not_cut(data: bytes, key: str):
    assert refusal(data).key == f"error.{key}"


def test_other_encodings_are_refused_with_the_byte():
    assert refusal(b'{"a": "\xff"}').fields["byte"] == 7
    assert refusal('{"a": 1}'.encode("utf-16")).key == "error.json_encoding"


def test_what_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(strict_json, "LARGEST", 100)
    (tmp_path / "a.json").write_bytes(b"[" + b"1," * 1000 + b"1]")
    with pytest.raises(PeonyError, match="json_large"):
        load(tmp_path / "a.json")


def test_numbers_beyond_all_bounds_are_fractions_not_whole_numbers_of_any_length():
    found = parse(b"[" + b"9" * 1_000_000 + b", 1e999, -" + b"9" * 5000 + b", NaN, -Infinity]", FILE)
    assert isinstance(found, list)
    assert all(type(number) is float for number in found)


def test_names_given_twice_are_remembered():
    found = parse(b'{"a": 1, "b": {"c": 1, "c": 2}, "d": {"c": 1}}', FILE)
    assert found.twice is None
    assert found["b"].twice == "c"
    assert found["d"].twice is None
    many = b"{" + b",".join(b'"%d": 0' % number for number in range(200_000)) + b', "7": 1}'
    assert parse(many, FILE).twice == "7"


def test_places_are_spelt_as_paths():
    place = Place(FILE).member("edits").member("kept").item(3)
    assert place.path == "edits.kept[3]"
    assert place.refusal([], "…").fields["place"] == "edits.kept[3]"
    assert Place(FILE).refusal([], "…").fields["place"] == "/"


@pytest.mark.parametrize("value", [None, True, 10**30, 1.5, "a" * 100_000, "\ud800" * 50, [1] * 99, {"a": 1}])
def test_values_are_shown_in_a_few_characters(value: object):
    assert len(shown(value)) < 300
    shown(value).encode()
