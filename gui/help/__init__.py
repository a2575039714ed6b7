"""Help: a short guide, the definitions, the keys, what runs here."""

PAGES = ("guide", "definitions", "shortcuts", "about")
