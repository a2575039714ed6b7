"""What can be done to one token."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QMenu, QWidget

from engine.tokens import Token
from gui.items.names import short
from gui.scene import Scene
from gui.state import Store

MOST = 9  # characters of a token up to which every place to cut it is offered


def token_menu(scene: Scene, number: int, store: Store, parent: QWidget) -> QMenu:
    """Return the menu of token `number`: keep or drop, split, merge, and the two word lists."""
    menu = QMenu(parent)
    menu.setObjectName("tokenMenu")
    pieces, words, text = scene.trace.pieces, scene.words, scene.trace.text
    token = pieces[number]
    menu.addAction(words("menu.drop" if token.kept else "menu.keep"), lambda: store.toggle(token, text))
    menu.addSeparator()
    for cut in range(1, min(len(token.text), MOST)):  # of tokens short enough to list
        parts = shown(f"{token.text[:cut]} | {token.text[cut:]}")
        menu.addAction(words("menu.split", text=parts), lambda cut=cut: store.split(token, cut, text))
    for first, second in pairwise(pieces[max(number - 1, 0) : number + 2]):
        whole = words("menu.merge", text=shown(first.text + second.text))
        menu.addAction(whole, lambda pair=(first, second): store.merge(*pair, text))
    menu.addSeparator()
    _add_lists(menu, scene, token, store)
    return menu


def _add_lists(menu: QMenu, scene: Scene, token: Token, store: Store) -> None:
    words, lexicon = scene.words, scene.state.lexicon
    stop = "menu.unstop" if lexicon.is_stopword(token.text) else "menu.stop"
    menu.addAction(
        words(stop, text=shown(token.text)),
        lambda: store.update(lexicon=store.state.lexicon.with_stopword_switched(token.text)),
    )
    own = "menu.unown" if token.text in lexicon.own_words else "menu.own"
    menu.addAction(
        words(own, text=shown(token.text)),
        lambda: store.update(lexicon=store.state.lexicon.with_own_word_switched(token.text)),
    )


def shown(text: str) -> str:
    """Return `text` as a menu can show it: short, and without a shortcut."""
    return short(text, 24).replace("&", "&&")
