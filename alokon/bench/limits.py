"""Which limit stands beside which kind of database."""

from alokon.bench.raw_postgresql import RawPostgresql
from alokon.bench.raw_sqlite import RawSqlite
from alokon.bench.scene import Raw
from alokon.bench.stores import SqliteStore, Store
from alokon.bench.workload import Workload


def raw(store: Store, name: str, workload: Workload) -> Raw:
    """The limit's own book of that name in the store, opened."""
    if isinstance(store, SqliteStore):
        return RawSqlite(store.path(name), workload)
    return RawPostgresql(store.url(name), workload)


def raw_name(store: Store) -> str:
    """What the limit on such a store is called."""
    return RawSqlite.name if isinstance(store, SqliteStore) else RawPostgresql.name
