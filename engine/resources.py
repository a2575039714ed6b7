"""What is slow to load, loaded once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import RLock

from engine.embedding import idf_of
from engine.files import Stamp, file_stamp
from engine.folders import tables_folder
from engine.tokens import Tokenizer
from engine.vectors.choice import SHIPPED, TableChoice
from engine.vectors.imported import open_table
from engine.vectors.shipped import load_shipped
from engine.vectors.table import VectorTable

_MISSING = ("牡丹牡丹", "peonies")  # words to compose: what that needs is made at first need


class Resources:
    """What is slow to load and never changes: the tokenizer and the vector tables, at first need.

    Parameters
    ----------
    cache
        Folder for what is worth preparing once; None prepares it in memory at each start.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache
        self._lock = RLock()
        self._ready = False
        self._opened: dict[tuple[TableChoice, Stamp], VectorTable] = {}

    @property
    def ready(self) -> bool:
        """Whether everything is loaded, so that nothing will wait for a file."""
        return self._ready

    def warm(self) -> None:
        """Load everything now; safe to call from a worker."""
        with self._lock:
            idf_of("")
            self.table.look_up(_MISSING)
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

    def is_open(self, choice: TableChoice) -> bool:
        """Whether a table can be had without waiting for a file."""
        return choice == SHIPPED or (choice, file_stamp(choice.file)) in self._opened

    def open(
        self,
        choice: TableChoice,
        progress: Callable[[float, int], None] = lambda fraction, words: None,
        check: Callable[[], None] = lambda: None,
    ) -> VectorTable:
        """Return the table chosen, importing its file first where that was never done.

        `progress` and `check` are those of `engine.vectors.imported.open_table`, which also says
        what is raised.
        """
        if choice == SHIPPED:
            return self.table
        key = choice, file_stamp(choice.file)
        if key not in self._opened:
            folder = tables_folder(self._cache)
            limit = choice.limit or None
            self._opened[key] = open_table(
                Path(choice.file), folder, limit=limit, progress=progress, check=check
            )
        return self._opened[key]
