"""The admin pages as the platform's application holds them: nothing until somebody asks."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from kiosk.central.admin.desk import NAME, PREFIX, Desk
from kiosk.central.admin.guard import sentence_page
from kiosk.central.platform import Platform
from kiosk.settings import BadSettings

__all__ = ["NAME", "PREFIX", "AdminPages"]
_NONE: Final = ()
UNSETTLED: Final = "平台的设置文件 kiosk.toml 或密钥读不出来，请联系技术人员。"


class AdminPages:
    """Mounted at ``PREFIX`` under ``NAME``."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._building = Lock()
        self._app: ASGIApp | None = None
        self.routes: Sequence[BaseRoute] = _NONE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        app = self._app
        if app is None:
            try:
                app = await run_in_threadpool(self._built)
            except (BadSettings, OSError):
                app = sentence_page(503, UNSETTLED)
        await app(scope, receive, send)

    def _built(self) -> ASGIApp:
        from kiosk.central.admin.pages import admin_pages  # noqa: PLC0415

        with self._building:
            if self._app is None:
                self._app, self.routes = admin_pages(Desk.of(self._platform))
            return self._app
