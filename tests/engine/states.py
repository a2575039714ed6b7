"""Random work of a person: requests of every kind, as hypothesis makes them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from engine.lexicon import shipped_lexicon
from engine.pipeline import Request
from engine.projections.edits import LARGEST, WEIGHTS, Place, WeightEdits, source_name
from engine.settings import OPTIONS, Settings
from engine.tokens import Edits
from engine.vectors.choice import SHIPPED, TableChoice

SAFE = st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")
TEXTS = st.text(SAFE, max_size=60)
FILES = st.text(SAFE.filter(lambda char: char not in '/\\:"<>|?*'), min_size=1, max_size=8).map(
    lambda name: str(Path("/", "tables", f"_{name}_.vec"))
)


def values(option):
    match option.kind:
        case "switch":
            return st.booleans()
        case "choice":
            return st.sampled_from(option.choices)
        case "source":
            return st.sampled_from(option.choices) | FILES
        case "integer":
            return st.integers(int(option.low), int(option.high))
        case "real":
            return st.floats(option.low, option.high)


SETTINGS = st.builds(Settings, **{option.name: values(option) for option in OPTIONS})
PLACES = st.frozensets(st.integers(0, 99), max_size=5)
SPANS = st.frozensets(st.tuples(st.integers(0, 50), st.integers(51, 99)), max_size=5)
EDITS = st.builds(Edits, cuts=PLACES, joins=PLACES, kept=SPANS, dropped=SPANS)
WORDS = st.frozensets(st.text(SAFE, max_size=6), max_size=5)
LEXICONS = st.builds(
    lambda added, gone, own: (
        shipped_lexicon().with_stopwords((shipped_lexicon().stopwords | added) - gone).with_own_words(own)
    ),
    WORDS,
    st.sets(st.sampled_from(sorted(shipped_lexicon().stopwords)), max_size=4),
    WORDS,
)
TABLES = st.just(SHIPPED) | st.builds(TableChoice, FILES, st.integers(0, 10**6))
SOURCES = st.builds(
    source_name,
    st.sampled_from(["random", "identity"]) | FILES,
    st.just("dense"),
    st.just("") | FILES,
    st.just(7),
)
PLACED = st.builds(Place, SOURCES, st.sampled_from(WEIGHTS), *[st.integers(0, 9)] * 3)
WEIGHT_EDITS = st.dictionaries(PLACED, st.floats(-LARGEST, LARGEST), max_size=4).map(
    lambda held: WeightEdits(tuple(sorted(held.items())))
)
REQUESTS = st.builds(Request, TEXTS, SETTINGS, EDITS, LEXICONS, TABLES, WEIGHT_EDITS)
