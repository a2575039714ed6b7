"""Every option, declared once.

The command line, the window's controls and the saved state are all made from this table:
a new option is one line here, its words in ``resources/text``, and its use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from engine.errors import PeonyError
from engine.options import Option, Value, option

BUILT_IN = ("identity", "random", "trained")  # sources of W that are not a file


@dataclass(frozen=True)
class Settings:
    """What is computed (the design's definitions, sections 1 to 5). Immutable, checked at birth."""

    stopwords: str = option("choice", "remove", "keep", "remove")
    vectors: str = option("choice", "dense", "onehot", "dense")
    attention: str = option("choice", "projected", "raw", "projected")
    activation: str = option("choice", "softmax", "none", "softmax", "relu")
    similarity: str = option("choice", "dot", "dot", "cosine", "distance")
    scale: bool = option("switch", True)
    temperature: float = option("real", 1.0, low=0.001, high=1000.0)
    mask: str = option("choice", "none", "none", "causal", "self")
    position: str = option("choice", "none", "none", "sinusoidal")
    tfidf: bool = option("switch", False)
    weights: str = option("source", "trained", *BUILT_IN)
    seed: int = option("integer", 7, low=0, high=2**31 - 1)
    heads: int = option("integer", 1, low=1, high=16)
    head_dim: int = option("integer", 64, low=1, high=512)
    relu_rescale: str = option("choice", "none", "none", "length", "row")

    def __post_init__(self) -> None:
        """Refuse a value that its option does not take (`PeonyError`)."""
        for each in OPTIONS:
            each.check(getattr(self, each.name))

    def with_(self, **changes: Value) -> Settings:
        """Return a copy with some options changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def to_dict(self) -> dict[str, Value]:
        """Return the options by name, for saving."""
        return asdict(self)

    @classmethod
    def from_dict(cls, saved: Mapping[str, object]) -> Settings:
        """Rebuild from `to_dict`; a missing option takes its default, an unknown one is refused."""
        names = {each.name for each in OPTIONS}
        for name in saved:
            if name not in names:
                raise PeonyError("option_unknown", name=name)
        return cls(**saved)  # type: ignore[arg-type]


OPTIONS: tuple[Option, ...] = tuple(Option(each.name, **each.metadata) for each in fields(Settings))
