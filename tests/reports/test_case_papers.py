"""Every numbered paper of a small office is filled in from its case as it was when it was issued."""

from datetime import date, datetime
from io import BytesIO

import docx
import pytest
import sqlalchemy as sa

from alokon.planning.sharing import MONTHS
from alokon.service.recall import recall
from alokon.service.rensi import compute
from alokon.store import papers
from alokon.store.papers import Paper
from alokon.store.schema import paper as paper_table
from alokon.views.counted import counts_of
from inventory.core.errors import Refused
from inventory.store import queries, recounts
from inventory.store.engine import reading
from reports.case_papers import counting, tasks
from reports.case_papers.catalogue import BUILDERS, paper_named, paper_of
from reports.dataset import Dataset, Facts, Kop, Workbook
from reports.formats import render
from reports.paper import Heading, Signer
from reports.papers.penarikan import RecalledLot, RecallLetter, penarikan
from tests.books import BOOK, PMB, PUSKESMAS, WAREHOUSE, WIB
from tests.reports.winter import Winter, winter

PRINTED = datetime(2026, 3, 3, 9, tzinfo=WIB)
PUSKESMAS_NAME = "Puskesmas Ciamis"


def papers_of(book: Winter, kind: str | None = None) -> list[Paper]:
    with reading(book.engine) as db:
        query = sa.select(paper_table.c.number).where(paper_table.c.book == BOOK).order_by(paper_table.c.event)
        found = [paper_named(db, BOOK, number) for number in db.scalars(query)]
    return [p for p in found if kind in (None, p.kind)]


def printed(book: Winter, paper: Paper) -> Workbook:
    with reading(book.engine) as db:
        return paper_of(db, BOOK, paper, PRINTED)


def cells(data: Dataset, *keys: str) -> list[tuple[object, ...]]:
    names = [column.key for column in data.columns]
    return [tuple(line[names.index(key)] for key in keys) for line in data.rows if isinstance(line, tuple)]


def facts(data: Dataset) -> dict[str, str]:
    return {label: value for block in data.before if isinstance(block, Facts) for label, value in block.pairs}


def test_every_paper_of_the_office_can_be_printed_and_edited(book: Winter) -> None:
    visit = {"manner": "kunjungan", "findings": "Kartu kosong", "follow_up": "Isi kartu", "due": "2026-03-01"}
    book.take("uptd", "2026-02-20", "pembinaan", "coach", site=PUSKESMAS, **visit)
    counted(book, "2026-02-27", {"A1": 0})
    approved_rensi(book, "2026-02-28")
    a_trip(book, "2026-02-28")
    a_transfer_and_a_return(book, "2026-02-28")
    a_destruction(book, "2026-02-28")
    a_recall(book, "2026-02-28")
    found = papers_of(book)
    assert {p.kind for p in found} == set(BUILDERS) - set(tasks.BUILDERS), "those have tests of their own"
    for paper in found:
        workbook = printed(book, paper)
        assert render(workbook, "pdf").startswith(b"%PDF"), paper
        words = [p.text for p in docx.Document(BytesIO(render(workbook, "docx"))).paragraphs]
        assert workbook.datasets[0].title in words, paper


def approved_rensi(book: Winter, day: str) -> None:
    """A Rensi that gives one pil to a puskesmas."""
    answers = {"date": day, "month": "2026-03", "cycle": "1", "rule": MONTHS}
    case = compute(book.desk("gudang", day), answers, book.key()).case
    row = {"site": PUSKESMAS, "item": "PILK", "fund": "APBN", "planned": 1, "note": "Stok lapangan"}
    book.take("gudang", day, "rensi", "adjust", case=case, lines=[row])
    book.take("sekretaris", day, "rensi", "approve_plan", case=case)


def a_trip(book: Winter, day: str) -> None:
    """A car sets out with one delivery."""
    case = book.request(day, ("KONDOM", 12))
    book.order(day, case, (1, "APBN", 12))
    book.take("gudang", day, "distribusi", "issue", case=case, packages=1)
    book.take("gudang", day, "perjalanan", "set_out", site=WAREHOUSE, vehicle="Mobil box",
              lines=[{"case": case, "stop": 1}])  # fmt: skip


def a_transfer_and_a_return(book: Winter, day: str) -> None:
    """A puskesmas gives one condom to a midwife, and sends two back."""
    with reading(book.engine) as db:
        held = queries.holdings(db, BOOK, sites=[PUSKESMAS], kinds=["shelf"], items=["KONDOM"])
    lot = held[0].lot
    about = {"partner": PMB, "reason": "Berlebih", "lines": [{"lot": lot, "quantity": 1}]}
    case = book.take("gudang", day, "mutasi", "offer", site=PUSKESMAS, **about).case
    book.take("bidan", day, "mutasi", "hand_over", case=case)
    lines = [{"lot": lot, "condition": "good", "quantity": 2}]
    book.take("bidan", day, "retur", "send_return", site=PUSKESMAS, reason="Berlebih", lines=lines)


@pytest.mark.parametrize(("kind", "taker", "quantity"), [("mutasi", "PMB 001", 1), ("retur", "Gudang", 2)])
def test_goods_handed_over_are_told_with_giver_taker_and_reason(
    book: Winter, kind: str, taker: str, quantity: int
) -> None:
    a_transfer_and_a_return(book, "2026-02-28")
    (paper,) = papers_of(book, kind)
    (page,) = printed(book, paper).datasets
    told = facts(page)
    assert (told["Dari"], told["Alasan"]) == (PUSKESMAS_NAME, "Berlebih")
    assert taker in told["Kepada"]
    assert cells(page, "quantity", "name") == [(quantity, "Kondom")]


def a_destruction(book: Winter, day: str) -> None:
    """Three condoms got wet in the warehouse, and are destroyed."""
    with reading(book.engine) as db:
        held = queries.holdings(db, BOOK, sites=[WAREHOUSE], kinds=["shelf"], items=["KONDOM"])
    row = {"lot": held[0].lot, "cause": "damaged", "quantity": 3}
    book.take("gudang", day, "rusak-ed", "declare", site=WAREHOUSE, reason="Basah", lines=[row])
    about = {"site": WAREHOUSE, "reason": "Tidak layak"}
    case = book.take("gudang", day, "pemusnahan", "propose_destruction", lines=[row], **about).case
    book.take("sekretaris", day, "pemusnahan", "allow_destruction", case=case, decree="SK 12/2026",
              decree_date="2026-02-20", authority="Bupati Ciamis")  # fmt: skip
    book.take("gudang", day, "pemusnahan", "destroy", case=case, place="Halaman gudang", manner="Dibakar",
              executor="Pengelola Barang", witness="Inspektorat", second_witness="Dinas Kesehatan")  # fmt: skip


def test_a_destruction_names_its_permission_its_witnesses_and_what_was_destroyed(book: Winter) -> None:
    a_destruction(book, "2026-02-28")
    (paper,) = papers_of(book, "ba-pemusnahan")
    (page,) = printed(book, paper).datasets
    told = facts(page)
    assert told["Dasar"] == "SK 12/2026 tanggal 20 Februari 2026, Bupati Ciamis"
    assert told["Saksi"] == "Inspektorat; Dinas Kesehatan"
    assert cells(page, "name", "quantity", "reason") == [("Kondom", 3, "Rusak")]


def a_recall(book: Winter, day: str) -> None:
    """The newest batch of condoms is recalled."""
    with reading(book.engine) as db:
        lot = queries.holdings(db, BOOK, sites=[WAREHOUSE], kinds=["shelf"], items=["KONDOM"])[0].lot
    told = {"reason": "Kemasan bocor", "document": "Surat BPOM 7/2026"}
    recall(book.desk("gudang", day), lot, date.fromisoformat(day), told, book.key())


def test_the_letter_of_a_recall_says_what_to_do_with_how_many(book: Winter) -> None:
    a_recall(book, "2026-02-28")
    pages = [printed(book, paper).datasets[0] for paper in papers_of(book, "penarikan")]
    told = {str(page.before[2]).split("\n")[1]: (cells(page, "name", "book"), page.after[0]) for page in pages}
    (row, words) = told["Gudang Alokon Kabupaten"]
    assert row[0][0] == "Kondom"
    assert "pisahkan dari barang lain" in str(words)
    assert {facts(page)["Dasar"] for page in pages} == {"Surat BPOM 7/2026"}


def test_the_letter_to_a_place_a_recalled_batch_is_on_its_way_to_says_how_much_is_coming() -> None:
    about = Heading(Kop(("DINAS",), ()), "Ciamis", "1/TRK", date(2026, 2, 28), "", datetime(2026, 2, 28, tzinfo=WIB))
    lot = RecalledLot("Kondom", "K1", None, "APBN", 0, 1440, "buah")

    def said(one: RecalledLot) -> str:
        letter = RecallLetter(about, "Puskesmas", "", (one,), "Bocor", "", Signer("Kepala Dinas"))
        return " ".join(map(str, penarikan(letter).datasets[0].after))

    assert said(lot).startswith("1.440 buah sedang dalam perjalanan")
    assert "pisahkan dari barang lain" in said(lot._replace(book=12))
    assert "sedang dalam perjalanan" in said(lot._replace(book=12))
    assert said(lot._replace(coming=0)).startswith("Menurut buku batch ini pernah ada")


def test_the_paper_of_a_trip_lists_its_stops_with_what_is_brought(book: Winter) -> None:
    a_trip(book, "2026-02-28")
    (paper,) = papers_of(book, "perjalanan")
    (page,) = printed(book, paper).datasets
    assert cells(page, "no", "site", "cartons", "goods") == [(1, PUSKESMAS_NAME, 1, "Kondom 12 buah")]


def test_an_approved_rensi_shows_who_gets_what_and_what_the_warehouse_had(book: Winter) -> None:
    approved_rensi(book, "2026-02-28")
    (paper,) = papers_of(book, "rensi")
    lines, stock = printed(book, paper).datasets
    assert (PUSKESMAS_NAME, "Pil Kombinasi", "APBN", 1, "Stok lapangan") in cells(
        lines, "site", "item", "fund", "planned", "note"
    )
    assert ("Pil Kombinasi", 1) in cells(stock, "item", "planned")


def test_both_databases_give_the_same_papers(engine: sa.Engine, book: Winter) -> None:
    other = winter(engine)
    for paper in papers_of(book):
        assert printed(other, paper).datasets == printed(book, paper).datasets, paper


def test_a_print_carries_its_number_and_the_head_of_the_book_at_issue(book: Winter) -> None:
    paper = papers_of(book, "sbbk")[0]
    workbook = printed(book, paper)
    assert workbook.datasets[0].number == paper.number
    assert workbook.stamp.head_code == paper.head
    assert paper.head in workbook.datasets[0].notes[0]


def test_the_order_and_the_voucher_list_the_lots_first_expired_first_out(book: Winter) -> None:
    for kind in ("spmb", "sbbk"):
        page = printed(book, papers_of(book, kind)[0]).datasets[0]
        assert cells(page, "name", "batch", "quantity", "price", "value") == [
            ("Pil Kombinasi", "A0", 40, 420000, 16800000),
            ("Pil Kombinasi", "A1", 40, 450000, 18000000),
            ("Kondom", "K1", 300, 125050, 37515000),
        ]
    assert facts(page)["Berdasarkan SPMB"].startswith(f"Nomor {papers_of(book, 'spmb')[0].number} tanggal 9 Januari")


def test_the_handover_accounts_for_every_unit(book: Winter) -> None:
    page = printed(book, papers_of(book, "bast")[0]).datasets[0]
    assert cells(page, "batch", "shipped", "accepted", "damaged", "short", "in_transit", "note") == [
        ("A0", 40, 38, 1, 1, 0, "Dus penyok"),
        ("A1", 40, 40, 0, 0, 0, ""),
        ("K1", 300, 300, 0, 0, 0, ""),
    ]


def test_a_receipt_in_parts_shows_what_was_still_coming_each_time(book: Winter) -> None:
    case = book.request("2026-03-01", ("PILK", 30))
    book.order("2026-03-01", case, (1, "APBN", 30))
    book.issue_and_ship("2026-03-01", case)
    (line,) = book.leaves(case)
    for day, quantity in (("2026-03-02", 20), ("2026-03-03", 10)):
        row = {"line": line.number, "accepted": quantity}
        book.take("bidan", day, "distribusi", "receive", case=case, receiver="Bidan", lines=[row])
    with reading(book.engine) as db:
        first, second = (p for p in papers.of_cases(db, BOOK, [case])[case] if p.kind == "bast")
    keys = ("shipped", "accepted", "in_transit")
    assert cells(printed(book, first).datasets[0], *keys) == [(30, 20, 10)]
    assert cells(printed(book, second).datasets[0], *keys) == [(10, 10, 0)]


def test_a_corrected_paper_shows_the_corrected_figures_and_says_so(book: Winter) -> None:
    wrong = papers_of(book, "sbbm")[-1]
    first, *_ = (page := printed(book, wrong).datasets[0]).before
    assert cells(page, "batch", "stated", "received") == [("D1", 500, 500)]
    assert first == (
        "DIKOREKSI 7 Januari 2026 pukul 09.00 WIB. Alasan: Salah ketik. Cetakan sebelum itu tidak berlaku."
    )


def test_a_withdrawn_paper_shows_what_it_said_and_that_it_no_longer_holds(book: Winter) -> None:
    book.deliver("2026-03-01", "PILK", 25)
    paper = papers_of(book, "bast")[-1]
    book.take_back("bidan", "2026-03-02", paper.event, "Barang belum diperiksa")
    page = printed(book, paper).datasets[0]
    assert page.before[0] == "DIBATALKAN 2 Maret 2026 pukul 09.00 WIB. Alasan: Barang belum diperiksa"
    assert cells(page, "shipped", "accepted", "in_transit") == [(25, 25, 0)]


def test_a_request_tells_the_last_month_only_when_it_was_reported_by_then(book: Winter) -> None:
    january, february = (p for p in papers_of(book, "permohonan") if "puskesmas" in head_of(book, p).lower())
    keys = ("asked", "opening", "received", "used", "lost", "rest")
    assert cells(printed(book, january).datasets[0], *keys) == [(100, *[None] * 4, 0), (300, *[None] * 4, 0)]
    assert cells(printed(book, february).datasets[0], *keys) == [(60, 0, 78, 50, 2, 21)]


def opened(book: Winter, day: str, site: str = WAREHOUSE) -> tuple[int, dict[int, int]]:
    """The case of a count that is opened, and what the card has at its cut."""
    done = book.take("gudang", day, "opname", "open_count", site=site)
    assert done.case is not None
    with reading(book.engine) as db:
        return done.case, recounts.card_of(db, BOOK, counts_of(db, BOOK, [done.case])[done.case].cut)


def counted(book: Winter, day: str, changes: dict[str, int], site: str = WAREHOUSE) -> int:
    """Batches counted at a site, each so much beside its card; the event that confirms it."""
    case, card = opened(book, day, site)
    rows = [
        {"lot": book.lot(batch), "counted": card[book.lot(batch)] + change, "note": "Pecah" if change else ""}
        for batch, change in changes.items()
    ]
    book.take("gudang", day, "opname", "tally", case=case, lines=rows)
    return book.take("gudang", day, "opname", "confirm_count", case=case).event


def layout(book: Winter, paper: Paper, name: str) -> Dataset:
    with reading(book.engine) as db:
        return paper_of(db, BOOK, paper, PRINTED, name).datasets[0]


def test_the_berita_acara_tells_the_book_as_it_stood_when_the_count_was_confirmed(book: Winter) -> None:
    counted(book, "2026-02-27", {"A1": -1, "D1": 0})
    (paper,) = papers_of(book, "ba-opname")
    keys = ("code", "difference", "note")
    before = layout(book, paper, "selisih")
    assert cells(before, *keys) == [("SUNTIK3P", 0, ""), ("PILK", -1, "Pecah")]
    row = {"item": "PILK", "batch": "A1", "fund": "APBN", "expiry": "08/2027", "stated": 1, "accepted": 1}
    about = {"date": "2026-02-20", "sender": "Perwakilan BKKBN Jawa Barat", "document": "SBBK/PROV/9", "lines": [row]}
    book.take("gudang", "2026-03-01", "penerimaan", "take_in", site=WAREHOUSE, impact=True, **about)
    assert layout(book, paper, "selisih") == before
    assert any(note.startswith("Tidak dihitung") for note in layout(book, paper, "nilai").notes)
    assert layout(book, paper, "nilai") == printed(book, paper).datasets[0]


def test_berita_acara_of_counts_are_numbered_without_gaps_and_tell_their_hour(book: Winter) -> None:
    first = counted(book, "2026-02-27", {"A1": 0})
    book.take_back("gudang", "2026-02-27", first, "Salah rak")
    counted(book, "2026-02-27", {"A1": 0})
    withdrawn, second = papers_of(book, "ba-opname")
    assert [p.number.split("/")[1:3] for p in (withdrawn, second)] == [["001", "BAO"], ["002", "BAO"]]
    told = printed(book, withdrawn).datasets[0].before
    assert str(told[0]).startswith("DIBATALKAN 27 Februari 2026")
    assert "hitungan ke-1 hari itu, dibuka 27 Februari 2026 pukul 09.00 WIB" in str(told[1])
    assert "Pengelola Barang telah melaksanakan" in str(told[1])
    assert "hitungan ke-2 hari itu" in str(printed(book, second).datasets[0].before[0])


def test_a_count_of_a_faskes_is_signed_by_its_head(book: Winter) -> None:
    counted(book, "2026-02-28", {"A1": 0}, PUSKESMAS)
    (paper,) = papers_of(book, "ba-opname")
    signers = [signature.role for signature in layout(book, paper, "nilai").signatures]
    assert signers == ["Pengurus Barang", "Pimpinan Puskesmas Ciamis"]


def test_the_sheet_to_count_on_never_tells_what_the_book_has(book: Winter) -> None:
    case, card = opened(book, "2026-02-27")
    with reading(book.engine) as db:
        page = counting.sheet(db, BOOK, book.case(case), PRINTED).datasets[0]
        lots = queries.lot_names(db, BOOK, card)
    named = [row for row in cells(page, "batch", "seen", "note") if row[0]]
    assert sorted(named) == sorted((names.key.batch, "", "") for names in lots.values())
    written = {str(cell) for row in page.rows if isinstance(row, tuple) for cell in row[1:]}
    assert written.isdisjoint(str(quantity) for quantity in card.values())


def test_only_a_count_has_a_sheet(book: Winter) -> None:
    with reading(book.engine) as db, pytest.raises(Refused, match="cut_unknown"):
        counting.sheet(db, BOOK, book.case(papers_of(book)[0].case_id), PRINTED)


def head_of(book: Winter, paper: Paper) -> str:
    kop = printed(book, paper).datasets[0].kop
    assert kop is not None
    return kop.agency[-1]


def test_a_number_nobody_gave_is_refused(book: Winter) -> None:
    with reading(book.engine) as db, pytest.raises(Refused, match="paper_unknown"):
        paper_named(db, BOOK, "400/001/SPMB/I/1999")
