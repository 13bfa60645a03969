"""The admin pages put together from the library and ours, at the first request for one.

Importing the library takes longer than all else of the platform, and most workers never show a
page of it.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp
from starlette_admin.base import BaseAdmin
from starlette_admin.i18n import I18nConfig

from kiosk.central.admin.audit_views import AuditView
from kiosk.central.admin.deciding import Decide
from kiosk.central.admin.deeds import Start
from kiosk.central.admin.desk import NAME, PREFIX, Desk
from kiosk.central.admin.guard import Guard, sentence_page
from kiosk.central.admin.left_views import LeftView
from kiosk.central.admin.login import BUSY, DeskLogin
from kiosk.central.admin.record_views import HeldView, PublishedView, record_page
from kiosk.central.admin.report_views import ReportsView
from kiosk.central.admin.unsealing import Open
from kiosk.central.admin.words import REASONS, ROLES
from kiosk.central.audit import Action
from kiosk.central.keys import UnusableKey
from kiosk.central.resident_files import FilesUnusable
from kiosk.central.store import StoreUnusable, Unstorable

TITLE: Final = "就业角审核台"
NOTHING: Final = "没有这一页，或内容已不在。"
FAILED: Final = "这一步出了差错，没有做完。请返回再试；再次出现请告诉技术人员做了什么。"
_HERE: Final = Path(__file__).parent
_ROUTES: Final = frozenset(
    {"login", "logout", "static", "list", "detail", "index", "decide", "open", "open-file"}
)
"""What is served; the library's ways to make, edit, import and delete are not even there."""


def admin_pages(desk: Desk) -> tuple[ASGIApp, list[BaseRoute]]:
    """The application below ``PREFIX``, and its routes."""
    # The library logs what was typed as a name, and that may be a password.
    logging.getLogger("starlette_admin").setLevel(logging.CRITICAL)
    admin = BaseAdmin(
        title=TITLE,
        base_url=PREFIX,
        route_name=NAME,
        templates_dir=str(_HERE / "templates"),
        static_dir=str(_HERE / "static"),
        index_view=Start(),
        auth_provider=DeskLogin(desk),
        secret_key=desk.key,
        i18n_config=I18nConfig("zh", language_cookie_name=None, language_header_name=None),
        timezone_config=None,
    )
    for view in (HeldView, LeftView, ReportsView, PublishedView, AuditView, Decide, Open):
        admin.add_view(view(desk))
    admin.templates.env.globals.update(
        record_page=record_page, role_words=ROLES, open_reasons=REASONS[Action.OPEN]
    )
    admin.routes[:] = [route for route in admin.routes if route.name in _ROUTES]
    admin.mount_to(Starlette())
    for trouble in (StoreUnusable, FilesUnusable, UnusableKey):
        admin.app.add_exception_handler(trouble, _busy)
    admin.app.add_exception_handler(Unstorable, _nothing)
    admin.app.add_exception_handler(Exception, _failed)
    return Guard(admin.app, desk), admin.app.routes


async def _failed(_request: Request, _error: Exception) -> Response:
    return sentence_page(500, FAILED)


async def _nothing(_request: Request, _error: Exception) -> Response:
    return sentence_page(404, NOTHING)


async def _busy(_request: Request, _error: Exception) -> Response:
    return sentence_page(503, BUSY)
