"""``kiosk demo``: a platform with the sample city, agent and screen; nothing to configure."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from kiosk.verbs.arguments import Verbs, home_of
from kiosk.verbs.screen import pixels

FORGIVEN: Final = 2
"""Crashes in a row after which a demo is given up; a terminal never does."""
PICTURES: Final = Path("build") / "shots" / "demo"


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser("demo", help="everything at once with a sample city")
    parser.add_argument(
        "--home", type=Path, metavar="DIR", help="kept afterwards; else a temporary one"
    )
    parser.add_argument(
        "--tour", type=Path, metavar="DIR", help="walk every screen, write pictures, end"
    )
    parser.add_argument("--size", type=pixels, metavar="WxH", help="size of the glass in pixels")
    parser.add_argument("--text-scale", type=float, metavar="S", help="1, 1.3 or 1.6, for the tour")
    parser.add_argument("--window", action="store_true", help="a window on a desk, not full screen")
    parser.add_argument("--port", type=int, default=0, help="of the platform; else any free one")
    parser.add_argument(
        "--lan", action="store_true", help="let phones of this network in, not this machine alone"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Show it until the screen ends on purpose, the tour is over or Ctrl-C."""
    if args.home:
        return _demo(args, home_of(args))
    home = Path(tempfile.mkdtemp(prefix="kiosk-demo-"))
    try:
        code = _demo(args, home)
    except KeyboardInterrupt:
        shutil.rmtree(home, ignore_errors=True)
        raise
    if code == 0:
        shutil.rmtree(home, ignore_errors=True)
    return code


def _demo(args: argparse.Namespace, home: Path) -> int:
    from kiosk.supervisor import Supervisor  # noqa: PLC0415
    from kiosk.verbs.children import agent_of, has_display, screen_of  # noqa: PLC0415
    from kiosk.verbs.demo_city import MODERATOR, first_sync, start_platform  # noqa: PLC0415

    tour = args.tour
    if tour is None and not has_display():
        tour = home / "shots" if args.home else PICTURES
        _say(f"There is no display: walking every screen instead, pictures go to {tour.resolve()}.")
    with Supervisor() as supervisor:
        platform = start_platform(supervisor, home, args.port, lan=args.lan, forgiven=FORGIVEN)
        _say(f"The platform with the sample city is {platform.url}, the home is {home}.")
        _say(f"A phone opens {platform.public_url}/p by the code on the screen.")
        _say(f"Moderators log in at {platform.url}/admin as {MODERATOR}, {platform.password}.")
        first_sync(home)
        supervisor.start(agent_of(home, forgiven=FORGIVEN))
        screen = screen_of(
            home,
            *_screen_options(args, tour),
            forgiven=0 if tour else FORGIVEN,
            without_glass=tour is not None and not os.environ.get("QT_QPA_PLATFORM"),
        )
        supervisor.start(screen)
        _say("Walking every screen ..." if tour else "The screen is open; Ctrl-C ends everything.")
        code = supervisor.run()
    if tour and code == 0:
        _say(f"{len(list(tour.glob('*.png')))} pictures are in {tour.resolve()}.")
    return code


def _screen_options(args: argparse.Namespace, tour: Path | None) -> list[str]:
    options = ["--window"] if args.window else []
    for option, value in (
        ("--tour", tour and tour.resolve()),
        ("--size", args.size and "{}x{}".format(*args.size)),
        ("--text-scale", args.text_scale),
    ):
        options += [option, str(value)] if value else []
    return options


def _say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
