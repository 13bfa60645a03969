"""What a resident leaves in these tests, by phone and at the terminal itself."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from uuid import uuid4

import httpx
import msgspec

from kiosk.consents import CALL_BACK, CONSENTS
from kiosk.sealing import seal
from kiosk.submissions import (
    CallBack,
    JobReport,
    Purpose,
    ReportReason,
    SubmissionKind,
    new_reference,
)
from kiosk.timekeeping import read_clock
from offline_cache import CATALOGUE_FILE, OUTBOX_FILE
from offline_cache.outbox import Outbox
from offline_cache.reader import CatalogueReader
from tests.canary.words import AREA, EXPERIENCE, IN_THE_FILE, NAME, PHONE
from tests.uploads.words import with_body


def leave_by_phone(url: str, ticket: str, job: str) -> str:
    """Send a résumé with a file from a phone, as its page does; the submission's id."""
    carried = {"Authorization": f"Ticket {ticket}"}
    with httpx.Client(base_url=url, timeout=30) as phone:
        session = phone.post("/v1/phone/sessions", content=ticket)
        assert session.status_code == 200, session.text
        file = phone.post("/v1/phone/files", content=a_file(), headers=carried)
        assert file.status_code == 201, file.text
        form = {
            "consent": CONSENTS[Purpose.RESUME].version,
            "name": NAME,
            "phone": PHONE,
            "wanted": "保洁",
            "experience": EXPERIENCE,
            "area": AREA,
            "files": [file.json()["id"]],
            "jobs": [job],
        }
        name = str(uuid4())
        left = phone.put(f"/v1/phone/resumes/{name}", json=form, headers=carried)
        assert left.status_code == 201, left.text
        return name


def leave_at_terminal(home: Path, job: str) -> None:
    """A call back and a report, sealed and laid in as the screen does it."""
    with closing(CatalogueReader(home / CATALOGUE_FILE)) as reader:
        state = reader.state()
        assert state is not None
    call = CallBack(
        purpose=Purpose.RESUME,
        name=NAME,
        phone=PHONE,
        about=job,
        subject=EXPERIENCE,
        consent=CALL_BACK.version,
    )
    report = JobReport(job_id=job, reason=ReportReason.WRONG, title=AREA, employer=NAME)
    kinds = ((SubmissionKind.CALL_BACK, call), (SubmissionKind.JOB_REPORT, report))
    with closing(Outbox(home / OUTBOX_FILE)) as outbox:
        for kind, body in kinds:
            sealed = seal(msgspec.json.encode(body), state.sealing_key)
            outbox.add(kind, new_reference(), sealed, read_clock().wall)


def a_file() -> bytes:
    """A Word document with a canary in its text."""
    return with_body(f"<w:p><w:r><w:t>{IN_THE_FILE}</w:t></w:r></w:p>")
