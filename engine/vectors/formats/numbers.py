"""Decimal numbers to float32 in bulk, to the last bit as Python's own `float` would read them.

Tables hold hundreds of millions of numbers such as ``-0.123456``. Here eight characters are one
64-bit word, and all the words of a block are read at once, several times as fast as one by one.
Exactness: a number of at most fifteen digits is a whole number below 10¹⁵ < 2⁵³ divided by a power
of ten below 10²², both exact in float64, so that the one division rounds correctly. Rounding that
to float32 is what NumPy does with a text too. Every other spelling (an exponent, no point, more
digits) goes through `float`.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]  # eight characters each, the first in the lowest byte

LONGEST = 16  # characters without the sign: two words
LARGEST = 1e15  # what is much larger overflows in a float32 sum of squares
_NUMBER = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_TENS = 10.0 ** np.arange(LONGEST)
_ALL = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
_LAST = np.array([(2**64 - 1) << 8 * (8 - size) & (2**64 - 1) for size in range(9)], dtype=np.uint64)


def parse_numbers(text: bytes) -> NDArray[np.float32]:
    """Return the numbers of `text`, which are separated by single spaces.

    Parameters
    ----------
    text
        For instance ``b"0.25 -1.5 3e-05"``.

    Returns
    -------
    numbers
        One more than there are spaces; NaN where there is no number, or none that a table may hold.
    """
    padded = np.frombuffer(b" " * LONGEST + text + b" ", dtype=np.uint8)
    ends = np.flatnonzero(padded[LONGEST:] == ord(" ")) + LONGEST
    starts = np.concatenate(([LONGEST], ends[:-1] + 1))
    negative = padded[starts] == ord("-")
    values, plain = _plain(padded, ends, ends - starts - negative)
    np.negative(values, out=values, where=negative)
    for place in np.flatnonzero(~plain).tolist():
        values[place] = parse_number(padded[starts[place] : ends[place]].tobytes())
    values[np.abs(values) > LARGEST] = np.nan
    return values.astype(np.float32)


def parse_number(text: bytes) -> float:
    """Return the number that `text` is, NaN if it is none (``nan`` and ``inf`` are none)."""
    return float(text) if _NUMBER.fullmatch(text) else float("nan")


def _plain(
    padded: NDArray[np.uint8], ends: NDArray[np.intp], lengths: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Read the numbers that are digits around one point; return also which those are."""
    late = _digits(padded, ends - 8, lengths)
    low = _before_point(late)
    pointed = low != _ALL
    last = np.full(len(ends), 7)  # decimals, if the point were the very first of all characters
    closed = _without_point(late, low)
    mantissa = _eight(closed)
    if int(lengths.max()) > 8:
        early = _digits(padded, ends - 16, lengths - 8)
        early_low = _before_point(early)
        # If the point is in the later word, the last character of the earlier moves into its gap.
        closed = np.where(pointed, closed | early >> np.uint64(56), late)
        early = _without_point(early, early_low)
        mantissa = _eight(early) * np.uint64(10**8) + _eight(closed)
        last = np.where(pointed, 7, 15)
        low = np.where(pointed, low, early_low)
        pointed = (pointed ^ (early_low != _ALL)) & _are_digits(early)
    valid = pointed & _are_digits(closed) & (lengths > 1) & (lengths <= LONGEST)
    decimals = np.where(valid, last - np.bitwise_count(low) // 8, 0)
    return mantissa / _TENS[decimals], valid


def _digits(padded: NDArray[np.uint8], places: NDArray[np.intp], lengths: NDArray[np.intp]) -> Words:
    """Return the word at each place, digits as 0 to 9, with only its last `lengths` characters left."""
    everywhere = np.ndarray((len(padded) - 7,), "<u8", padded, 0, (1,))
    return (everywhere[places] ^ _every(ord("0"))) & _LAST[np.clip(lengths, 0, 8)]


def _before_point(words: Words) -> Words:
    """Return ones in all bytes before the first point, in all bytes if there is none."""
    others = words ^ _every(ord(".") ^ ord("0"))
    zeros = (others - _every(1)) & ~others & _every(0x80)  # the lowest bit set is that of the first zero byte
    return ((zeros & (~zeros + np.uint64(1))) >> np.uint64(7)) - np.uint64(1)


def _without_point(words: Words, low: Words) -> Words:
    """Move what is before the point one character up, onto the point."""
    up = low << np.uint64(8)
    return (words & low) << np.uint64(8) | words & ~(up | np.uint64(0xFF))


def _are_digits(words: Words) -> NDArray[np.bool_]:
    valid: NDArray[np.bool_] = ((words | (words + _every(6))) & _every(0xF0)) == 0
    return valid


def _eight(digits: Words) -> Words:
    """Return the number that eight digits are: neighbours are joined to pairs, then fours, then eight."""
    pairs = (digits * np.uint64(10) + (digits >> np.uint64(8))) & np.uint64(0x00FF_00FF_00FF_00FF)
    fours = (pairs * np.uint64(100) + (pairs >> np.uint64(16))) & np.uint64(0x0000_FFFF_0000_FFFF)
    return (fours * np.uint64(10_000) + (fours >> np.uint64(32))) & np.uint64(0xFFFF_FFFF)


def _every(byte: int) -> np.uint64:
    return np.uint64(byte * 0x0101_0101_0101_0101)
