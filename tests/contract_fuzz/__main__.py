"""``python -m tests.contract_fuzz [N]``: the same with N cases of each operation (1000)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest


def main(arguments: list[str]) -> int:
    """Exit code of pytest, or 2 for a number that is none."""
    number = arguments[0] if arguments else "1000"
    if len(arguments) > 1 or not number.isdecimal() or not int(number):
        sys.stderr.write("Say how many cases of each operation there are to be, or nothing.\n")
        return 2
    os.environ["FUZZ"] = number
    return int(pytest.main([str(Path(__file__).parent), "--durations=20"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
