"""Bodies that do not come whole."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fastapi import Request

from kiosk.central.bodies import bounded_body
from kiosk.central.refusals import Refused


def test_a_body_that_is_cut_off_is_a_refusal_and_no_fault_of_ours() -> None:
    said: list[dict[str, Any]] = [
        {"type": "http.request", "body": b"half", "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> dict[str, Any]:
        return said.pop(0)

    request = Request({"type": "http", "method": "PUT", "headers": []}, receive)
    with pytest.raises(Refused, match="cut off"):
        asyncio.run(bounded_body(request, 100))
