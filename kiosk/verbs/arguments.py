"""Arguments that several verbs take, and how they are read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from kiosk.verbs.refusals import CommandRefused, WrongCommandLine

if TYPE_CHECKING:
    from kiosk.settings import Settings

    # argparse gives the type of its sub-parsers no public name, and no subscript at run time.
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Verbs = argparse._SubParsersAction

DEFAULT_HOME: Final = Path("~/.local/share/jiuyejiao")


class OneSentenceParser(argparse.ArgumentParser):
    """A parser that complains in one sentence instead of a page of usage."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line because of ``message``."""
        sentence = message[:1].upper() + message[1:]
        raise WrongCommandLine(f"{sentence}; '{self.prog} --help' lists what there is.")


def add_home(parser: argparse.ArgumentParser) -> None:
    """Let ``parser`` take ``--home DIR``."""
    parser.add_argument(
        "--home",
        type=Path,
        default=DEFAULT_HOME,
        metavar="DIR",
        help="directory that holds the whole state of one terminal or platform",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let ``parser`` take ``--json``."""
    parser.add_argument("--json", action="store_true", help="answer for a program")


def home_of(args: argparse.Namespace) -> Path:
    """Home named by ``--home``, made if it is missing."""
    home: Path = args.home.expanduser()
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        next(home.iterdir(), None)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise CommandRefused(
            f"The home directory {home} cannot be used ({reason}); name another with --home."
        ) from error
    return home


def settings_of(home: Path) -> Settings:
    """Settings in the kiosk.toml of ``home``."""
    from kiosk.settings import BadSettings, load_settings  # noqa: PLC0415

    try:
        return load_settings(home)
    except BadSettings as error:
        raise CommandRefused(str(error)) from error
