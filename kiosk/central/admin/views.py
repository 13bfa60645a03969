"""The lists of the admin pages: the library's, filled from our own functions and read-only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette_admin import RowActionsDisplayType, StringField
from starlette_admin.types import RowActionsPosition
from starlette_admin.views import BaseModelView

from kiosk.central.admin.desk import Desk, operator_at
from kiosk.central.operators import May

T = TypeVar("T")
PAGE: Final = 25
_FARTHEST: Final = 10**9
"""Rows; a database does not count as far as an address can be typed."""
_LONGEST_SEARCH: Final = 100


def column(name: str, label: str, *, strong: bool = False) -> StringField:
    """A column of text that is never anything but text."""
    cell = "cells/strong.html" if strong else "cells/text.html"
    return StringField(name, label=label, list_template=cell, null_template="cells/none.html")


def words_in(query: str | None) -> str:
    """What was typed to be searched for, as a database takes it."""
    return (query or "").replace("\0", "").strip()[:_LONGEST_SEARCH]


def first_row(skip: int) -> int:
    """``skip`` as far as a database can count."""
    return min(skip, _FARTHEST)


class StaffView(BaseModelView):
    """A list for those who may ``needs``; nothing can be made, edited or deleted through it."""

    needs: May
    explanation: str = ""
    nothing: str = "这里暂时没有内容。"
    search_hint: str = "搜索"
    page_size = PAGE
    page_size_options = (PAGE,)
    actions: Sequence[str] = ()
    row_actions: Sequence[str] = ("view",)
    row_actions_display_type = RowActionsDisplayType.INLINE_LINKS
    row_actions_position = RowActionsPosition.AFTER_COLUMNS
    exporters = ()
    importers = ()
    sortable_fields = ()
    column_visibility = False
    row_click_navigate = False

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        super().__init__()

    def is_accessible(self, request: Request) -> bool:
        """Whether the role of whoever asks allows it."""
        operator = operator_at(request)
        return operator is not None and operator.may(self.needs)

    def is_active(self, request: Request) -> bool:
        """Whether the page is one of this view's."""
        return request.path_params.get("key") == self.key

    def can_create(self, request: Request) -> bool:
        """Never."""
        return False

    can_edit = can_delete = can_export = can_import = can_create

    async def find_by_pks(self, request: Request, pks: list[Any]) -> Sequence[Any]:
        """Not needed where nothing is done to several at once."""
        return ()

    async def create(self, request: Request, data: dict[str, Any]) -> Any:  # noqa: ANN401
        """Never."""
        raise NotImplementedError

    async def edit(self, request: Request, pk: Any, data: dict[str, Any]) -> Any:  # noqa: ANN401
        """Never."""
        raise NotImplementedError

    async def delete(self, request: Request, pks: list[Any]) -> int | None:
        """Never."""
        raise NotImplementedError

    async def ask(self, question: Callable[[], T]) -> T:
        """The answer of a database, waited for beside the other requests."""
        return await run_in_threadpool(question)
