"""An activity as schema.org Event (https://schema.org/Event)."""

from __future__ import annotations

from typing import Any, Final

from kiosk.central.public_pages.postal import postal_address
from kiosk.records import CHINA_TIME, Activity

FREE: Final = "免费"


def event(activity: Activity, region: str) -> dict[str, Any]:
    """JSON-LD of ``activity``, whose texts are plain, as ``region`` publishes it."""
    address = postal_address(region, activity.address)
    place = {"@type": "Place", "address": address}
    if activity.address:
        place["name"] = activity.address
    known: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": activity.title,
        "startDate": activity.starts_at.astimezone(CHINA_TIME).isoformat(),
        "endDate": activity.ends_at.astimezone(CHINA_TIME).isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": place,
        "description": activity.description or None,
        "maximumAttendeeCapacity": activity.seats,
        "isAccessibleForFree": True if activity.fee == FREE else None,
    }
    if activity.organiser:
        known["organizer"] = {"@type": "Organization", "name": activity.organiser}
    return {name: value for name, value in known.items() if value is not None}
