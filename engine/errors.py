"""The one exception that reaches a person."""

from __future__ import annotations


class PeonyError(Exception):
    """Something that a person can mend: what happened, where, and what would do.

    Parameters
    ----------
    key
        The sentence in ``resources/text/*/*.toml``, below ``[error]``, that says it.
    **fields
        What that sentence fills in: the value, the file, the choices.
    """

    def __init__(self, key: str, /, **fields: object) -> None:
        super().__init__(key, fields)
        self.key = f"error.{key}"
        self.fields = fields


class Cancelled(Exception):
    """The answer is no longer wanted: a newer input has arrived."""
