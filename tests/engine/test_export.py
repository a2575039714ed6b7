"""Files: npz, json and csv hold what was computed, and a failed write harms nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import export
from engine.errors import PeonyError
from engine.export import KINDS, check_target, to_csv, to_json, to_npz, write
from engine.lexicon import shipped_lexicon
from engine.report import ranking_table, width
from engine.settings import Settings
from engine.trace import Trace
from engine.words import load_words

NAMES = {
    "tokens", "spans", "kept", "all_tokens", "X", "W_Q", "W_K", "W_V", "Q", "K", "V", "S", "A", "Z", "norms",
    "received", "settings",
}  # fmt: skip
CASES = [
    {},
    {"heads": 3, "mask": "causal"},
    {"attention": "raw"},
    {"vectors": "onehot", "activation": "relu"},
]
cases = pytest.mark.parametrize("settings", CASES, ids=str)


def loaded(trace: Trace) -> dict[str, np.ndarray]:
    with np.load(io.BytesIO(to_npz(trace)), allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def read_json(trace: Trace) -> dict:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    return json.loads(to_json(trace).decode("utf-8"), parse_constant=refuse)


def blocks(trace: Trace) -> list[list[list[str]]]:
    """Return the blocks of the csv, split at its empty rows."""
    found: list[list[list[str]]] = [[]]
    for row in csv.reader(io.StringIO(to_csv(trace).decode("utf-8-sig"), newline="")):
        if row:
            found[-1].append(row)
        else:
            found.append([])
    return found


@cases
def test_npz_holds_the_whole_trace_and_needs_no_pickle(analyse, settings: dict) -> None:
    trace = analyse(**settings)
    found = loaded(trace)
    raw = trace.settings.attention == "raw"
    assert set(found) >= NAMES - ({"W_Q", "W_K", "W_V"} if raw else set())
    assert raw == ("W_Q" not in found)
    for name in (
        "X",
        "W_Q",
        "W_K",
        "W_V",
        "Q",
        "K",
        "V",
        "S",
        "A",
        "Z",
        "norms",
        "received",
        "kept",
        "spans",
    ):
        if name in found:
            np.testing.assert_array_equal(found[name], getattr(trace, name))
            assert found[name].dtype == getattr(trace, name).dtype
    m, M = len(trace.tokens), len(trace.pieces)
    assert found["S"].shape == found["A"].shape == (trace.heads, m, m)
    assert (found["spans"].shape, found["kept"].shape, found["kept"].dtype) == ((m, 2), (M,), bool)
    assert tuple(found["tokens"].tolist()) == trace.tokens
    assert tuple(found["all_tokens"].tolist()) == trace.all_tokens
    saved = json.loads(str(found["settings"]))
    own = {name: saved[name] for name in trace.settings.to_dict()}
    assert Settings.from_dict(own) == trace.settings


@cases
def test_json_is_the_same_with_floats_to_the_last_digit_and_masked_scores_null(analyse, settings) -> None:
    trace = analyse(**settings)
    found, arrays = read_json(trace), loaded(trace)
    assert set(found) == set(arrays)
    for name, array in arrays.items():
        if array.dtype.kind == "f":
            plain = np.array(found[name], dtype=object)
            hidden = ~np.isfinite(array)
            assert all(value is None for value in plain[hidden])
            np.testing.assert_array_equal(plain[~hidden].astype(float), array[~hidden])
        elif name != "settings":
            assert found[name] == array.tolist()
    assert (np.array(found["S"], dtype=object) == None).any() == ("mask" in settings)  # noqa: E711
    assert found["settings"] == json.loads(str(arrays["settings"]))
    assert "牡丹".encode() in to_json(trace)


@cases
def test_csv_has_a_block_a_head_with_the_tokens_on_both_sides(analyse, settings: dict) -> None:
    trace = analyse(**settings)
    data = to_csv(trace)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\xef\xbb\xbf") == 1
    found = blocks(trace)
    assert len(found) == trace.heads
    names = [f"A {head}/{trace.heads}" for head in range(1, trace.heads + 1)] if trace.heads > 1 else ["A"]
    assert [block[0][0] for block in found] == names
    for head, block in enumerate(found):
        assert block[0][1:] == [row[0] for row in block[1:]] == list(trace.tokens)
        np.testing.assert_array_equal([[float(cell) for cell in row[1:]] for row in block[1:]], trace.A[head])


@pytest.mark.parametrize("text", ["", "。。"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_kept_is_exported_too(analyse, text: str, kind: str) -> None:
    trace = analyse(text)
    assert KINDS[kind](trace)
    assert loaded(trace)["A"].shape == (1, 0, 0)
    assert read_json(trace)["tokens"] == []
    assert len(blocks(trace)[0]) == 1


FORMULAS = ["=1+1", "=cmd|'/C calc'!A0", "+1", "-1", "@SUM(1)", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_token_can_be_a_formula_in_a_spreadsheet(analyse, formula: str) -> None:
    own = shipped_lexicon().with_own_words([formula])
    trace = analyse(f"牡丹{formula}花卉", lexicon=own, stopwords="keep")
    assert formula in trace.tokens
    (block,) = blocks(trace)
    for name in (*block[0], *(row[0] for row in block)):
        assert name[0] not in "=+-@\t\r"
    assert formula in [name.removeprefix("'") for name in block[0]]


@given(st.text(st.sampled_from("牡丹\"',;\n\r\t=\0\ud800\U0001f33a") | st.characters(), max_size=20))
def test_any_text_comes_back_whole_from_every_kind(analyse, text: str) -> None:
    trace = analyse(text, stopwords="keep", head_dim=1)
    assert tuple(loaded(trace)["all_tokens"].tolist()) == trace.all_tokens
    assert tuple(read_json(trace)["tokens"]) == trace.tokens
    assert read_json(trace)["settings"]["text"] == trace.text
    names = [row[0].removeprefix("'") for row in blocks(trace)[0][1:]]
    assert [name.split() for name in names] == [token.removeprefix("'").split() for token in trace.tokens]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has file names that are no text")
def test_a_weights_file_with_an_unreadable_name_can_be_exported(analyse, tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.npz")
    trace = analyse()
    np.savez(name, W_Q=trace.W_Q, W_K=trace.W_K, W_V=trace.W_V)
    made = analyse(weights=name)
    for kind in KINDS.values():
        assert kind(made)


def test_writing_replaces_the_whole_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    for data in (b"first, and longer", b"second"):
        write(file, data)
        assert file.read_bytes() == data
        assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_a_new_file_has_ordinary_rights_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    before = os.umask(0o022)
    try:
        write(file, b"1")
        assert stat.S_IMODE(file.stat().st_mode) == 0o644
        file.chmod(0o600)
        write(file, b"2")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    finally:
        os.umask(before)


@pytest.mark.parametrize("old", [b"the old one", None])
@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_failed_write_leaves_the_old_file_whole_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, old: bytes | None
) -> None:
    file = tmp_path / "a.npz"
    if old is not None:
        file.write_bytes(old)

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(export.os, step, full)
    with pytest.raises(PeonyError) as caught:
        write(file, b"new")
    assert caught.value.key == "error.write"
    assert os.strerror(28) in load_words("en").error(caught.value)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([old] if old is not None else [])


def test_the_umask_is_never_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the whole process's: of two threads that set it and put it back, one puts back the other's."""
    monkeypatch.delattr(os, "umask")
    write(tmp_path / "a.csv", b"new")


def test_what_is_write_protected_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another file may be put in its place, as the folder's rights go: that is not what was meant."""
    old, new = tmp_path / "old.npz", tmp_path / "new.npz"
    old.write_bytes(b"old")
    monkeypatch.setattr(export.os, "access", lambda place, mode: Path(place) != old or mode != os.W_OK)
    for refused in (lambda: write(old, b"new"), lambda: check_target(old)):
        with pytest.raises(PeonyError, match="write") as error:
            refused()
        assert error.value.fields["reason"] == os.strerror(13)
    write(new, b"new")
    check_target(new)
    assert old.read_bytes() == b"old"
    assert sorted(tmp_path.iterdir()) == [new, old]


def test_until_the_new_file_is_complete_the_old_one_is_there(tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "a.npz"
    file.write_bytes(b"old")
    replace, seen = os.replace, []

    def watching(scratch: Path, target: Path) -> None:
        seen.append((file.read_bytes(), Path(scratch).read_bytes(), Path(scratch).parent))
        replace(scratch, target)

    monkeypatch.setattr(export.os, "replace", watching)
    write(file, b"new")
    assert seen == [(b"old", b"new", tmp_path)]


def test_what_a_killed_write_left_goes_with_a_later_one_but_nothing_else_does(tmp_path: Path) -> None:
    left, young = tmp_path / ".peony-abcdefgh.part", tmp_path / ".peony-12345678.part"
    others = [tmp_path / name for name in (".peony-notes.part", ".peony-abcdefgh", "a.part")]
    for file in (left, young, *others):
        file.write_bytes(b"x")
        os.utime(file, (0, 0))
    os.utime(young)
    write(tmp_path / "a.npz", b"new")
    assert set(tmp_path.iterdir()) == {young, *others, tmp_path / "a.npz"}


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link.npz").symlink_to(tmp_path / "there" / "a.npz")
    for data in (b"1", b"2"):
        write(tmp_path / "link.npz", data)
        assert (tmp_path / "there" / "a.npz").read_bytes() == data
    assert (tmp_path / "link.npz").is_symlink()
    assert len(list((tmp_path / "there").iterdir())) == 1


def test_the_ranking_lists_every_kept_token_from_the_top_in_columns(analyse) -> None:
    trace = analyse("原野中,peony是最美丽的花卉。")
    words = load_words("en")
    head, *lines = ranking_table(trace, words).splitlines()
    assert head == words("cli.ranking")
    assert [int(line.split()[0]) for line in lines] == [1, 2, 3, 4, 5]
    assert {line.split()[1] for line in lines} == set(trace.tokens)
    norms = [float(line.split()[2]) for line in lines]
    assert norms == sorted(norms, reverse=True)
    np.testing.assert_allclose(norms, np.sort(trace.norms)[::-1], atol=1e-4)
    assert len({width(line) for line in lines}) == 1
    assert ranking_table(analyse(""), words) == words("cli.empty")
