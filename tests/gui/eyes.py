"""How eyes see colours: contrast (WCAG 2.2), lightness (CIELAB), and eyes that lack a kind of cone.

The matrices are those of Machado, Oliveira and Fernandes 2009 at full severity, for linear RGB.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
EYES = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def rgb(name: str) -> NDArray[np.float64]:
    """Return ``#RRGGBB`` as three shares of 1."""
    return np.array([int(name[at : at + 2], 16) for at in (1, 3, 5)]) / 255


def unpacked(colours: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return colours 0xffRRGGBB as shares of 1, (…, 3)."""
    return np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=-1) / 255


def linear(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def luminance(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    return linear(shares) @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the contrast of colours, 1 to 21."""
    a, b = luminance(one), luminance(other)
    return (np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05)


def seen(shares: NDArray[np.float64], eyes: str) -> NDArray[np.float64]:
    """Return colours in CIELAB, (…, 3), as they look to some eyes; the first number is the lightness."""
    light = np.clip(linear(shares) @ EYES[eyes].T, 0, 1)
    xyz = light @ TO_XYZ.T / WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    x, y, z = np.moveaxis(f, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)
