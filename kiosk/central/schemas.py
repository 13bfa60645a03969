"""Bridges our wire models, which are msgspec's, into the OpenAPI document that FastAPI writes."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from kiosk.contract.lines import RECORD_TYPES, Line
from kiosk.contract.manifest import Envelope, Manifest

_REFERENCE: Final = "#/components/schemas/{name}"
WIRE_MODELS: Final = (Envelope, Manifest, Line, *RECORD_TYPES.values())
"""Everything that stands in a manifest or a blob."""


def described(schema: str | None, media_type: str, sentence: str) -> dict[str, Any]:
    """OpenAPI response of ``media_type``, of the wire model named ``schema`` where there is one."""
    content = {"schema": {"$ref": _REFERENCE.format(name=schema)}} if schema else {}
    return {"description": sentence, "content": {media_type: content}}


def wire_schemas() -> dict[str, Any]:
    """JSON schemas of the wire models by name."""
    _, components = msgspec.json.schema_components(WIRE_MODELS, ref_template=_REFERENCE)
    return components
