"""The plane of most variance, against the eigenvectors of the covariance."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Cancelled
from engine.experiments.map import principal_plane, word_map


def by_covariance(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return places and shares from the eigenvectors of the covariance matrix."""
    values, axes = scipy.linalg.eigh(np.cov(vectors, rowvar=False))
    axes, values = axes[:, ::-1][:, :2], values[::-1]
    places = (vectors - vectors.mean(axis=0)) @ axes
    for axis in range(2):
        if places[np.abs(places[:, axis]).argmax(), axis] < 0:
            places[:, axis] *= -1
    return places, values[:2] / values.sum()


@given(st.integers(3, 40), st.integers(2, 12), st.integers(0, 2**31 - 1))
def test_places_and_shares_are_those_of_the_covariance(p: int, n: int, seed: int) -> None:
    vectors = np.random.default_rng(seed).normal(size=(p, n)) * np.linspace(3, 1, n)
    found = principal_plane(vectors)
    places, shares = by_covariance(vectors)
    np.testing.assert_allclose(found.shares, shares, rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(np.abs(found.places), np.abs(places), rtol=1e-4, atol=1e-4)
    assert (found.places[np.abs(found.places).argmax(axis=0), [0, 1]] >= 0).all()


def test_signs_do_not_depend_on_the_sign_of_anything(analyse) -> None:
    X = np.array(analyse().X)
    found, mirrored = principal_plane(X), principal_plane(-X)
    np.testing.assert_allclose(found.places, mirrored.places, atol=1e-9)


@given(st.integers(2, 12), st.integers(0, 2**31 - 1))
def test_the_order_of_words_only_reorders_their_places(p: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(p, 5)) * np.linspace(3, 1, 5)
    order = random.permutation(p)
    one, other = principal_plane(vectors), principal_plane(vectors[order])
    np.testing.assert_allclose(np.abs(one.places[order]), np.abs(other.places), atol=1e-8)


@pytest.mark.parametrize(
    "vectors", [np.zeros((0, 4)), np.ones((1, 4)), np.ones((3, 4)), np.zeros((2, 4)), np.ones((3, 1))]
)
def test_nothing_to_spread(vectors: np.ndarray) -> None:
    found = principal_plane(vectors)
    assert found.places.shape == (len(vectors), 2)
    assert not found.places.any()
    assert not found.shares.any()


def test_two_points_lie_on_one_axis() -> None:
    found = principal_plane(np.array([[0.0, 0.0, 0.0], [3.0, 4.0, 0.0]]))
    np.testing.assert_allclose(np.abs(found.places), [[2.5, 0], [2.5, 0]], atol=1e-12)
    np.testing.assert_allclose(found.shares, [1, 0], atol=1e-12)


def test_a_sentence_among_its_neighbours(resources) -> None:
    table = resources.table
    found = word_map(("牡丹", "花卉", "牡丹", "医生"), table, 4)
    assert found.words[: found.tokens] == ("牡丹", "花卉", "医生")
    assert len(set(found.words)) == len(found.words)
    assert found.left_out == ()
    for word, near in found.nearest.items():
        alone = table.neighbours(word, 4)
        assert [name for name, _ in near] == [name for name, _ in alone]
        assert [cosine for _, cosine in near] == pytest.approx([cosine for _, cosine in alone], abs=1e-6)
    around = {word for near in found.nearest.values() for word, _ in near} | set(found.nearest)
    assert set(found.words) == around
    vectors, _ = table.look_up(found.words)
    places, shares = by_covariance(vectors)
    np.testing.assert_allclose(found.plane.places, places, atol=1e-6)
    np.testing.assert_allclose(found.plane.shares, shares, rtol=1e-9)
    assert not found.plane.places.flags.writeable


def test_a_token_without_a_vector_is_left_out_and_said(resources) -> None:
    found = word_map(("牡丹", "😀"), resources.table, 2)
    assert found.left_out == ("😀",)
    assert "😀" not in found.words


def test_no_token_at_all(resources) -> None:
    found = word_map((), resources.table, 3)
    assert (found.words, found.tokens) == ((), 0)


def test_looking_for_neighbours_can_be_left_off(resources) -> None:
    asked = []

    def check() -> None:
        asked.append(1)
        if len(asked) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        word_map(("牡丹", "花卉", "医生"), resources.table, 2, check)
    assert len(asked) == 2
