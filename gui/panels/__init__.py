"""The panels: adding one is a file here and a line in `gui.window`."""
