from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk.central.moderation import release
from kiosk.central.publishing import blob_file, manifest_file
from kiosk.public_addresses import activity_address, job_address, policy_address
from tests.central_process import NOW, REGION
from tests.conftest import ExpectedLog
from tests.public.conftest import Site
from tests.public.reading import read
from tests.public.shapes import a_policy, an_activity, full_job
from tests.sample_records import a_job, an_unlawful_job

PAGES = {"/j/job-full": full_job(), "/z/policy-1": a_policy(), "/a/activity-1": an_activity()}
TITLES = {"/j/job-full": "社区食堂帮厨", "/z/policy-1": "灵活就业", "/a/activity-1": "家政基础"}


@pytest.mark.parametrize("path", PAGES)
def test_what_is_published_has_a_page_that_lets_nothing_else_in(site: Site, path: str) -> None:
    site.publish(PAGES[path])
    answer = site.get(path)
    assert answer.status_code == 200
    assert TITLES[path] in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src")
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers
    assert "x-robots-tag" not in answer.headers
    assert len(answer.content) <= 30 * 1024


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_is_known_is_not_sent_again(site: Site, path: str) -> None:
    site.publish(PAGES[path])
    etag = site.get(path).headers["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = site.get(path, **{"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
        assert again.headers["cache-control"] == "public, max-age=60"
    assert site.get(path, **{"If-None-Match": etag.replace('"', "")}).status_code == 200


def test_a_changed_job_is_another_page(site: Site) -> None:
    site.publish(full_job())
    etag = site.get("/j/job-full").headers["etag"]
    site.publish(full_job(hours="7:00–15:00"))
    answer = site.get("/j/job-full", **{"If-None-Match": etag})
    assert answer.status_code == 200
    assert "7:00–15:00" in answer.text


def test_head_says_the_same_without_the_document(site: Site) -> None:
    site.publish(full_job())
    got, head = site.get("/j/job-full"), site.client.head(f"/j/{REGION}/job-full")
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(got.headers)
    assert site.client.head(f"/j/{REGION}/never").status_code == 404
    assert site.client.post(f"/j/{REGION}/job-full").status_code == 405


@pytest.mark.parametrize("path", PAGES)
def test_what_is_withdrawn_is_gone_with_the_next_publication(site: Site, path: str) -> None:
    site.publish(PAGES[path], a_job())
    etag = site.get(path).headers["etag"]
    site.withdraw(PAGES[path].id)
    answer = site.get(path, **{"If-None-Match": etag})
    assert answer.status_code == 410
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert "已经结束" in answer.text
    assert TITLES[path] not in answer.text
    assert read(answer.text).count("script") == 0


def test_the_only_job_of_a_region_leaves_a_page_that_says_so(site: Site) -> None:
    """No delta is published that would say so: it would be longer than the collection."""
    site.publish(full_job())
    site.withdraw("job-full")
    assert site.get("/j/job-full").status_code == 410


def test_what_is_published_again_has_its_page_again(site: Site) -> None:
    site.publish(full_job())
    site.withdraw("job-full")
    release(site.platform.store, "job-full", by="示例", at=site.now)
    site.platform.publish(at=site.now + timedelta(minutes=1))
    assert site.get("/j/job-full").status_code == 200


def test_a_job_ends_with_its_last_day_in_china(site: Site) -> None:
    site.publish(full_job(valid_through=date(2026, 3, 2)))
    site.now = NOW.replace(hour=15, minute=59)
    assert site.get("/j/job-full").status_code == 200
    site.now += timedelta(minutes=1)
    assert site.get("/j/job-full").status_code == 410
    site.platform.publish(at=site.now)
    assert site.get("/j/job-full").status_code == 410


def test_an_activity_ends_when_it_is_over(site: Site) -> None:
    activity = an_activity()
    site.publish(activity)
    site.now = activity.ends_at - timedelta(minutes=1)
    assert site.get("/a/activity-1").status_code == 200
    site.now = activity.ends_at
    assert site.get("/a/activity-1").status_code == 410


def test_a_policy_without_a_last_day_stays(site: Site) -> None:
    site.publish(a_policy())
    site.now = NOW + timedelta(days=1000)
    assert site.get("/z/policy-1").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        f"/j/{REGION}/never",
        f"/j/{REGION}/",
        f"/z/{REGION}/job-full",
        f"/a/{REGION}/job-full",
        "/j/370202/job-full",
        "/j/370102004/job-full",
        "/j/3701/job-full",
        "/j/３７０１０２/job-full",
        "/j/..%2F..%2Fkeys/job-full",
        "/j/%2E%2E/job-full",
        f"/j/{REGION}%0A/job-full",
        f"/j/{REGION}/%00",
        f"/j/{REGION}/" + "x" * 4000,
        f"/j/{REGION}/%3Cscript%3E",
        f"/j/{REGION}/%FF%FE",
    ],
)
def test_what_never_was_is_said_to_a_person(site: Site, path: str) -> None:
    site.publish(full_job())
    answer = site.client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["x-robots-tag"] == "noindex"
    assert read(answer.text).count("h1") == 1
    assert "没有找到" in answer.text
    assert "<script" not in answer.text


def test_only_a_division_code_names_a_folder(site: Site) -> None:
    site.publish(full_job())
    published = manifest_file(site.platform.home, REGION)
    for name in ("draft", "37010", "..37010"):
        copy = manifest_file(site.platform.home, name)
        copy.parent.mkdir()
        copy.write_bytes(published.read_bytes())
        assert site.client.get(f"/j/{name}/job-full").status_code == 404


def test_what_the_rules_hold_was_never_there(site: Site) -> None:
    site.publish(an_unlawful_job(), full_job())
    assert site.get("/j/job-0900").status_code == 404


def test_a_region_of_nine_digits_has_pages_too(site: Site) -> None:
    site.platform.take(full_job())
    site.platform.publish("370102004")
    assert site.client.get("/j/370102004/job-full").status_code == 200


def test_a_policy_may_bear_the_id_of_a_job(site: Site) -> None:
    site.publish(full_job(id="same"), a_policy(id="same"))
    assert "社区食堂帮厨" in site.get("/j/same").text
    assert "灵活就业" in site.get("/z/same").text


@pytest.mark.parametrize("record_id", ["岗位 1", "a/b", "a//b/", "?x=1#y", "100%", "a+b&c"])
def test_any_id_is_reached_by_its_address(site: Site, record_id: str) -> None:
    site.publish(full_job(id=record_id), a_policy(id=record_id), an_activity(id=record_id))
    for address in (job_address, policy_address, activity_address):
        url = address("http://testserver/", REGION, record_id)
        assert site.client.get(url).status_code == 200, url


def test_a_standing_page_needs_no_database(site: Site) -> None:
    site.publish(full_job())
    site.platform.store.close()
    (site.platform.home / "central.db").write_bytes(b"no database" * 100)
    assert site.get("/j/job-full").status_code == 200


def test_without_a_database_nobody_is_told_that_something_is_gone(
    site: Site, expected_log: ExpectedLog
) -> None:
    expected_log("no answer about jobs")
    site.publish(full_job())
    site.platform.store.close()
    (site.platform.home / "central.db").write_bytes(b"no database" * 100)
    answer = site.get("/j/other")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "30"
    assert answer.headers["cache-control"] == "no-store"
    assert "过一会儿再试" in answer.text


@pytest.mark.parametrize("broken", ["manifest", "blob"])
def test_published_files_that_cannot_be_read_are_said_to_a_person(
    site: Site, expected_log: ExpectedLog, broken: str
) -> None:
    expected_log("no answer about jobs")
    site.publish(full_job())
    if broken == "manifest":
        manifest_file(site.platform.home, REGION).write_bytes(b"{}")
    else:
        for blob in (site.platform.home / "blobs").iterdir():
            blob_file(site.platform.home, blob.name).unlink()
    answer = site.get("/j/job-full")
    assert answer.status_code == 503
    assert "过一会儿再试" in answer.text


def test_an_example_is_said_to_be_one_and_kept_out_of_search_engines(site: Site) -> None:
    site.publish(full_job(sample=True))
    answer = site.get("/j/job-full")
    assert "示例内容" in answer.text
    assert answer.headers["x-robots-tag"] == "noindex"
