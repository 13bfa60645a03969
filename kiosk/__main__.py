"""``python -m kiosk``: the same verbs where the console script is not on the path."""

from __future__ import annotations

import sys

from kiosk.cli import main

if __name__ == "__main__":
    sys.exit(main())
