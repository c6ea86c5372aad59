"""The limit of the reads over everything: the same history in DuckDB, a column store that runs on every core.

An entry is one side of a move, sorted by day, which is what suits such a question best.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alokon.bench.machine import version_of
from alokon.bench.vouchers import CLIENT, SUPPLIER, WAREHOUSE
from alokon.bench.workload import Workload
from inventory.core.months import Month

if TYPE_CHECKING:
    import pandas as pd

NAME = "duckdb"
COLUMNS = ("place", "series", "lot", "day", "other", "quantity")
HELD = "SELECT place, lot, sum(quantity) AS amount FROM entry WHERE day <= ? GROUP BY ALL HAVING amount <> 0"
MONTH = f"""SELECT place, series,
    sum(CASE WHEN day < $first THEN quantity ELSE 0 END) AS opening,
    sum(CASE WHEN day >= $first AND other = {SUPPLIER} THEN quantity ELSE 0 END) AS received,
    sum(CASE WHEN day >= $first AND other = {CLIENT} THEN -quantity ELSE 0 END) AS service,
    sum(CASE WHEN day >= $first AND other > {CLIENT} THEN quantity ELSE 0 END) AS others,
    sum(quantity) AS closing
    FROM entry WHERE day <= $last GROUP BY ALL
    HAVING opening <> 0 OR received <> 0 OR service <> 0 OR others <> 0 OR closing <> 0"""


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

    def held(self, day: date) -> list[Any]:
        """What every place holds of every lot at the end of a day."""
        rows: list[Any] = self.db.execute(HELD, [day.toordinal()]).fetchall()
        return rows

    def month(self, month: Month) -> list[Any]:
        """The month of every place and kind of goods: opening, received, used, others, closing."""
        asked = {"first": month.first.toordinal(), "last": month.last.toordinal()}
        rows: list[Any] = self.db.execute(MONTH, asked).fetchall()
        return rows

    def leave(self) -> None:
        """Let go of the file."""
        self.db.close()


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
