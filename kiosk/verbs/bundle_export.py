"""``kiosk bundle export``: what the platform has published, checked, in one file."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kiosk.agent.bundling import write_bundle
from kiosk.agent.failure import PullFailed
from kiosk.agent.sources import CatalogueSource, UnusableSource, local_source
from kiosk.settings import Settings
from kiosk.verbs.arguments import home_of, settings_of
from kiosk.verbs.following import api_of, followed_platform
from kiosk.verbs.refusals import CommandRefused


def export(args: argparse.Namespace) -> int:
    """Write the bundle; 0 when it is whole."""
    home = home_of(args)
    settings = settings_of(home)
    path: Path = args.file.absolute()
    platform = followed_platform(home, settings)
    try:
        with _source(args.origin, settings) as source:
            manifest = write_bundle(path, source, settings.central.region, platform)
    except PullFailed as failure:
        raise CommandRefused(
            f"No bundle was written ({failure}); mend that and try again."
        ) from failure
    except OSError as error:
        raise CommandRefused(f"{path} cannot be written: {error.strerror}.") from error
    counts = {c.name: c.count for c in manifest.collections}
    if args.json:
        answer = {"file": str(path), "version": manifest.version, "counts": counts}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    else:
        named = ", ".join(f"{name} {count}" for name, count in counts.items())
        sys.stdout.write(f"{path} holds version {manifest.version}: {named}\n")
    return 0


@contextmanager
def _source(origin: Path | None, settings: Settings) -> Iterator[CatalogueSource]:
    if origin is None:
        with closing(api_of(settings)) as api:
            yield api
        return
    try:
        with local_source(origin) as source:
            yield source
    except UnusableSource as error:
        raise CommandRefused(str(error)) from error
