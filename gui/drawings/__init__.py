"""Pictures for paper: painted from what is shown, the same on every screen, as PNG, SVG or PDF."""
