"""Where Peony keeps what it prepares once and what a person made, on each system where that belongs."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """Return the user's cache folder for Peony; it need not exist yet."""
    return Path(platformdirs.user_cache_dir("peony", appauthor=False))


def tables_folder(cache: Path | None = None) -> Path:
    """Return where imported word vectors are kept, below `cache` or the user's cache folder."""
    return (cache or cache_folder()) / "vectors"


def own_tables_folder() -> Path:
    """Return where tables that a person trained are saved unless they say otherwise; it may not exist yet."""
    return Path(platformdirs.user_data_dir("peony", appauthor=False)) / "tables"
