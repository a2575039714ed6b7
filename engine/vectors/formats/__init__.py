"""Readers of word vectors as the world publishes them, one file per format."""
