"""How large the streams of a PDF become when somebody opens it, tried with bounds before they do.

A page of a few hundred bytes can unpack to gigabytes in the viewer of whoever reads the résumé.
"""

from __future__ import annotations

from typing import Final

from pikepdf import Array, Name, Object, Pdf, Stream, StreamDecodeLevel

from kiosk.central.uploads.refusals import Refusal, Unacceptable

LARGEST_STREAM: Final = 64 << 20
"""Bytes unpacked; a page scanned in colour at 450 dots per inch has 59 MB."""
LARGEST_ALL: Final = 300 << 20
"""Bytes unpacked of all streams together."""
MOST_FILTERS: Final = 4
LARGEST_IMAGE: Final = 150_000_000
"""Pixels; a black and white fax page at 1,200 dots per inch has 139 million."""
_PACKED_IMAGES: Final = frozenset(
    {"/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"}
)
"""Filters (ISO 32000-1, 7.4) that give pixels; how many, the dictionary of the image says."""


class Unpacking:
    """Counts what the streams of one file come to."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._total = 0

    def check(self, stream: Stream) -> None:
        """Count ``stream``; ``Unacceptable`` if it, or all together, grows too large."""
        filters = _filters(stream)
        _check_pixels(stream)
        if filters and filters[-1] in _PACKED_IMAGES:
            # qpdf does not undo these, nor then what is wrapped around them.
            wrapped = Stream(self._pdf, stream.read_raw_bytes())
            wrapped.Filter = Array([Name(name) for name in filters[:-1]])
            stream = wrapped
        self._total += len(stream.get_stream_buffer(StreamDecodeLevel.specialized))
        if self._total > LARGEST_ALL:
            raise Unacceptable(Refusal.BOMB)


def _filters(stream: Stream) -> list[str]:
    """Names of the filters to undo, first to last."""
    found = stream.get(Name.Filter)
    if found is None:
        return []
    names = found.as_list() if isinstance(found, Array) else [found]
    if len(names) > MOST_FILTERS:
        raise Unacceptable(Refusal.BOMB)
    return [str(name) for name in names]


def _check_pixels(stream: Stream) -> None:
    if stream.get(Name.Subtype) != Name.Image:
        return
    width, height = (_whole(stream.get(key)) for key in (Name.Width, Name.Height))
    if width * height > LARGEST_IMAGE:
        raise Unacceptable(Refusal.BOMB)


def _whole(value: Object | None) -> int:
    return value if isinstance(value, int) else 0
