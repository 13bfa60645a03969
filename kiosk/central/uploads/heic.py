"""Pictures as iPhones take them; in a room of their own because no other kind needs libheif."""

from __future__ import annotations

from typing import Final

from pillow_heif.as_plugin import HeifImageFile

from kiosk.central.uploads.photos import redrawn
from kiosk.central.uploads.verdicts import Inspected

MOST_PIXELS: Final = 32_000_000
"""As measured to fit into 300 MB with what libheif itself holds."""


def inspected(content: bytes) -> Inspected:
    """The picture in ``content`` as a JPEG; ``Unacceptable`` if it is too large or damaged."""
    return redrawn(HeifImageFile, content, MOST_PIXELS)
