"""报告问题: what residents say is wrong with posts, added up; nobody is named in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette_admin.actions import link_row_action

from kiosk.central.admin.desk import PREFIX
from kiosk.central.admin.sheets import one_line, when
from kiosk.central.admin.views import StaffView, column, words_in
from kiosk.central.admin.words import REPORTS
from kiosk.central.job_reports import ReportedPost, job_reports
from kiosk.central.operators import May


@dataclass(frozen=True, slots=True)
class ReportRow:
    """Reports about one post, in a table."""

    key: str
    title: str
    employer: str
    reason: str
    times: str
    sites: str
    since: str
    shown: str


class ReportsView(StaffView):
    """报告问题: what residents say is wrong with posts; nobody is named in it."""

    key = "reports"
    menu_label = "报告问题"
    icon = "fa fa-flag"
    needs = May.MODERATE
    pk_attr = "key"
    explanation = "居民在终端上报告的岗位问题，还在屏上的在前。点“查看岗位”核实后可关闭或全部撤下。"
    nothing = "没有居民报告问题。"
    search_hint = "搜索岗位或单位"
    row_actions = ("record",)
    fields = (
        column("title", "岗位", strong=True),
        column("employer", "用人单位"),
        column("reason", "问题"),
        column("times", "次数"),
        column("sites", "报告地点"),
        column("since", "最早"),
        column("shown", "现在"),
    )

    @link_row_action(name="record", text="查看岗位", icon_class="default_actions.view")
    def record_link(self, request: Request, pk: Any) -> str:  # noqa: ANN401
        """The page of the post."""
        query = urlencode({"pk": f"jobs:{str(pk).partition(' ')[2]}"})
        return f"{PREFIX}/published/detail?{query}"

    def can_view_detail(self, request: Request) -> bool:
        """There is no more to it than its line."""
        return False

    async def find_all(
        self,
        request: Request,
        skip: int = 0,
        limit: int = 0,
        q: str | None = None,
        sorts: Any = None,  # noqa: ANN401
        filters: Any = None,  # noqa: ANN401
    ) -> Sequence[ReportRow]:
        """A page of the list."""
        rows = await self._rows(request, q)
        return rows[skip : skip + limit]

    async def count(
        self,
        request: Request,
        q: str | None = None,
        filters: Any = None,  # noqa: ANN401
    ) -> int:
        """The length of the list."""
        return len(await self._rows(request, q))

    async def find_by_pk(self, request: Request, pk: Any) -> None:  # noqa: ANN401
        """None: the record has a page, the report has not."""

    async def _rows(self, request: Request, words: str | None) -> list[ReportRow]:
        rows: list[ReportRow] | None = getattr(request.state, "reports", None)
        if rows is None:
            desk = self.desk
            found = await self.ask(
                lambda: job_reports(desk.road(), desk.catalogue(), desk.keys()).posts
            )
            rows = [_report(post) for post in sorted(found, key=lambda post: not post.on_screens)]
            request.state.reports = rows  # opened once for the page and for its count
        return [row for row in rows if words_in(words) in f"{row.title} {row.employer}"]


def _report(post: ReportedPost) -> ReportRow:
    return ReportRow(
        key=f"{post.reason.value} {post.job_id}",
        title=one_line(post.title),
        employer=one_line(post.employer or "单位未注明"),
        reason=REPORTS[post.reason.value],
        times=str(post.count),
        sites=one_line("、".join(post.sites)),
        since=when(post.since),
        shown="在屏上" if post.on_screens else "已不在屏上",
    )
