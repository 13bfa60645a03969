"""What the phone page and the platform say to each other, in JSON.

A phone proves itself by the ticket alone: ``Authorization: Ticket TEXT`` on every request after the
first. A refusal carries a ``code`` for the page and a ``detail`` that is one Chinese sentence for
the person.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final

import msgspec

from kiosk.contract.submissions import Uuid
from kiosk.records import EmploymentType, JobKind, PayUnit, Tag

MOST_FILES: Final = 3
LARGEST_FILE: Final = 10 * 1024 * 1024
"""Bytes."""
MOST_JOBS: Final = 10
LARGEST_FORM: Final = 32 * 1024
"""Bytes of JSON."""

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=30)]
Phone = Annotated[str, msgspec.Meta(pattern=r"^1[3-9][0-9]{9}$")]
Line = Annotated[str, msgspec.Meta(max_length=60)]
Text = Annotated[str, msgspec.Meta(max_length=500)]
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
Count = Annotated[int, msgspec.Meta(ge=0, le=99_999_999)]


class PhoneJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job as a phone lists it; ``pay`` is words with their unit, ``metres`` from the station."""

    id: str
    title: str
    employer: str = ""
    pay: str = ""
    address: str = ""
    metres: int | None = None


class PhoneActivity(msgspec.Struct, frozen=True, kw_only=True):
    """An activity to sign up for; ``when`` is words."""

    id: str
    title: str
    when: str = ""
    address: str = ""


class PhoneFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was looked at and kept; ``kind`` is jpg, pdf, doc or docx, ``size`` in bytes."""

    id: Uuid
    kind: str
    pages: int | None = None
    size: int


class PhoneSession(msgspec.Struct, frozen=True, kw_only=True):
    """What the page needs to show; ``purpose`` is resume, vacancy or sign_up.

    ``watched``: the terminal's screen follows, so that the phone may be put down at the end.
    """

    purpose: str
    site: str
    ends_at: datetime
    watched: bool
    consent: str
    consent_sentences: tuple[str, ...]
    files: tuple[PhoneFile, ...] = ()
    job: PhoneJob | None = None
    activity: PhoneActivity | None = None


class TypedCode(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed instead of scanned."""

    code: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{8}$")]


class FoundTicket(msgspec.Struct, frozen=True, kw_only=True):
    """The ticket that a typed code stands for."""

    ticket: str


class ResumeForm(msgspec.Struct, frozen=True, kw_only=True):
    """A résumé as the phone sends it; with a file or a few words of ``wanted`` at least.

    ``jobs`` are ids to apply to at once, for where no screen goes on.
    """

    consent: str
    name: Name
    phone: Phone
    wanted: Line = ""
    experience: Text = ""
    hours: Line = ""
    area: Line = ""
    files: Annotated[tuple[Uuid, ...], msgspec.Meta(max_length=MOST_FILES)] = ()
    jobs: Annotated[tuple[Id, ...], msgspec.Meta(max_length=MOST_JOBS)] = ()


class SignUpForm(msgspec.Struct, frozen=True, kw_only=True):
    """Name and number for the activity of the ticket."""

    consent: str
    name: Name
    phone: Phone


class VacancyForm(msgspec.Struct, frozen=True, kw_only=True):
    """A shop's vacancy as far as it is filled in; what is open is empty or null. Pay is in yuan."""

    consent: str = ""
    employer: Line = ""
    licence: Line = ""
    title: Line = ""
    kind: JobKind = JobKind.OTHER
    head_count: Count | None = None
    employment_type: EmploymentType = EmploymentType.FULL_TIME
    description: Text = ""
    requirements: Text = ""
    conditions: Text = ""
    hours: Line = ""
    address: Line = ""
    pay_minimum: Count | None = None
    pay_maximum: Count | None = None
    pay_unit: PayUnit = PayUnit.MONTH
    valid_through: date | None = None
    tags: Annotated[tuple[Tag, ...], msgspec.Meta(max_length=3)] = ()
    contact_name: Line = ""
    contact_phone: Line = ""


class VacancyRemark(msgspec.Struct, frozen=True, kw_only=True):
    """One Chinese ``sentence`` about a ``field``; it cannot be sent where ``refused``."""

    field: str
    sentence: str
    refused: bool


class VacancyChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A value and the word for it."""

    value: str
    label: str


class VacancyChoices(msgspec.Struct, frozen=True, kw_only=True):
    """What the lists of the form offer, and the last day that a post may have."""

    kinds: tuple[VacancyChoice, ...]
    employment_types: tuple[VacancyChoice, ...]
    pay_units: tuple[VacancyChoice, ...]
    tags: tuple[VacancyChoice, ...]
    first_day: date
    last_day: date


class VacancyStanding(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a shop's vacancy; ``state`` is waiting, shown, refused, closed or over."""

    title: str
    state: str
    valid_through: date | None = None
    last_day: date | None = None


class DeletionForm(msgspec.Struct, frozen=True, kw_only=True):
    """Number and secret of the receipt, as they are shown."""

    reference: Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Z]{4}-[0-9A-Z]{4}$")]
    secret: Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$")]


class PhoneReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """It is kept: ``reference`` to ask by, ``secret`` to delete by; ``watched`` as in a session."""

    reference: str
    secret: str
    watched: bool
