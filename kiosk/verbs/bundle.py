"""``kiosk bundle``: a whole catalogue in one file, for a terminal that no network reaches."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.verbs.arguments import Verbs, add_home, add_json, home_of, settings_of
from kiosk.verbs.refusals import CommandRefused


def add_to(verbs: Verbs) -> None:
    """Add the verb with its own verbs."""
    parser = verbs.add_parser("bundle", help="a catalogue in one file, for a stick")
    own = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    _add_export(own)
    _add_import(own)


def _add_export(verbs: Verbs) -> None:
    parser = verbs.add_parser("export", help="fetch the platform's catalogue into one file")
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "--from",
        dest="origin",
        metavar="DIR",
        type=Path,
        help="of 'central publish --to', instead of the platform in kiosk.toml",
    )
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=_export)


def _add_import(verbs: Verbs) -> None:
    parser = verbs.add_parser("import", help="bring this terminal to the version in a file")
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="a bundle, or a folder as published"
    )
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=_import)


def _export(args: argparse.Namespace) -> int:
    from kiosk.verbs.bundle_export import export  # noqa: PLC0415

    return export(args)


def _import(args: argparse.Namespace) -> int:
    from kiosk.agent.asking import Ask  # noqa: PLC0415
    from kiosk.verbs.following import done_in  # noqa: PLC0415
    from kiosk.verbs.sync import report  # noqa: PLC0415

    path: Path = args.file.absolute()
    if not path.exists():
        raise CommandRefused(f"There is no {path}; name a bundle or a folder as published.")
    home = home_of(args)
    outcome = done_in(home, settings_of(home), Ask(source=str(path)))
    return report(outcome, as_json=args.json)
