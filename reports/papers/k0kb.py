"""Kartu Pendaftaran Tempat Pelayanan KB (K/0/KB): who a facility is, what it has, who works there, who agreed.

Sections and their order are those of the form in New SIGA. The identity number of staff is kept in SIGA and not here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.dataset import Column, Dataset, Facts, Row, Workbook
from reports.paper import Heading, Signer, or_blank, paper

OFFICE = Signer("Kepala OPD KB Kabupaten/Kota /\nPimpinan Faskes KB Induk")
FACILITY = Signer("Pimpinan Faskes KB /\nJaringan / Jejaring")

EQUIPMENT = (
    ("Tensimeter dan stetoskop", "set"),
    ("Timbangan berat badan", "unit"),
    ("Kursi / meja ginekologi", "unit"),
    ("Sterilisator", "unit"),
    ("IUD Kit", "set"),
    ("Implan Removal Kit", "set"),
    ("Vasektomi Kit", "set"),
    ("Minilaparotomi Kit", "set"),
    ("Laparoskopi", "set"),
    ("Ruang konseling KB dan kesehatan reproduksi", "ruang"),
    ("Konseling Kit (ABPK)", "set"),
    ("Materi kesehatan reproduksi", "buah"),
    ("BP3K / buku standardisasi pelayanan KB", "set"),
    ("Komputer / laptop", "unit"),
)
"""Section II as the form lists it: name and unit."""

TRAININGS = ("Tubektomi", "Vasektomi", "IUD", "Implan 1 btg", "Implan 2 btg", "KIP/Konseling", "R/R")
"""Trainings of section III, in the form's order."""


@dataclass(frozen=True)
class StaffLine:
    """One member of staff: profession, and which of `TRAININGS` are done; the name may be left to be written."""

    profession: str
    trainings: frozenset[str] = frozenset()
    name: str = ""


@dataclass(frozen=True)
class K0kb:
    """A registration card: `code` of nine digits, facts of section I (the address first), counts by equipment.

    Equipment without a count prints empty.
    """

    heading: Heading
    code: str
    name: str
    identity: tuple[tuple[str, str], ...]
    counts: dict[str, int]
    staff: tuple[StaffLine, ...]
    office: Signer = OFFICE
    facility: Signer = FACILITY

    def __post_init__(self) -> None:
        """Refuse a code that is not of the form province 2, kabupaten 2, facility 3, jaringan 2."""
        if len(self.code) != 9 or not self.code.isdigit():
            raise ValueError(f"K/0/KB code has nine digits: {self.code!r}")


def k0kb(card: K0kb) -> Workbook:
    """The card with its four sections."""
    return paper("K/0/KB", card.heading, _code(card), _identity(card), _equipment(card), _staff(card), _agreement(card))


def _code(card: K0kb) -> Dataset:
    parts = (card.code[:2], card.code[2:4], card.code[4:7], card.code[7:])
    titles = ("Kode Provinsi", "Kode Kabupaten/Kota", "No. Register Faskes KB", "No. Jaringan/Jejaring Faskes KB")
    columns = tuple(Column(f"k{i}", title, align="center") for i, title in enumerate(titles))
    return Dataset("k0kb", "KARTU PENDAFTARAN\nTEMPAT PELAYANAN KB (K/0/KB)", columns, (parts,), sheet="K-0-KB")


def _identity(card: K0kb) -> Dataset:
    """Section I: name and first fact over the whole width, the others in two columns."""
    pairs = (("Nama tempat pelayanan KB", card.name), *card.identity)
    numbered = tuple((f"{n}. {label}", or_blank(value)) for n, (label, value) in enumerate(pairs, 1))
    facts = (Facts(numbered[:2]), Facts(numbered[2:], columns=2))
    return Dataset("identitas", "I. IDENTITAS", before=facts, sheet="I Identitas", continues=True)


def _equipment(card: K0kb) -> Dataset:
    """Section II in two columns of seven, as the form's length would not leave room for the staff."""
    side = ("Jenis perlengkapan", "Jumlah dipakai", "Satuan")
    columns = []
    for part in ("a", "b"):
        columns += [
            Column(f"no_{part}", "No.", "int", align="center"),
            Column(f"name_{part}", side[0]),
            Column(f"count_{part}", side[1], "quantity"),
            Column(f"unit_{part}", side[2]),
        ]
    half = len(EQUIPMENT) // 2
    rows = tuple((*_item(card, i), *_item(card, i + half)) for i in range(half))
    return Dataset("sarana", "II. SARANA DAN PERLENGKAPAN", tuple(columns), rows, sheet="II Sarana", continues=True)


def _item(card: K0kb, index: int) -> Row:
    name, unit = EQUIPMENT[index]
    return (index + 1, name, card.counts.get(name), unit)


def _staff(card: K0kb) -> Dataset:
    """Section III: staff with their trainings."""
    group = ("Pelatihan teknis pelayanan dan R/R",)
    columns = (
        Column("no", "No.", "int", align="center"),
        Column("name", "Nama", width=36),
        Column("profession", "Profesi"),
        *(Column(f"t{i}", title, "flag", group, words=("\u221a", "")) for i, title in enumerate(TRAININGS)),
    )
    return Dataset("tenaga", "III. TENAGA", columns, _staff_rows(card.staff), sheet="III Tenaga", continues=True)


def _agreement(card: K0kb) -> Dataset:
    return Dataset(
        "persetujuan",
        "IV. PERSETUJUAN",
        signatures=(card.office.sign("Menyetujui,"), card.facility.sign(place_date=card.heading.place_date)),
        sheet="IV Persetujuan",
        continues=True,
    )


def _staff_rows(staff: Sequence[StaffLine]) -> tuple[Row, ...]:
    return tuple(
        (i, x.name, x.profession, *(training in x.trainings for training in TRAININGS)) for i, x in enumerate(staff, 1)
    )
