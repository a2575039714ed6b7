"""What is slow to load, loaded once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from threading import RLock

from engine.embedding import idf_of
from engine.tokens import Tokenizer
from engine.vectors.shipped import load_shipped
from engine.vectors.table import VectorTable


class Resources:
    """What is slow to load and never changes: the tokenizer and the vector table, at first need.

    Parameters
    ----------
    cache
        Folder for what is worth preparing once; None prepares it in memory at each start.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache
        self._lock = RLock()
        self._ready = False

    @property
    def ready(self) -> bool:
        """Whether everything is loaded, so that nothing will wait for a file."""
        return self._ready

    def warm(self) -> None:
        """Load everything now; safe to call from a worker."""
        with self._lock:
            idf_of("")
            self._ready = bool(self.tokenizer and len(self.table))

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """Peony's own jieba."""
        with self._lock:
            return Tokenizer(self._cache)

    @cached_property
    def table(self) -> VectorTable:
        """The shipped word vectors."""
        with self._lock:
            return load_shipped()
