"""A sentence of tokens that mean something to HTML, to XML, to LaTeX, to a terminal; and how to keep them."""

from __future__ import annotations

from engine.lexicon import Lexicon, shipped_lexicon

TOKENS = (
    "<script>alert(1)</script>", "&amp;", "\"onload='x", "]]>", "<!--", "-->", "\u202eback", "\u200d", "😀",
    "שלום", "\\end{bmatrix}", "%$#_^~", "{name}", "\x01", "\ufffe", "=1+1", "endobj", "敮摯扪", "𠮷", "人大",
)  # fmt: skip
TEXT = " ".join(TOKENS) + "\ud800"


def lexicon() -> Lexicon:
    """Return a lexicon that cuts none of them."""
    return shipped_lexicon().with_own_words(TOKENS)
