"""A small office for tests below the web: two faskes, a warehouse, one person per role, told in short sentences."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from itertools import count
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from alokon.faskes import Agreement, Faskes, Kecamatan
from alokon.people import Actor
from alokon.service.backdating import Unseen
from alokon.service.correct import correct, take_back
from alokon.service.desk import NOT_ASKED, Consent, Desk, Done, Office
from alokon.service.months import close_month, reopen_month
from alokon.service.perform import Command, take
from alokon.service.setup import register, start_book
from alokon.sop.case import Case, Line
from alokon.store import cases
from inventory.core.counting import Cut, Observation
from inventory.core.errors import Refused
from inventory.core.months import Month
from inventory.store import counts, masters, queries, writer
from inventory.store.engine import reading, writing
from inventory.store.rules import Entry

BOOK = "3207"
WAREHOUSE = "GUDANG"
STOREROOM = "PENUNJANG"
PUSKESMAS = "320700100"
PMB = "320700200"
WIB = ZoneInfo("Asia/Jakarta")
KECAMATAN = (Kecamatan("32.07.01", "Ciamis"), Kecamatan("32.07.09", "Kawali"))
FASKES = (
    Faskes(PUSKESMAS, "Puskesmas Ciamis", "puskesmas", "3", "32.07.01", registered_on=date(2024, 1, 2)),
    Faskes(
        PMB,
        "PMB 001",
        "pmb",
        "5",
        "32.07.09",
        registered_on=date(2024, 1, 2),
        agreement=Agreement("Kontrak", "KTR/001", date(2025, 12, 31)),
    ),
)
ACTORS = {
    "admin": Actor("admin", "Admin", "admin"),
    "gudang": Actor("gudang", "Pengelola Barang", "pengelola"),
    "sekretaris": Actor("sekretaris", "Sekretaris", "approver"),
    "bidan": Actor("bidan", "Bidan Puskesmas", "faskes", site=PUSKESMAS),
    "pmb": Actor("pmb", "Bidan PMB 001", "faskes", site=PMB),
    "uptd": Actor("uptd", "UPTD P5A Ciamis", "uptd", kecamatan="32.07.01"),
    "auditor": Actor("auditor", "Auditor", "auditor"),
    "data": Actor("data", "Petugas Data", "data"),
    "program": Actor("program", "Petugas Program", "program"),
}


def behind_counts(act: Callable[[Consent], Done], consent: Consent = NOT_ASKED) -> Done:
    """Do something; whoever is asked on which side of the counts of its day it stands says: behind them."""
    try:
        return act(consent)
    except Refused as refused:
        slots = next((p.facts["slots"] for p in refused.problems if p.code == "count_side_missing"), None)
        if not isinstance(slots, tuple):
            raise
        return act(consent._replace(slot=slots[-1] + 1))


def having_seen(act: Callable[[Consent], Done], consent: Consent = NOT_ASKED) -> Done:
    """Do something that changes what stands already, having looked at what it changes; it must change something."""
    with pytest.raises(Unseen) as unseen:
        behind_counts(act, consent)
    return behind_counts(act, consent._replace(seen=unseen.value.effect.code))


class Book:
    """An office at work; every act gets a fresh key unless one is given.

    An act with `impact` changes what stands already and is looked at first; any other is refused where it would.
    """

    def __init__(
        self,
        engine: sa.Engine,
        *,
        kecamatan: Sequence[Kecamatan] = KECAMATAN,
        faskes: Sequence[Faskes] = FASKES,
        actors: Mapping[str, Actor] = ACTORS,
    ) -> None:
        self.engine, self.actors = engine, actors
        self.office = Office(engine, BOOK)
        self._keys = count(1)
        start_book(engine, BOOK, "Kabupaten Ciamis", kecamatan)
        for entry in faskes:
            register(self.desk("admin", "2026-01-01"), entry, self.key())

    def key(self) -> str:
        """A key nobody has used."""
        return f"key-{next(self._keys)}"

    def desk(self, who: str, day: str) -> Desk:
        """A person of the cast at work at nine in the morning of a day."""
        return Desk(self.office, self.actors[who], datetime.combine(date.fromisoformat(day), time(9), WIB))

    def take(
        self,
        who: str,
        day: str,
        flow: str,
        step: str,
        *,
        case: int | None = None,
        site: str | None = None,
        key: str | None = None,
        slot: int | None = None,
        impact: bool = False,
        **answers: object,
    ) -> Done:
        """Take a step on a day, dated that day unless `date` is among the answers."""
        given, used = {"date": day, **answers}, key or self.key()
        do = having_seen if impact else behind_counts
        return do(
            lambda consent: take(self.desk(who, day), Command(flow, step, given, used, case, site, consent)),
            Consent(slot=slot),
        )

    def receive(self, day: str, item: str, batch: str, quantity: int, **label: object) -> Done:
        """Take goods in at the warehouse from the province."""
        row = {"item": item, "batch": batch, "fund": "APBN", "expiry": "2028", "stated": quantity, "accepted": quantity}
        about = {"sender": "Perwakilan BKKBN Jawa Barat", "document": f"SBBK/PROV/{batch}"}
        return self.take("gudang", day, "penerimaan", "take_in", site=WAREHOUSE, lines=[{**row, **label}], **about)

    def request(
        self, day: str, *lines: tuple[str, int], site: str = PUSKESMAS, who: str = "bidan", urgency: str = "rutin"
    ) -> int:
        """A faskes asks; returns the case."""
        rows = [{"item": item, "requested": quantity} for item, quantity in lines]
        asked = self.take(
            who, day, "distribusi", "request", site=site, urgency=urgency, reason="Stok menipis", lines=rows
        )
        assert asked.case is not None
        return asked.case

    def order(self, day: str, case: int, *approved: tuple[int, str, int], note: str = "") -> Done:
        """Approve lines (number, fund, quantity)."""
        rows = [{"line": line, "fund": fund, "approved": quantity, "note": note} for line, fund, quantity in approved]
        return self.take("sekretaris", day, "distribusi", "order", case=case, lines=rows)

    def issue_and_ship(self, day: str, case: int) -> None:
        """Make the voucher and send the goods, both on a day."""
        self.take("gudang", day, "distribusi", "issue", case=case)
        self.take("gudang", day, "distribusi", "ship", case=case, vehicle="Mobil box")

    def deliver(self, day: str, item: str, quantity: int) -> int:
        """Ask, approve in full, send and receive in full on one day; returns the case."""
        case = self.request(day, (item, quantity))
        self.order(day, case, (1, "APBN", quantity))
        self.issue_and_ship(day, case)
        self.accept(day, case)
        return case

    def accept(self, day: str, case: int, who: str = "bidan") -> Done:
        """Confirm that everything on the way has arrived in good order."""
        rows = [{"line": line.number, "accepted": line["issued"]} for line in self.leaves(case)]
        return self.take(who, day, "distribusi", "receive", case=case, receiver="Bidan", lines=rows)

    def correct(self, who: str, day: str, event: int, reason: str, *, impact: bool = False, **answers: object) -> Done:
        """Do an event again with other answers, dated the day unless `date` is among them."""
        key, given = self.key(), {"date": day, **answers}
        do = having_seen if impact else behind_counts
        return do(lambda consent: correct(self.desk(who, day), event, given, reason, key, consent))

    def take_back(self, who: str, day: str, event: int, reason: str, *, impact: bool = False) -> Done:
        """Take an event back."""
        key = self.key()
        do = having_seen if impact else behind_counts
        return do(lambda consent: take_back(self.desk(who, day), event, reason, key, consent))

    def close(self, who: str, day: str, site: str, month: str) -> Done:
        """Close a month."""
        return close_month(self.desk(who, day), site, Month.parse(month), self.key())

    def reopen(self, who: str, day: str, site: str, month: str, reason: str = "Ada yang terlewat") -> Done:
        """Open a month again."""
        return reopen_month(self.desk(who, day), site, Month.parse(month), reason, self.key())

    def case(self, case: int) -> Case:
        """A case as it stands."""
        with reading(self.engine) as db:
            return cases.load(db, BOOK, case)

    def leaves(self, case: int) -> list[Line]:
        """The lot lines of a case."""
        return self.case(case).leaves

    def count(self, day: str, site: str, seen: Mapping[str, int]) -> None:
        """What was seen of batches at a site, behind everything the day holds so far."""
        on = date.fromisoformat(day)
        at = datetime.combine(on, time(17), WIB)
        with writing(self.engine, BOOK) as db:
            number = masters.sites(db, BOOK, {site})[site].id
            cut = Cut(number, on, counts.open_slot(db, BOOK, on))
            lots = {names.key.batch: lot for lot, names in queries.lot_names(db, BOOK).items()}
            told = [Observation(cut, lots[batch], quantity) for batch, quantity in seen.items()]
            entry = Entry("opname", on, at, "gudang", self.key(), "0" * 64, cuts=[cut], observations=told)
            writer.post(db, BOOK, entry)

    def went(self, site: str, kind: str) -> int:
        """What came onto a site's shelf from a kind of place, less what went there, in all."""
        days = date(2000, 1, 1), date(2100, 1, 1)
        with reading(self.engine) as db:
            flows = queries.flows(db, BOOK, *days, ["shelf"], sites=[site])
        return sum(f.quantity * (1 if f.direction == "in" else -1) for f in flows if f.other_kind == kind)

    def held(self, on: str | None = None) -> Mapping[tuple[str, str, str], int]:
        """(site, kind of place, item) → base units at the end of a day, or now."""
        with reading(self.engine) as db:
            day = date.fromisoformat(on) if on else None
            sums: dict[tuple[str, str, str], int] = {}
            for h in queries.holdings(db, BOOK, day):
                sums[h.site, h.kind, h.item] = sums.get((h.site, h.kind, h.item), 0) + h.quantity
            return sums
