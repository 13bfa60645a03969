"""What ``kiosk doctor`` finds about the catalogue, its copy, and the platform it comes from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from kiosk.agent.advice import happened, to_do
from kiosk.agent.care_record import Cause
from kiosk.agent.ladder import Ladder
from kiosk.agent.verdicts import Verdict
from kiosk.timekeeping import LONGEST_SILENCE
from kiosk.verbs.findings import Finding, fault, long, warning, well
from kiosk.verbs.standing import Standing
from offline_cache import CATALOGUE_FILE
from offline_cache.care import CatalogueHealth, Condition, examine
from offline_cache.care_copy import GOOD_COPY_FILE, Copied
from offline_cache.faults import CatalogueFault

STALE_COPY: Final = timedelta(days=4)
RECENT: Final = timedelta(days=7)
"""How long a climb of the ladder is worth telling."""
_CARE: Final = "run 'kiosk doctor --care', which brings back the best there is"


def catalogue_finding(terminal: Standing, *, deep: bool) -> Finding:
    """Whether the file is what was published; ``deep`` proves its search index too."""
    try:
        health = examine(terminal.home / CATALOGUE_FILE, words=deep)
    except (CatalogueFault, OSError) as error:
        return warning("catalogue", f"It could not be examined: {error}", "try again")
    if health.condition is Condition.SOUND:
        return _sound(terminal, health, "every word" if deep else "every line")
    return {
        Condition.MISSING: fault(
            "catalogue",
            "There is no catalogue yet; the screen says 正在更新.",
            "wait for the agent, run 'kiosk sync --once', or bring one with 'kiosk bundle import'",
        ),
        Condition.EMPTY: fault(
            "catalogue",
            "The catalogue is empty; the screen says 正在更新.",
            "wait for the agent, run 'kiosk sync --once', or bring one with 'kiosk bundle import'",
        ),
        Condition.TOO_NEW: fault(
            "catalogue", "The catalogue was written by a newer program.", "update the program"
        ),
        Condition.DAMAGED: fault(
            "catalogue", f"The catalogue is damaged ({health.damage}: {health.detail}).", _CARE
        ),
    }[health.condition]


def verdict_finding(terminal: Standing) -> Finding:
    """What the last try to hear the platform came to, and how long ago it was heard."""
    state, silence = terminal.state, terminal.contact_age
    if state is None or state.verdict is None or state.tried_at is None:
        return warning("platform", "The platform was never asked.", "start the agent")
    try:
        verdict = Verdict(state.verdict)
    except ValueError:
        return warning("platform", f"The last try ended in {state.verdict}.", "read the log")
    tried = f"{long(terminal.time.now - state.tried_at)} ago"
    what = happened(verdict)
    sentence = f"{what[0].upper()}{what[1:]} ({verdict}, {tried})."
    if silence is not None and silence > LONGEST_SILENCE:
        sentence = f"The platform was not heard for {long(silence)}: {what} ({verdict}, {tried})."
        return fault("platform", sentence, to_do(verdict))
    if verdict is Verdict.CURRENT:
        if terminal.offline:
            return warning("platform", sentence, "find out why nobody asked since: see the log")
        return well("platform", sentence)
    return warning("platform", sentence, to_do(verdict))


def copy_finding(terminal: Standing) -> Finding:
    """Whether there is something to come back to."""
    night = terminal.record.night
    path = terminal.home / GOOD_COPY_FILE
    if night is not None and night.copied is Copied.NO_ROOM:
        return warning("copy", "There was no room for a last good copy.", "make room on the disk")
    try:
        made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return warning("copy", "There is no last good copy yet.", "leave the agent on over night")
    age = terminal.time.now - terminal.offset - made
    sentence = f"The last good copy is {long(age)} old."
    if age > STALE_COPY:
        return warning("copy", sentence, "leave the agent on over night, and look at its log")
    return well("copy", sentence)


def start_finding(terminal: Standing) -> Finding:
    """How the agent came up lately, and whether something stood in for the catalogue."""
    starts, climb = terminal.record.starts, terminal.record.climb
    counted = ", ".join(f"{cause} {number}" for cause, number in sorted(starts.items()))
    ended = f"Starts of the agent by how the run before ended: {counted or 'none yet'}."
    if climb is None or terminal.time.now - climb.at > RECENT:
        return well("starts", ended)
    sentence = f"{climb.detail} ({climb.at:%Y-%m-%d %H:%M} UTC, {climb.cause}) {ended}"
    if climb.safe_mode:
        remedy = "read the agent's log: three starts in a row got nowhere"
        return warning("starts", sentence, remedy)
    if climb.outcome is Ladder.SOUND or climb.cause is Cause.CLEAN:
        return well("starts", sentence)
    return warning("starts", sentence, "if it happens again, replace the disk or its power supply")


def _sound(terminal: Standing, health: CatalogueHealth, proven: str) -> Finding:
    sentence = f"Version {health.version} is here with {terminal.jobs} jobs in force"
    age = terminal.published_age
    if age is not None:
        sentence += f", published {long(age)} ago"
    return well("catalogue", f"{sentence}; {proven} is what was signed.")
