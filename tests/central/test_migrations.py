"""Databases of older, newer and other programs; what is found in them is kept."""

from __future__ import annotations

import importlib
import pkgutil
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Integer, MetaData, Table, create_engine, inspect, text

import kiosk.central
from kiosk.central.migrations import CATALOGUE, ROAD, Chain
from kiosk.central.migrations.upgrading import alembic_config
from kiosk.central.places import places_of
from kiosk.central.store import Store, StoreUnusable
from kiosk.central.tables import Base, RoadBase
from kiosk.central.terminal_tables import SpentNonce

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CHAINS = [CATALOGUE, ROAD]
by_chain = pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.name)


def know_all_models() -> None:
    """Import every module that holds tables; by the house's rule its name ends so."""
    for module in pkgutil.walk_packages(kiosk.central.__path__, "kiosk.central."):
        if module.name.endswith("tables"):
            importlib.import_module(module.name)


class Planted(Chain):
    """A chain whose revisions stand elsewhere."""

    place: Path

    @property
    def folder(self) -> Path:
        return self.place


def planted(folder: Path, upgrade: str) -> Planted:
    """The road's chain and one more revision with the statements ``upgrade``."""
    shutil.copytree(ROAD.folder, folder)
    lines = (
        "from alembic import op",
        "import sqlalchemy as sa",
        f'revision, down_revision = "road_9999", "{ROAD.revisions()[-1]}"',
        "def upgrade():",
        f"    {upgrade}",
    )
    (folder / "road_9999.py").write_text("\n".join(lines))
    chain = Planted(ROAD.name, ROAD.tables)
    object.__setattr__(chain, "place", folder)
    return chain


@contextmanager
def raw(home: Path, chain: Chain) -> Iterator[Connection]:
    """The database as somebody else would see it, without the platform's own opening."""
    places = places_of(home)
    engine = create_engine(places.catalogue if chain is CATALOGUE else places.road)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def opened(home: Path, chain: Chain) -> closing[Store]:
    places = places_of(home)
    return closing(Store(places.catalogue if chain is CATALOGUE else places.road, chain))


def make(home: Path, chain: Chain) -> None:
    opened(home, chain).thing.close()


def test_what_the_revisions_make_is_what_the_models_say(database: str, tmp_path: Path) -> None:
    know_all_models()
    for chain in CHAINS:
        make(tmp_path, chain)
    ours = {chain.version_table for chain in CHAINS}
    for chain in CHAINS:
        models = [Base.metadata, RoadBase.metadata] if database == "postgresql" else chain.tables
        with raw(tmp_path, chain) as connection:
            options = {
                "compare_type": True,
                "compare_server_default": True,
                "include_name": lambda name, kind, _: kind != "table" or name not in ours,
            }
            context = MigrationContext.configure(connection, opts=options)
            assert compare_metadata(context, models) == [], "see docs/decisions/0010"


def test_ids_are_ordered_by_bytes_whatever_the_language(database: str, tmp_path: Path) -> None:
    with opened(tmp_path, CATALOGUE) as store, store.writing() as connection:
        for name in ("b", "B", "a", "é", "工", "-", "Z"):
            row = {"region": "370102", "collection": "jobs", "id": name, "hash": b""}
            known = Base.metadata.tables["published_rows"].insert()
            connection.execute(known.values(row | {"changed_in": 1, "present": True}))
        found = connection.scalars(text("SELECT id FROM published_rows ORDER BY id")).all()
    assert found == sorted(found, key=str.encode)


@by_chain
def test_the_revisions_are_one_row_and_named_as_their_files(chain: Chain) -> None:
    with create_engine("sqlite://").connect() as connection:
        script = ScriptDirectory.from_config(alembic_config(connection, chain))
    found = [revision.revision for revision in script.walk_revisions()]
    assert found[::-1] == chain.revisions()
    assert script.get_heads() == [chain.revisions()[-1]]


@by_chain
@pytest.mark.usefixtures("database")
def test_a_database_from_before_the_revisions_is_kept_and_stamped(
    chain: Chain, tmp_path: Path
) -> None:
    know_all_models()
    table = SpentNonce.__table__ if chain is ROAD else Base.metadata.tables["withdrawn_employers"]
    missing = "submissions" if chain is ROAD else "published_rows"
    row = {"terminal": "a", "nonce": "n", "spent_at": NOW}
    if chain is CATALOGUE:
        row = {"employer": "示例", "decided_by": "王站长", "decided_at": NOW}
    with raw(tmp_path, chain) as connection:
        chain.tables.create_all(connection)
        chain.tables.tables[missing].drop(connection)
        connection.execute(table.insert().values(row))
    for _ in range(2):
        with opened(tmp_path, chain) as store, store.reading() as connection:
            assert chain.standing(connection) == chain.revisions()[-1]
            assert connection.execute(table.select()).one()._asdict() == row
            assert inspect(connection).has_table(missing)


@by_chain
@pytest.mark.usefixtures("database")
def test_a_database_of_a_newer_program_is_refused_and_left_alone(
    chain: Chain, tmp_path: Path
) -> None:
    make(tmp_path, chain)
    newer = f"{chain.name}_9998"
    with raw(tmp_path, chain) as connection:
        connection.execute(text(f"UPDATE {chain.version_table} SET version_num = '{newer}'"))
    with pytest.raises(StoreUnusable, match=r"newer program .*; install that one\.$"):
        opened(tmp_path, chain)
    with raw(tmp_path, chain) as connection:
        assert chain.standing(connection) == newer


@pytest.mark.usefixtures("database")
def test_somebody_elses_table_is_not_taken_for_ours(tmp_path: Path) -> None:
    with raw(tmp_path, ROAD) as connection:
        connection.execute(text("CREATE TABLE terminals (id VARCHAR(9), colour VARCHAR(9))"))
    with pytest.raises(StoreUnusable, match="'terminals' that is not this platform's"):
        opened(tmp_path, ROAD)
    with raw(tmp_path, ROAD) as connection:
        assert inspect(connection).get_table_names() == ["terminals"]


@pytest.mark.usefixtures("database")
def test_a_model_without_a_revision_is_said(tmp_path: Path) -> None:
    tables = MetaData()
    Table("forgotten", tables, Column("id", Integer, primary_key=True))
    with pytest.raises(StoreUnusable, match="lacks the table 'forgotten', which no revision"):
        opened(tmp_path, Chain(ROAD.name, tables))


@pytest.mark.usefixtures("database")
def test_a_later_revision_finds_what_was_there_before(tmp_path: Path) -> None:
    with opened(tmp_path, ROAD) as store, store.writing() as connection:
        row = {"terminal": "a", "nonce": "n", "spent_at": NOW}
        connection.execute(SpentNonce.__table__.insert().values(row))
    column = "sa.Column('why', sa.String(9))"
    chain = planted(tmp_path / "road", f"op.add_column('spent_nonces', {column})")
    with opened(tmp_path, chain) as store, store.reading() as connection:
        assert chain.standing(connection) == "road_9999"
        assert connection.execute(text("SELECT nonce, why FROM spent_nonces")).one() == ("n", None)
    with pytest.raises(StoreUnusable, match="newer program"):
        opened(tmp_path, ROAD)


@pytest.mark.usefixtures("database")
def test_a_revision_that_breaks_leaves_nothing_half_done(tmp_path: Path) -> None:
    breaking = "op.drop_table('boots'); op.execute('SELECT * FROM nowhere')"
    chain = planted(tmp_path / "road", breaking)
    with pytest.raises(StoreUnusable, match="nowhere"):
        opened(tmp_path, chain)
    with raw(tmp_path, ROAD) as connection:
        assert inspect(connection).get_table_names() == []
    make(tmp_path, ROAD)
    with pytest.raises(StoreUnusable, match="nowhere"):
        opened(tmp_path, chain)
    with raw(tmp_path, ROAD) as connection:
        assert ROAD.standing(connection) == ROAD.revisions()[-1]
        assert inspect(connection).has_table("boots")


@pytest.mark.usefixtures("database")
def test_many_that_open_a_new_platform_at_once_make_it_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda n: opened(tmp_path, CHAINS[n % 2]).thing, range(8)))
    for store, chain in zip(stores, CHAINS * 4, strict=True):
        with store.reading() as connection:
            assert chain.standing(connection) == chain.revisions()[-1]
        store.close()
