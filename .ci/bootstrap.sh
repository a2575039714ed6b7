#!/bin/sh
# Finds a Python that Peony runs on, then lets it do the rest: .ci/bootstrap.py.
# PYTHON=/path/to/python picks one.
set -eu
cd "$(dirname "$0")/.."

suits() {
    [ -n "$1" ] && "$1" -c \
        'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

if [ -n "${PYTHON:-}" ]; then
    candidates=$PYTHON
else
    # The environment's own comes first: it need not be looked for again.
    candidates=".venv/bin/python python3 python3.13 python3.12 python3.11 python"
fi
for python in $candidates; do
    if suits "$python"; then
        exec "$python" .ci/bootstrap.py "$@"
    fi
done

echo "Peony needs Python 3.11, 3.12 or 3.13, and none was found${PYTHON:+ ($PYTHON is not one)}." >&2
if command -v apt-get >/dev/null 2>&1; then
    echo "Please run:  sudo apt-get update && sudo apt-get install -y python3 python3-venv" >&2
fi
exit 1
