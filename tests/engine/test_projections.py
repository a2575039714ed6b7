"""W: identity, random, and from a person's file, however broken that file is."""

from __future__ import annotations

import io
import os
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from engine.errors import PeonyError
from engine.projections import file as projections_file
from engine.projections import make_projections
from engine.settings import Settings
from engine.words import LANGUAGES, load_words

N = 6
RANDOM = Settings(weights="random", heads=3, head_dim=4)


def arrays(h: int = 2, n: int = N, d_k: int = 3) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    return {key: rng.normal(size=(h, n, d_k)) for key in ("W_Q", "W_K", "W_V")}


def saved(path: Path, **changed: object) -> str:
    made = arrays() | changed
    np.savez(path, **{key: array for key, array in made.items() if array is not None})
    return str(path)


def read(name: str | Path, n: int = N) -> tuple[np.ndarray, ...]:
    return projections_file.read_projections(str(name), n)


def refused(name: str | Path) -> PeonyError:
    """Return how the file is refused, having checked that it can be said in every language."""
    with pytest.raises(PeonyError) as caught:
        read(name)
    for lang in LANGUAGES:
        said = load_words(lang).error(caught.value)
        assert Path(name).name in said
        assert len(said.splitlines()) == 1
    return caught.value


def test_identity_is_one_head_that_changes_nothing() -> None:
    made = make_projections(Settings(weights="identity", heads=4, head_dim=9), 5)
    for W in (made.W_Q, made.W_K, made.W_V):
        assert_array_equal(W, np.eye(5)[None])
    assert (made.source, made.because) == ("identity", None)


def test_random_has_its_shape_and_three_different_matrices() -> None:
    made = make_projections(RANDOM, 7)
    assert made.W_Q.shape == made.W_K.shape == made.W_V.shape == (3, 7, 4)
    assert not np.array_equal(made.W_Q, made.W_K)
    assert not np.array_equal(made.W_K, made.W_V)
    assert made.source == "random"


def test_the_same_seed_gives_the_same_w_whatever_was_drawn_before() -> None:
    first = make_projections(RANDOM, 7)
    np.random.default_rng().normal(size=10)
    again = make_projections(RANDOM.with_(temperature=3.0), 7)
    other = make_projections(RANDOM.with_(seed=8), 7)
    assert_array_equal(first.W_Q, again.W_Q)
    assert_array_equal(first.W_V, again.W_V)
    assert not np.array_equal(first.W_Q, other.W_Q)


def test_the_stream_of_a_seed_never_changes() -> None:
    W = make_projections(Settings(weights="random", seed=7, head_dim=2), 2).W_Q
    expected = np.array([1.6905257, -0.46593737, 0.03282016, 0.40751628]) / np.sqrt(2)
    np.testing.assert_allclose(W.ravel(), expected, rtol=1e-6)


@pytest.mark.parametrize("n", [16, 100, 512])
def test_random_entries_are_normal_with_variance_one_over_n(n: int) -> None:
    made = make_projections(Settings(weights="random", heads=8, head_dim=64), n)
    entries = np.concatenate([W.ravel() for W in (made.W_Q, made.W_K, made.W_V)]) * np.sqrt(n)
    sure = 5 / np.sqrt(entries.size)
    assert abs(entries.mean()) < sure
    assert abs(entries.var() - 1) < 2 * sure
    assert abs((np.abs(entries) < 1).mean() - 0.6827) < sure


@pytest.mark.parametrize("seed", [0, 2**31 - 1])
def test_every_seed_that_is_allowed_works(seed: int) -> None:
    assert np.isfinite(make_projections(RANDOM.with_(seed=seed), 5).W_Q).all()


def test_one_hot_has_no_trained_w_and_says_so() -> None:
    made = make_projections(Settings(weights="trained", vectors="onehot"), 512)
    assert (made.source, made.because) == ("random", "one_hot")
    assert_array_equal(made.W_K, make_projections(Settings(weights="random", vectors="onehot"), 512).W_K)


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_a_good_file_is_taken_as_it_is(tmp_path: Path, save) -> None:
    save(tmp_path / "w.npz", **arrays(), extra=np.arange(3))
    made = make_projections(Settings(weights=str(tmp_path / "w.npz")), N)
    for key, W in arrays().items():
        assert_array_equal(getattr(made, key), W)
    assert (made.source, made.because) == ("file", None)


def test_a_table_is_one_head_and_numbers_of_any_kind_become_float64(tmp_path: Path) -> None:
    kinds = {"W_Q": np.float32, "W_K": np.int8, "W_V": np.uint16}
    name = saved(tmp_path / "w.npz", **{key: np.ones((N, 3), kind) for key, kind in kinds.items()})
    for W in read(name):
        assert W.shape == (1, N, 3)
        assert W.dtype == np.float64


@pytest.mark.parametrize("key", ["W_Q", "W_K", "W_V"])
def test_a_missing_key_is_named(tmp_path: Path, key: str) -> None:
    error = refused(saved(tmp_path / "w.npz", **{key: None}))
    assert (error.key, error.fields["key"]) == ("error.weights_key", key)


@pytest.mark.parametrize(
    "shape", [(2, N + 1, 3), (2, 3, N), (N,), (), (1, 2, N, 3), (0, N, 3), (2, N, 0), (3, N + 1), (2, 0, 3)]
)
@pytest.mark.parametrize("key", ["W_Q", "W_V"])
def test_a_wrong_shape_is_named(tmp_path: Path, key: str, shape: tuple[int, ...]) -> None:
    error = refused(saved(tmp_path / "w.npz", **{key: np.ones(shape)}))
    assert (error.key, error.fields["key"]) == ("error.weights_shape", key)
    assert error.fields["found"] == shape


@pytest.mark.parametrize("shape", [(3, N, 3), (2, N, 4), (N, 3)])
@pytest.mark.parametrize("key", ["W_K", "W_V"])
def test_shapes_that_do_not_match_each_other_are_named(
    tmp_path: Path, key: str, shape: tuple[int, ...]
) -> None:
    error = refused(saved(tmp_path / "w.npz", **{key: np.ones(shape)}))
    assert (error.key, error.fields["key"]) == ("error.weights_shape", key)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e31, -1e300])
@pytest.mark.parametrize("key", ["W_Q", "W_K", "W_V"])
def test_a_value_that_cannot_be_computed_with_is_refused(tmp_path: Path, key: str, value: float) -> None:
    W = arrays()[key]
    W[1, 2, 0] = value
    error = refused(saved(tmp_path / "w.npz", **{key: W}))
    assert (error.key, error.fields["key"]) == ("error.weights_finite", key)


@pytest.mark.parametrize(
    "W",
    [
        np.ones((2, N, 3), complex),
        np.ones((2, N, 3), bool),
        np.full((2, N, 3), "1.0"),
        np.zeros((2, N, 3), "V8"),
    ],
    ids=["complex", "bool", "text", "raw"],
)
def test_a_wrong_kind_of_number_is_named(tmp_path: Path, W: np.ndarray) -> None:
    error = refused(saved(tmp_path / "w.npz", W_K=W))
    assert (error.key, error.fields["key"]) == ("error.weights_kind", "W_K")


class Trap:
    """Leaves a mark where it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple:
        return os.mkdir, (str(self.mark),)


def test_a_pickle_is_never_loaded(tmp_path: Path) -> None:
    trap = np.full((2, N, 3), Trap(tmp_path / "sprung"), dtype=object)
    np.savez(tmp_path / "w.npz", **(arrays() | {"W_K": trap}))
    assert refused(tmp_path / "w.npz").key == "error.weights_file"
    np.save(tmp_path / "w.npy", trap)
    assert refused(tmp_path / "w.npy").key == "error.weights_file"
    (tmp_path / "w.pickle").write_bytes(b"cos\nmkdir\n(S'%b'\ntR." % bytes(tmp_path / "sprung"))
    assert refused(tmp_path / "w.pickle").key == "error.weights_file"
    assert not (tmp_path / "sprung").exists()


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return buffer.getvalue()


def npz() -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays())
    return buffer.getvalue()


def header(text: str, version: int = 1) -> bytes:
    """Return a ``.npy`` that has nothing but this header."""
    size = len(text).to_bytes(2 if version == 1 else 4, "little")
    return b"\x93NUMPY" + bytes([version, 0]) + size + text.encode()


def with_members(data: bytes) -> bytes:
    return zipped(**{f"{key}.npy": data for key in arrays()})


SHAPE = "{'descr': '<f8', 'fortran_order': False, 'shape': %s, }\n"
BROKEN = {
    "empty": b"",
    "text": "牡丹".encode() * 99,
    "one byte": b"P",
    "cut off": npz()[:-40],
    "cut in half": npz()[: len(npz()) // 2],
    "only a start": b"PK\x03\x04",
    "members not arrays": with_members(b"1 2 3"),
    "members without npy": zipped(W_Q=b"1 2 3", W_K=b"", W_V=b"x"),
    "members empty": with_members(b""),
    "header cut": with_members(header(SHAPE % "(2, 6, 3)")[:20]),
    "header unclosed": with_members(header("{'descr': ('<f8', ")),
    "header unclosed 3": with_members(header("{'descr': ('<f8', ", 3)),
    "header no text": with_members(header("\0\0\0")),
    "header no dictionary": with_members(header("[]")),
    "header bad indent": with_members(header("  {\n 1\n")),
    "data missing": with_members(header(SHAPE % "(2, 6, 3)")),
    "claims a petabyte": with_members(header(SHAPE % "(2, 6, 10000000000000)")),
    "claims more than there is": with_members(header(SHAPE % f"({2**62}, {2**62}, 6)")),
    "negative": with_members(header(SHAPE % "(-1, 6, -3)")),
    "future version": with_members(b"\x93NUMPY\x09\x00" + b"\0" * 60),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_file_is_refused(tmp_path: Path, how: str) -> None:
    (tmp_path / "w.npz").write_bytes(BROKEN[how])
    assert refused(tmp_path / "w.npz").key in ("error.weights_file", "error.weights_large")
    with suppress(PeonyError):
        assert projections_file.heads_in(str(tmp_path / "w.npz")) >= 1


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    data = bytearray(npz())
    for start in (b"PK\x03\x04", b"PK\x01\x02"):  # set the flag "encrypted" wherever a member begins
        at = data.find(start)
        while at >= 0:
            data[at + (6 if start == b"PK\x03\x04" else 8)] |= 1
            at = data.find(start, at + 1)
    (tmp_path / "w.npz").write_bytes(data)
    assert refused(tmp_path / "w.npz").key == "error.weights_file"


@given(st.data())
def test_no_damage_ends_in_anything_but_a_refusal(tmp_path: Path, data: st.DataObject) -> None:
    broken = bytearray(npz())
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "w.npz").write_bytes(broken[: data.draw(st.integers(0, len(broken)))])
    try:
        made = read(tmp_path / "w.npz")
    except PeonyError:
        return
    assert all(np.isfinite(W).all() for W in made)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.npz").key == "error.file_missing"
    assert refused(tmp_path).key == "error.weights_file"


@pytest.mark.parametrize("name", ["x" * 5000, "\ud800.npz"])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    with pytest.raises(PeonyError):
        read(name)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projections_file, "_LARGEST", 5000)
    monkeypatch.setattr(np, "load", lambda *_, **__: pytest.fail("unpacked"))
    np.savez_compressed(tmp_path / "w.npz", **{key: np.zeros((1, N, 400)) for key in arrays()})
    assert (tmp_path / "w.npz").stat().st_size < 5000
    assert refused(tmp_path / "w.npz").key == "error.weights_large"


def test_what_may_be_unpacked_is_half_a_gigabyte() -> None:
    assert projections_file._LARGEST == 512 * 2**20


def test_the_different_problems_have_different_sentences() -> None:
    keys = ("file_missing", "weights_file", "weights_large", "weights_key", "weights_kind", "weights_shape",
            "weights_finite")  # fmt: skip
    for lang in LANGUAGES:
        assert len({load_words(lang).sentences[f"error.{key}"] for key in keys}) == len(keys)
