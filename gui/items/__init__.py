"""Widgets that know how to draw one thing, and nothing of the program around them."""
