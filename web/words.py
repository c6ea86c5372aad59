"""What a page calls things: items, funds, units, packs, lots, and the answers to a step in words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from alokon import catalog, text
from alokon.amounts import amount as amount
from alokon.amounts import packs as packs
from alokon.amounts import unit as unit
from alokon.messages import PLACES
from alokon.sop.case import Case
from alokon.sop.fields import Field
from alokon.sop.model import Step
from alokon.supplies import GOODS
from inventory.core.months import Month
from inventory.store.queries import Names

PAPERS = {
    "permohonan": "Surat Permohonan",
    "rensi": "Rensi",
    "spmb": "SPMB",
    "sbbk": "SBBK",
    "surat-jalan": "Surat Jalan",
    "perjalanan": "Surat Jalan Gabungan",
    "retur": "Surat Retur",
    "mutasi": "Surat Mutasi",
    "bast": "BAST",
    "sbbm": "SBBM",
    "pembinaan": "Lembar Pembinaan",
    "penarikan": "Surat Penarikan",
    "ba-pemusnahan": "Berita Acara Pemusnahan",
    "ba-opname": "Berita Acara Opname",
    "p2tp2a": "Register",
    "p2tp2a-aduan": "Register Pengaduan",
    "imp-regulasi": "Surat Regulasi",
    "imp-rekap": "Rekap Ajuan",
    "imp-draf-sk": "Draf SK Bupati",
    "imp-rekomendasi": "Nota Dinas Rekomendasi",
    "imp-tanda-terima": "Tanda Terima SK",
    "kie-permohonan": "Permohonan Siaran",
    "kie-kesepakatan": "Kesepakatan Publikasi",
    "sik-undangan": "Undangan Orientasi",
    "sik-monev": "Hasil Monev",
    "ssk-kesepakatan": "Kesepakatan SSK",
    "ssk-penunjukan": "Penunjukan SSK",
    "rumah-data-kesepakatan": "Kesepakatan Rumah Data",
    "rumah-data-desa": "Data Informasi Desa",
    "posyandu-laporan": "Laporan Posyandu",
    "data-disposisi": "Lembar Disposisi",
    "data-jawaban": "Jawaban Permohonan Data",
    "data-serah-terima": "Serah Terima Data",
    "data-perjanjian": "Perjanjian Penggunaan Data",
}

QUANTITIES = {
    "stated": "Menurut dokumen",
    "needed": "Kebutuhan",
    "proposed": "Diusulkan",
    "requested": "Diminta",
    "planned": "Direncanakan",
    "approved": "Disetujui",
    "issued": "Dikeluarkan",
    "accepted": "Diterima baik",
    "damaged": "Rusak",
    "short": "Kurang",
    "returned": "Dikembalikan",
    "surplus": "Lebih",
    "found": "Ternyata diterima",
    "kept": "Ternyata tidak dikirim",
    "lost": "Hilang",
    "destroyed": "Dimusnahkan",
    "expired": "Kedaluwarsa",
    "used": "Dipakai",
    "special": "Untuk kegiatan",
    "counted": "Terhitung",
    "coming": "Belum diterima",
}
"""The columns of the quantity tree, in the order of a case's life."""


def add_words(blueprint: Blueprint) -> None:
    """Give the words to every template once the blueprint is registered."""

    def register(state: BlueprintSetupState) -> None:
        state.app.jinja_env.filters.update(
            item_name=item_name,
            unit=unit,
            packs=packs,
            fund_name=fund_name,
            paper=paper_name,
            place_name=PLACES.__getitem__,
        )

    blueprint.record_once(register)


def item_name(code: str) -> str:
    """What an item is called."""
    known = GOODS.get(code)
    return known.name if known else code


def fund_name(code: str) -> str:
    """What a source of money is called."""
    known = catalog.FUNDS.get(code)
    return known.name if known else code


def paper_name(kind: str) -> str:
    """What a kind of paper is called."""
    return PAPERS.get(kind, kind)


def lot_words(names: Names) -> str:
    """A lot as its label says.

    >>> from inventory.core.goods import LotFacts, LotKey
    >>> lot_words(Names(LotKey("PILK", "A1", "APBN"), LotFacts(date(2028, 8, 31), "month")))
    'Batch A1 · ED 08/2028'
    """
    return f"Batch {names.key.batch or '–'} · {expiry_words(names)}"


def expiry_words(names: Names) -> str:
    """When a lot expires, as exactly as its label states it."""
    facts = names.facts
    if facts.expiry is None:
        return "tanpa tanggal ED"
    return f"ED {text.expiry(text.Expiry(facts.expiry, facts.precision))}"


def in_words(field: Field, answer: object, row: Mapping[str, object], lots: Mapping[int, Names]) -> str:
    """An answer as it stands in the book (dates as text, months as text), told to a person."""
    teller = TELLERS.get(field.kind)
    return teller(answer, field, row, lots) if teller else str(answer)


def told(fields: Sequence[Field], answers: Mapping[str, object], lots: Mapping[int, Names]) -> list[tuple[str, str]]:
    """(label, words) of every field that was answered."""
    given = [(field, answers.get(field.name)) for field in fields]
    return [(f.label, in_words(f, answer, answers, lots)) for f, answer in given if answer not in (None, "")]


def rows_told(
    step: Step, answers: Mapping[str, object], case: Case, lots: Mapping[int, Names]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The answered lines of a step: (what it is about, [(label, words)]), quantities of none left out."""
    rows = answers.get("lines") or []
    assert isinstance(rows, list)
    told = [_row_told(step, row, case, lots) for row in rows]
    return [(title or f"Baris {n}", answers) for n, (title, answers) in enumerate(told, 1)]


def _row_told(
    step: Step, row: Mapping[str, object], case: Case, lots: Mapping[int, Names]
) -> tuple[str, list[tuple[str, str]]]:
    line = case.line(row.get("line"))
    lot = line.lot if line and line.lot else row.get("lot")
    named = lots.get(lot) if isinstance(lot, int) else None
    item = str(row.get("item") or (line.item if line else "") or (named.key.item if named else ""))
    title = " · ".join(filter(None, [item_name(item), lot_words(named) if named else ""]))
    skipped = ("item", "line", "lot")
    fields = [f for f in step.line_fields if f.name not in skipped and row.get(f.name) not in (None, "", 0)]
    return title, told(fields, {**row, "item": item}, lots)


def _date(answer: object, *_: object) -> str:
    return text.long_date(answer if isinstance(answer, date) else date.fromisoformat(str(answer)))


def _quantity(answer: object, _field: Field, row: Mapping[str, object], _lots: Mapping[int, Names]) -> str:
    assert isinstance(answer, int)
    return amount(answer, str(row.get("item", "")))


def _choice(answer: object, field: Field, *_: object) -> str:
    return dict(field.choices).get(str(answer), str(answer))


def _item(answer: object, *_: object) -> str:
    return item_name(str(answer))


def _fund(answer: object, *_: object) -> str:
    return fund_name(str(answer))


def _lot(answer: object, _field: Field, _row: Mapping[str, object], lots: Mapping[int, Names]) -> str:
    named = lots.get(answer) if isinstance(answer, int) else None
    return lot_words(named) if named else str(answer)


def _expiry(answer: object, *_: object) -> str:
    assert isinstance(answer, list | tuple)
    day, precision = answer
    return text.expiry(text.Expiry(date.fromisoformat(str(day)), str(precision)))


def _money(answer: object, *_: object) -> str:
    assert isinstance(answer, int)
    return text.rupiah(answer)


def _month(answer: object, *_: object) -> str:
    return text.month_year(Month.parse(str(answer)))


TELLERS: dict[str, Callable[..., str]] = {
    "date": _date,
    "quantity": _quantity,
    "choice": _choice,
    "item": _item,
    "fund": _fund,
    "lot": _lot,
    "expiry": _expiry,
    "money": _money,
    "month": _month,
}
"""How each kind of field is told; every teller takes (answer, field, row, lots)."""
