"""What is particular to the CUPS of this machine: where its queues are, and what it keeps.

CUPS writes every sheet into its spool before a printer sees it, also where it keeps no files
afterwards; so a personal sheet may only pass where the spool lies in memory.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from kiosk.printing.ipp_link import IPP_PORT, IppAddress

SPOOL: Final = PurePosixPath("/var/spool/cups")
MOUNTS: Final = Path("/proc/self/mounts")
_IN_MEMORY: Final = ("tmpfs", "ramfs")
_QUEUE_PATHS: Final = ("/printers/", "/classes/")


def queue_address(name: str) -> IppAddress:
    """Where the queue ``name`` of this machine answers."""
    return IppAddress("localhost", IPP_PORT, f"/printers/{name}", secure=False)


def is_queue(address: IppAddress) -> bool:
    """Whether a CUPS stands behind ``address``, here or elsewhere, and not a printer itself."""
    return address.path.startswith(_QUEUE_PATHS)


def spool_is_in_memory(mounts: str) -> bool:
    """Whether the spool of this machine is lost with its power; ``mounts`` as in /proc/mounts."""
    deepest, kind = PurePosixPath("/"), ""
    for line in mounts.splitlines():
        _, where, found, *_ = line.split(" ")
        point = PurePosixPath(where)
        if SPOOL.is_relative_to(point) and len(point.parts) >= len(deepest.parts):
            deepest, kind = point, found
    return kind in _IN_MEMORY


def keeps_nothing() -> bool:
    """Whether this machine's CUPS writes to no disk."""
    try:
        return spool_is_in_memory(MOUNTS.read_text("utf-8", errors="replace"))
    except OSError:
        return False
