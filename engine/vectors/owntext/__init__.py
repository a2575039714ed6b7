"""Word vectors learned from a person's own text, while Peony runs: numpy and jieba alone.

The stages, in order:

==============  =================================================================================
`texts`         files and folders → text files, each with its encoding
`reading`       text → numbers of Peony's words, and which words are common enough for a row
`windows`       which words stand near which: counts, then positive pointwise mutual information
`factoring`     the leading singular vectors of that
`training`      all of it; lengths and scale as in the shipped table
`saving`        the file
`beside`        the whole in a process of its own, for the window; the command does without
==============  =================================================================================

Memory is bounded whatever is given: what would not fit is left out, and the report says so.
"""
