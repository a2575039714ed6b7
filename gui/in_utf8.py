"""Qt wants a locale in UTF-8, and says so at length where the one that is asked for is none, or not there."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

PLAIN = "C.UTF-8"  # which Qt takes then, too


@contextmanager
def in_utf8() -> Iterator[None]:
    """Ask for a locale that is there while Qt begins; what language is asked for stays in the environment."""
    asked = os.environ.get("LC_ALL")
    if sys.platform.startswith("linux") and not _is_utf8():
        os.environ["LC_ALL"] = PLAIN
    try:
        yield
    finally:
        os.environ.pop("LC_ALL", None)
        if asked is not None:
            os.environ["LC_ALL"] = asked


def _is_utf8() -> bool:
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        return False
    return locale.nl_langinfo(locale.CODESET).upper().replace("-", "") == "UTF8"
