"""The whole way: import, publish, serve, sync, search, show, over a real process and real HTTP."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from kiosk.agent.lock import sole_agent
from kiosk.records import Position, Record, Tag
from kiosk.verbs import following
from tests.central_process import PlatformHome, serving
from tests.cli.conftest import Kiosk
from tests.sample_records import a_job, a_notice, an_unlawful_job
from tests.shared_data import SHARED_DATA

# The verbs ask the real clock, so these records must be in force whenever the test runs.
LATER = datetime.now(UTC).date() + timedelta(days=60)
FEED = ("--source", "示例", "--region", "370102")


def write_records(path: Path, *records: Record) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))
    return path


def job_file(folder: Path) -> Path:
    near = a_job(1, valid_through=LATER, tags=(Tag.SENIOR,))
    far = replace(near, id="job-0002", position=Position(lat=36.70, lon=117.10), tags=())
    lost = replace(near, id="job-0003", position=None, tags=())
    held = an_unlawful_job(valid_through=LATER)
    gone = a_job(5, valid_through=date(2025, 1, 1))
    return write_records(folder / "jobs.ndjson", near, far, lost, held, gone, near)


def terminal_of(platform: Path, url: str, home: Path) -> Path:
    (home / "keys").mkdir(parents=True)
    shutil.copy(platform / "keys" / "central-signing.pub", home / "keys" / "trusted.key")
    (home / "kiosk.toml").write_text(f'[central]\nurl = "{url}"\n')
    return home


def test_from_a_record_file_to_a_search(kiosk: Kiosk, tmp_path: Path) -> None:
    platform = tmp_path / "platform"
    said = kiosk("central", "import", job_file(tmp_path), *FEED, "--home", platform, "--json")
    counts = json.loads(said.out)
    assert (counts["read"], counts["accepted"], counts["duplicate"]) == (6, 4, 1)
    assert sum(counts["held"].values()) == 1
    assert counts["rejected"] == {}
    notices = write_records(tmp_path / "notices.ndjson", a_notice(valid_through=LATER))
    said = kiosk("central", "import", notices, *FEED, "--home", platform)
    assert said.out == "read 1 = accepted 1 + held 0 + duplicate 0 + rejected 0\n"

    (held,) = json.loads(kiosk("central", "held", "--json", "--home", platform).out)
    assert held["findings"][0]["words"]
    assert held["id"] in kiosk("central", "held", "--home", platform).out
    assert kiosk("central", "publish", "--home", platform).code == 0
    (published,) = json.loads(kiosk("central", "publish", "--json", "--home", platform).out)
    assert (published["version"], published["changed"]) == (1, False)
    assert published["counts"]["jobs"] == 3

    with serving(platform) as central:
        home = terminal_of(platform, central.url, tmp_path / "terminal")
        said = kiosk("sync", "--once", "--home", home)
        assert (said.code, said.err) == (0, "")
        assert "version 1 applied: jobs 3" in said.out
        release = kiosk("central", "release", held["id"], "--by", "王站长", "--home", platform)
        assert release.code == 0
        assert json.loads(kiosk("central", "held", "--json", "--home", platform).out) == []
        kiosk("central", "publish", "--home", platform)
        said = kiosk("sync", "--once", "--json", "--home", home)
        assert json.loads(said.out) == {"version": 2, "applied": True, "verdict": "current"}
        central.kill()

    said = kiosk("sync", "--once", "--home", home)
    assert (said.code, said.out) == (1, "")
    assert "refused" in said.err

    found = json.loads(kiosk("search", "前台", "--json", "--home", home).out)
    assert [job["id"] for job in found] == ["job-0001", held["id"], "job-0002", "job-0003"]
    first, last = found[0], found[-1]
    assert 0 < first["distance_m"] < 200
    assert last["distance_m"] is None
    assert (first["pay_min"], first["pay_max"], first["pay_unit"]) == (3000, 4500, "month")
    assert first["valid_through"] == LATER.isoformat()
    assert {"title", "employer", "source"} <= first.keys()
    near = json.loads(kiosk("search", "", "--within", 10, "--json", "--home", home).out)
    assert {job["id"] for job in near} == {"job-0001", held["id"]}
    tagged = json.loads(kiosk("search", "qt", "--tag", "senior", "--json", "--home", home).out)
    assert [job["id"] for job in tagged] == ["job-0001"]
    assert len(json.loads(kiosk("search", "", "--limit", 2, "--json", "--home", home).out)) == 2
    said = kiosk("search", "前台", "--home", home)
    assert "约" in said.out
    assert "位置待核实" in said.out
    assert kiosk("search", "没有的词", "--home", home).code == 0

    shown = json.loads(kiosk("show", "job-0001", "--json", "--home", home).out)
    assert (shown["id"], shown["distance_m"]) == ("job-0001", first["distance_m"])
    assert "notice-1" in kiosk("show", "notice-1", "--home", home).out
    assert kiosk("show", "nothing", "--home", home).code == 1


def test_one_home_can_be_platform_and_terminal(kiosk: Kiosk, tmp_path: Path) -> None:
    home = tmp_path / "both"
    kiosk("central", "import", job_file(tmp_path), *FEED, "--home", home)
    kiosk("central", "publish", "--home", home)
    with serving(home) as central:
        (home / "kiosk.toml").write_text(f'[central]\nurl = "{central.url}"\n')
        assert kiosk("sync", "--once", "--home", home).code == 0
    assert "job-0001" in kiosk("search", "前台", "--home", home).out


def test_an_agent_that_does_not_answer_is_said(
    kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PATIENCE_SECONDS", 1.0)
    PlatformHome(tmp_path).public_key  # noqa: B018
    with sole_agent(tmp_path):
        said = kiosk("sync", "--once", "--home", tmp_path)
    assert said.code == 1
    assert "did not answer within 1 s" in said.err


def test_a_stick_made_from_the_platform_updates_a_terminal(kiosk: Kiosk, tmp_path: Path) -> None:
    office, terminal, stick = tmp_path / "office", tmp_path / "terminal", tmp_path / "stick"
    kiosk("central", "import", job_file(tmp_path), *FEED, "--home", office)
    kiosk("central", "publish", "--to", tmp_path / "tree", "--home", office)
    made = kiosk("bundle", "export", stick, "--from", tmp_path / "tree", "--home", office)
    assert made.code == 0, made.err
    assert "holds version 1: jobs 3" in made.out
    (terminal / "keys").mkdir(parents=True)
    (terminal / "keys" / "trusted.key").write_text(PlatformHome(office).public_key)
    said = kiosk("bundle", "import", stick, "--home", terminal, "--json")
    assert (said.code, json.loads(said.out)["version"]) == (0, 1), said.err
    assert "job-0001" in kiosk("search", "前台", "--home", terminal).out
    again = kiosk("bundle", "import", tmp_path / "tree", "--home", terminal)
    assert "version 1 is current" in again.out
    missing = kiosk("bundle", "import", tmp_path / "nothing", "--home", terminal)
    assert (missing.code, "There is no" in missing.err) == (1, True)


@pytest.mark.parametrize(
    ("name", "datum", "read", "word"),
    [("postings_a.csv", "wgs84", 700, "前台"), ("postings_b.csv", "gcj02", 2464, "经理")],
)
def test_a_real_feed_is_accounted_for_and_found(
    kiosk: Kiosk, tmp_path: Path, name: str, datum: str, read: int, word: str
) -> None:
    feed = SHARED_DATA / name
    if not feed.is_file():
        pytest.skip(f"{name} is only in the shared folder of the project")
    home = tmp_path / "both"
    source = ("--source", name, "--region", "370102", "--datum", datum)
    said = kiosk("central", "import", feed, *source, "--home", home, "--json")
    counts = json.loads(said.out)
    held, rejected = sum(counts["held"].values()), sum(counts["rejected"].values())
    assert counts["read"] == read
    assert counts["read"] == counts["accepted"] + held + counts["duplicate"] + rejected
    again = json.loads(kiosk("central", "import", feed, *source, "--home", home, "--json").out)
    assert again == counts
    (published,) = json.loads(kiosk("central", "publish", "--json", "--home", home).out)
    assert published["counts"]["jobs"] > 0.7 * read
    with serving(home) as central:
        (home / "kiosk.toml").write_text(f'[central]\nurl = "{central.url}"\n')
        assert kiosk("sync", "--once", "--home", home).code == 0
    mentioned = json.loads(kiosk("search", "前台", "--json", "--home", home).out)
    assert {job["source"] for job in mentioned} == {name}
    found = json.loads(kiosk("search", word, "--json", "--home", home).out)
    assert found
    assert all(word in json.dumps(job, ensure_ascii=False) for job in found[:3])
    assert {job["source"] for job in found} == {name}
