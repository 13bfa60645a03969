"""``python -m tests.soak``: hundreds of random histories of one terminal, each held against R1."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time

from tests.soak.disk import go_inside
from tests.soak.model import Violation
from tests.soak.planted import BUGS, plant
from tests.soak.soaking import Broken, Soak, soaking
from tests.soak.steps import schedule

DEFAULT_SEED = 20260302


def main() -> int:
    """Run what is asked for; 0 where nothing was broken."""
    args = _arguments()
    if args.can_plant:
        return _can_plant()
    if args.planted is not None:
        return _try_planted(args.planted or list(BUGS), args.seed, args.schedules)
    go_inside()
    plant(args.plant)
    numbers = range(args.schedules) if args.schedule is None else [args.schedule]
    started = time.monotonic()
    with soaking(args.plant) as soak:
        _say(f"seed {args.seed}, {len(numbers)} schedules, disk: {soak.disk.name}")
        for number in numbers:
            broken = soak.run(schedule(args.seed, number))
            if broken:
                _report(soak, broken, args.seed, number, shrink=not args.as_it_is)
                return 1
        seconds = time.monotonic() - started
        _say(f"0 violations in {len(numbers)} schedules, {soak.steps} steps, {seconds:.0f} s")
        for line in soak.tally.lines():
            _say(line)
        if args.schedule is None and args.kills:
            try:
                _say(soak.kill_agents(args.kills, args.seed))
            except Violation as violation:
                _say(f"agents killed at random (seed {args.seed}): {violation}")
                return 1
    return 0


def _try_planted(names: list[str], seed: int, most: int) -> int:
    """Plant each bug in a soak of its own; 0 where every one was found."""
    missed = 0
    for name in names:
        command = [sys.executable, "-m", "tests.soak", "--plant", name, "--as-it-is"]
        command += ["--seed", str(seed), "--schedules", str(most), "--kills", "0"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        found = re.search(r"^schedule (\d+) of seed \d+: (.*)", done.stdout, re.MULTILINE)
        if found:
            _say(f"{name}: schedule {int(found[1]) + 1}: {found[2]}")
        else:
            missed += 1
            _say(f"{name}: NOT FOUND in {most} schedules: {done.stderr or done.stdout}")
    return min(missed, 1)


def _can_plant() -> int:
    """Whether what every bug changes is still there to be changed; 0 if so."""
    for name in BUGS:
        child = os.fork()
        if child == 0:
            plant(name)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            return 1
    _say(f"{len(BUGS)} bugs can be planted")
    return 0


def _report(soak: Soak, broken: Broken, seed: int, number: int, *, shrink: bool) -> None:
    _say(f"schedule {number} of seed {seed}: {broken.promise}")
    _say(f"again: python -m tests.soak --seed {seed} --schedule {number}")
    if shrink:
        broken = soak.shrunk(broken)
        _say(f"shrunk to {len(broken.steps)} steps: {broken.promise}")
    for step in broken.steps:
        _say(f"  {step}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--schedules", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help=f"({DEFAULT_SEED})")
    parser.add_argument("--schedule", type=int, help="only this one of the seed's schedules")
    parser.add_argument("--kills", type=int, default=200, help="of a real agent (200)")
    parser.add_argument("--as-it-is", action="store_true", help="do not make a failure shorter")
    parser.add_argument("--plant", default="", help="plant this bug first")
    parser.add_argument(
        "--planted", nargs="*", metavar="BUG", help="show that these bugs (all) would be found"
    )
    parser.add_argument("--can-plant", action="store_true", help="only try to plant every bug")
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
