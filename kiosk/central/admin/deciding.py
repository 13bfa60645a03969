"""通过, 不通过, 关闭, 全部撤下: what a moderator sends, and what is said to it."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette_admin.flash import flash
from starlette_admin.routing import route

from kiosk.central.admin.decisions import (
    Changed,
    Decision,
    Done,
    Gone,
    NotFrom,
    Overtaken,
    Verdict,
    decide,
)
from kiosk.central.admin.deeds import NO_REASON, Deed, form_of, reason_in, required_operator
from kiosk.central.admin.desk import PREFIX, address_of
from kiosk.central.admin.record_views import decided_words
from kiosk.central.audit import Action
from kiosk.central.operators import May
from kiosk.central.tables import State
from kiosk.central.to_screens import bring_to_screens

NOT_CONFIRMED: Final = "请先勾选确认。没有执行。"
OVERTAKEN: Final = "已有人先处理：{words}。你的决定没有执行。"
CHANGED: Final = "你打开页面之后内容有变化，没有执行。请看过新内容后再决定。"
NOT_POSSIBLE: Final = "这条内容现在不能这样处理，没有执行。"
DONE: Final = {
    Action.APPROVE: "已通过并发布，联网的终端会在几分钟内显示。",
    Action.REFUSE: "已设为不通过，不会上屏。",
    Action.CLOSE: "已关闭，联网的终端会在几分钟内撤下。",
    Action.WITHDRAW: "已全部撤下（{posts} 个岗位），联网的终端会在几分钟内更新。",
}
NOT_ON_SCREENS: Final = (
    "决定已保存，但没能马上发布，平台会自动再试；半小时后仍没有变化请联系技术人员。"
)


class Decide(Deed):
    """Decides about one record."""

    path = "/decide"
    route_name = "decide"
    needs = May.MODERATE

    @route("", methods=["POST"])
    async def index(self, request: Request) -> Response:
        """Decide about one record and bring it to the screens."""
        form = await form_of(request)
        page = _record_address(form.get("key", ""))
        action = _action(form.get("action", ""))
        reason = reason_in(form, action)
        if reason is None:
            flash(request, NO_REASON, "error")
            return RedirectResponse(page, 303)
        if action == Action.WITHDRAW and form.get("sure") != "yes":
            flash(request, NOT_CONFIRMED, "error")
            return RedirectResponse(page, 303)
        verdict = Verdict(
            key=form.get("key", ""),
            seal=form.get("seal", ""),
            action=action,
            reason=reason,
            by=required_operator(request).name,
            address=address_of(request),
        )
        desk = self.desk
        outcome = await run_in_threadpool(
            lambda: decide(desk.catalogue(), desk.road(), verdict, desk.now())
        )
        return await self._said(request, action, outcome, page)

    async def _said(
        self, request: Request, action: Action, outcome: Decision, page: str
    ) -> Response:
        match outcome:
            case Done(posts=posts):
                published = action == Action.REFUSE or await self._published()
                words = DONE[action].format(posts=posts) if published else NOT_ON_SCREENS
                flash(request, words, "success" if published else "warning")
                back = "held" if outcome.seen.state == State.HELD else "published"
                return RedirectResponse(f"{PREFIX}/{back}/list", 303)
            case Overtaken(now=now):
                flash(request, OVERTAKEN.format(words=decided_words(now)), "warning")
            case Changed():
                flash(request, CHANGED, "warning")
            case NotFrom():
                flash(request, NOT_POSSIBLE, "warning")
            case Gone():
                raise HTTPException(404)
        return RedirectResponse(page, 303)

    async def _published(self) -> bool:
        desk = self.desk
        versions = await run_in_threadpool(
            lambda: bring_to_screens(desk.catalogue(), desk.home, desk.now())
        )
        return versions is not None


def _action(text: str) -> Action:
    if text not in DONE:
        raise HTTPException(400)
    return Action(text)


def _record_address(key: str) -> str:
    return f"{PREFIX}/held/detail?{urlencode({'pk': key})}"
