"""A book of three real faskes, and as much life as a test asks, in larger steps than `tests.books` takes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa

from alokon.people import Actor
from alokon.service.desk import Done
from alokon.store.people import create_user
from inventory.core.months import Month
from inventory.store import queries
from inventory.store.engine import reading, writing
from sample_data import masters
from tests.books import BOOK, Book
from web.config import WIB

PASSWORD = "gudang kontrasepsi 2026"
OWN, NEIGHBOUR, FAR = "320700100", "320700200", "320700400"
FASKES = (OWN, NEIGHBOUR, FAR)
"""Two faskes of one kecamatan and one of another; the person of role `faskes` belongs to the first."""

NAMES = {
    "admin": "Admin Aplikasi", "pengelola": "Petugas Gudang", "approver": "Sekretaris", "faskes": "Bidan Puskesmas",
    "uptd": "Kepala UPTD", "data": "Petugas Data", "auditor": "Inspektorat",
}  # fmt: skip

TRUCK: tuple[Mapping[str, object], ...] = (
    {"item": "PILK", "batch": "A0", "fund": "APBN", "expiry": "02/2026", "accepted": 40},
    {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "08/2027", "accepted": 1000, "unit_value_sen": "4.500"},
    {"item": "KONDOM", "batch": "K1", "fund": "APBN", "expiry": "2028", "accepted": 1440},
    {"item": "SUNTIK3P", "batch": "D2", "fund": "APBD", "expiry": "01/2028", "accepted": 200},
)
"""What the province brings: pil in two batches, one of them about to expire; kondom; suntik of another fund."""


class District(Book):
    """The book and its people: one of each role, named like it; a midwife of another faskes is `faskes CODE`."""

    def __init__(self, engine: sa.Engine) -> None:
        known = {f.code: f for f in masters.faskes()}
        self.kecamatan = known[OWN].kecamatan
        self.names = {code: known[code].name for code in FASKES}
        actors = {role: Actor(role, name, role) for role, name in NAMES.items()}
        actors["uptd"] = actors["uptd"]._replace(kecamatan=self.kecamatan)
        actors |= {midwife(code): Actor("faskes", NAMES["faskes"], "faskes", site=code) for code in FASKES}
        registry = [known[code] for code in FASKES]
        super().__init__(engine, kecamatan=tuple(masters.kecamatan()), faskes=registry, actors=actors)

    def enrol(self) -> None:
        """Give each role a sign-in of its own name."""
        with writing(self.engine, BOOK) as db:
            for role in NAMES:
                own = self.actors[role]
                create_user(
                    db, BOOK, datetime(2026, 1, 2, 9, tzinfo=WIB), username=role, name=own.name, role=role,
                    password=PASSWORD, site=own.site, kecamatan=own.kecamatan,
                )  # fmt: skip

    def unload(self, day: date, lines: Sequence[Mapping[str, object]] = TRUCK) -> Done:
        """The province's truck arrives at the warehouse as its paper says."""
        stated = [{"stated": line["accepted"], **line} for line in lines]
        sender = {"sender": "Perwakilan BKKBN Jawa Barat", "document": "SBBK 014"}
        return self.take("pengelola", str(day), "penerimaan", "take_in", site="GUDANG", **sender, lines=stated)

    def ship(self, site: str, day: date, wanted: Mapping[str, int], fund: str = "APBN", urgency: str = "rutin") -> int:
        """Requested, approved, packed and sent on one day; returns the case."""
        case = self.request(str(day), *wanted.items(), site=site, who=midwife(site), urgency=urgency)
        approved = [{"line": n, "fund": fund, "approved": quantity} for n, quantity in enumerate(wanted.values(), 1)]
        self.take("approver", str(day), "distribusi", "order", case=case, lines=approved)
        for step in ("issue", "ship"):
            self.take("pengelola", str(day), "distribusi", step, case=case)
        return case

    def supply(
        self, site: str, day: date, wanted: Mapping[str, int], fund: str = "APBN", urgency: str = "rutin"
    ) -> int:
        """Sent and received on one day; returns the case."""
        case = self.ship(site, day, wanted, fund, urgency)
        self.accept(str(day), case, midwife(site))
        return case

    def use(self, site: str, day: date, item: str, fund: str = "APBN", **codes: int) -> Done:
        """A faskes reports what was used up to a day of a month."""
        lines = [{"item": item, "fund": fund, **codes}]
        month = str(Month.of(day))
        return self.take(midwife(site), str(day), "pemakaian", "report", site=site, month=month, lines=lines)

    def lot_of(self, batch: str) -> int:
        """The lot of a batch."""
        with reading(self.engine) as db:
            return next(n for n, names in queries.lot_names(db, BOOK).items() if names.key.batch == batch)

    def finish(self, site: str, month: Month, day: date) -> Done:
        """Close a month of a site, as whoever keeps it."""
        return self.close("pengelola" if site == "GUDANG" else midwife(site), str(day), site, str(month))


def midwife(site: str) -> str:
    """Who acts for a faskes."""
    return "faskes" if site == OWN else f"faskes {site}"
