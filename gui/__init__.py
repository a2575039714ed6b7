"""The window: shows a frozen state and a frozen trace, and computes nothing."""

import os

# Before numpy is loaded: a second BLAS thread spins for some 25 ms after each product, on the core
# that painting needs. One thread made a switch at 256 tokens many times as fast on two busy cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
