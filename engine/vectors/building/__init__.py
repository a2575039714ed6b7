"""Builds the shipped word vectors from text and dictionaries; not used while Peony runs.

Needs the ``build`` extra (scipy, opencc). The stages, in order:

======================  =========================================================================
`corpus`                text → sentences of jieba's words
`dictionaries`          CC-CEDICT, wordnets and topic lists → what each word means, in English
`vocabulary`            which words get a row
`text_block`            vectors from the words that stand near a word
`meaning_block`         vectors from the English words that explain a word
`spelling_block`        vectors from the characters of a word
`join`                  the three joined into one, and missing parts filled
`pack`                  lengths, scale, four-bit codes, files
======================  =========================================================================
"""
