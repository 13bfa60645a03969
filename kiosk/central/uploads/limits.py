"""What a decoder may use up, set by the worker on itself before it reads a byte.

The hard limits are set together with the soft ones, so that nothing a file brings about can raise
them again.
"""

from __future__ import annotations

import math
import resource
from pathlib import Path
from typing import Final

ADDRESS_SPACE: Final = 768 << 20
"""Bytes, reserved ones included: libheif alone reserves 200 MB for its threads."""
PRIVATE_MEMORY: Final = 256 << 20
"""Bytes that can be written to; with code and stack this stays below 300 MB resident."""
OPEN_FILES: Final = 32


def confine(seconds: float) -> None:
    """Bound memory, processor time and files of this process; it writes to no file at all."""
    _hard(resource.RLIMIT_AS, ADDRESS_SPACE)
    _hard(resource.RLIMIT_DATA, PRIVATE_MEMORY)
    _hard(resource.RLIMIT_NOFILE, OPEN_FILES)
    _hard(resource.RLIMIT_FSIZE, 0)
    _hard(resource.RLIMIT_CORE, 0)
    whole = math.ceil(seconds)
    # The soft limit ends a process by a signal of its own, so that the two can be told apart.
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))


def peak_kib() -> int:
    """Most memory that was ever resident, in KiB; 0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return 0
    _, found, rest = status.partition("VmHWM:")
    return int(rest.split(maxsplit=1)[0]) if found else 0


def _hard(which: int, most: int) -> None:
    resource.setrlimit(which, (most, most))
