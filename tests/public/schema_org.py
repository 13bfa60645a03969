"""What schema.org lets stand in a JobPosting and an Event, and what Google demands of them.

Properties per https://schema.org/JobPosting and its kin, release 29, as far as pages use them;
required ones per Google's "Job posting" and "Event" structured data documentation.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

_EMPLOYMENT: Final = frozenset(
    {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM"}
    | {"OTHER"}
)
_UNITS: Final = frozenset({"HOUR", "DAY", "WEEK", "MONTH", "YEAR"})
PROPERTIES: Final[dict[str, dict[str, Any]]] = {
    "JobPosting": {
        **{"title": str, "description": str, "jobBenefits": str, "workHours": str},
        **{"occupationalCategory": str, "datePosted": date, "validThrough": datetime},
        **{"employmentType": _EMPLOYMENT, "jobLocationType": frozenset({"TELECOMMUTE"})},
        **{"directApply": bool, "totalJobOpenings": int, "identifier": "PropertyValue"},
        **{"hiringOrganization": "Organization", "jobLocation": "Place"},
        **{"applicantLocationRequirements": "Country", "baseSalary": "MonetaryAmount"},
        **{"url": str, "qualifications": str},
    },
    "Event": {
        **{"name": str, "description": str, "startDate": datetime, "endDate": datetime},
        **{"eventStatus": frozenset({"https://schema.org/EventScheduled"})},
        "eventAttendanceMode": frozenset({"https://schema.org/OfflineEventAttendanceMode"}),
        **{"location": "Place", "organizer": "Organization", "isAccessibleForFree": bool},
        "maximumAttendeeCapacity": int,
    },
    "PropertyValue": {"name": str, "value": str},
    "Organization": {"name": str},
    "Country": {"name": str},
    "Place": {"name": str, "address": "PostalAddress"},
    "PostalAddress": dict.fromkeys(
        ("addressCountry", "addressRegion", "addressLocality", "streetAddress"), str
    ),
    "MonetaryAmount": {"currency": frozenset({"CNY"}), "value": "QuantitativeValue"},
    "QuantitativeValue": {
        **dict.fromkeys(("value", "minValue", "maxValue"), (int, float)),
        "unitText": _UNITS,
    },
}
REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    "JobPosting": ("title", "description", "datePosted", "hiringOrganization"),
    "Event": ("name", "startDate", "location"),
    "Place": ("address",),
    "PostalAddress": ("addressCountry",),
    "MonetaryAmount": ("currency", "value"),
    "QuantitativeValue": ("unitText",),
    "Organization": ("name",),
}


def faults(node: dict[str, Any]) -> list[str]:
    """Whatever is wrong with the JSON-LD ``node`` and all in it; empty if nothing is."""
    found = [] if node.get("@context") == "https://schema.org" else ["@context"]
    if node.get("@type") == "JobPosting" and not (
        "jobLocation" in node or {"jobLocationType", "applicantLocationRequirements"} <= node.keys()
    ):
        found.append("JobPosting has neither a place nor leave to be anywhere")
    return found + _of({name: said for name, said in node.items() if name != "@context"})


def _of(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type", "")
    known = PROPERTIES.get(kind)
    if known is None:
        return [f"no type {kind!r}"]
    found = [f"{kind} without {name}" for name in REQUIRED.get(kind, ()) if name not in node]
    for name, said in node.items():
        if name == "@type":
            continue
        if name not in known:
            found.append(f"{kind} has no {name}")
        elif not _fits(said, known[name]):
            found.append(f"{kind}.{name}: {said!r}")
        elif isinstance(said, dict):
            found += _of(said)
    return found


def _fits(said: Any, wanted: Any) -> bool:
    if isinstance(wanted, frozenset):
        return said in wanted
    if isinstance(wanted, str):
        # An employer who is not named: the one word that Google's documentation gives for it.
        unnamed = wanted == "Organization" and said == "confidential"
        return unnamed or (isinstance(said, dict) and said.get("@type") == wanted)
    if wanted in (date, datetime):
        moment = wanted.fromisoformat(said)
        return wanted is date or moment.tzinfo is not None
    if wanted is str:
        return isinstance(said, str) and said.strip() != ""
    return isinstance(said, wanted) and (wanted is bool or not isinstance(said, bool))
