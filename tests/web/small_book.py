"""A small book told through the service: one warehouse, real faskes of Ciamis, one delivery at every stage."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count

import sqlalchemy as sa

from alokon.people import Actor
from alokon.service.desk import Desk, Done, Office
from alokon.service.perform import Command, take
from alokon.service.setup import register_in, start_book
from alokon.store.people import create_user
from inventory.store.engine import writing
from sample_data import masters
from web.config import WIB

BOOK = "3207"
PASSWORD = "gudang kontrasepsi 2026"
PUSKESMAS, OTHER = "320700100", "320700200"
TODAY = datetime(2026, 3, 12, 9, 30, tzinfo=WIB)
NAMES = {
    "admin": "Admin Aplikasi", "pengelola": "Petugas Gudang", "approver": "Sekretaris", "faskes": "Bidan Puskesmas",
    "uptd": "Kepala UPTD", "data": "Petugas Data", "auditor": "Inspektorat",
}  # fmt: skip


@dataclass
class SmallBook:
    """A book with the nine alokon, twelve faskes and one person per role; `keys` numbers its submissions."""

    engine: sa.Engine
    keys: "count[int]" = field(default_factory=lambda: count(1))

    def start(self) -> "SmallBook":
        """Make the book, its faskes and its people."""
        start_book(self.engine, BOOK, "Ciamis", masters.kecamatan())
        puskesmas = [f for f in masters.faskes() if f.type == "puskesmas"][:12]
        self.kecamatan = next(f.kecamatan for f in puskesmas if f.code == PUSKESMAS)
        self.name = {f.code: f.name for f in puskesmas}
        with writing(self.engine, BOOK) as db:
            for entry in puskesmas:
                register_in(db, self.desk("admin", date(2026, 1, 2)), entry, f"register {entry.code}")
            for role, name in NAMES.items():
                scope = {
                    "site": PUSKESMAS if role == "faskes" else None,
                    "kecamatan": self.kecamatan if role == "uptd" else None,
                }
                create_user(db, BOOK, TODAY, username=role, name=name, role=role, password=PASSWORD, **scope)
        return self

    def desk(self, role: str, day: date, site: str = PUSKESMAS) -> Desk:
        """A person of a role at work at nine o'clock of a day."""
        own = {"site": site if role == "faskes" else None, "kecamatan": self.kecamatan if role == "uptd" else None}
        return Desk(
            Office(self.engine, BOOK),
            Actor(role, NAMES[role], role, **own),
            datetime(day.year, day.month, day.day, 9, tzinfo=WIB),
        )

    def take(
        self,
        role: str,
        day: date,
        step: str,
        answers: Mapping[str, object],
        *,
        flow: str = "distribusi",
        case: int | None = None,
        site: str = PUSKESMAS,
    ) -> Done:
        """Take a step on a day, as a role."""
        command = Command(
            flow, step, {"date": day, **answers}, f"langkah {next(self.keys)}", case, None if case else site
        )
        return take(self.desk(role, day, site), command)

    def receive_goods(self, day: date = date(2026, 1, 5)) -> Done:
        """The province's truck: pil in two batches, kondom, suntik and implan."""
        lines = [
            {
                "item": "PILK",
                "batch": "A1",
                "fund": "APBN",
                "expiry": "08/2027",
                "stated": 1000,
                "accepted": 1000,
                "unit_value_sen": 450000,
            },
            {"item": "PILK", "batch": "A0", "fund": "APBN", "expiry": "06/2026", "stated": 40, "accepted": 40},
            {
                "item": "KONDOM",
                "batch": "K1",
                "fund": "APBN",
                "expiry": "2028",
                "stated": "10 gros",
                "accepted": "10 gros",
            },
            {
                "item": "SUNTIK3P",
                "batch": "S7",
                "fund": "APBN",
                "expiry": "11/2027",
                "stated": 600,
                "accepted": 597,
                "damaged": 3,
                "note": "",
            },
            {"item": "SUNTIK3P", "batch": "D2", "fund": "APBD", "expiry": "01/2028", "stated": 200, "accepted": 200},
        ]
        head = {"sender": "Perwakilan BKKBN Jawa Barat", "document": "SBBK 014/I/2026"}
        return self.take("pengelola", day, "take_in", {**head, "lines": lines}, flow="penerimaan", site="GUDANG")

    def request(self, day: date = date(2026, 1, 6), site: str = PUSKESMAS, *, urgency: str = "rutin") -> int:
        """A faskes asks for pil, kondom and suntik; returns the case."""
        lines = [
            {"item": "PILK", "requested": 100},
            {"item": "KONDOM", "requested": "2 gros"},
            {"item": "SUNTIK3P", "requested": 120},
        ]
        done = self.take(
            "faskes", day, "request", {"urgency": urgency, "reason": "Stok menipis", "lines": lines}, site=site
        )
        assert done.case
        return done.case

    def order(self, case: int, day: date = date(2026, 1, 7)) -> Done:
        """Everything approved but twenty cycles of pil; suntik from two funds."""
        lines = [
            {"line": 1, "fund": "APBN", "approved": 80, "note": "Sesuai stok maksimum"},
            {"line": 2, "fund": "APBN", "approved": 288},
            {"line": 3, "fund": "APBN", "approved": 100},
            {"line": 3, "fund": "APBD", "approved": 20},
        ]
        return self.take("approver", day, "order", {"lines": lines}, case=case)

    def issue(self, case: int, day: date = date(2026, 1, 7)) -> Done:
        """Check the shelf and pack."""
        return self.take("pengelola", day, "issue", {}, case=case)

    def ship(self, case: int, day: date = date(2026, 1, 8)) -> Done:
        """Send it off."""
        return self.take("pengelola", day, "ship", {"vehicle": "Mobil box"}, case=case)

    def delivered(self) -> int:
        """A case that is on its way to the puskesmas."""
        case = self.request()
        self.order(case)
        self.issue(case)
        self.ship(case)
        return case

    def entry(self, code: str) -> object:
        """A registry entry of the sample's masters."""
        return replace(next(f for f in masters.faskes() if f.code == code))
