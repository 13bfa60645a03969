"""``kiosk screen``: what a person sees and touches."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.verbs.arguments import Verbs, add_home, home_of, settings_of
from kiosk.verbs.refusals import CommandRefused

if TYPE_CHECKING:
    from PySide6.QtCore import QSize


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser("screen", help="show the touch screen of a terminal")
    add_home(parser)
    parser.add_argument("--window", action="store_true", help="a window on a desk, not full screen")
    parser.add_argument("--size", type=pixels, metavar="WxH", help="size of the glass in pixels")
    parser.add_argument(
        "--tour", type=Path, metavar="DIR", help="walk every screen, write pictures"
    )
    parser.add_argument("--text-scale", type=float, default=1.0, metavar="S", help="1, 1.3 or 1.6")
    parser.add_argument("--touch-at-start", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def pixels(text: str) -> tuple[int, int]:
    """Width and height in ``WxH``."""
    match = re.fullmatch(r"(\d{3,5})x(\d{3,5})", text)
    if not match:
        raise argparse.ArgumentTypeError(f"'{text}' is not a size like 1080x1920")
    return int(match[1]), int(match[2])


def run(args: argparse.Namespace) -> int:
    """Show the screen, or walk it."""
    home = home_of(args)
    settings = settings_of(home)
    if settings.display.renderer == "software":
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    from PySide6.QtCore import QSize  # noqa: PLC0415

    from ui.app import ScreenFailed, run_screen  # noqa: PLC0415

    size = QSize(*args.size) if args.size else None
    try:
        if args.tour:
            return _tour(args, home, size or QSize(settings.display.width, settings.display.height))
        return run_screen(
            home, settings, windowed=args.window, size=size, touch_at_start=args.touch_at_start
        )
    except ScreenFailed as error:
        raise CommandRefused(f"The screen cannot start: {error}") from error


def _tour(args: argparse.Namespace, home: Path, size: QSize) -> int:
    from ui.tour import TourFailed, run_tour  # noqa: PLC0415

    try:
        pictures = run_tour(home, settings_of(home), args.tour, size, args.text_scale)
    except (TourFailed, OSError) as error:
        raise CommandRefused(f"The tour ended early: {error}") from error
    sys.stdout.write(f"{len(pictures)} pictures in {args.tour}\n")
    return 0
