"""Berita Acara Serah Terima: two parties account for every unit that was shipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alokon.text import Expiry, number, terbilang
from reports.dataset import Block, Column, Dataset, Facts, Row, Signature, Workbook
from reports.paper import Heading, Signer, listed, opening, or_blank, paper, written_day

COLUMNS = (
    Column("no", "No.", "int", align="center"),
    Column("name", "Nama Barang"),
    Column("batch", "Nomor Batch"),
    Column("expiry", "Expired", "expiry"),
    Column("unit", "Satuan"),
    Column("shipped", "Dikirim", "quantity"),
    Column("accepted", "Baik", "quantity", group=("Keadaan saat diterima",)),
    Column("damaged", "Rusak", "quantity", group=("Keadaan saat diterima",)),
    Column("short", "Kurang", "quantity", group=("Keadaan saat diterima",)),
    Column("returned", "Kembali", "quantity", group=("Keadaan saat diterima",)),
    Column("in_transit", "Belum tiba", "quantity", group=("Keadaan saat diterima",)),
    Column("surplus", "Lebih", "quantity", group=("Keadaan saat diterima",)),
    Column("note", "Ket."),
)
IDENTITY = "Kolom (7) + (8) + (9) + (10) + (11) sama dengan kolom (6) + (12): setiap satuan yang dikirim terhitung."


@dataclass(frozen=True)
class HandedLine:
    """One lot handed over, in `unit`; refuses quantities that do not account for every unit."""

    name: str
    unit: str
    shipped: int
    accepted: int
    damaged: int = 0
    short: int = 0
    returned: int = 0
    in_transit: int = 0
    surplus: int = 0
    batch: str = ""
    expiry: Expiry | date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """accepted + damaged + short + returned + in transit = shipped + surplus"""
        found = self.accepted + self.damaged + self.short + self.returned + self.in_transit
        if found != self.shipped + self.surplus:
            raise ValueError(f"{self.name}: {found} accounted for, {self.shipped} + {self.surplus} shipped")


@dataclass(frozen=True)
class Party:
    """One of the two who sign: who it is and for whom it acts."""

    position: str
    institution: str
    address: str = ""
    name: str = ""
    nip: str | None = ""


@dataclass(frozen=True)
class Bast:
    """A handover of goods; `basis` names the SBBK; `on_behalf` says that the office recorded it for the recipient."""

    heading: Heading
    day: date
    where: str
    giver: Party
    taker: Party
    basis: str
    basis_day: date | None
    lines: tuple[HandedLine, ...]
    on_behalf: str = ""
    witness: Signer | None = None


def bast(handover: Bast) -> Workbook:
    """The handover on paper: the parties, the table that adds up, the clause, two signatures and a witness."""
    heading = handover.heading
    basis = f"{or_blank(handover.basis)} tanggal {written_day(handover.basis_day)}"
    closing = (
        f"Diterima dalam keadaan baik: {_accepted(handover.lines)}.",
        "Sejak berita acara ini ditandatangani, tanggung jawab atas barang yang diterima dalam keadaan baik beralih "
        "dari PIHAK PERTAMA kepada PIHAK KEDUA.",
        *(
            [f"Penerimaan ini dicatat oleh dinas atas nama penerima: {handover.on_behalf}."]
            if handover.on_behalf
            else []
        ),
    )
    page = Dataset(
        name="bast",
        title="BERITA ACARA SERAH TERIMA\nALAT DAN OBAT KONTRASEPSI",
        columns=COLUMNS,
        rows=tuple(_row(i, line) for i, line in enumerate(handover.lines, 1)),
        before=(*_parties(handover), f"PIHAK PERTAMA menyerahkan kepada PIHAK KEDUA, dan PIHAK KEDUA menerima dari "
                f"PIHAK PERTAMA, barang berdasarkan {basis} sebagai berikut:"),
        after=closing,
        notes=(IDENTITY,),
        signatures=_signatures(handover),
        number_row=True,
        sheet="BAST",
    )  # fmt: skip
    return paper("BAST", heading, page)


def _parties(handover: Bast) -> tuple[Block, ...]:
    """The opening sentence and who the parties are."""
    named = (("PIHAK PERTAMA", handover.giver), ("PIHAK KEDUA", handover.taker))
    facts = Facts(tuple((name, _party(party)) for name, party in named))
    return (f"{opening(handover.day, handover.where)}, yang bertanda tangan di bawah ini:", facts)


def _party(party: Party) -> str:
    """Who a party is, in up to three lines."""
    nip = "" if party.nip is None else f", NIP {or_blank(party.nip)}"
    lines = [f"{or_blank(party.name)}{nip}", f"{party.position}, {party.institution}", party.address]
    return "\n".join(filter(None, lines))


def _signatures(handover: Bast) -> tuple[Signature, ...]:
    taker, giver = handover.taker, handover.giver
    both = (
        Signer(taker.position, taker.name, taker.nip).sign("PIHAK KEDUA,"),
        Signer(giver.position, giver.name, giver.nip).sign("PIHAK PERTAMA,"),
    )
    return (*both, handover.witness.sign("Mengetahui,")) if handover.witness else both


def _row(i: int, x: HandedLine) -> Row:
    counted = (x.accepted, x.damaged, x.short, x.returned, x.in_transit, x.surplus)
    return (i, x.name, x.batch, x.expiry, x.unit, x.shipped, *counted, x.note)


def _accepted(lines: Sequence[HandedLine]) -> str:
    """What was accepted of each item, in figures and words: figures alone are easily changed."""
    sums: dict[tuple[str, str], int] = {}
    for line in lines:
        sums[line.name, line.unit] = sums.get((line.name, line.unit), 0) + line.accepted
    some = {goods: count for goods, count in sums.items() if count}
    told = [f"{name} {number(count)} ({terbilang(count)}) {unit}" for (name, unit), count in some.items()]
    return listed(told or ["tidak ada"])
