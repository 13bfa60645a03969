"""The one way in which a whole file is refused."""

from __future__ import annotations


class UnusableFeed(Exception):
    """Nothing of this file can be imported; the message is one sentence that says what to do."""
