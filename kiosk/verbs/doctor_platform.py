"""What ``kiosk doctor`` finds about the terminal's keys and about what waits to be sent."""

from __future__ import annotations

from pathlib import Path

from kiosk.agent.identity import UnusableIdentity, read_identity
from kiosk.agent.trust import NoTrustedKey, trusted_key
from kiosk.settings import Settings
from kiosk.verbs.findings import Finding, fault, warning, well


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
