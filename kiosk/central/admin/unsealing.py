"""打开材料: by a form, so that nothing that looks ahead in a page opens it."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette_admin.flash import flash
from starlette_admin.routing import route

from kiosk.central.admin.deeds import NO_REASON, Deed, form_of, reason_in, required_operator
from kiosk.central.admin.desk import PREFIX, address_of
from kiosk.central.admin.records import titles_of
from kiosk.central.admin.sheets import ids_in, left_sheet, when
from kiosk.central.admin.words import KINDS
from kiosk.central.audit import Action
from kiosk.central.opening import NoSuchThing, Unreadable, Wish, open_file, open_submission
from kiosk.central.operators import May

UNREADABLE: Final = "这份材料打不开：没有能打开它的密钥，或文件已不在。请联系技术人员。"
SANDBOX: Final = "sandbox; default-src 'none'; frame-ancestors 'none'"


class Open(Deed):
    """Opens a submission, or a file of one."""

    path = "/open"
    route_name = "open"
    needs = May.OPEN

    @route("", methods=["POST"])
    async def index(self, request: Request) -> Response:
        """Put it on record, then show it."""
        form = await form_of(request)
        reason = reason_in(form, Action.OPEN)
        if reason is None:
            flash(request, NO_REASON, "error")
            return RedirectResponse(_left_address(form.get("id", "")), 303)
        desk, wish = self.desk, _wish(request, form, reason)
        opened = await run_in_threadpool(
            lambda: open_submission(desk.road(), desk.keys, wish, desk.now())
        )
        if isinstance(opened, NoSuchThing):
            raise HTTPException(404)
        if isinstance(opened, Unreadable):
            flash(request, UNREADABLE, "error")
            return RedirectResponse(_left_address(wish.submission), 303)
        resume, ids = opened.body.get("resume"), ids_in(opened.body)
        titles = await run_in_threadpool(lambda: titles_of(desk.catalogue(), ids))
        said: dict[str, Any] = {
            "title": KINDS[opened.kind],
            "opened": opened,
            "received": when(opened.received_at),
            "sheet": left_sheet(opened.body, titles),
            "resume": _left_address(resume) if isinstance(resume, str) else "",
            "list_path": f"{PREFIX}/left/list",
            "wish": wish,
        }
        assert self._admin is not None
        return self._admin._template_response(request, "opened.html", said)

    @route("/file", methods=["POST"], name="open-file")
    async def file(self, request: Request) -> Response:
        """Put it on record, then hand the file over, to be saved and never to be shown here."""
        form = await form_of(request)
        desk, wish = self.desk, _wish(request, form, form.get("reason", ""))
        if not wish.reason.strip():
            raise HTTPException(400)
        opened = await run_in_threadpool(
            lambda: open_file(
                desk.road(),
                desk.platform.files(),
                desk.keys,
                wish,
                form.get("file", ""),
                desk.now(),
            )
        )
        if isinstance(opened, NoSuchThing):
            raise HTTPException(404)
        if isinstance(opened, Unreadable):
            flash(request, UNREADABLE, "error")
            return RedirectResponse(_left_address(wish.submission), 303)
        return Response(
            opened.content,
            media_type="application/octet-stream",
            headers={
                "content-disposition": f'attachment; filename="{opened.name}"',
                "content-security-policy": SANDBOX,
            },
        )


def _wish(request: Request, form: dict[str, str], reason: str) -> Wish:
    return Wish(
        submission=form.get("id", ""),
        by=required_operator(request).name,
        reason=reason,
        address=address_of(request),
    )


def _left_address(submission: str) -> str:
    return f"{PREFIX}/left/detail?{urlencode({'pk': submission})}"
