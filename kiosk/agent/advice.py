"""What each verdict means to a technician: what happened, what is safe, what to do.

One place for all of them; docs/network-verdicts.md shows the same words as a table.
"""

from __future__ import annotations

from typing import Final

from kiosk.agent.verdicts import Verdict

_STAYS: Final = "everything already on this terminal stays on screen"
_WAITS: Final = "what people left here is kept and sent later"
_URL: Final = "[central] url in kiosk.toml"

_MEANINGS: Final[dict[Verdict, tuple[str, str]]] = {
    Verdict.CURRENT: ("the platform confirmed what this terminal has", "nothing needs doing"),
    # The way there
    Verdict.NO_ROUTE: (
        "this machine has no network",
        "plug in the cable or join the Wi-Fi again",
    ),
    Verdict.DNS: (
        "the name service knows no such platform",
        f"correct {_URL} or ask the network's owner to let the name through",
    ),
    Verdict.DNS_SILENT: (
        "the name service does not answer",
        "check that this network reaches the internet at all and which name server it gives",
    ),
    Verdict.REFUSED: (
        "the platform's machine answers, but nothing listens there",
        f"check the port in {_URL}, then ask the platform's operator to start it",
    ),
    Verdict.BLACK_HOLED: (
        "connecting is never answered",
        "ask the network's owner whether a firewall drops the way to the platform",
    ),
    Verdict.PROXY: (
        "the proxy in between cannot be used or opens no way",
        "correct [central] proxy in kiosk.toml, or have the platform allowed at the proxy",
    ),
    Verdict.DISCONNECTED: (
        "the connection was cut before an answer came",
        "wait for the next try, and look for a weak Wi-Fi or a restarting router if it goes on",
    ),
    Verdict.SILENT: (
        "the platform took the connection and said nothing",
        "ask the platform's operator whether it hangs, and the network's owner about filters",
    ),
    Verdict.STALLED: (
        "the transfer stopped in the middle",
        "wait for the next try, and look for a weak Wi-Fi if it goes on",
    ),
    Verdict.SLOW: (
        "the transfer was slower than it may be",
        "find what fills the line, or raise [agent] timeout_seconds in kiosk.toml",
    ),
    Verdict.BAD_ADDRESS: ("the platform's address cannot be one", f"correct {_URL}"),
    # TLS
    Verdict.TLS: (
        "no encrypted connection came about",
        f"check that {_URL} and its port speak https, and whether a filter breaks it open",
    ),
    Verdict.TLS_WRONG_HOST: (
        "the certificate is somebody else's",
        f"sign in to the network if it asks for it, else correct {_URL}",
    ),
    Verdict.TLS_EXPIRED: (
        "the certificate is out of date by this machine's clock",
        "check the machine's clock first, then ask the platform's operator to renew it",
    ),
    Verdict.TLS_NOT_YET_VALID: (
        "the certificate is not valid yet by this machine's clock",
        "set the machine's clock, which is almost certainly behind",
    ),
    Verdict.TLS_UNTRUSTED: (
        "nobody this machine trusts has signed the certificate",
        "find out who breaks the connection open, or name the city's own [central] authorities",
    ),
    # The answer
    Verdict.NOT_HTTP: (
        "whatever answers there is not a web server",
        f"check the port in {_URL}",
    ),
    Verdict.REDIRECTED: (
        "the request was sent on to another address",
        f"sign in to the network if it asks for it, else put the final address into {_URL}",
    ),
    Verdict.CAPTIVE_PORTAL: (
        "the network showed a sign-in page instead of the platform",
        "sign in to the network or have this machine exempted from signing in",
    ),
    Verdict.NOT_FOUND: (
        "the platform has no such thing",
        "check [central] region in kiosk.toml and whether that region has been published",
    ),
    Verdict.CLIENT_ERROR: (
        "the platform refused the request",
        "read its reason in the log and tell the platform's operator",
    ),
    Verdict.SERVER_ERROR: (
        "the platform is in trouble",
        "wait, and tell the platform's operator if it lasts",
    ),
    Verdict.TOO_MANY_REQUESTS: (
        "the platform asks for patience",
        "wait, and tell the platform's operator if it lasts",
    ),
    Verdict.WRONG_TYPE: (
        "the answer is not of the kind that was asked for",
        f"check {_URL}, and which types the file server gives its files",
    ),
    Verdict.UNWANTED_ENCODING: (
        "the answer came packed although it was asked for plain",
        "find the proxy or file server that packs it and turn that off",
    ),
    Verdict.TRUNCATED: (
        "less came than was announced",
        "wait for the next try, and look for a proxy that cuts long answers if it goes on",
    ),
    Verdict.OVERSIZED: (
        "more came or was announced than can be right",
        f"check that {_URL} is the platform's, and tell its operator",
    ),
    # The catalogue
    Verdict.NOT_A_MANIFEST: (
        "what came is no catalogue",
        f"check that {_URL} is the platform's, and tell its operator",
    ),
    Verdict.WRONG_KEY: (
        "the catalogue is not signed by the platform this terminal trusts",
        "enrol again if the platform was set up anew, else take it for forged and report it",
    ),
    Verdict.UNKNOWN_SCHEMA: (
        "the catalogue is of a kind this program does not know",
        "update the program",
    ),
    Verdict.WRONG_REGION: (
        "the catalogue is another region's",
        "check [central] region in kiosk.toml",
    ),
    Verdict.CLIENT_TOO_OLD: ("the platform asks for a newer program", "update the program"),
    Verdict.OLDER_VERSION: (
        "the catalogue is older than the one here",
        "wait, and tell the platform's operator if it lasts: a stale cache or a restored backup",
    ),
    Verdict.EXPIRED: (
        "the newest catalogue is past its date",
        "tell the platform's operator to publish again",
    ),
    Verdict.BLOB_MISMATCH: (
        "a part of the catalogue has other bytes than were signed",
        "wait for the next try, and tell the platform's operator if it goes on",
    ),
    Verdict.UNREADABLE_BLOB: (
        "a part of the catalogue cannot be read",
        "tell the platform's operator to publish again",
    ),
    Verdict.DIGEST_MISMATCH: (
        "the catalogue did not come to what was signed",
        "tell the platform's operator to publish again",
    ),
    # The road up
    Verdict.NOT_ENROLLED: ("this terminal is not enrolled", "run kiosk enroll with a token file"),
    Verdict.UNKNOWN_TERMINAL: (
        "the platform does not know this terminal",
        "enrol it again with a new token file",
    ),
    Verdict.REVOKED: (
        "the platform has revoked this terminal",
        "ask the platform's operator why, and enrol it again if it may go on",
    ),
    Verdict.CLONED: (
        "two machines use this terminal's key",
        "find the copy, then enrol both machines anew",
    ),
    Verdict.CLOCK: (
        "this machine's clock is too far from the platform's",
        "set the machine's clock",
    ),
    Verdict.REPLAYED: (
        "a request arrived at the platform twice",
        "nothing if it was once, else ask the network's owner what repeats requests",
    ),
    Verdict.UNSIGNED: (
        "the signature was lost on the way",
        "find the proxy that drops headers and have it let them through",
    ),
    Verdict.BAD_SIGNATURE: (
        "the platform does not accept this terminal's signature",
        "find a proxy that changes requests, else enrol the terminal again",
    ),
    Verdict.CONFLICT: (
        "the platform has other bytes under the same number",
        "export it with kiosk outbox export and give it to the platform's operator",
    ),
    Verdict.REFUSED_FOR_GOOD: (
        "the platform will never take one submission",
        "export it with kiosk outbox export and give it to the platform's operator",
    ),
    Verdict.BAD_RECEIPT: (
        "the receipt does not prove that the platform has the submission",
        f"check that {_URL} is the platform's, and tell its operator",
    ),
    # This terminal
    Verdict.DISK: (
        "this machine's disk is full or failing",
        "make room on it or replace it",
    ),
    Verdict.CATALOGUE: (
        "the catalogue on this machine cannot be written or read",
        "run kiosk doctor",
    ),
}

_ROAD_UP: Final = frozenset(
    {
        Verdict.NOT_ENROLLED,
        Verdict.UNKNOWN_TERMINAL,
        Verdict.REVOKED,
        Verdict.CLONED,
        Verdict.CLOCK,
        Verdict.REPLAYED,
        Verdict.UNSIGNED,
        Verdict.BAD_SIGNATURE,
        Verdict.CONFLICT,
        Verdict.REFUSED_FOR_GOOD,
        Verdict.BAD_RECEIPT,
    }
)


def advice(verdict: Verdict) -> str:
    """One English sentence: what happened, what is safe, what to do."""
    safe = _WAITS if verdict in _ROAD_UP else _STAYS
    sentence = f"{happened(verdict)}; {safe}; {to_do(verdict)}."
    return sentence[0].upper() + sentence[1:]


def happened(verdict: Verdict) -> str:
    """What happened, as the beginning of a sentence in small letters."""
    return _MEANINGS[verdict][0]


def to_do(verdict: Verdict) -> str:
    """What a technician does about it, as the end of a sentence."""
    return _MEANINGS[verdict][1]
