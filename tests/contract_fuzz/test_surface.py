"""Whatever is sent to the platform, its answer is one of those that openapi.json names (R10).

``python -m tests.contract_fuzz`` sends more of it.
"""

from __future__ import annotations

import os
from typing import Any, Final

import pytest
import schemathesis
from schemathesis import Case, Response
from schemathesis.config import SchemathesisConfig

from tests.contract_fuzz import known
from tests.contract_fuzz.desk import PATIENCE_S, FuzzedPlatform, Signed
from tests.contract_fuzz.doors import DOORS
from tests.contract_fuzz.liars import FORGER, STRANGER, Altered, Replayed
from tests.contract_fuzz.surface import operations, surface
from tests.contract_fuzz.uploaded import register

MORE: Final = "FUZZ"
"""Variable that says how many cases of each operation there are, beside those that its schema
itself suggests."""
CONFIG: Final = SchemathesisConfig.from_dict(
    {
        "seed": 20260302,
        "generation": {
            "deterministic": True,
            "max-examples": int(os.environ.get(MORE, "10")),
            "database": "none",
        },
        "checks": {
            # What is of the right form may still be nobody's ticket, or a consent to older words.
            "positive_data_acceptance": {"enabled": False},
            "negative_data_rejection": {"expected-statuses": ["4xx"]},
        },
    }
)
register()
DOCUMENT: Final = surface()
SHUT_OUT: Final = (403, 429)
"""After these the same caller would hear nothing else."""
SIGNED: Final = [one["operationId"] for one in operations(DOCUMENT) if "401" in one["responses"]]
schema = schemathesis.openapi.from_dict(DOCUMENT, config=CONFIG)


def asked(platform: FuzzedPlatform, operation: str, auth: Any = None) -> Response:
    """The answer to the good request of ``operation``, which is one that the contract names."""
    case = schema.find_operation_by_id(operation).Case(**DOORS[operation])
    with platform.session(None) as session:
        session.auth = auth
        return case.call_and_validate(base_url=platform.url, session=session, timeout=PATIENCE_S)


def terminal_for(operation: str) -> Any:
    return known.BEATING if operation == "heartbeat" else known.WATCHING


def test_every_operation_has_a_good_request() -> None:
    assert set(DOORS) == {one["operationId"] for one in operations(DOCUMENT)}
    assert SIGNED


def test_what_is_known_passes_every_door(platform: FuzzedPlatform) -> None:
    platform.forget_guesses_and_clones()
    answers = {
        name: asked(platform, name, Signed(terminal_for(name))).status_code for name in DOORS
    }
    assert {name: status for name, status in answers.items() if status >= 300} == {}


@pytest.mark.parametrize("operation", SIGNED)
def test_nobody_is_heard_in_the_name_of_a_terminal(
    platform: FuzzedPlatform, operation: str
) -> None:
    own = terminal_for(operation)
    platform.forget_guesses_and_clones()
    refused = {
        "unsigned": asked(platform, operation),
        "unknown_terminal": asked(platform, operation, Signed(STRANGER)),
        "bad_signature": asked(platform, operation, Signed(FORGER)),
    }
    again = Replayed(own)
    assert asked(platform, operation, again).status_code < 300
    refused["replayed"] = asked(platform, operation, again)
    assert {code: answer.json()["code"] for code, answer in refused.items()} == {
        code: code for code in refused
    }
    assert asked(platform, operation, Altered(own)).json()["code"] == "bad_signature"


@schema.parametrize()
def test_every_answer_is_one_that_the_contract_names(
    case: Case[Any], platform: FuzzedPlatform
) -> None:
    terminal = terminal_for(case.operation.definition.raw["operationId"])
    with platform.session(terminal) as session:
        answer = case.call(base_url=platform.url, session=session, timeout=PATIENCE_S)
    case.validate_response(answer)
    if answer.status_code in SHUT_OUT:
        platform.forget_guesses_and_clones()
