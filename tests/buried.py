"""Windows that were closed are taken away before the next one opens.

A window, its shell and its view models refer to each other, so that Python takes them away some
time later: in the middle of a frame of the next window, where Qt cannot bear it. A terminal has
one window and never gets there.
"""

from __future__ import annotations

import gc


def bury_closed_windows() -> None:
    """Take away now what nobody holds any more."""
    gc.collect()
