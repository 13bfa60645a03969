"""``kiosk central rotate-key``: when the signing key may have been seen, or by the calendar."""

from __future__ import annotations

import argparse
import sys

from kiosk.central.keys import UnusableKey, rotate_key
from kiosk.central.publishing import regions_in
from kiosk.central.sealing_keys import add_sealing_key
from kiosk.verbs.arguments import home_of
from kiosk.verbs.central_home import opened_store
from kiosk.verbs.central_publish import publish_regions
from kiosk.verbs.refusals import CommandRefused


def run(args: argparse.Namespace) -> int:
    """Make the new key and sign everything that stands with it."""
    home = home_of(args)
    try:
        if args.sealing:
            add_sealing_key(home)
            news = "Residents' submissions are sealed to a new key from now on"
        else:
            news = f"Signing with {rotate_key(home).encode().hex()} from now on"
    except UnusableKey as error:
        raise CommandRefused(str(error)) from error
    with opened_store(home) as store:
        results = publish_regions(store, home, regions_in(store), args.to)
    sys.stdout.write(
        f"{news}; signed anew: "
        f"{', '.join(result.manifest.region for result in results) or 'nothing yet'}. "
        "Terminals follow with their next poll.\n"
    )
    return 0
