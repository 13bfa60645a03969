"""The platform over HTTP: one application put together from small routers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from fastapi import FastAPI

from kiosk.central import (
    catalogue_routes,
    phone_routes,
    submission_routes,
    terminal_routes,
    ticket_routes,
)
from kiosk.central.platform import Now, Platform, utc_now
from kiosk.central.refusals import speak_json

CONTRACT_VERSION: Final = "1"
ROUTERS: Final = (
    *(catalogue_routes.router, terminal_routes.router, submission_routes.router),
    *(ticket_routes.router, phone_routes.router),
)


def create_app(home: Path, now: Now = utc_now) -> FastAPI:
    """Application of the platform in ``home``; nothing is opened before it is used."""
    platform = Platform(home, now)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        yield
        platform.close()

    app = FastAPI(
        title="就业角 central platform",
        version=CONTRACT_VERSION,
        docs_url=None,
        redoc_url=None,
        lifespan=life,
    )
    app.state.platform = platform
    speak_json(app)
    for router in ROUTERS:
        app.include_router(router)
    return app
