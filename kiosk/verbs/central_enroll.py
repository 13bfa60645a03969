"""``kiosk central enroll``: a token file for one new terminal."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from kiosk.central.enrolment import issue_token
from kiosk.central.publishing import regions_in
from kiosk.contract.terminals import EnrolmentToken
from kiosk.verbs.arguments import home_of
from kiosk.verbs.central_home import opened_store, opened_terminals, usable_key
from kiosk.verbs.refusals import CommandRefused, WrongCommandLine

LONGEST_SITE: Final = 40


def run(args: argparse.Namespace) -> int:
    """Write the token file; whoever has it can enrol one terminal."""
    home = home_of(args)
    site = args.site.strip()
    if not 0 < len(site) <= LONGEST_SITE or not site.isprintable():
        raise WrongCommandLine(f"The name of a site has 1 to {LONGEST_SITE} characters.")
    out: Path = args.out.expanduser()
    if out.exists():
        raise CommandRefused(f"{out} is there already; name another file with --out.")
    now = datetime.now(UTC)
    until = now + timedelta(days=args.days)
    region = args.region or _only_region(home)
    key = usable_key(home).verify_key.encode().hex()
    with opened_terminals(home) as store:
        secret = issue_token(store, site=site, region=region, issued_at=now, expires_at=until)
    token = EnrolmentToken(
        url=args.url.rstrip("/"), region=region, key=key, token=secret, site=site, expires_at=until
    )
    _write_secret(out, msgspec.json.format(msgspec.json.encode(token)) + b"\n")
    if args.json:
        said = {"file": str(out), "site": site, "region": region, "expires_at": until.isoformat()}
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(
            f"{out} enrols one terminal at {site} until {until:%Y-%m-%d}: take it there and run "
            f"'kiosk enroll --token {out.name}'.\n"
        )
    return 0


def _only_region(home: Path) -> str:
    with opened_store(home) as store:
        regions = regions_in(store)
    if len(regions) != 1:
        raise CommandRefused(
            f"There are {len(regions)} regions here; name the terminal's with --region."
        )
    return regions[0]


def _write_secret(path: Path, content: bytes) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except OSError as error:
        raise CommandRefused(
            f"{path} cannot be written ({error.strerror}); name another file with --out."
        ) from error
