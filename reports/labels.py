"""Small words that several reports share: what a lot's label says, whether a month stands."""

from datetime import date

from alokon.text import Expiry, long_date
from inventory.core.goods import LotFacts


def expiry_of(facts: LotFacts) -> Expiry | None:
    """When a lot expires, as exactly as its label states it; None when it never does."""
    return None if facts.expiry is None else Expiry(facts.expiry, facts.precision)


def status_line(closed: date | None) -> str:
    """Whether a month can still change."""
    return f"Bulan ditutup {long_date(closed)}" if closed else "Bulan belum ditutup: angka masih dapat berubah"
