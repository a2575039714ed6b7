"""Word vectors: the shipped table, the composing of missing words, and how the table is built."""
