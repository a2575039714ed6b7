"""How numbers are written."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

MINUS = "−"
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


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
        return _power_of_ten(value, 1)
    return f"{value:.{digits if size < 100 else max(digits - 2, 0)}f}".replace("-", MINUS)


def short_of(value: float, digits: int) -> str:
    """Write a figure that is compared with others: one too small for its decimals is only less than them."""
    least = 10.0**-digits
    if 0 < abs(value) < least / 2:
        return f"<{least:.{digits}f}" if value > 0 else f">{MINUS}{least:.{digits}f}"
    if not least / 2 <= abs(value) < 10**6:
        return fixed(value)
    return f"{value:.{digits}f}".replace("-", MINUS)


def digits_of(values: Iterable[float]) -> int:
    """Return how many decimals tell figures apart that are compared, by the largest."""
    largest = max(map(abs, values), default=0.0)
    if largest >= 100:
        return 1
    return min(2 - math.floor(math.log10(largest)), 4) if 0 < largest < 0.1 else 3


def _power_of_ten(value: float, digits: int) -> str:
    mantissa, exponent = f"{value:.{digits}e}".split("e")
    return f"{mantissa}×10{str(int(exponent)).translate(_RAISED)}".replace("-", MINUS)


def significant(value: float, digits: int = 4) -> str:
    """Write a figure with a fixed number of significant digits, so that sums can be checked by hand."""
    if value == 0 or not math.isfinite(value):
        return fixed(value)
    if value == round(value) and abs(value) < 10**4:
        return str(round(value)).replace("-", MINUS)
    if 1e-3 <= abs(value) < 10**6:
        places = max(digits - 1 - math.floor(math.log10(abs(value))), 0)
        return f"{value:.{places}f}".replace("-", MINUS)
    return _power_of_ten(value, digits - 1)


def cell_digits(M: np.ndarray) -> int:
    """Return how many decimals the cells of a matrix are written with, by its largest entry."""
    largest = float(np.abs(M[np.isfinite(M)]).max(initial=0))
    if 0 < largest < 0.1:
        return min(1 - math.floor(math.log10(largest)), 4)
    return 2 if largest < 10 else 1 if largest < 100 else 0


def cell(value: float, digits: int, plus: bool = False) -> str:
    """Write a figure as it stands in a cell; a difference with its `plus` where it has one."""
    if value == 0 or not math.isfinite(value):
        return fixed(value)
    text = f"{value:.{digits}f}" if abs(value) < 10**5 else f"{value:.0e}".replace("e+0", "e")
    if not text.strip("-0."):  # too small for its decimals
        return text.lstrip("-")
    return ("+" if plus and value > 0 else "") + text.replace("-", MINUS)
