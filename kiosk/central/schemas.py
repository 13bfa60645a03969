"""Bridges our wire models, which are msgspec's, into the OpenAPI document that FastAPI writes."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from kiosk.contract.envelope import Envelope
from kiosk.contract.lines import RECORD_TYPES, Line
from kiosk.contract.manifest import Manifest
from kiosk.contract.phone import (
    DeletionForm,
    FoundTicket,
    PhoneFile,
    PhoneReceipt,
    PhoneSession,
    ResumeForm,
    SignUpForm,
    TypedCode,
    VacancyChoices,
    VacancyForm,
    VacancyRemark,
    VacancyStanding,
)
from kiosk.contract.submissions import Receipt, Submission
from kiosk.contract.terminals import Enrolment, EnrolmentRequest, EnrolmentToken, Heartbeat
from kiosk.contract.tickets import TicketStanding

_REFERENCE: Final = "#/components/schemas/{name}"
_TERMINALS: Final = (EnrolmentToken, EnrolmentRequest, Enrolment, Heartbeat)
_UP: Final = (Submission, Receipt)
_PHONE: Final = (
    *(DeletionForm, FoundTicket, PhoneFile, PhoneReceipt, PhoneSession, ResumeForm, SignUpForm),
    *(TicketStanding, TypedCode, VacancyChoices, VacancyForm, VacancyRemark, VacancyStanding),
)
WIRE_MODELS: Final = (Envelope, Manifest, *RECORD_TYPES.values(), *_TERMINALS, *_UP, *_PHONE)
"""What stands in a manifest or inside a line of a blob, and what goes up."""
LINE: Final[dict[str, Any]] = {
    "title": "Line",
    "description": Line.__doc__,
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "record": {
            "oneOf": [{"$ref": _REFERENCE.format(name=t.__name__)} for t in RECORD_TYPES.values()]
        },
        "pinyin": {"type": "array", "items": {"type": "string"}, "default": []},
    },
}
"""A line of a blob; msgspec has no schema for the raw record in it."""


def described(schema: str | None, media_type: str, sentence: str) -> dict[str, Any]:
    """OpenAPI response of ``media_type``, of the wire model named ``schema`` where there is one."""
    content = {"schema": {"$ref": _REFERENCE.format(name=schema)}} if schema else {}
    return {"description": sentence, "content": {media_type: content}}


def taken(schema: str, media_type: str = "application/json") -> dict[str, Any]:
    """OpenAPI extra of a route whose body is the wire model named ``schema``."""
    content = {media_type: {"schema": {"$ref": _REFERENCE.format(name=schema)}}}
    return {"requestBody": {"required": True, "content": content}}


def wire_schemas() -> dict[str, Any]:
    """JSON schemas of the wire models by name."""
    _, components = msgspec.json.schema_components(WIRE_MODELS, ref_template=_REFERENCE)
    return components | {"Line": LINE}
