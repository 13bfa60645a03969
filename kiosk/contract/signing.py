"""What a terminal signs of a request (RFC 9421), the same words on both sides.

The host is not among it, since a proxy may rename the host; the path and the query are passed on
as they are. The terminal's id is the ``keyid``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

LABEL: Final = "kiosk"
TAG: Final = "jiuyejiao-terminal-1"
"""Signed too, so that a signature made for anything else is never taken for a request."""
COMPONENTS: Final = ("@method", "@path", "@query", "content-digest")
CLOCKS_APART: Final = timedelta(seconds=300)
"""How far ``created`` may be from the platform's time, either way."""
LONGEST_NONCE: Final = 64
"""Characters; a nonce is good once."""
