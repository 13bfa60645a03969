"""What was once on a region's screens, so that a page that is over can say so."""

from __future__ import annotations

from sqlalchemy import select

from kiosk.central.store import Store
from kiosk.central.tables import PublishedRow


def was_published(store: Store, region: str, collection: str, record_id: str) -> bool:
    """Whether ``region`` published that record, now or since the oldest version it remembers.

    ``StoreUnusable`` where nobody can tell; ``Unstorable`` where it never can have been.
    """
    row = select(PublishedRow.id).where(
        PublishedRow.region == region,
        PublishedRow.collection == collection,
        PublishedRow.id == record_id,
    )
    with store.reading() as connection:
        return connection.scalar(row) is not None
