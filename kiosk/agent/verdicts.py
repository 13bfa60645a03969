"""The names of everything that can go wrong between a terminal and its platform.

They go into logs, into the catalogue and later into the heartbeat, so they never change meaning.
"""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What an exchange with the platform came to."""

    CURRENT = "current"

    # The network
    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS = "tls"
    DISCONNECTED = "disconnected"
    REDIRECTED = "redirected"
    CAPTIVE_PORTAL = "captive_portal"

    # The answer
    NOT_FOUND = "not_found"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    TOO_MANY_REQUESTS = "too_many_requests"
    WRONG_TYPE = "wrong_type"
    TRUNCATED = "truncated"
    OVERSIZED = "oversized"

    # The catalogue
    NOT_A_MANIFEST = "not_a_manifest"
    WRONG_KEY = "wrong_key"
    UNKNOWN_SCHEMA = "unknown_schema"
    WRONG_REGION = "wrong_region"
    CLIENT_TOO_OLD = "client_too_old"
    OLDER_VERSION = "older_version"
    BLOB_MISMATCH = "blob_mismatch"
    UNREADABLE_BLOB = "unreadable_blob"
    DIGEST_MISMATCH = "digest_mismatch"

    # This terminal
    DISK = "disk"
    CATALOGUE = "catalogue"
