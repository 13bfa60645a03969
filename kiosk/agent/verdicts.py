"""The names of everything that can go wrong between a terminal and its platform.

They go into logs, into the catalogue and into the heartbeat, so they never change meaning. What a
person does about each stands in ``kiosk.agent.advice``, and as a table in docs/network-verdicts.md.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Verdict(StrEnum):
    """What an exchange with the platform came to."""

    CURRENT = "current"

    # The way there
    NO_ROUTE = "no_route"
    DNS = "dns"
    DNS_SILENT = "dns_silent"
    REFUSED = "refused"
    BLACK_HOLED = "black_holed"
    PROXY = "proxy"
    DISCONNECTED = "disconnected"
    SILENT = "silent"
    STALLED = "stalled"
    SLOW = "slow"
    BAD_ADDRESS = "bad_address"

    # TLS
    TLS = "tls"
    TLS_WRONG_HOST = "tls_wrong_host"
    TLS_EXPIRED = "tls_expired"
    TLS_NOT_YET_VALID = "tls_not_yet_valid"
    TLS_UNTRUSTED = "tls_untrusted"

    # The answer
    NOT_HTTP = "not_http"
    REDIRECTED = "redirected"
    CAPTIVE_PORTAL = "captive_portal"
    NOT_FOUND = "not_found"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    TOO_MANY_REQUESTS = "too_many_requests"
    WRONG_TYPE = "wrong_type"
    UNWANTED_ENCODING = "unwanted_encoding"
    TRUNCATED = "truncated"
    OVERSIZED = "oversized"

    # The catalogue
    NOT_A_MANIFEST = "not_a_manifest"
    WRONG_KEY = "wrong_key"
    UNKNOWN_SCHEMA = "unknown_schema"
    WRONG_REGION = "wrong_region"
    CLIENT_TOO_OLD = "client_too_old"
    OLDER_VERSION = "older_version"
    EXPIRED = "expired"
    BLOB_MISMATCH = "blob_mismatch"
    UNREADABLE_BLOB = "unreadable_blob"
    DIGEST_MISMATCH = "digest_mismatch"

    # The road up: whether the platform knows this terminal
    NOT_ENROLLED = "not_enrolled"
    UNKNOWN_TERMINAL = "unknown_terminal"
    REVOKED = "revoked"
    CLONED = "cloned"
    CLOCK = "clock"
    REPLAYED = "replayed"
    UNSIGNED = "unsigned"
    BAD_SIGNATURE = "bad_signature"

    # The road up: what became of one thing that was sent
    CONFLICT = "conflict"
    REFUSED_FOR_GOOD = "refused_for_good"
    BAD_RECEIPT = "bad_receipt"

    # This terminal
    DISK = "disk"
    CATALOGUE = "catalogue"


CODES: Final = frozenset(
    {
        Verdict.UNKNOWN_TERMINAL,
        Verdict.REVOKED,
        Verdict.CLONED,
        Verdict.CLOCK,
        Verdict.REPLAYED,
        Verdict.UNSIGNED,
        Verdict.BAD_SIGNATURE,
        Verdict.CONFLICT,
        Verdict.REFUSED_FOR_GOOD,
    }
)
"""What a platform may say by name: the ``code`` in the JSON of a 4xx answer."""
