"""How the platform says no: a code for programs and one sentence for people, always in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from kiosk.central.resident_files import FilesUnusable
from kiosk.central.store import StoreUnusable, Unstorable

BUSY_SECONDS: Final = 30
PHONE: Final = "/v1/phone/"
"""Below this a person reads the sentences."""
BUSY: Final = "现在有点忙，请过一会儿再试。"
MALFORMED: Final = "填的内容不完整，请检查一下。"
REFUSED_FOR: Final = "kiosk.refused_for"
"""Under which name the code of a refusal is left for whoever counts them."""


class Refusal(BaseModel):
    """Why there is no answer: ``code`` never changes meaning, ``detail`` is one sentence."""

    code: str
    detail: str


class Refused(HTTPException):
    """A refusal with a code of its own."""

    def __init__(
        self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, detail, headers)
        self.code = code


REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    404: {"model": Refusal, "description": "There is no such thing"},
    422: {"model": Refusal, "description": "The request is not of the form asked for"},
}
"""Answers of every route that takes a name in its address."""


def speak_json(app: FastAPI) -> None:
    """Let ``app`` refuse in this form whatever goes wrong."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(StoreUnusable, _busy)
    app.add_exception_handler(Unstorable, _unstorable)
    app.add_exception_handler(FilesUnusable, _busy)


def refusal(
    status: int, code: str, detail: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The answer that says no."""
    return _RefusalAnswer({"code": code, "detail": detail}, status, headers=headers)


class _RefusalAnswer(JSONResponse):
    def __init__(
        self, content: dict[str, str], status: int, headers: Mapping[str, str] | None
    ) -> None:
        super().__init__(content, status, headers=headers)
        self._code = content["code"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[REFUSED_FOR] = self._code
        await super().__call__(scope, receive, send)


async def _refused(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    phrase = HTTPStatus(error.status_code).phrase
    sentence = str(error.detail)
    if sentence == phrase:
        sentence = f"{sentence}: see /openapi.json for what there is."
    code = error.code if isinstance(error, Refused) else phrase.lower().replace(" ", "_")
    return refusal(error.status_code, code, sentence, error.headers)


async def _malformed(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    part = ".".join(str(step) for step in error.errors()[0]["loc"])
    sentence = f"{part} is not of the form that /openapi.json asks for."
    return refusal(422, "malformed", _on_phone(request, MALFORMED) or sentence)


async def _unstorable(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Unstorable)
    sentence = "A value in it is longer than can be kept, or has a NUL in it."
    return refusal(422, "malformed", _on_phone(request, MALFORMED) or sentence)


async def _busy(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, StoreUnusable | FilesUnusable)
    sentence = "The platform cannot write just now; try again later."
    sentence = _on_phone(request, BUSY) or sentence
    return refusal(503, "busy", sentence, {"Retry-After": str(BUSY_SECONDS)})


def _on_phone(request: Request, sentence: str) -> str:
    """``sentence`` where a person reads it; empty where a program does."""
    return sentence if request.url.path.startswith(PHONE) else ""
