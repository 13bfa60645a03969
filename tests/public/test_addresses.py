from __future__ import annotations

import pytest
import qrcode
from qrcode.constants import ERROR_CORRECT_M

from kiosk.public_addresses import activity_address, job_address, policy_address

PUBLIC = "https://jiuyejiao.jinan.example.gov.cn"


@pytest.mark.parametrize("record_id", ["mfrggzdfmztw", "S0001", "v-20260302-0123456789"])
def test_a_usual_address_makes_a_code_that_old_phones_scan(record_id: str) -> None:
    for address in (job_address, policy_address, activity_address):
        code = qrcode.QRCode(error_correction=ERROR_CORRECT_M)
        code.add_data(address(PUBLIC, "370102004", record_id), optimize=0)
        code.make()
        assert code.version <= 6


def test_addresses_are_told_apart_by_one_letter() -> None:
    assert job_address(PUBLIC, "370102", "S1") == f"{PUBLIC}/j/370102/S1"
    assert policy_address(f"{PUBLIC}/", "370102", "P1") == f"{PUBLIC}/z/370102/P1"
    assert activity_address(f"{PUBLIC}/kiosk", "370102", "A1") == f"{PUBLIC}/kiosk/a/370102/A1"


def test_an_id_cannot_leave_its_place_in_the_address() -> None:
    assert job_address(PUBLIC, "370102", "a/?#%岗") == f"{PUBLIC}/j/370102/a%2F%3F%23%25%E5%B2%97"
