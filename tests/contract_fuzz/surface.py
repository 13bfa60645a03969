"""The exported contract, with what the platform knows put beside what may be anything.

A name that fits the pattern and is known to nobody is refused at the door. So a part of what is
sent are known names, keys and tickets: drawn from the same schema, which is widened by them.
"""

from __future__ import annotations

import json
from typing import Any, Final

from kiosk.central.openapi import openapi_document
from kiosk.consents import CONSENTS
from kiosk.submissions import Purpose
from tests.central_process import REGION
from tests.contract_fuzz import known
from tests.contract_fuzz.leaving import LEFT

Schema = dict[str, Any]

_CARRIED: Final = tuple(
    f"Ticket {text}"
    for text in (*known.RESUMES, *known.SIGN_UPS, *known.VACANCIES, *known.FAR, known.FILE_TICKET)
)
PARAMETERS: Final[dict[str, tuple[str, ...]]] = {
    "sha256": (known.BLOB,),
    "file": (known.FILE,),
    "submission": (known.SUBMISSION, known.SHOP, LEFT.id),
    "region": (REGION,),
    "nonce": (known.WATCHED_NONCE,),
    "authorization": (*_CARRIED, f"Secret {known.SHOP_SECRET}"),
    "words": ("文员", ""),
    "if-none-match": ("*",),
    "idempotency-key": ("kept",),
}
"""Known values by the name of a parameter."""
FIELDS: Final[dict[tuple[str, str], tuple[Any, ...]]] = {
    ("ResumeForm", "consent"): (CONSENTS[Purpose.RESUME].version,),
    ("ResumeForm", "jobs"): ([], [known.JOB]),
    ("ResumeForm", "files"): ([], [known.FILE]),
    ("SignUpForm", "consent"): (CONSENTS[Purpose.SIGN_UP].version,),
    ("VacancyForm", "consent"): (CONSENTS[Purpose.VACANCY].version,),
    ("TypedCode", "code"): (known.CODE,),
    ("EnrolmentRequest", "token"): known.TOKENS,
}
"""Known values by schema and field."""
TEXTS: Final[dict[str, tuple[str, ...]]] = {
    "open_ticket": (*known.RESUMES[:4], *known.SIGN_UPS[:4], *known.FAR),
    "watch_ticket": (known.WATCHED,),
}
"""Known bodies of plain text by operation."""


def surface() -> Schema:
    """The OpenAPI document that cases are made from."""
    document: Schema = json.loads(openapi_document())
    for operation in operations(document):
        for parameter in operation.get("parameters", ()):
            known_ones = PARAMETERS.get(parameter["name"], ())
            parameter["schema"] = _widened(parameter["schema"], known_ones)
        content = operation.get("requestBody", {}).get("content", {})
        if "text/plain" in content:
            body = content["text/plain"]
            body["schema"] = _widened(body["schema"], TEXTS.get(operation["operationId"], ()))
    schemas = document["components"]["schemas"]
    for (name, field), values in FIELDS.items():
        properties = schemas[name]["properties"]
        properties[field] = _widened(properties[field], values)
    schemas["Envelope"] = _widened(schemas["Envelope"], (json.loads(LEFT.envelope),))
    return document


def operations(document: Schema) -> list[Schema]:
    """Every operation of ``document``."""
    return [operation for path in document["paths"].values() for operation in path.values()]


def _widened(schema: Schema, values: tuple[Any, ...]) -> Schema:
    return {"anyOf": [{"enum": list(values)}, schema]} if values else schema
