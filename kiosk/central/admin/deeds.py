"""What the pages can do, each by a form and with a reason."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette_admin.routing import route
from starlette_admin.views import CustomView

from kiosk.central.admin.desk import PREFIX, Desk, operator_at
from kiosk.central.admin.words import OTHER, REASONS
from kiosk.central.audit import LONGEST_REASON, Action
from kiosk.central.operators import May, Operator

NO_REASON: Final = "请选择原因；选“其他”时请写明。没有执行。"


class Deed(CustomView):
    """Something done by a form, by those who may ``needs``."""

    add_to_menu = False
    needs: May

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        super().__init__()

    def is_accessible(self, request: Request) -> bool:
        """Whether the role of whoever asks allows it."""
        operator = operator_at(request)
        return operator is not None and operator.may(self.needs)

    def is_active(self, request: Request) -> bool:
        """Stands in no menu."""
        return False


class Start(CustomView):
    """The first page of each role."""

    path = "/"
    add_to_menu = False

    @route("")
    async def index(self, request: Request) -> Response:
        """Where the work is."""
        moderates = required_operator(request).may(May.MODERATE)
        return RedirectResponse(f"{PREFIX}/{'held' if moderates else 'audit'}/list", 303)


def reason_in(form: dict[str, str], action: Action) -> str | None:
    """The reason that was chosen, with what was written to it; None where there has to be one."""
    chosen, note = form.get("reason", ""), " ".join(form.get("note", "").split())
    if not REASONS[action]:
        return note[:LONGEST_REASON]
    if chosen not in REASONS[action] or (chosen == OTHER and len(note) < 2):
        return None
    return (note if chosen == OTHER else f"{chosen}：{note}" if note else chosen)[:LONGEST_REASON]


async def form_of(request: Request) -> dict[str, str]:
    """Fields of the form that was sent; files are none of them."""
    async with request.form() as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def required_operator(request: Request) -> Operator:
    """Who asks, where somebody has to be logged in to come so far."""
    operator = operator_at(request)
    if operator is None:
        raise HTTPException(403)
    return operator
