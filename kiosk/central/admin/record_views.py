"""待审核 and 已发布: the lists that lead to a record, and the record's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from kiosk.central.admin.records import Choice, SeenRecord, count_records, one_record, some_records
from kiosk.central.admin.sheets import SheetLine, one_line, record_sheet, when
from kiosk.central.admin.views import StaffView, column, first_row, words_in
from kiosk.central.admin.words import COLLECTIONS, FIELDS, OTHER_RULE, REASONS, RULES, STATES, inert
from kiosk.central.operators import May
from kiosk.central.tables import State
from kiosk.lawful.findings import Finding
from kiosk.records import CHINA_TIME, Job, Place


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in a table; ``known`` is the whole of it."""

    key: str
    title: str
    employer: str
    problems: str
    source: str
    imported: str
    known: SeenRecord


class RecordsView(StaffView):
    """Records in one ``state``; the page of a record is the same whatever list led there."""

    needs = May.MODERATE
    pk_attr = "key"
    detail_template = "record.html"
    search_hint = "搜索岗位、单位、电话……"
    state: State

    async def find_all(
        self,
        request: Request,
        skip: int = 0,
        limit: int = 0,
        q: str | None = None,
        sorts: Any = None,  # noqa: ANN401
        filters: Any = None,  # noqa: ANN401
    ) -> Sequence[RecordRow]:
        """A page of the list."""
        choice, store = self._choice(q), self.desk.catalogue
        found = await self.ask(
            lambda: some_records(store(), choice, skip=first_row(skip), limit=limit)
        )
        return [_row(record) for record in found]

    async def count(
        self,
        request: Request,
        q: str | None = None,
        filters: Any = None,  # noqa: ANN401
    ) -> int:
        """The length of the list."""
        return await self.ask(lambda: count_records(self.desk.catalogue(), self._choice(q)))

    async def find_by_pk(self, request: Request, pk: Any) -> RecordRow | None:  # noqa: ANN401
        """The record of a page, in whichever state it is by now."""
        found = await self.ask(lambda: one_record(self.desk.catalogue(), str(pk)))
        return None if found is None else _row(found)

    def _choice(self, words: str | None) -> Choice:
        today = self.desk.now().astimezone(CHINA_TIME).date()
        return Choice(self.state, today, words_in(words))


class HeldView(RecordsView):
    """待审核: what the rules held."""

    key = "held"
    menu_label = "待审核"
    icon = "fa fa-inbox"
    state = State.HELD
    explanation = "规则拦下、要由人决定的内容，先来的在前。点“查看”看原文和依据，再决定是否通过。"
    nothing = "没有待审核的内容。"
    fields = (
        column("title", "名称", strong=True),
        column("employer", "用人单位"),
        column("problems", "规则发现的问题"),
        column("source", "来源"),
        column("imported", "收到时间"),
    )


class PublishedView(RecordsView):
    """已发布: what terminals show, or do with the next publication."""

    key = "published"
    menu_label = "已发布"
    icon = "fa fa-store"
    state = State.ACCEPTED
    explanation = "终端上能看到的内容。点“查看”可以关闭一条，或把一个单位的岗位全部撤下。"
    fields = (
        column("title", "名称", strong=True),
        column("employer", "用人单位"),
        column("source", "来源"),
        column("imported", "收到时间"),
    )


def record_page(row: RecordRow) -> dict[str, Any]:
    """What the page of a record says beside the record itself."""
    known = row.known
    return {
        "kind": COLLECTIONS.get(known.collection, known.collection),
        "state": STATES[known.state],
        "is_held": known.state == State.HELD,
        "is_published": known.state == State.ACCEPTED,
        "employer": inert(known.record.employer or "") if isinstance(known.record, Job) else "",
        "findings": [_finding(finding) for finding in known.findings],
        "sheet": _sheet(known),
        "reasons": {action.value: reasons for action, reasons in REASONS.items()},
        "decided": _decided(known),
    }


def decided_words(known: SeenRecord) -> str:
    """Who decided what about it, and when."""
    by, at = inert(known.decided_by or "平台规则"), known.decided_at or known.imported_at
    return f"{by} 于 {when(at)}：{STATES[known.state]}"


def _decided(known: SeenRecord) -> str:
    return decided_words(known) if known.decided_by else ""


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "rule": RULES.get(finding.rule, OTHER_RULE),
        "field": FIELDS.get(finding.field, "正文"),
        "words": inert(finding.words),
        "basis": finding.basis,
    }


def _sheet(known: SeenRecord) -> list[SheetLine]:
    region = SheetLine("region", "适用地区", inert(known.region))
    return [*record_sheet(known.record), region]


def _row(known: SeenRecord) -> RecordRow:
    record = known.record
    title = record.name if isinstance(record, Place) else record.title
    rules = dict.fromkeys(RULES.get(finding.rule, OTHER_RULE) for finding in known.findings)
    return RecordRow(
        key=known.key,
        title=one_line(title),
        employer=one_line(record.employer or "单位未注明") if isinstance(record, Job) else "",
        problems="、".join(rules),
        source=one_line(known.source, 20),
        imported=when(known.imported_at),
        known=known,
    )
