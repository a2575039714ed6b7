"""What is slow to load, loaded once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from engine.embedding import idf_of
from engine.files import Stamp, file_stamp
from engine.folders import tables_folder
from engine.tokens import Tokenizer
from engine.vectors.choice import SHIPPED, TableChoice
from engine.vectors.imported import open_table
from engine.vectors.shipped import load_shipped
from engine.vectors.table import VectorTable

_MISSING = ("牡丹牡丹", "peonies")  # words to compose: what that needs is made at first need
_OPEN = 4  # tables of one's own that stay open: more than are shown, pinned and measured at once


class Resources:
    """What is slow to load and never changes: the tokenizer and the vector tables, at first need.

    Parameters
    ----------
    cache
        Folder for what is worth preparing once; None prepares it in memory at each start.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._cache = cache
        self._lock = Lock()  # held while one thing is loaded: another thread then need not load it, too
        self._ready = False
        self._tokenizer: Tokenizer | None = None
        self._table: VectorTable | None = None
        self._opened: dict[tuple[TableChoice, Stamp], VectorTable] = {}

    @property
    def ready(self) -> bool:
        """Whether everything is loaded, so that nothing will wait for a file."""
        return self._ready

    def warm(self) -> None:
        """Load everything now; safe to call from a worker."""
        idf_of("")
        self.table.look_up(_MISSING)
        self._ready = bool(self.tokenizer and len(self.table))

    @property
    def tokenizer(self) -> Tokenizer:
        """Peony's own jieba."""
        with self._lock:
            if self._tokenizer is None:
                self._tokenizer = Tokenizer(self._cache)
            return self._tokenizer

    @property
    def table(self) -> VectorTable:
        """The shipped word vectors."""
        with self._lock:
            if self._table is None:
                self._table = load_shipped()
            return self._table

    def is_open(self, choice: TableChoice) -> bool:
        """Whether a table can be had without waiting for a file."""
        if choice == SHIPPED:
            return self._table is not None
        return (choice, file_stamp(choice.file)) in self._opened

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
        table = self._opened.get(key)
        if table is None:
            folder, limit = tables_folder(self._cache), choice.limit or None
            table = open_table(Path(choice.file), folder, limit=limit, progress=progress, check=check)
            self._keep(key, table)
        return table

    def _keep(self, key: tuple[TableChoice, Stamp], table: VectorTable) -> None:
        """Remember an open table, and let go of the one that was opened longest ago."""
        with self._lock:
            self._opened[key] = table
            for old in list(self._opened)[:-_OPEN]:
                del self._opened[old]
