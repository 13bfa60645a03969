"""What ``kiosk doctor`` finds about the terminal's keys and about what waits to be sent."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

from kiosk.agent.identity import UnusableIdentity, read_identity
from kiosk.agent.trust import NoTrustedKey, trusted_key
from kiosk.settings import Settings
from kiosk.verbs.findings import Finding, fault, long, warning, well
from kiosk.verbs.standing import Standing
from offline_cache.outbox_faults import OutboxBusy, OutboxFault

LONG_WAIT: Final = timedelta(days=1)
"""After so long somebody may be waiting for an answer to what never left."""


def trust_finding(home: Path, settings: Settings) -> Finding:
    """Whether there is a key to check a catalogue with."""
    try:
        key = trusted_key(home, settings)
    except NoTrustedKey as error:
        return fault("trust", str(error), "run 'kiosk enroll' with a token file of the platform")
    return well("trust", f"Catalogues of the key {key.encode().hex()[:16]}… are believed.")


def identity_finding(home: Path) -> Finding:
    """Whether the platform knows this terminal."""
    try:
        identity = read_identity(home)
    except UnusableIdentity as error:
        return fault("identity", str(error), "run 'kiosk enroll' again")
    if identity is None:
        sentence = "This terminal is not enrolled: it shows jobs, but sends nothing."
        return warning("identity", sentence, "run 'kiosk enroll' with a token file of the platform")
    return well("identity", f"The platform knows this terminal as {identity.terminal}.")


def outbox_finding(terminal: Standing) -> Finding:
    """Whether what people left gets to the platform."""
    outbox = terminal.outbox
    if isinstance(outbox, OutboxBusy):
        return warning("outbox", str(outbox), "ask again")
    if isinstance(outbox, OutboxFault):
        remedy = "leave outbox.db where it is and save what it holds with 'kiosk outbox export'"
        return fault("outbox", str(outbox), remedy)
    age = terminal.since(outbox.oldest) if outbox.oldest else timedelta()
    sentence = f"Submissions that wait to be sent: {outbox.waiting}."
    if outbox.oldest:
        sentence = f"{sentence[:-1]}, the oldest for {long(age)}."
    if outbox.parked:
        sentence = f"{sentence[:-1]}; set aside: {outbox.parked}."
        remedy = "see 'kiosk outbox list', and give what 'kiosk outbox export' writes to the office"
        return warning("outbox", sentence, remedy)
    if age > LONG_WAIT:
        return warning("outbox", sentence, "see what is said about the platform and the agent")
    return well("outbox", sentence)
