"""审计记录: who opened or decided what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from kiosk.central.admin.sheets import one_line, when
from kiosk.central.admin.views import StaffView, column, first_row, words_in
from kiosk.central.admin.words import ACTIONS
from kiosk.central.audit import Action, AuditEntry, count_entries, newest_entries
from kiosk.central.operators import May


@dataclass(frozen=True, slots=True)
class AuditLine:
    """A row of the audit log in a table."""

    number: str
    at: str
    operator: str
    action: str
    subject: str
    reason: str
    address: str


class AuditView(StaffView):
    """审计记录: read here, changed nowhere."""

    key = "audit"
    menu_label = "审计记录"
    icon = "fa fa-book"
    needs = May.READ_AUDIT
    pk_attr = "number"
    explanation = (
        "谁在什么时候打开或决定了什么，最新的在前。记录不能修改；"
        "技术人员可以用命令 kiosk central audit check 核对它是否完整。"
    )
    nothing = "还没有记录。"
    search_hint = "搜索姓名、对象或原因"
    row_actions = ()
    fields = (
        column("number", "序号"),
        column("at", "时间"),
        column("operator", "操作人", strong=True),
        column("action", "操作"),
        column("subject", "对象"),
        column("reason", "原因"),
        column("address", "来自"),
    )

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
    ) -> Sequence[AuditLine]:
        """A page of the log."""
        words, road = words_in(q), self.desk.road
        found = await self.ask(
            lambda: newest_entries(road(), skip=first_row(skip), limit=limit, words=words)
        )
        return [_line(entry) for entry in found]

    async def count(
        self,
        request: Request,
        q: str | None = None,
        filters: Any = None,  # noqa: ANN401
    ) -> int:
        """The length of the log."""
        return await self.ask(lambda: count_entries(self.desk.road(), words_in(q)))

    async def find_by_pk(self, request: Request, pk: Any) -> None:  # noqa: ANN401
        """None: a row has no page."""


def _line(entry: AuditEntry) -> AuditLine:
    return AuditLine(
        number=str(entry.number),
        at=when(entry.at),
        operator=one_line(entry.operator),
        action=ACTIONS[Action(entry.action)],
        subject=one_line(entry.subject, 80),
        reason=one_line(entry.reason, 80),
        address=one_line(entry.address),
    )
