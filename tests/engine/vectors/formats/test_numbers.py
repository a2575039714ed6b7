"""The bulk parser of decimal numbers against `float`, to the last bit."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.vectors.formats.numbers import LARGEST, parse_numbers

SPELLINGS = (
    "0.5 -0.5 .5 -.5 5. 1 -1 0 -0 -0.0 1e-05 -1.5E+3 nan NaN inf -inf abc 1.2.3 - . -. + +. +0.5 1_0 0x1 "
    "1..2 --0.5 -+1.0 -0.000000 12345678.1234567 123456789012.345 1234567890123.456 0.12345678901234567 "
    "99999999999999.9 0:5.0 0/5.0 1.5- 1e 1e+ e5 00000.5 12.5;3 12345678.; .23456789 1,5 1.e5 1e-400 "
    "1.5\x00 \x00.5 \xff.5 ½ １.５ 1.5f 12345678 123456789.12345678 1.17549435e-38 1e-45 3.4e38 -2e15 1e15"
).split()


def expected(token: str) -> np.float32:
    if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", token):
        return np.float32("nan")
    value = float(token)
    return np.float32(value) if abs(value) <= LARGEST else np.float32("nan")


def check(tokens: list[str]) -> None:
    found = parse_numbers(" ".join(tokens).encode())
    wanted = np.array([expected(token) for token in tokens], dtype=np.float32)
    for token, ours, theirs in zip(tokens, found, wanted, strict=True):
        assert ours.tobytes() == theirs.tobytes() or (np.isnan(ours) and np.isnan(theirs)), token


def test_every_spelling_alone_and_among_others() -> None:
    check(SPELLINGS)
    for token in SPELLINGS:
        check([token])
        check(["0.25", token, "-1.5"])


def test_an_empty_number_is_none() -> None:
    assert np.isnan(parse_numbers(b"1.5  2.5")).tolist() == [False, True, False]
    assert np.isnan(parse_numbers(b"")).tolist() == [True]


@pytest.mark.parametrize("decimals", range(16))
def test_numbers_as_files_have_them(decimals: int) -> None:
    random = np.random.RandomState(decimals)
    values = random.standard_normal(4000) * 10.0 ** random.randint(-7, 8, 4000)
    check([f"{value:.{decimals}f}" for value in values.tolist()])


@given(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1))
def test_a_float32_that_was_written_reads_back_the_same(values: list[float]) -> None:
    check([repr(value) for value in values])
    check([str(np.float32(value)) for value in values])


@given(st.lists(st.text(alphabet="0123456789.-+eE", min_size=1, max_size=20), min_size=1, max_size=40))
def test_what_may_be_a_number(tokens: list[str]) -> None:
    check(tokens)


def test_halfway_cases_round_as_float_then_float32() -> None:
    near = np.nextafter(np.float32(1), np.float32(2)).astype(np.float64)
    half = (1 + near) / 2
    check([f"{half + shift:.{digits}f}" for shift in (0, 1e-16, -1e-16) for digits in range(8, 15)])
