"""What the platform answers over HTTP.

Everything that terminals read comes from files that ``publish`` put in place: no database, nothing
shared between workers, and any file server or CDN in front may answer in our stead.
"""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import FastAPI, Header, Request, Response
from fastapi import Path as PathPart
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from kiosk.central.publishing import blob_file, manifest_file
from kiosk.central.schemas import described

CONTRACT_VERSION: Final = "1"

_MANIFEST_CACHING: Final = "public, max-age=15"
"""Short, since a withdrawn scam leaves the screens with the next manifest."""
_BLOB_CACHING: Final = "public, max-age=31536000, immutable"

Region = Annotated[str, PathPart(pattern=r"^[0-9]{6}([0-9]{3})?$", description="6 or 9 digits")]
BlobName = Annotated[str, PathPart(pattern=r"^[0-9a-f]{64}$", description="SHA-256 in hex")]


class Health(BaseModel):
    """The platform answers."""

    status: str


class Refusal(BaseModel):
    """Why there is no answer, in one sentence."""

    detail: str


_REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    404: {"model": Refusal, "description": "There is no such thing"},
    422: {"model": Refusal, "description": "The address names nothing that could exist"},
}


def create_app(home: Path) -> FastAPI:
    """Application that serves what stands in ``home``."""
    app = FastAPI(title="就业角 catalogue", version=CONTRACT_VERSION, docs_url=None, redoc_url=None)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)

    @app.get("/v1/health", operation_id="health")
    def health() -> Health:
        return Health(status="ok")

    @app.get(
        "/v1/regions/{region}/manifest.json",
        operation_id="manifest",
        response_class=Response,
        responses={
            200: described("Envelope", "application/json", "The signed manifest"),
            304: {"description": "Not changed since the given ETag"},
            **_REFUSALS,
        },
    )
    def manifest(region: Region, if_none_match: Annotated[str | None, Header()] = None) -> Response:
        path = manifest_file(home, region)
        if not path.is_file():
            raise HTTPException(404, f"Region {region} has not been published here.")
        return _manifest_answer(path.read_bytes(), if_none_match)

    @app.get(
        "/v1/blobs/{sha256}",
        operation_id="blob",
        response_class=FileResponse,
        responses={
            200: described(None, "application/gzip", "Lines (NDJSON), compressed with gzip"),
            **_REFUSALS,
        },
    )
    def blob(sha256: BlobName) -> FileResponse:
        path = blob_file(home, sha256)
        if not path.is_file():
            raise HTTPException(404, "There is no blob of that name.")
        headers = {"Cache-Control": _BLOB_CACHING, "ETag": f'"{sha256}"'}
        return FileResponse(path, media_type="application/gzip", headers=headers)

    return app


def _manifest_answer(raw: bytes, if_none_match: str | None) -> Response:
    etag = f'"{hashlib.sha256(raw).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": _MANIFEST_CACHING}
    known = [tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")]
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(raw, media_type="application/json", headers=headers)


async def _refused(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    sentence = str(error.detail)
    if sentence == HTTPStatus(error.status_code).phrase:
        sentence = f"{sentence}: see /openapi.json for what there is."
    return JSONResponse({"detail": sentence}, error.status_code, headers=error.headers)


async def _malformed(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    part = ".".join(str(step) for step in error.errors()[0]["loc"])
    return JSONResponse({"detail": f"{part} is not of the form that /openapi.json asks for."}, 422)
