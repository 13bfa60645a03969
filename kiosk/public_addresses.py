"""Addresses of the pages that anybody may open: what a QR code 带走看 on a screen says.

The terminal writes them and the platform answers them, so they are made in this one place. An
address names nothing but a region and a record, and stays short: a code of version 6 holds 106
bytes at level M, which leaves about 70 for ``public_url`` and the region of a usual id.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

JOB_PATH: Final = "/j"
POLICY_PATH: Final = "/z"
"""政策; ``/p`` is the page of phone tickets."""
ACTIVITY_PATH: Final = "/a"


def job_address(public_url: str, region: str, job_id: str) -> str:
    """The page of a job below ``public_url``, as ``region`` (division code) publishes it.

    Empty where phones have no address, or where there is no job.
    """
    return _address(public_url, JOB_PATH, region, job_id)


def policy_address(public_url: str, region: str, policy_id: str) -> str:
    """The same of a policy."""
    return _address(public_url, POLICY_PATH, region, policy_id)


def activity_address(public_url: str, region: str, activity_id: str) -> str:
    """The same of an activity."""
    return _address(public_url, ACTIVITY_PATH, region, activity_id)


def _address(public_url: str, path: str, region: str, record_id: str) -> str:
    if not public_url or not record_id:
        return ""
    return f"{public_url.rstrip('/')}{path}/{quote(region, safe='')}/{quote(record_id, safe='')}"
