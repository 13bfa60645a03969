"""How this terminal becomes known to its platform, by a token that a technician brings.

Whatever can be refused here is refused before the platform is asked, since a token is good once.
Cut off anywhere, the same command finishes the work.
"""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Final

import msgspec

from kiosk.agent.answers import Unreachable
from kiosk.agent.central_section import CannotComplete, completed
from kiosk.agent.followed import FollowedPlatform
from kiosk.agent.identity import UnusableIdentity, own_key, remember
from kiosk.agent.keeping import keep_file
from kiosk.agent.platform_api import PlatformApi
from kiosk.agent.trust import TRUSTED_KEY_FILE, NoTrustedKey, trusted_key
from kiosk.agent.verdicts import Verdict
from kiosk.contract.terminals import (
    TOKEN_FILE_SCHEMA,
    Enrolment,
    EnrolmentRequest,
    EnrolmentToken,
)
from kiosk.settings import FILE_NAME, Settings

ROUTE: Final = "/v1/enrolments"


class NotEnrolled(Exception):
    """The terminal is not known; the message is one sentence that says what to do."""


def read_token(path: Path) -> EnrolmentToken:
    """Token in the file at ``path``; ``NotEnrolled``."""
    try:
        token = msgspec.json.decode(path.read_bytes(), type=EnrolmentToken)
    except OSError as error:
        raise NotEnrolled(f"{path} cannot be read: {error.strerror}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotEnrolled(
            f"{path} is no token file ({error}); get one with 'kiosk central enroll'."
        ) from error
    if token.schema != TOKEN_FILE_SCHEMA:
        raise NotEnrolled(f"{path} is for a newer program than this one; update this terminal.")
    return token


def enrol(
    home: Path, token: EnrolmentToken, settings: Settings, api: PlatformApi, *, again: bool = False
) -> Enrolment:
    """Make the terminal in ``home`` known through ``api``; ``NotEnrolled`` changes no setting.

    ``again`` enrols under another name and key a terminal that has them already.
    """
    toml = _settings_file(home, token, settings)
    _refuse_other_key(home, token, settings)
    try:
        key = own_key(home, new=again)
        enrolment = _asked(api, token, key.verify_key.encode().hex())
        keep_file(home / TRUSTED_KEY_FILE, token.key.encode() + b"\n")
        keep_file(home / FILE_NAME, toml.encode())
        remember(home, enrolment, key)
    except UnusableIdentity as error:
        raise NotEnrolled(str(error)) from error
    except OSError as error:
        raise NotEnrolled(f"{home} cannot be written: {error}.") from error
    return enrolment


def _settings_file(home: Path, token: EnrolmentToken, settings: Settings) -> str:
    path = home / FILE_NAME
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    try:
        return completed(text, {"url": token.url, "region": token.region}, settings, path)
    except CannotComplete as error:
        raise NotEnrolled(str(error)) from error


def _refuse_other_key(home: Path, token: EnrolmentToken, settings: Settings) -> None:
    try:
        root = trusted_key(home, settings)
    except NoTrustedKey:
        if settings.central.key or (home / TRUSTED_KEY_FILE).exists():
            raise
        return
    now = FollowedPlatform(home, root, token.region).key
    if token.key not in (root.encode().hex(), now.encode().hex()):
        raise NotEnrolled(
            f"This terminal trusts another platform's key than the token's; if it shall change to "
            f"{token.url}, remove {home / TRUSTED_KEY_FILE} and [central] key from {FILE_NAME}."
        )


def _asked(api: PlatformApi, token: EnrolmentToken, public_key: str) -> Enrolment:
    request = EnrolmentRequest(token=token.token, public_key=public_key)
    answer = api.send(
        "POST", ROUTE, msgspec.json.encode(request), expect=(HTTPStatus.CREATED, HTTPStatus.OK)
    )
    if isinstance(answer, Unreachable):
        raise NotEnrolled(_sentence(answer, token))
    try:
        return msgspec.json.decode(answer.body, type=Enrolment)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotEnrolled(
            f"{token.url} does not answer as the platform does ({error}); check the address."
        ) from error


def _sentence(answer: Unreachable, token: EnrolmentToken) -> str:
    if answer.code == "bad_token":
        return (
            "The platform does not take this token: it was used for another terminal, has expired "
            "or was never given out; get a new one with 'kiosk central enroll' at the office."
        )
    if answer.code == "key_in_use":
        return (
            "This terminal has been enrolled before; add --again to enrol it anew with this token, "
            "under another name and with a new key."
        )
    named = f"{answer.verdict}: {answer.detail}"
    if answer.verdict is Verdict.NOT_FOUND:
        return f"{token.url} is no platform that enrols terminals ({named}); check the address."
    return f"The platform could not be asked ({named}); the token is still good, try again later."
