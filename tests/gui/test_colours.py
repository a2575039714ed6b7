"""The colour maps, to eyes that have all cones and to those that lack a kind."""

from __future__ import annotations

import numpy as np
import pytest

from gui.items.colours import DARK_MASKED, MAPS, MASKED, colours_of, lookup, scale_of
from gui.theme import interface_font, make_theme
from tests.gui.eyes import EYES, rgb, seen, unpacked

ALL = pytest.mark.parametrize("eyes", EYES)
NAMED = pytest.mark.parametrize("name", MAPS)
BOTH = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
NOTICEABLE = 2.3  # the least difference of colours in CIELAB that is seen at all
LEVELS = 8


@ALL
@NAMED
@BOTH
def test_larger_is_darker_or_lighter_throughout(name: str, dark: bool, eyes: str) -> None:
    lightness = seen(unpacked(lookup(name, False, dark)), eyes)[:, 0]
    rising = lightness * np.sign(lightness[-1] - lightness[0])
    assert rising[-1] - rising[0] > 60
    assert np.diff(rising).min() > -0.2  # colours are rounded to 256 steps a channel
    assert (rising[4:] - rising[:-4]).min() > 0


@ALL
@NAMED
@BOTH
def test_eight_levels_are_told_apart(name: str, dark: bool, eyes: str) -> None:
    places = np.linspace(0, 255, LEVELS + 1).round().astype(int)
    colours = seen(unpacked(lookup(name, False, dark)[places]), eyes)
    assert np.linalg.norm(np.diff(colours, axis=0), axis=1).min() > NOTICEABLE


@ALL
@NAMED
@BOTH
def test_the_sentences_weights_keep_their_order(analyse, name: str, dark: bool, eyes: str) -> None:
    A = analyse().A.mean(axis=0)
    lightness = seen(unpacked(colours_of(A, scale_of(A), name, dark)), eyes)[..., 0].ravel()
    order = np.argsort(A.ravel())
    weights, lightness = A.ravel()[order], lightness[order]
    rising = np.sign(lightness[-1] - lightness[0])
    apart = np.diff(weights) > A.max() / 100  # nearer ones share a colour
    assert apart.sum() >= 10
    assert (np.diff(lightness)[apart] * rising > 0).all()


@ALL
@NAMED
@BOTH
def test_less_and_more_than_nothing_are_told_apart(name: str, dark: bool, eyes: str) -> None:
    colours = seen(unpacked(lookup(name, True, dark)), eyes)
    for share, least in ((0.25, NOTICEABLE), (0.5, 12), (1.0, 25)):
        reach = round(share * 127)
        apart = np.linalg.norm(colours[128 + reach] - colours[127 - reach])
        assert apart > least, (share, apart)


@ALL
@BOTH
def test_signed_colours_grow_away_from_the_middle(dark: bool, eyes: str) -> None:
    """Of Peony's own map: the farther from 0, the farther from the paper."""
    colours = seen(unpacked(lookup("peony", True, dark)), eyes)
    away = np.linalg.norm(colours - colours[[127]], axis=1)
    assert (np.diff(away[128:]) > -0.3).all()
    assert (np.diff(away[:127]) < 0.3).all()
    assert min(away[0], away[-1]) > 25


@BOTH
def test_masked_is_no_colour_of_the_scale(dark: bool) -> None:
    M = np.array([[0.0, 1.0], [-np.inf, 0.5]])
    masked = unpacked(colours_of(M, scale_of(M), "peony", dark))[1, 0]
    np.testing.assert_array_equal(masked, rgb(DARK_MASKED if dark else MASKED))
    for signed in (False, True):
        colours = seen(unpacked(lookup("peony", signed, dark)), "usual")
        assert np.linalg.norm(colours - seen(masked, "usual"), axis=1).min() > NOTICEABLE


@BOTH
def test_nothing_is_the_colour_of_the_paper(qapp, dark: bool) -> None:
    paper = rgb(make_theme(interface_font(), dark).paper)
    np.testing.assert_allclose(unpacked(lookup("peony", False, dark))[0], paper, atol=1e-9)
