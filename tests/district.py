"""A small district told through the service: a warehouse, three real faskes, and as much life as a test asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

import sqlalchemy as sa

from alokon.people import Actor
from alokon.service.correct import correct
from alokon.service.desk import Desk, Done, Office
from alokon.service.months import close_month
from alokon.service.perform import Command, take
from alokon.service.setup import register_in, start_book
from alokon.sop.case import Line
from alokon.store import cases
from alokon.store.people import create_user
from inventory.core.months import Month
from inventory.store.engine import reading, writing
from sample_data import masters
from web.config import WIB

BOOK = "3207"
PASSWORD = "gudang kontrasepsi 2026"
OWN, NEIGHBOUR, FAR = "320700100", "320700200", "320700400"
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


@dataclass
class District:
    """The book and its people. Every act is dated and recorded at nine o'clock of its day."""

    engine: sa.Engine
    keys: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        start_book(self.engine, BOOK, "Ciamis", masters.kecamatan())
        known = {f.code: f for f in masters.faskes()}
        self.kecamatan = known[OWN].kecamatan
        self.names = {code: known[code].name for code in (OWN, NEIGHBOUR, FAR)}
        with writing(self.engine, BOOK) as db:
            for code in (OWN, NEIGHBOUR, FAR):
                register_in(db, self.desk("admin", date(2026, 1, 2)), known[code], f"register {code}")

    def enrol(self) -> None:
        """Give each role a sign-in of its own name."""
        with writing(self.engine, BOOK) as db:
            for role in NAMES:
                own = self.actor(role)
                create_user(
                    db, BOOK, datetime(2026, 1, 2, 9, tzinfo=WIB), username=role, name=own.name, role=role,
                    password=PASSWORD, site=own.site, kecamatan=own.kecamatan,
                )  # fmt: skip

    def actor(self, role: str, site: str = OWN) -> Actor:
        """A person of a role; of a faskes, the one of that site."""
        own = site if role == "faskes" else None
        return Actor(role, NAMES[role], role, own, self.kecamatan if role == "uptd" else None)

    def desk(self, role: str, day: date, site: str = OWN) -> Desk:
        """That person at work."""
        at = datetime(day.year, day.month, day.day, 9, tzinfo=WIB)
        return Desk(Office(self.engine, BOOK), self.actor(role, site), at)

    def take(
        self, role: str, day: date, flow: str, step: str, site: str, case: int | None = None, **answers: object
    ) -> Done:
        """Take a step on a day."""
        command = Command(flow, step, {"date": day, **answers}, self.key(), case, None if case else site)
        return take(self.desk(role, day, site), command)

    def key(self) -> str:
        """The key of the next act."""
        return f"act {next(self.keys)}"

    def receive(self, day: date, lines: Sequence[Mapping[str, object]] = TRUCK) -> Done:
        """The province's truck arrives at the warehouse as its paper says."""
        stated = [{"stated": line["accepted"], **line} for line in lines]
        sender = {"sender": "Perwakilan BKKBN Jawa Barat", "document": "SBBK 014"}
        return self.take("pengelola", day, "penerimaan", "take_in", "GUDANG", **sender, lines=stated)

    def ship(self, site: str, day: date, wanted: Mapping[str, int], fund: str = "APBN") -> int:
        """Requested, approved, packed and sent on one day; returns the case."""
        lines = [{"item": item, "requested": quantity} for item, quantity in wanted.items()]
        asked = {"urgency": "rutin", "reason": "stok menipis", "lines": lines}
        case = self.take("faskes", day, "distribusi", "request", site, **asked).case
        assert case is not None
        approved = [{"line": n, "fund": fund, "approved": quantity} for n, quantity in enumerate(wanted.values(), 1)]
        self.take("approver", day, "distribusi", "order", site, case, lines=approved)
        for step in ("issue", "ship"):
            self.take("pengelola", day, "distribusi", step, site, case)
        return case

    def leaves(self, case: int) -> list[Line]:
        """The lot lines of a case."""
        with reading(self.engine) as db:
            return cases.load(db, BOOK, case).leaves

    def accept(self, site: str, day: date, case: int) -> Done:
        """The faskes confirms that everything arrived."""
        lines = [{"line": line.number, "accepted": line["issued"]} for line in self.leaves(case)]
        return self.take("faskes", day, "distribusi", "receive", site, case, receiver="Bidan", lines=lines)

    def deliver(self, site: str, day: date, wanted: Mapping[str, int], fund: str = "APBN") -> int:
        """Sent and received on one day; returns the case."""
        case = self.ship(site, day, wanted, fund)
        self.accept(site, day, case)
        return case

    def use(self, site: str, day: date, item: str, fund: str = "APBN", **codes: int) -> Done:
        """A faskes reports what was used up to a day of a month."""
        lines = [{"item": item, "fund": fund, **codes}]
        return self.take("faskes", day, "pemakaian", "report", site, month=str(Month.of(day)), lines=lines)

    def correct(self, event: int, day: date, role: str = "faskes", **answers: object) -> Done:
        """Do the step of an event again with other answers."""
        return correct(self.desk(role, day), event, {"date": day, **answers}, "salah hitung", self.key())

    def close(self, site: str, month: Month, day: date) -> Done:
        """Close a month of a site."""
        role = "pengelola" if site == "GUDANG" else "faskes"
        return close_month(self.desk(role, day, site), site, month, self.key())
