from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.agent.advice import advice, happened, to_do
from kiosk.agent.verdicts import CODES, Verdict

TABLE = Path(__file__).resolve().parents[2] / "docs" / "network-verdicts.md"
ROW = re.compile(r"\| (.+) \| `(\w+)` \| (none|silence|whole) \| (.+) \|")


def rows() -> list[tuple[str, str, str, str]]:
    lines = TABLE.read_text("utf-8").splitlines()
    return [found.groups() for line in lines if (found := ROW.fullmatch(line))]


def test_the_table_names_every_verdict_once_and_no_other() -> None:
    assert [verdict for _, verdict, _, _ in rows()] == [verdict.value for verdict in Verdict]


def test_the_table_says_what_the_terminal_says() -> None:
    told = {verdict: (what, doing) for what, verdict, _, doing in rows()}
    assert told == {verdict.value: (happened(verdict), to_do(verdict)) for verdict in Verdict}


@pytest.mark.parametrize("verdict", list(Verdict))
def test_advice_is_one_sentence(verdict: Verdict) -> None:
    sentence = advice(verdict)
    assert re.fullmatch(r"[A-Z][^\n]+; [^\n]+; [^\n]+\.", sentence)
    assert re.search(r"[.!?] ", sentence) is None


def test_every_code_of_a_platform_is_a_name_of_ours() -> None:
    assert {str(code) for code in CODES} < {verdict.value for verdict in Verdict}
