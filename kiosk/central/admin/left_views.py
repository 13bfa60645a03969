"""简历与投递: what came, without a name, and who opened it last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from kiosk.central.admin.left import LeftThing, count_left, one_left, some_left
from kiosk.central.admin.sheets import one_line, when
from kiosk.central.admin.views import StaffView, column, first_row, words_in
from kiosk.central.admin.words import KINDS
from kiosk.central.operators import May


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A sealed submission in a table."""

    id: str
    kind: str
    reference: str
    site: str
    received: str
    files: str
    opened: str


class LeftView(StaffView):
    """简历与投递: nothing of it is opened for the list."""

    key = "left"
    menu_label = "简历与投递"
    icon = "fa fa-envelope"
    needs = May.OPEN
    pk_attr = "id"
    detail_template = "submission.html"
    explanation = "居民留下的材料，最新的在前。内容加密保存，这里不显示姓名；打开一份会留下记录。"
    nothing = "还没有人留下材料。"
    search_hint = "搜索查询号、地点或种类"
    fields = (
        column("kind", "种类", strong=True),
        column("reference", "查询号"),
        column("site", "终端地点"),
        column("received", "收到时间"),
        column("files", "文件"),
        column("opened", "最近打开"),
    )

    async def find_all(
        self,
        request: Request,
        skip: int = 0,
        limit: int = 0,
        q: str | None = None,
        sorts: Any = None,  # noqa: ANN401
        filters: Any = None,  # noqa: ANN401
    ) -> Sequence[LeftRow]:
        """A page of the list."""
        words, road = words_in(q), self.desk.road
        found = await self.ask(lambda: some_left(road(), words, skip=first_row(skip), limit=limit))
        return [_row(thing) for thing in found]

    async def count(
        self,
        request: Request,
        q: str | None = None,
        filters: Any = None,  # noqa: ANN401
    ) -> int:
        """The length of the list."""
        return await self.ask(lambda: count_left(self.desk.road(), words_in(q)))

    async def find_by_pk(self, request: Request, pk: Any) -> LeftRow | None:  # noqa: ANN401
        """The one of a page."""
        found = await self.ask(lambda: one_left(self.desk.road(), str(pk)))
        return None if found is None else _row(found)


def _row(thing: LeftThing) -> LeftRow:
    opened = thing.opened_at is not None and f"{thing.opened_by}，{when(thing.opened_at)}"
    return LeftRow(
        id=thing.id,
        kind=KINDS[thing.kind],
        reference=one_line(thing.reference),
        site=one_line(thing.site or thing.terminal),
        received=when(thing.received_at),
        files=f"{thing.files} 个" if thing.files else "",
        opened=opened or "还没有打开",
    )
