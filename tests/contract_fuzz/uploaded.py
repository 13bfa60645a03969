"""What is uploaded while fuzzing: good files, broken ones and noise.

Ten megabytes made of a schema would say less and take longer; what is too large is refused by a
test of its own (tests/uploads).
"""

from __future__ import annotations

from typing import Final

import schemathesis
from hypothesis import strategies as st

from tests.uploads import pdfs, pictures

BINARY: Final = "application/octet-stream"
_PDF: Final = pdfs.good()
_JPEG: Final = pictures.good()["jpg"]


def register() -> None:
    """Let every body of bytes be made so."""
    some = st.sampled_from([_PDF, _JPEG, _PDF[: len(_PDF) // 2], b"%PDF-1.7", b""])
    schemathesis.openapi.media_type(BINARY, st.one_of(st.binary(max_size=200), some))
