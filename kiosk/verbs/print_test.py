"""``kiosk print-test``: one page that shows whether the printer prints as it should."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.verbs.arguments import Verbs, add_home, home_of, settings_of
from kiosk.verbs.refusals import CommandRefused

if TYPE_CHECKING:
    from kiosk.printing.port import Sent, Sheet
    from kiosk.settings import Printer, Settings


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser("print-test", help="print a page that shows whether all is well")
    add_home(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print it; 0 only if it came out."""
    import sys  # noqa: PLC0415

    from kiosk.printing.opening import open_printer  # noqa: PLC0415

    home = home_of(args)
    settings = settings_of(home)
    if settings.printer.kind == "none":
        raise CommandRefused("No printer is set up; name one under [printer] in kiosk.toml.")
    sent = open_printer(settings.printer, home).send(proof_sheet(settings), lambda: False)
    sys.stdout.write(f"{outcome(sent, settings.printer)}\n")
    return 0


def proof_sheet(settings: Settings) -> Sheet:
    """The page, laid out for the paper of this terminal."""
    from datetime import datetime  # noqa: PLC0415

    from kiosk.printing.port import Sheet  # noqa: PLC0415
    from kiosk.records import CHINA_TIME  # noqa: PLC0415
    from kiosk.slips.paper import Layout, imprint_of  # noqa: PLC0415
    from kiosk.slips.proof import proof_page  # noqa: PLC0415

    imprint = imprint_of(settings, datetime.now(CHINA_TIME))
    pdf = proof_page(Layout(settings.printer.paper), imprint)
    return Sheet(pdf=pdf, title="试印", text="就业角试印 0123456789\n保洁员 3,000 元/月\n")


def outcome(sent: Sent, printer: Printer) -> str:
    """One sentence for ``sent``; a refusal with what to do where it is not out."""
    from typing import assert_never  # noqa: PLC0415

    from kiosk.printing.port import Doubtful, NotPrinted, Printed  # noqa: PLC0415
    from kiosk.verbs.doctor_printer import finding_of  # noqa: PLC0415

    match sent:
        case Printed():
            return f"The page is out ({printer.kind}, {printer.paper}): compare it with a ruler."
        case NotPrinted(standing):
            said = "Nothing was printed."
        case Doubtful(standing):
            said = "Some of the page may be out, so look before you print again."
        case _:
            assert_never(sent)
    found = finding_of(standing, printer)
    remedy = f"; {found.remedy}" if found.remedy else ""
    raise CommandRefused(f"{said} {found.sentence[:-1]}{remedy}.")
