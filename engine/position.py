"""Sinusoidal position encoding (Vaswani et al. 2017, section 3.5)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def sinusoidal(m: int, n: int) -> NDArray[np.float64]:
    """Return PE, shape (m, n): a sine and a cosine of each frequency, for positions 0 to m - 1.

    ``PE(i, 2k) = sin(i / 10000^(2k/n))``, ``PE(i, 2k+1) = cos(i / 10000^(2k/n))``.
    """
    i = np.arange(m)[:, None]
    two_k = np.arange(0, n, 2)
    angle = i / 10000 ** (two_k / n)
    PE = np.empty((m, n))
    PE[:, 0::2] = np.sin(angle)
    PE[:, 1::2] = np.cos(angle[:, : n // 2])
    return PE


def root_mean_square(X: NDArray[np.float64]) -> float:
    """Return the root mean square of X's entries; 0 for an empty X."""
    return float(np.sqrt(np.mean(X**2))) if X.size else 0.0
