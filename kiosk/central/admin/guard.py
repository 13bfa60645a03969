"""What holds for every admin page: headers that allow nothing but our own, and no foreign POST.

There is no script on any page, so none is allowed: what a stranger wrote into a field stays text
even where a template should once forget to escape it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from kiosk.central.admin.desk import PREFIX, Desk

POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not "no-referrer": with that a browser sends the origin of a form as "null".
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
LARGEST_FORM: Final = 64 * 1024
"""Bytes."""
FOREIGN: Final = "这个请求不是从本页面发出的，没有执行。请返回后重新操作。"
STALE: Final = "页面放置太久或浏览器没有保存 Cookie，没有执行。请返回，刷新页面后再试。"
TOO_LARGE: Final = "提交的内容过长，没有执行。请返回后缩短再试。"
_READING: Final = ("GET", "HEAD")
_STATIC: Final = f"{PREFIX}/static/"


class Guard:
    """Lets ``app`` answer what comes from its own pages."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app, self._desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers on it whatever the answer is."""
        if scope["type"] != "http":
            await WebSocketClose()(scope, receive, send)
            return
        refused = self._refused(scope)
        answer = HeadedSend(send, _caching(scope))
        await (refused or self._app)(scope, receive, answer)
        if answer.stale:
            await sentence_page(403, STALE)(
                scope, receive, HeadedSend(send, "no-store", final=True)
            )

    def _refused(self, scope: Scope) -> ASGIApp | None:
        if scope["method"] in _READING:
            return None
        request = HTTPConnection(scope)
        if not self._desk.is_ours(request.headers.get("origin", ""), request):
            return sentence_page(403, FOREIGN)
        length = request.headers.get("content-length", "")
        if not length.isdigit() or int(length) > LARGEST_FORM:
            return sentence_page(413, TOO_LARGE)
        return None


class HeadedSend:
    """``send`` that puts our headers on; it keeps back the library's refusal of a bare token.

    That one is in English and in plain text, as nothing else here is.
    """

    def __init__(self, send: Send, caching: str, *, final: bool = False) -> None:
        self._send, self._caching, self._final = send, caching, final
        self.stale = False

    async def __call__(self, message: Message) -> None:
        """Pass ``message`` on."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            plain = headers.get("content-type", "").startswith("text/plain")
            self.stale = not self._final and message["status"] == 403 and plain
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers["cache-control"] = self._caching
        if not self.stale:
            await self._send(message)


def sentence_page(status: int, sentence: str) -> HTMLResponse:
    """A page that says one thing, for where no template can be trusted to be reached."""
    return HTMLResponse(
        f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>就业角审核台</title>'
        f'<link rel="stylesheet" href="{PREFIX}/static/admin.css">'
        f'<body class="alone"><p>{sentence}</p><p><a href="{PREFIX}/">返回审核台</a></p>',
        status,
    )


def _caching(scope: Scope) -> str:
    return "private, max-age=3600" if scope["path"].startswith(_STATIC) else "no-store"
