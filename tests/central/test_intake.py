from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.central.intake import Origin, canonical_line, take_in
from kiosk.central.moderation import (
    AlreadyDecided,
    Decided,
    NoSuchRecord,
    held_records,
    record_in,
    refuse,
    release,
)
from kiosk.central.outcomes import Accepted, Duplicate, Outcome, Rejected
from tests.central_process import NOW, REGION, PlatformHome
from tests.sample_records import a_job, a_notice, an_unlawful_job


def counts(platform: PlatformHome) -> dict[str, int]:
    return {c.name: c.count for c in platform.publish().manifest.collections}


def test_the_same_feed_twice_is_there_once(platform: PlatformHome) -> None:
    jobs = [a_job(number) for number in range(1200)]
    first = platform.take(*jobs)
    second = platform.take(*jobs)
    assert first == second
    assert first.read == first.accepted == 1200
    assert counts(platform)["jobs"] == 1200


def test_a_later_import_replaces_what_an_id_says(platform: PlatformHome) -> None:
    platform.take(a_job(1))
    platform.publish()
    platform.take(a_job(1, title="夜班前台"))
    assert platform.publish().manifest.version == 2


def test_an_id_of_another_source_is_not_taken_over(platform: PlatformHome) -> None:
    platform.take(a_job(1), source="甲")
    tally = platform.take(a_job(1, title="被冒名"), a_job(2), source="乙")
    assert tally.rejected == {"id_of_another_source": 1}
    assert tally.accepted == 1


def test_duplicates_and_rejects_are_only_counted(platform: PlatformHome) -> None:
    outcomes: list[Outcome] = [
        Accepted(1, a_job(1)),
        Duplicate(2, 1),
        Rejected(3, "no_title"),
    ]
    tally = take_in(platform.store, outcomes, Origin("示例", REGION, NOW))
    assert (tally.read, tally.duplicate, tally.rejected) == (3, 1, {"no_title": 1})
    assert counts(platform)["jobs"] == 1


def test_a_feed_that_breaks_off_leaves_nothing(platform: PlatformHome) -> None:
    def broken() -> object:
        yield from (Accepted(row, a_job(row)) for row in range(1, 800))
        raise ValueError("broken feed")

    with pytest.raises(ValueError, match="broken feed"):
        take_in(platform.store, broken(), Origin("示例", REGION, NOW))  # type: ignore[arg-type]
    assert counts(platform)["jobs"] == 0


def test_an_unlawful_job_waits_with_the_words_that_did_it(platform: PlatformHome) -> None:
    tally = platform.take(a_job(1), an_unlawful_job())
    assert (tally.accepted, tally.held.total()) == (1, 1)
    (held,) = held_records(platform.store)
    assert held.record == an_unlawful_job()
    assert any("男" in finding.words for finding in held.findings)
    assert counts(platform)["jobs"] == 1


def test_a_released_job_is_published_and_stays_released(platform: PlatformHome) -> None:
    job = an_unlawful_job()
    platform.take(job)
    assert release(platform.store, job.id, by="王站长", at=NOW) == Decided(job.id)
    assert release(platform.store, job.id, by="王站长", at=NOW) == AlreadyDecided()
    assert counts(platform)["jobs"] == 1
    assert platform.take(job).accepted == 1
    assert held_records(platform.store) == []


def test_a_release_ends_when_the_rules_find_something_else(platform: PlatformHome) -> None:
    job = an_unlawful_job()
    platform.take(job)
    release(platform.store, job.id, by="王站长", at=NOW)
    changed = replace(job, description="入职前交押金500元")
    assert platform.take(changed).held.total() == 1
    assert counts(platform)["jobs"] == 0


def test_a_refused_job_does_not_come_back_with_the_next_feed(platform: PlatformHome) -> None:
    platform.take(a_job(1))
    assert refuse(platform.store, a_job(1).id, by="王站长", at=NOW) == Decided(a_job(1).id)
    assert platform.take(a_job(1), at=NOW + timedelta(days=1)).rejected == {
        "refused_by_a_person": 1
    }
    assert counts(platform)["jobs"] == 0


def test_no_such_record(platform: PlatformHome) -> None:
    assert release(platform.store, "nothing", by="王站长", at=NOW) == NoSuchRecord()


def test_other_collections_need_no_gate(platform: PlatformHome) -> None:
    assert platform.take(a_notice()).accepted == 1
    assert counts(platform)["notices"] == 1


def test_a_line_gives_its_record_back() -> None:
    job = a_job(1)
    assert record_in("jobs", canonical_line(job)) == job
    assert b'"pinyin":[' in canonical_line(job)
