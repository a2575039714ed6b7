"""Numbers to colours: a scale from the least to the largest value shown, and 256 steps of colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

MAPS = ("peony", "viridis", "cividis")
# On light paper a larger value is darker, on dark paper lighter: 0 is the paper's own colour.
PEONY = ("#FBF9F6", "#FAE1E6", "#EE98B2", "#C9366B", "#68103E")
SIGNED = ("#1F5FA8", "#F7F5F2", "#B2184C")
MASKED = "#B9B2B8"
ABSENT, DARK_ABSENT = "#F6F1ED", "#201E24"  # what there is nothing to compare with
# The warm end is coral: pink and light blue are one colour to eyes that lack red or green.
DARK_PEONY = ("#17161B", "#4B1F38", "#A1316A", "#EE7FA6", "#FFE0E9")
DARK_SIGNED = ("#5FA8F5", "#232127", "#FF8F7A")
DARK_MASKED = "#5C5660"


@dataclass(frozen=True)
class Scale:
    """The range of values that the colours span; a signed one is centred on 0.

    Some values may lie `beyond`: below its end, above it.
    """

    low: float
    high: float
    signed: bool
    beyond: tuple[bool, bool] = (False, False)


def scale_of(M: np.ndarray) -> Scale:
    """Return the scale of a matrix: 0 to its largest value, or symmetric where any is negative."""
    finite = M[np.isfinite(M)] if M.size else M
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    if low < 0:
        reach = max(-low, high)
        return Scale(-reach, reach, True)
    return Scale(0.0, high or 1.0, False)


@cache
def lookup(name: str, signed: bool, dark: bool) -> NDArray[np.uint32]:
    """Return the 256 colours of a map as 0xffRRGGBB; Peony's own are made for their paper."""
    if name == "peony" and dark:
        return _blend(DARK_SIGNED if signed else DARK_PEONY)
    if name == "peony":
        return _blend(SIGNED if signed else PEONY)
    # Imported here because it costs a third of a second that most starts never need.
    import pyqtgraph

    return _packed(pyqtgraph.colormap.get(name).getLookupTable(nPts=256, alpha=False))


def colours_of(M: np.ndarray, scale: Scale, name: str, dark: bool) -> NDArray[np.uint32]:
    """Return the colour of every entry on light or dark paper; masked ones (-inf) are grey."""
    share = (M - scale.low) / (scale.high - scale.low)
    steps = np.clip(np.nan_to_num(share, neginf=0) * 255 + 0.5, 0, 255).astype(np.uint8)
    colours = lookup(name, scale.signed, dark)[steps]
    colours[~np.isfinite(M)] = QColor(DARK_MASKED if dark else MASKED).rgb()
    colours[np.isnan(M)] = QColor(DARK_ABSENT if dark else ABSENT).rgb()
    return colours


def image_of(M: np.ndarray, scale: Scale, name: str, dark: bool) -> QImage:
    """Return one pixel an entry."""
    pixels = np.ascontiguousarray(colours_of(M, scale, name, dark))
    rows, cols = pixels.shape
    # The copy makes the image own its pixels; the array would be freed under it.
    return QImage(pixels.data, cols, rows, 4 * cols, QImage.Format.Format_RGB32).copy()


def pooled(M: np.ndarray, rows: int, cols: int | None = None) -> np.ndarray:
    """Return M with at most `rows` rows and `cols` columns (as many, if not said).

    Each block becomes its entry farthest from 0: a screen has fewer pixels than a long text has pairs,
    and so the strongest entries stay visible.
    """
    for most in (rows, rows if cols is None else cols):  # the rows, then the columns as rows
        size = -(-len(M) // most) or 1
        if size > 1:
            high, low = _folded(M, size, np.maximum), _folded(M, size, np.minimum)
            M = np.where(np.isfinite(low) & (-low > high), low, high)
        M = M.T
    return M


def _folded(M: np.ndarray, size: int, fold: np.ufunc) -> np.ndarray:
    """Fold every `size` rows into one."""
    folded = M[::size].copy()
    for offset in range(1, size):
        part = M[offset::size]
        fold(folded[: len(part)], part, out=folded[: len(part)])
    return folded


def ink_on(colours: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Return where white text reads better than black (by WCAG relative luminance): at 4.5:1 or more."""
    channels = np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=-1) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722]) < 0.179


def _blend(stops: tuple[str, ...]) -> NDArray[np.uint32]:
    places = np.linspace(0, 255, len(stops))
    rgb = np.array([QColor(stop).getRgb()[:3] for stop in stops])
    channels = [np.interp(np.arange(256), places, rgb[:, c]).round() for c in range(3)]
    return _packed(np.stack(channels, axis=-1))


def _packed(rgb: np.ndarray) -> NDArray[np.uint32]:
    red, green, blue = rgb.astype(np.uint32).T
    return 0xFF000000 | red << 16 | green << 8 | blue
