"""What can be done to one token."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from engine.tokens import Token
from gui.scene import Scene
from gui.state import Store


def token_menu(scene: Scene, number: int, store: Store, parent: QWidget) -> QMenu:
    """Return the menu of token `number`: keep or drop, split, merge, and the two word lists."""
    menu = QMenu(parent)
    menu.setObjectName("tokenMenu")
    pieces, words = scene.trace.pieces, scene.words
    token, edits = pieces[number], scene.state.edits
    toggle = "menu.drop" if token.kept else "menu.keep"
    menu.addAction(words(toggle), lambda: store.update(edits=edits.toggled(token)))
    menu.addSeparator()
    _add_splits(menu, scene, token, store)
    if number > 0:
        before = pieces[number - 1]
        text = words("menu.merge", text=before.text + token.text)
        menu.addAction(text, lambda: store.update(edits=edits.merged(before, token)))
    if number + 1 < len(pieces):
        after = pieces[number + 1]
        text = words("menu.merge", text=token.text + after.text)
        menu.addAction(text, lambda: store.update(edits=edits.merged(token, after)))
    menu.addSeparator()
    _add_lists(menu, scene, token, store)
    return menu


def _add_splits(menu: QMenu, scene: Scene, token: Token, store: Store) -> None:
    """Offer to cut before each character but the first, of tokens short enough to list."""
    for place in range(token.start + 1, min(token.end, token.start + 9)):
        cut = place - token.start
        text = scene.words("menu.split", text=f"{token.text[:cut]} | {token.text[cut:]}")
        menu.addAction(text, lambda at=place: store.update(edits=scene.state.edits.split(at)))


def _add_lists(menu: QMenu, scene: Scene, token: Token, store: Store) -> None:
    lexicon, words = scene.state.lexicon, scene.words
    listed = lexicon.is_stopword(token.text)
    stopwords = lexicon.stopwords ^ {token.text.casefold()}
    menu.addAction(
        words("menu.unstop" if listed else "menu.stop", text=token.text),
        lambda: store.update(lexicon=lexicon.with_stopwords(stopwords)),
    )
    owned = token.text in lexicon.own_words
    own_words = lexicon.own_words ^ {token.text}
    menu.addAction(
        words("menu.unown" if owned else "menu.own", text=token.text),
        lambda: store.update(lexicon=lexicon.with_own_words(own_words)),
    )
