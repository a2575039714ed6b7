"""Turns the Markdown of the help into rich text, set as a page of a book is."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from gui.theme import Theme

MEASURE = 44  # ems, about 75 letters: a longer line is lost on the way back
LINE = 1.75  # ems from line to line
BLOCK = re.compile(r"(?P<level>#+) (?P<heading>.+?)|(?P<sign>-|\d+\.) (?P<item>.+)|(?P<text>.+)", re.DOTALL)
APART = re.compile(r"\n{2,}|\n(?=- |\d+\. )")
HEADING = re.compile("^#.*$", re.MULTILINE)
LOWERED = str.maketrans("ᵢⱼₖ₂", "ijk2")
# The type's own lowered letters are three pixels high.
LOWER = re.compile("_[QKV]|[ᵢⱼₖ₂]+")
LETTER = re.compile(r"(?<![A-Za-z_])[A-Za-zδτ](?![A-Za-z])")


def style(theme: Theme) -> str:
    """Return the style of the pages."""
    px = theme.px
    # Fixed, for a lowered letter would move its line away from the one before.
    line = f"-qt-line-height-type: fixed; line-height: {px(LINE)}px"
    return f"""
    h1 {{ font-size: {px(1.75)}px; margin: 0 0 {px(0.7)}px 0; }}
    h2 {{ font-size: {px(1.25)}px; margin: {px(1.7)}px 0 {px(0.5)}px 0; }}
    p {{ margin: 0 0 {px(0.6)}px 0; {line}; }}
    table {{ margin-top: {px(0.3)}px; }}
    code {{ font-family: "{theme.font.family()}"; background-color: rgba(0, 0, 0, 0); }}
    td {{ padding: {px(0.22)}px {px(0.5)}px {px(0.22)}px 0; vertical-align: top; }}
    p.item {{ margin: 0; }}
    td.sign {{ color: {theme.peony}; padding-left: {px(0.4)}px; }}
    td.name {{ border-bottom: 1px solid {theme.line}; }}
    p.quiet {{ color: {theme.quiet}; }}
    span.formula {{ font-family: serif; font-size: {px(1.1)}px; }}
    sub {{ font-size: {px(1.15)}px; }}
    """


def rich(text: str, code: Callable[[str], str]) -> str:
    """Return Markdown as rich text; `code` writes what stands between backticks.

    Of Markdown it knows what the help needs: headings, lists, strong, stressed, code.
    """
    apart = HEADING.sub(lambda line: f"{line[0]}\n", text)
    parts = [BLOCK.fullmatch(part.strip()) for part in APART.split(apart.strip())]
    made = []
    for number, part in enumerate(parts):
        if part["heading"]:
            level = len(part["level"])
            made.append(f"<h{level}>{_inline(part['heading'], code)}</h{level}>")
        elif part["item"]:
            first = number == 0 or not parts[number - 1]["item"]
            last = number + 1 == len(parts) or not parts[number + 1]["item"]
            made.append('<table class="list" cellspacing="0">' * first)
            made.append(_item(part["sign"].replace("-", "•"), _inline(part["item"], code)))
            made.append("</table>" * last)
        else:
            made.append(f"<p>{_inline(part['text'], code)}</p>")
    return "".join(made)


def _item(sign: str, text: str) -> str:
    left, right = (f'<p class="item">{each}</p>' for each in (sign, text))
    return f'<tr><td class="sign" align="right">{left}</td><td>{right}</td></tr>'


def _inline(text: str, code: Callable[[str], str]) -> str:
    plain, *others = text.split("`")
    made = _stressed(plain)
    for number, part in enumerate(others):
        made += _stressed(part) if number % 2 else code(part)
    return made


def _stressed(text: str) -> str:
    strong = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", lowered(html.escape(text, quote=False)))
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", strong).replace("\n", " ")


def key(name: str) -> str:
    """Write a key, or several that are pressed together, with room for the cap around it."""
    return f"<code>&nbsp;{html.escape(name)}&nbsp;</code>"


def formula(text: str) -> str:
    """Write a formula: its letters slanted, functions upright."""
    slanted = LETTER.sub(lambda letter: f"<i>{letter[0]}</i>", html.escape(text, quote=False))
    return f'<span class="formula">{lowered(slanted)}</span>'


def lowered(text: str) -> str:
    """Lower the indices in a text by markup."""
    return LOWER.sub(lambda found: f"<sub>{found[0].strip('_').translate(LOWERED)}</sub>", text)
