"""The library's login, with our accounts, our sessions and our refusals behind it."""

from __future__ import annotations

import math
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette_admin.auth import AdminUser, AuthProvider
from starlette_admin.auth.base import AuthMiddleware
from starlette_admin.exceptions import LoginFailed

from kiosk.central.admin.desk import COOKIE, PREFIX, Desk, address_of
from kiosk.central.admin.guard import sentence_page
from kiosk.central.admin.logging_in import LoggedIn, Wait, WrongPassword, log_in
from kiosk.central.admin.sessions import end_session, operator_of
from kiosk.central.store import StoreUnusable

WRONG: Final = "姓名或密码不对。"
WAIT: Final = "输错次数过多，请等 {minutes} 分钟后再试。"
BUSY: Final = "平台暂时读不到数据，请过一会儿再试；一直如此请联系技术人员。"


class DeskLogin(AuthProvider):
    """Who may see the pages of ``desk``."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    async def authenticate(self, request: Request) -> AdminUser | None:
        """Whose session the browser carries."""
        token = request.cookies.get(COOKIE, "")
        if not token or "/static/" in request.url.path:
            return None
        desk = self._desk
        operator = await run_in_threadpool(lambda: operator_of(desk.road(), token, desk.now()))
        request.state.operator = operator
        return None if operator is None else AdminUser(username=operator.name)

    async def login(
        self, username: str, password: str, remember_me: bool, request: Request
    ) -> Response:
        """Begin a session under a token that nobody has seen before."""
        desk = self._desk
        outcome = await run_in_threadpool(
            lambda: log_in(
                desk.road(),
                username,
                password,
                address=address_of(request),
                key=bytes.fromhex(desk.key),
                now=desk.now(),
            )
        )
        match outcome:
            case WrongPassword():
                raise LoginFailed(WRONG)
            case Wait(until=until):
                minutes = max(1, math.ceil((until - desk.now()).total_seconds() / 60))
                raise LoginFailed(WAIT.format(minutes=minutes))
            case LoggedIn(token=token):
                answer = RedirectResponse(f"{PREFIX}/", 303)
                answer.set_cookie(
                    COOKIE,
                    token,
                    path=PREFIX,
                    httponly=True,
                    samesite="strict",
                    secure=desk.is_secure(request),
                )
                return answer

    async def logout(self, request: Request) -> Response:
        """End the session here as well as in the browser."""
        token = request.cookies.get(COOKIE, "")
        await run_in_threadpool(lambda: end_session(self._desk.road(), token))
        answer = RedirectResponse(f"{PREFIX}/login", 303)
        answer.delete_cookie(COOKIE, path=PREFIX, httponly=True, samesite="strict")
        return answer

    def get_middleware(self) -> Middleware:
        """The library's, which would else answer a database that is away with a bare 500."""
        return Middleware(_Asking, provider=self)


class _Asking(AuthMiddleware):
    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        try:
            return await super().dispatch(request, call_next)
        except StoreUnusable:
            return sentence_page(503, BUSY)
