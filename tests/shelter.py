"""The secretariat of P2TP2A at work in an office: one keeper, and planted words that nothing but its vault may know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from alokon.people import Actor
from alokon.recipients import SHELTER, Recipient
from alokon.service.desk import Desk, Office
from alokon.service.recipients import register
from alokon.vault import Vault
from tests.books import Book

PLANTED = ("PELAPOR-ZULKARNAEN", "KORBAN-WIDANENGSIH", "0812-3456-7777", "Kampung-Cikahuripan", "NARASI-LEBAM-BIRU")
"""Words that stand for names, contacts, addresses and narratives."""

TOLD: Mapping[str, str] = {
    "channel": "sendiri",
    "reporter": PLANTED[0],
    "reporter_contact": PLANTED[2],
    "victim": PLANTED[1],
    "victim_contact": PLANTED[3],
    "account": f"Menurut pelapor: {PLANTED[4]}.",
}
"""What is told when somebody comes."""


@dataclass
class Shelter:
    """A secretariat in the list of recipients, its keeper, and an office that knows the vault."""

    book: Book
    vault: Vault
    who: str = "keeper"
    site: str = field(init=False)

    def __post_init__(self) -> None:
        self.book.office = Office(self.book.engine, self.book.office.book, self.vault)
        entry = Recipient("", "Sekretariat P2TP2A", SHELTER)
        enters = next(name for name, actor in self.book.actors.items() if actor.role == "pengelola")
        self.site = str(register(self.book.desk(enters, "2026-01-05"), entry, self.book.key()).facts["code"])
        self.book.actors = {
            **self.book.actors,
            self.who: Actor(self.who, "Petugas P2TP2A", "p2tp2a", site=self.site, admitted=True),
        }

    def desk(self, day: str) -> Desk:
        """The keeper at work on a day."""
        return self.book.desk(self.who, day)

    def intake(self, day: str, **answers: object) -> int:
        """Somebody comes and tells; returns the file."""
        return self.take(day, "intake", None, **{**TOLD, **answers})

    def take(self, day: str, step: str, case: int | None, flow: str = "p2tp2a", **answers: object) -> int:
        """A step of a file, by the keeper; returns the file."""
        about: dict[str, object] = {"case": case} if case else {"site": self.site}
        done = self.book.take(self.who, day, flow, step, **about, **answers)
        assert done.case
        return done.case

    def through(self, case: int, *steps: tuple[str, str, Mapping[str, object]]) -> None:
        """Steps of a file in order: day, name, answers."""
        for day, step, answers in steps:
            self.take(day, step, case, **answers)

    def closed(self, day: str = "2026-02-10") -> int:
        """A file from its first row to its last."""
        case = self.intake("2026-01-06")
        self.through(
            case,
            ("2026-01-06", "accept_file", {"letter": "ada", "identity": "menyusul"}),
            ("2026-01-07", "police", {"police": "dilaporkan", "reference": "Tanda bukti lapor"}),
            ("2026-01-08", "outreach", {"order": "SPT-9", "findings": "Sesuai laporan"}),
            ("2026-01-09", "assess", {"assessment": "Perlu pendampingan"}),
            ("2026-01-12", "medical", {"result": "Diperiksa di RSUD"}),
            ("2026-01-15", "psychological", {"result": "Dua pertemuan"}),
            ("2026-01-20", "skip", {"reason": "Tidak menempuh jalur hukum"}),
            ("2026-02-02", "reintegrate", {"result": "Kembali ke keluarga"}),
            (day, "close_case", {"report": "Selesai"}),
        )
        return case


def on(day: str) -> date:
    """A day as rules take it."""
    return date.fromisoformat(day)
