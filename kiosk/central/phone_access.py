"""Proof that a request comes from a phone that has opened a ticket: the door of its routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Depends, Header
from starlette.concurrency import run_in_threadpool

from kiosk.central.phone_words import phone_refused
from kiosk.central.platform import Here
from kiosk.central.refusals import Refusal
from kiosk.central.terminals import KnownTerminal
from kiosk.central.tickets import Closed, Session, proven, session_of
from kiosk.contract.tickets import Ticket

SCHEME: Final = "Ticket "

PHONE_REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    403: {"model": Refusal, "description": "no_ticket, revoked or other_purpose"},
    409: {"model": Refusal, "description": "used: another submission has used the ticket up"},
    410: {"model": Refusal, "description": "expired"},
    422: {"model": Refusal, "description": "The code names the field"},
    503: {"model": Refusal, "description": "busy: try again after Retry-After"},
}
"""Answers of every route that wants a ticket, for its ``responses``."""


def ticket_in(authorization: str | None) -> str:
    """The text of the ticket in an Authorization header; refused where there is none."""
    if authorization is None or not authorization.startswith(SCHEME):
        raise phone_refused("no_ticket")
    return authorization.removeprefix(SCHEME).strip()


@dataclass(frozen=True, slots=True)
class Carried:
    """A proven ticket, perhaps used up already, and the terminal that made it."""

    text: str
    ticket: Ticket
    terminal: KnownTerminal


async def carried_ticket(
    here: Here, authorization: Annotated[str | None, Header()] = None
) -> Carried:
    """The ticket that the phone carries, whatever has become of it."""
    text = ticket_in(authorization)
    found = await run_in_threadpool(lambda: proven(here.terminals(), text))
    if isinstance(found, Closed):
        raise phone_refused(found.why)
    return Carried(text, *found)


async def phone_session(
    here: Here, authorization: Annotated[str | None, Header()] = None
) -> Session:
    """The session of the phone that asks."""
    text = ticket_in(authorization)
    found = await run_in_threadpool(lambda: session_of(here.terminals(), text, here.now()))
    if isinstance(found, Closed):
        raise phone_refused(found.why)
    return found


AtPhone = Annotated[Session, Depends(phone_session)]
"""Annotation of a route's parameter that wants a phone with an open ticket."""
WithTicket = Annotated[Carried, Depends(carried_ticket)]
"""The same for a route that answers again after the ticket was used up."""
