"""The limit of the reads over everything: the same history in DuckDB, a column store that runs on every core.

An entry is one side of a move, sorted by day, which is what suits such a question best. It answers what a report
prints: rows in its order, with sites and goods by their codes. Sums are whole numbers of an ordinary size, because
DuckDB's own, of 128 bits, take long to become Python's.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alokon.bench.ledger import STORE, code_of
from alokon.bench.machine import version_of
from alokon.bench.vouchers import CLIENT, SERIES, SUPPLIER, WAREHOUSE
from alokon.bench.workload import Workload
from inventory.core import places
from inventory.core.months import Month

if TYPE_CHECKING:
    import pandas as pd

NAME = "duckdb"
COLUMNS = ("place", "series", "lot", "day", "other", "quantity")
HELD = """SELECT site, site_kind, kind, item, lot, amount FROM (
        SELECT place, series, lot, sum(quantity)::BIGINT AS amount FROM entry WHERE day <= ? GROUP BY ALL
        HAVING amount <> 0
    ) JOIN site USING (place) JOIN goods USING (series) ORDER BY site, kind, item, lot"""
MONTH = f"""SELECT site, item, fund, opening, received, service, network, 0 AS damaged, 0 AS expired, others, closing
    FROM (
        SELECT place, series,
            sum(CASE WHEN day < $first THEN quantity ELSE 0 END)::BIGINT AS opening,
            sum(CASE WHEN day >= $first AND other = {SUPPLIER} THEN quantity ELSE 0 END)::BIGINT AS received,
            sum(CASE WHEN day >= $first AND other = {CLIENT} THEN -quantity ELSE 0 END)::BIGINT AS service,
            sum(CASE WHEN day >= $first AND other > {WAREHOUSE} AND quantity < 0 THEN -quantity ELSE 0 END)::BIGINT
                AS network,
            sum(CASE WHEN day >= $first AND other > {CLIENT} AND (other <= {WAREHOUSE} OR quantity > 0)
                THEN quantity ELSE 0 END)::BIGINT AS others,
            sum(quantity)::BIGINT AS closing
        FROM entry WHERE day <= $last GROUP BY ALL
        HAVING opening <> 0 OR received <> 0 OR service <> 0 OR network <> 0 OR others <> 0 OR closing <> 0
    ) JOIN site USING (place) JOIN goods USING (series) ORDER BY site, item, fund"""
"""The history has no places of damaged or expired goods."""


def is_installed() -> bool:
    """Whether this Python has DuckDB."""
    return version_of("duckdb") is not None


class Duck:
    """The history's entries in a DuckDB file."""

    def __init__(self, path: Path, workload: Workload) -> None:
        import duckdb

        new = not path.exists()
        self.db = duckdb.connect(str(path))
        if new:
            entries = _entries(workload)  # noqa: F841 - DuckDB reads it by its name
            self.db.execute("CREATE TABLE entry AS SELECT * FROM entries ORDER BY day")
            self.db.execute("CHECKPOINT")
        self._name("site", ("place", "site", "site_kind", "kind"), _sites(workload))
        self._name("goods", ("series", "item", "fund"), [(n, *series) for n, series in enumerate(SERIES)])

    def held(self, day: date) -> list[Any]:
        """What every place holds of every lot on a day: site and its kind, kind of place, item, lot, units."""
        rows: list[Any] = self.db.execute(HELD, [day.toordinal()]).fetchall()
        return rows

    def month(self, month: Month) -> list[Any]:
        """The month of every site, item and fund: opening, the codes of R/II/KB, what has none, closing."""
        asked = {"first": month.first.toordinal(), "last": month.last.toordinal()}
        rows: list[Any] = self.db.execute(MONTH, asked).fetchall()
        return rows

    def leave(self) -> None:
        """Let go of the file."""
        self.db.close()

    def _name(self, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        """A table of this session of what numbers are called."""
        import pandas as pd

        names = pd.DataFrame(rows, columns=columns)  # noqa: F841 - DuckDB reads it by its name
        self.db.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM names")


def _sites(workload: Workload) -> list[tuple[Any, ...]]:
    shelves = [(n, code_of(n), places.FACILITY, places.SHELF) for n in range(1, workload.faskes + 1)]
    return [(WAREHOUSE, STORE, places.WAREHOUSE, places.SHELF), *shelves]


def _entries(workload: Workload) -> "pd.DataFrame":
    import pandas as pd

    rows = []
    for _, vouchers in workload.history():
        for voucher in vouchers:
            day = voucher.day.toordinal()
            for line in voucher.lines:
                ends = ((line.source, line.destination, -line.quantity), (line.destination, line.source, line.quantity))
                rows += [
                    (place, line.batch.series, line.batch.number, day, other, quantity)
                    for place, other, quantity in ends
                    if place >= WAREHOUSE
                ]
    return pd.DataFrame(rows, columns=COLUMNS).astype("int32")
