"""How numbers are written."""

from __future__ import annotations

import math

import numpy as np

MINUS = "−"


def fixed(value: float, digits: int = 3) -> str:
    """Write a figure with a fixed number of decimals, huge and tiny ones in powers of ten.

    An exact zero is a plain 0: what vanished is told apart from what is only small.
    """
    if value == 0:
        return "0"
    if math.isnan(value):
        return "—"
    if math.isinf(value):
        return (MINUS if value < 0 else "") + "∞"
    size = abs(value)
    if size >= 10**6 or size < 0.5 * 10**-digits:
        text = f"{value:.1e}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")
    else:
        text = f"{value:.{digits if size < 100 else max(digits - 2, 0)}f}"
    return text.replace("-", MINUS)


def significant(value: float, digits: int = 4) -> str:
    """Write a figure with a fixed number of significant digits, so that sums can be checked by hand."""
    if value == 0 or not math.isfinite(value):
        return fixed(value)
    if value == round(value) and abs(value) < 10**4:
        return str(round(value)).replace("-", MINUS)
    if 1e-3 <= abs(value) < 10**6:
        places = max(digits - 1 - math.floor(math.log10(abs(value))), 0)
        return f"{value:.{places}f}".replace("-", MINUS)
    return f"{value:.{digits - 1}e}".replace("e-0", "e-").replace("e+0", "e").replace("-", MINUS)


def cell_digits(M: np.ndarray) -> int:
    """Return how many decimals the cells of a matrix are written with, by its largest entry."""
    largest = float(np.abs(M[np.isfinite(M)]).max(initial=0))
    if 0 < largest < 0.1:
        return min(1 - math.floor(math.log10(largest)), 4)
    return 2 if largest < 10 else 1 if largest < 100 else 0


def cell(value: float, digits: int) -> str:
    """Write a figure as it stands in a cell."""
    if value == 0 or not math.isfinite(value):
        return fixed(value)
    text = f"{value:.{digits}f}" if abs(value) < 10**5 else f"{value:.0e}".replace("e+0", "e")
    return text.replace("-", MINUS)
