"""A slip as plain lines, for a printer that draws letters by itself and is sent nothing else."""

from __future__ import annotations

from kiosk.public_addresses import job_address
from kiosk.records import CHINA_TIME
from kiosk.slips.paper import Imprint, JobOnPaper
from kiosk.text.distances import minutes_words, walk_words
from kiosk.text.job_words import date_words, job_facts, pay_of, whom_to_call
from kiosk.text.labels import TAG_LABELS
from kiosk.text.moments import clock_words


def slip_lines(on_paper: JobOnPaper, imprint: Imprint) -> str:
    """Everything that the drawn slip says, a line each; the address stands for its code."""
    job, at = on_paper.job, imprint.printed_at.astimezone(CHINA_TIME)
    minutes = on_paper.walk_minutes
    lines = [
        f"{imprint.brand_line} {imprint.station}",
        job.title,
        " ".join(filter(None, pay_of(job))),
        walk_words(job, "" if minutes is None else minutes_words(minutes)),
        *(["示例：不是真实岗位"] if job.sample else []),
        *(["请先打电话核实，再出门。"] if on_paper.call_first else []),
        " ".join(TAG_LABELS[tag] for tag in job.tags),
        *(f"{fact.name}：{fact.words}" for fact in job_facts(job)),
        " ".join(whom_to_call(job, imprint.station_phone)),
        job_address(imprint.public_url, imprint.region, job.id),
        "求职不交押金、不交培训费。",
        f"遇到收费、扣证件、欠薪，打 {imprint.hotline}",
        f"不清楚的，问本站：{imprint.station_phone}",
        f"{date_words(at.date())} {clock_words(at)} 打印",
    ]
    return "".join(f"{line}\n" for line in lines if line)
