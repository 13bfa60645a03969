"""``kiosk enroll --token FILE``: make this terminal known to its platform."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from kiosk.verbs.arguments import Verbs, add_home, add_json, home_of, settings_of
from kiosk.verbs.refusals import CommandRefused


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser("enroll", help="make this terminal known to its platform")
    parser.add_argument(
        "--token",
        type=Path,
        required=True,
        metavar="FILE",
        help="of 'kiosk central enroll' at the office; good once",
    )
    parser.add_argument(
        "--again", action="store_true", help="under a new name, where it was enrolled before"
    )
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Enrol, and say in one sentence under which name the terminal is known now."""
    from contextlib import closing  # noqa: PLC0415

    from kiosk.agent.enrolling import NotEnrolled, enrol, read_token  # noqa: PLC0415
    from kiosk.agent.trust import NoTrustedKey  # noqa: PLC0415
    from kiosk.verbs.following import api_of  # noqa: PLC0415

    home = home_of(args)
    settings = settings_of(home)
    try:
        token = read_token(args.token.expanduser())
        with closing(api_of(settings, token.url)) as api:
            enrolment = enrol(home, token, settings, api, again=args.again)
    except (NotEnrolled, NoTrustedKey) as error:
        raise CommandRefused(str(error)) from error
    if args.json:
        said = {"terminal": enrolment.terminal, "site": enrolment.site, "url": token.url}
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(
            f"This terminal is known now as {enrolment.terminal} at {enrolment.site}.\n"
        )
    return 0
