"""``python -m engine.vectors``: see `engine.vectors.cli`."""

import sys

from engine.vectors.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
