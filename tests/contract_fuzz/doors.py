"""One good request for every operation of the contract, by its operationId."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from nacl.signing import SigningKey

from kiosk.consents import CONSENTS
from kiosk.submissions import Purpose
from tests.central_process import REGION
from tests.contract_fuzz import known
from tests.contract_fuzz.leaving import LEFT
from tests.uploads import pictures
from tests.vacancy_shapes import a_vacancy_form

_TEXT: Final = "text/plain"
_SENT_NOW: Final = str(uuid5(UUID(int=3002), "now"))


def _form(purpose: Purpose, **more: Any) -> dict[str, Any]:
    form = {"consent": CONSENTS[purpose].version, "name": "示例", "phone": "13800000000"}
    return form | more


def _with(ticket: str, **more: str) -> dict[str, str]:
    return {"authorization": f"Ticket {ticket}"} | more


_SHOPS_OWN: Final[dict[str, Any]] = {
    "path_parameters": {"submission": known.SHOP},
    "headers": {"authorization": f"Secret {known.SHOP_SECRET}"},
}

DOORS: Final[dict[str, dict[str, Any]]] = {
    "health": {},
    "manifest": {"path_parameters": {"region": REGION}},
    "blob": {"path_parameters": {"sha256": known.BLOB}},
    "enrol": {
        "body": {
            "token": known.TOKENS[-1],
            "public_key": SigningKey(b"n" * 32).verify_key.encode().hex(),
        }
    },
    "heartbeat": {"body": {"version": "1.0", "boot_id": "boot-1", "uptime_s": 60}},
    "submit": {"path_parameters": {"submission": LEFT.id}, "body": json.loads(LEFT.envelope)},
    "watch_ticket": {
        "path_parameters": {"nonce": known.WATCHED_NONCE},
        "body": known.WATCHED,
        "media_type": _TEXT,
    },
    "open_ticket": {"body": known.RESUMES[-1], "media_type": _TEXT},
    "typed_code": {"body": {"code": known.CODE}},
    "phone_jobs": {"headers": _with(known.RESUMES[-1]), "query": {"words": "文员"}},
    "leave_file": {
        "headers": _with(known.FILE_TICKET, **{"idempotency-key": "now"}),
        "body": pictures.good()["jpg"],
        "media_type": "application/octet-stream",
    },
    "drop_file": {"path_parameters": {"file": _SENT_NOW}, "headers": _with(known.FILE_TICKET)},
    "leave_resume": {
        "path_parameters": {"submission": str(UUID(int=1))},
        "headers": _with(known.RESUMES[-1]),
        "body": _form(Purpose.RESUME, wanted="保洁", jobs=[known.JOB]),
    },
    "leave_sign_up": {
        "path_parameters": {"submission": str(UUID(int=2))},
        "headers": _with(known.SIGN_UPS[-1]),
        "body": _form(Purpose.SIGN_UP),
    },
    "delete_left": {"body": {"reference": known.DELETED_REFERENCE, "secret": known.DELETED_SECRET}},
    "vacancy_choices": {},
    "check_vacancy": {"headers": _with(known.VACANCIES[-2]), "body": {"title": "帮厨"}},
    "leave_vacancy": {
        "path_parameters": {"submission": str(UUID(int=3))},
        "headers": _with(known.VACANCIES[-1]),
        "body": a_vacancy_form(datetime.now(UTC)),
    },
    "vacancy_standing": _SHOPS_OWN,
    "extend_vacancy": _SHOPS_OWN,
    "close_vacancy": _SHOPS_OWN,
}
"""In the order in which they are asked: a file is sent before it is dropped."""
