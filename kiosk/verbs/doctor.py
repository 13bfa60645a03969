"""``kiosk doctor``: what is well, what is not and what to do, a sentence each."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.verbs.arguments import Verbs, add_home, add_json, home_of

if TYPE_CHECKING:
    from kiosk.verbs.findings import Finding


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add_parser("doctor", help="what is well, what is not and what to do")
    parser.add_argument(
        "--deep", action="store_true", help="prove the search index too; takes its time"
    )
    parser.add_argument(
        "--care",
        action="store_true",
        help="have the catalogue examined and, where it is damaged, brought back now",
    )
    add_json(parser)
    add_home(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print every finding; 0 if none is a fault."""
    import json  # noqa: PLC0415
    import sys  # noqa: PLC0415
    from dataclasses import asdict  # noqa: PLC0415

    from kiosk.verbs.findings import Level  # noqa: PLC0415

    home = home_of(args)
    if args.care:
        return _care(home)
    findings = examined(home, deep=args.deep)
    faults = [finding for finding in findings if finding.level is Level.FAULT]
    if args.json:
        answer = {"ok": not faults, "findings": [asdict(finding) for finding in findings]}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("".join(_lines(finding) for finding in findings))
    return 1 if faults else 0


def examined(home: Path, *, deep: bool = False) -> list[Finding]:
    """Everything there is to say about the terminal in ``home``; changes nothing."""
    from kiosk.timekeeping import read_clock  # noqa: PLC0415
    from kiosk.verbs import (  # noqa: PLC0415
        doctor_catalogue,
        doctor_machine,
        doctor_platform,
        doctor_printer,
    )
    from kiosk.verbs.standing import standing  # noqa: PLC0415

    about_settings, settings = doctor_machine.settings_finding(home)
    terminal = standing(home, settings, read_clock)
    return [
        about_settings,
        doctor_machine.disk_finding(home),
        doctor_machine.library_finding(),
        doctor_machine.agent_finding(terminal),
        doctor_machine.time_finding(terminal),
        doctor_catalogue.catalogue_finding(terminal, deep=deep),
        doctor_catalogue.verdict_finding(terminal),
        doctor_catalogue.copy_finding(terminal),
        doctor_catalogue.start_finding(terminal),
        doctor_platform.trust_finding(home, settings),
        doctor_platform.identity_finding(home),
        doctor_platform.outbox_finding(terminal),
        doctor_printer.printer_finding(home, settings),
    ]


def _lines(finding: Finding) -> str:
    remedy = f"{'':20}→ {finding.remedy}.\n" if finding.remedy else ""
    return f"{finding.level:8} {finding.name:10} {finding.sentence}\n{remedy}"


def _care(home: Path) -> int:
    """Do what the agent does at night: by the agent if there is one, else here."""
    import logging  # noqa: PLC0415
    import sys  # noqa: PLC0415
    from random import Random  # noqa: PLC0415

    from kiosk.agent.care import NightlyCare  # noqa: PLC0415
    from kiosk.agent.care_record import WANTED_FILE  # noqa: PLC0415
    from kiosk.agent.glance import glance, terminal_now  # noqa: PLC0415
    from kiosk.agent.lock import AnotherAgent, sole_agent  # noqa: PLC0415
    from kiosk.timekeeping import read_clock  # noqa: PLC0415

    try:
        with sole_agent(home):
            logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
            care = NightlyCare(
                home,
                release=lambda: None,
                now=lambda: terminal_now(read_clock, lambda: glance(home)),
                rng=Random(),
            )
            care.distrust()
            care.run()
    except AnotherAgent:
        (home / WANTED_FILE).touch()
        sys.stdout.write("The agent examines the catalogue within a minute; see its log.\n")
    return 0
