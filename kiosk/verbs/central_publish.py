"""``kiosk central publish``: what may be shown, signed and put in place."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from kiosk.central.publishing import Published, Publishing, publish, publish_to, regions_in
from kiosk.central.store import Store
from kiosk.verbs.arguments import home_of, settings_of
from kiosk.verbs.central_home import opened_store, usable_key
from kiosk.verbs.refusals import CommandRefused


def run(args: argparse.Namespace) -> int:
    """Publish one region or all."""
    home = home_of(args)
    here = settings_of(home).central.region
    try:
        results = _publish(args, home, {args.region} if args.region else {here})
    except OSError as error:
        raise CommandRefused(f"{error.filename or home}: {error.strerror}.") from error
    sys.stdout.write(_results_json(results) if args.json else _results_text(results))
    return 0


def _publish(args: argparse.Namespace, home: Path, regions: set[str]) -> list[Publishing]:
    with opened_store(home) as store:
        known = regions_in(store)
        if not known:
            raise CommandRefused(
                "There is nothing to publish yet; take in a feed with 'kiosk central import' first."
            )
        wanted = sorted(regions if args.region else regions.union(known))
        return publish_regions(store, home, wanted, args.to, args.version_at_least)


def publish_regions(
    store: Store, home: Path, regions: Iterable[str], folder: Path | None, version_at_least: int = 1
) -> list[Publishing]:
    """Publish ``regions`` now, and copy them into ``folder`` where one is named."""
    now = datetime.now(UTC)
    key = usable_key(home)
    results = [
        publish(store, home, region, key, now, version_at_least=version_at_least)
        for region in regions
    ]
    if folder is not None:
        for result in results:
            publish_to(home, result.manifest.region, folder, now)
    return results


def _results_json(results: list[Publishing]) -> str:
    rows = [
        {
            "region": result.manifest.region,
            "version": result.manifest.version,
            "changed": isinstance(result, Published),
            "counts": {c.name: c.count for c in result.manifest.collections},
        }
        for result in results
    ]
    return json.dumps(rows, ensure_ascii=False) + "\n"


def _results_text(results: list[Publishing]) -> str:
    lines = []
    for result in results:
        counts = ", ".join(f"{c.name} {c.count}" for c in result.manifest.collections)
        news = "published" if isinstance(result, Published) else "unchanged"
        lines.append(
            f"region {result.manifest.region} version {result.manifest.version} {news}: {counts}\n"
        )
    return "".join(lines)
