"""``kiosk central reports``: which posts residents say are filled, suspicious or wrong."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Final

from kiosk.central.job_reports import ReportedPost, job_reports
from kiosk.central.keys import UnusableKey
from kiosk.central.sealing_keys import sealing_keys
from kiosk.records import CHINA_TIME
from kiosk.submissions import ReportReason
from kiosk.verbs.arguments import home_of
from kiosk.verbs.central_home import opened_store, opened_terminals
from kiosk.verbs.refusals import CommandRefused

WORDS: Final = {
    ReportReason.FILLED: "已招满",
    ReportReason.SUSPICIOUS: "可疑",
    ReportReason.WRONG: "信息有误",
}


def run(args: argparse.Namespace) -> int:
    """Print them; 0 also where there is none."""
    home = home_of(args)
    try:
        keys = sealing_keys(home)
    except UnusableKey as error:
        raise CommandRefused(str(error)) from error
    with opened_terminals(home) as road, opened_store(home) as catalogue:
        reports = job_reports(road, catalogue, keys)
    posts = [post for post in reports.posts if args.all or post.on_screens]
    if args.json:
        said = {"posts": [_as_json(post) for post in posts], "unreadable": reports.unreadable}
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
        return 0
    sys.stdout.write("".join(_as_text(post) for post in posts) or _nothing(args.all))
    if posts:
        sys.stdout.write("'kiosk central withdraw ID' takes a post off every screen.\n")
    if reports.unreadable:
        sys.stdout.write(
            f"{len(reports.unreadable)} submissions cannot be opened or are no reports; if a "
            "sealing key was lost, put it back.\n"
        )
    return 0


def _nothing(everything: bool) -> str:
    return "No post was reported.\n" if everything else "No post on a screen was reported.\n"


def _as_json(post: ReportedPost) -> dict[str, object]:
    return {
        "job_id": post.job_id,
        "title": post.title,
        "employer": post.employer,
        "reason": post.reason.value,
        "count": post.count,
        "sites": post.sites,
        "since": post.since.isoformat(),
        "on_screens": post.on_screens,
    }


def _as_text(post: ReportedPost) -> str:
    since = post.since.astimezone(CHINA_TIME)
    gone = "" if post.on_screens else "  (on no screen any more)"
    line = (
        f"{post.job_id}  {post.title}  ({post.employer or '单位未注明'})  {WORDS[post.reason]}"
        f" ×{post.count}  {'、'.join(post.sites)}  since {since:%Y-%m-%d %H:%M}{gone}"
    )
    # A terminal's key may be in a thief's hands: what it says must not steer this one.
    return "".join(c if c.isprintable() else " " for c in line) + "\n"
