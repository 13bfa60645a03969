"""Writes kiosk/contract/openapi.json from the platform: ``python -m kiosk.central.openapi``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from kiosk import contract
from kiosk.central.app import create_app
from kiosk.central.schemas import wire_schemas

EXPORTED: Final = Path(contract.__file__).with_name("openapi.json")


def openapi_document() -> str:
    """The contract as OpenAPI, the same text every time."""
    document = create_app(Path()).openapi()
    document["components"]["schemas"] |= wire_schemas()
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    EXPORTED.write_text(openapi_document(), encoding="utf-8")
