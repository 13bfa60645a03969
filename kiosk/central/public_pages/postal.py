"""Where something is, in schema.org's words."""

from __future__ import annotations

from typing import Final

from kiosk.central.feeds.divisions import CITIES

COUNTRY: Final = "CN"
_PROVINCES: Final = {"37": "山东省"}


def postal_address(division: str, street: str | None) -> dict[str, str]:
    """PostalAddress in the division of that code; only what is known is in it."""
    address = {"@type": "PostalAddress", "addressCountry": COUNTRY}
    if division[:2] in _PROVINCES:
        address["addressRegion"] = _PROVINCES[division[:2]]
    if division[:4] in CITIES:
        address["addressLocality"] = f"{CITIES[division[:4]]}市"
    if street:
        address["streetAddress"] = street
    return address
