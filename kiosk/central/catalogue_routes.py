"""What terminals read: signed manifests and the blobs that they name.

Everything comes from files that ``publish`` put in place: no database, nothing shared between
workers, and any file server or CDN in front may answer in our stead.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Final

from fastapi import APIRouter, Header, Response
from fastapi import Path as PathPart
from fastapi.responses import FileResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from kiosk.central.platform import Here
from kiosk.central.publishing import blob_file, manifest_file
from kiosk.central.refusals import REFUSALS
from kiosk.central.schemas import described

_MANIFEST_CACHING: Final = "public, max-age=15"
"""Short, since a withdrawn scam leaves the screens with the next manifest."""
_BLOB_CACHING: Final = "public, max-age=31536000, immutable"

Region = Annotated[str, PathPart(pattern=r"^[0-9]{6}([0-9]{3})?$", description="6 or 9 digits")]
BlobName = Annotated[str, PathPart(pattern=r"^[0-9a-f]{64}$", description="SHA-256 in hex")]

router: Final = APIRouter()


class Health(BaseModel):
    """The platform answers."""

    status: str


@router.get("/v1/health", operation_id="health")
def health() -> Health:
    """Whether the platform answers at all."""
    return Health(status="ok")


@router.get(
    "/v1/regions/{region}/manifest.json",
    operation_id="manifest",
    response_class=Response,
    responses={
        200: described("Envelope", "application/json", "The signed manifest"),
        304: {"description": "Not changed since the given ETag"},
        **REFUSALS,
    },
)
def manifest(
    region: Region, here: Here, if_none_match: Annotated[str | None, Header()] = None
) -> Response:
    """What a region's catalogue is made of."""
    path = manifest_file(here.home, region)
    if not path.is_file():
        raise HTTPException(404, f"Region {region} has not been published here.")
    return _manifest_answer(path.read_bytes(), if_none_match)


@router.get(
    "/v1/blobs/{sha256}",
    operation_id="blob",
    response_class=FileResponse,
    responses={
        200: described(None, "application/gzip", "Lines (NDJSON), compressed with gzip"),
        **REFUSALS,
    },
)
def blob(sha256: BlobName, here: Here) -> FileResponse:
    """One immutable piece of a catalogue."""
    path = blob_file(here.home, sha256)
    if not path.is_file():
        raise HTTPException(404, "There is no blob of that name.")
    headers = {"Cache-Control": _BLOB_CACHING, "ETag": f'"{sha256}"'}
    return FileResponse(path, media_type="application/gzip", headers=headers)


def _manifest_answer(raw: bytes, if_none_match: str | None) -> Response:
    etag = f'"{hashlib.sha256(raw).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": _MANIFEST_CACHING}
    known = [tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")]
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(raw, media_type="application/json", headers=headers)
