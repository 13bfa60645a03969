"""What somebody left is deleted when they want it: by its number and the second secret.

A shop's vacancy is not: records of posts have to be kept (网络招聘服务管理规定 art. 23); its own
link ends it.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import Final

from nacl.public import PrivateKey
from sqlalchemy import delete, select

from kiosk.central.phone_files import file_name
from kiosk.central.phone_submissions import deletion_secret
from kiosk.central.resident_files import ResidentFiles
from kiosk.central.store import Store
from kiosk.central.submission_tables import SubmissionRow
from kiosk.central.ticket_tables import PhoneFileRow
from kiosk.submissions import SubmissionKind

DELETABLE: Final = (SubmissionKind.RESUME, SubmissionKind.SIGN_UP, SubmissionKind.APPLICATION)


def delete_left(
    road: Store, files: ResidentFiles, reference: str, secret: str, keys: Iterable[PrivateKey]
) -> bool:
    """Delete everything under ``reference``, files and applications too; False where nothing fits.

    The bytes of files go first: what is cut off here can be asked for again.
    """
    known = tuple(keys)
    with road.reading() as connection:
        ids = connection.scalars(
            select(SubmissionRow.id).where(
                SubmissionRow.reference == reference, SubmissionRow.kind.in_(DELETABLE)
            )
        ).all()
        own = PhoneFileRow.submission.in_(ids)
        names = connection.scalars(select(PhoneFileRow.id).where(own)).all()
    if not any(_opens(secret, key, name) for key in known for name in ids):
        return False
    for name in names:
        files.delete(file_name(name))
    with road.writing() as connection:
        connection.execute(delete(PhoneFileRow).where(own))
        connection.execute(delete(SubmissionRow).where(SubmissionRow.id.in_(ids)))
    return True


def _opens(secret: str, key: PrivateKey, submission: str) -> bool:
    return hmac.compare_digest(deletion_secret(key, submission).encode(), secret.encode())
