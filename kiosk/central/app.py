"""The platform over HTTP: one application put together from small routers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fastapi import FastAPI

from kiosk.central import (
    catalogue_routes,
    deletion_routes,
    health,
    phone_page_routes,
    phone_routes,
    phone_upload_routes,
    public_routes,
    submission_routes,
    terminal_routes,
    ticket_routes,
    vacancy_routes,
)
from kiosk.central.admin.mount import NAME, PREFIX, AdminPages
from kiosk.central.platform import Now, Platform, utc_now
from kiosk.central.refusals import speak_json

if TYPE_CHECKING:
    from kiosk.central.metrics import Meter

CONTRACT_VERSION: Final = "1"
ROUTERS: Final = (
    *(catalogue_routes.router, terminal_routes.router, submission_routes.router),
    *(
        ticket_routes.router,
        phone_routes.router,
        phone_page_routes.router,
        phone_upload_routes.router,
        vacancy_routes.router,
        deletion_routes.router,
        public_routes.router,
        health.router,
    ),
)


def create_app(home: Path, now: Now = utc_now, meter: Meter | None = None) -> FastAPI:
    """Application of the platform in ``home``; nothing is opened before it is used.

    What it answers is told to ``meter``, where there is one.
    """
    platform = Platform(home, now, meter)

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
    if meter is not None:
        from kiosk.central.metrics import Metered  # noqa: PLC0415

        app.add_middleware(Metered, meter=meter)
    for router in ROUTERS:
        app.include_router(router)
    app.mount(PREFIX, AdminPages(platform), name=NAME)
    return app
