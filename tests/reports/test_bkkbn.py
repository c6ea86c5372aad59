"""The monthly workbook to BKKBN on a small office: its numbers, its proof, its versions."""

from datetime import datetime
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa
from openpyxl.worksheet.worksheet import Worksheet

from alokon.people import Forbidden
from alokon.views.warehouse import Goods
from inventory.core.errors import Refused
from inventory.core.months import Month
from inventory.store.engine import reading
from reports.bkkbn import published
from reports.bkkbn.checks import Check
from reports.bkkbn.month import BKKBN, MonthlyReport, work_out
from reports.catalogue import build, prepare
from reports.dataset import Dataset, Workbook
from reports.formats import FORMATS, render
from reports.report import Parameters
from tests.alokon.sop.test_supplies import BOXES, bring
from tests.books import BOOK, PMB, PUSKESMAS, STOREROOM, WAREHOUSE, WIB
from tests.reports.winter import CLINIC, Winter, pmb_closes, winter

JANUARY = Month(2026, 1)
FEBRUARY = Month(2026, 2)
PRINTED = datetime(2026, 3, 3, 9, tzinfo=WIB)
PIL = Goods("PILK", "APBN")
RECEIVED = (("Terima (1)", "20"), ("Yan KB (2)", "6"), ("Akhir", "14"))
"""What the PMB reports of January: column and figure."""


def worked_out(book: Winter, month: Month = JANUARY) -> MonthlyReport:
    with reading(book.engine) as db:
        return work_out(prepare(db, BOOK, BKKBN, Parameters(month=month), printed_at=PRINTED))


def draft(book: Winter, month: Month = JANUARY) -> Workbook:
    with reading(book.engine) as db:
        return build(db, BOOK, "bkkbn", Parameters(month=month), printed_at=PRINTED)


def publish(book: Winter, day: str, month: Month = JANUARY, key: str = "") -> int:
    done = published.publish_month(book.desk("data", day), month, worked_out(book, month), "Ciamis", key or book.key())
    return int(str(done.facts.get("version", 0)))


def reprint(book: Winter, number: int, month: Month = JANUARY) -> Workbook:
    with reading(book.engine) as db:
        return published.printed(db, BOOK, published.version(db, BOOK, month, number))


def sheet(workbook: Workbook, name: str) -> Dataset:
    return next(data for data in workbook.datasets if data.name == name)


def rows_of(data: Dataset, *keys: str) -> dict[object, dict[str, object]]:
    names = [column.key for column in data.columns]
    rows = (dict(zip(names, line, strict=True)) for line in data.rows if isinstance(line, tuple))
    return {tuple(row[key] for key in keys) if len(keys) > 1 else row[keys[0]]: row for row in rows}


def check(report: MonthlyReport, title: str) -> Check:
    return next(one for one in report.checks if one.title.startswith(title))


def test_both_databases_give_the_same_sheets_and_a_sound_proof(engine: sa.Engine, book: Winter) -> None:
    other = winter(engine)
    assert worked_out(other).passed
    assert worked_out(other).sheets == worked_out(book).sheets


def test_the_rekap_tells_where_everything_is(book: Winter) -> None:
    row = rows_of(sheet(draft(book), "rekap"), "item", "fund")["Pil Kombinasi", "APBN"]
    held = book.held("2026-01-31")
    assert row["closing_store"] == held[WAREHOUSE, "shelf", "PILK"] == 920
    assert row["closing_faskes"] == held[PUSKESMAS, "shelf", "PILK"] == 21
    assert (row["supplied_store"], row["sent"], row["received"]) == (1040, 110, 78)
    assert (row["service"], row["network"], row["damaged"], row["other"]) == (50, 5, 13, -1)
    assert row["late"] == 30, "what went to a faskes that has not reported leaves the sums, and says so"
    assert 1040 - 50 - 5 - 13 - 30 - 1 == 920 + 21


def test_goods_on_the_road_at_the_months_end_are_in_the_rekap_of_both_months(book: Winter) -> None:
    injection = "Suntikan 3 Bulanan Progestin (DMPA)", "APBD"
    january = rows_of(sheet(draft(book), "rekap"), "item", "fund")[injection]
    assert (january["closing_store"], january["closing_road"]) == (440, 60)
    book.close("gudang", "2026-03-02", WAREHOUSE, "2026-02")
    pmb_closes(book, "2026-03-02")
    book.close("pmb", "2026-03-02", PMB, "2026-02")
    february = rows_of(sheet(draft(book, FEBRUARY), "rekap"), "item", "fund")[injection]
    assert (february["opening_road"], february["received"], february["sent"]) == (60, 50, -10)
    assert (february["closing_store"], february["closing_road"], february["closing_faskes"]) == (450, 0, 50)


def test_a_faskes_that_has_not_reported_stands_in_its_place_with_empty_cells(book: Winter) -> None:
    faskes = rows_of(sheet(draft(book), "faskes-apbn"), "code")
    assert set(faskes) == {PUSKESMAS, PMB, CLINIC}
    late = faskes[CLINIC]
    assert late["closed"] is None
    assert {late[key] for key in late if "." in key} == {None}
    assert faskes[PUSKESMAS]["PILK.akhir"] == 21
    assert faskes[PUSKESMAS]["SUNTIK1.akhir"] == 0, "who has reported nothing has reported zero"
    (total,) = sheet(draft(book), "faskes-apbn").totals
    assert (total.values["PILK.1"], total.values["PILK.akhir"]) == (78, 21)


def test_who_has_not_reported_is_named_with_how_late_it_is(book: Winter) -> None:
    book.close("gudang", "2026-03-02", WAREHOUSE, "2026-02")
    waiting = rows_of(sheet(draft(book, FEBRUARY), "belum-lapor"), "code")
    assert {code: (row["last"], row["late"]) for code, row in waiting.items()} == {
        PUSKESMAS: ("Januari 2026", 1),
        PMB: ("belum pernah", 2),
        CLINIC: ("belum pernah", 2),
    }


def test_condoms_are_reported_in_dozens_exactly(book: Winter) -> None:
    row = rows_of(sheet(draft(book), "faskes-apbn"), "code")[PUSKESMAS]
    assert row["KONDOM.1"] == 25
    assert row["KONDOM.2"] == Fraction(130, 12)
    assert row["KONDOM.akhir"] == Fraction(170, 12)


def test_every_check_passes_on_a_sound_book_and_shows_its_numbers(book: Winter) -> None:
    report = worked_out(book)
    assert report.passed
    assert len(report.checks) == 8
    assert all(one.compared for one in report.checks)
    road = {line.goods: line for line in check(report, "Barang di perjalanan").lines}
    assert road[PIL].told == "dikirim 110, diterima 108, rusak 1, kurang 1"
    assert (road[Goods("SUNTIK3P", "APBD")].left, road[Goods("SUNTIK3P", "APBD")].right) == (60, 60)


def test_the_proof_is_red_when_a_stored_balance_was_changed(book: Winter) -> None:
    with book.engine.begin() as db:
        db.exec_driver_sql("UPDATE balance SET quantity = quantity + 1 WHERE quantity = 920 OR quantity = 860")
    report = worked_out(book)
    failed = [one for one in report.checks if not one.passed]
    assert [one.title for one in failed] == ["Saldo berjalan sama dengan jumlah semua gerakan"]
    (line,) = [line for line in failed[0].lines if not line.passed]
    assert (line.goods, line.left - line.right, line.failing) == (PIL, 1, 1)
    assert line.told == "Gudang Alokon Kabupaten batch A1: 921 ≠ 920"


def test_the_proof_is_red_when_a_month_end_was_changed_and_the_cover_says_so_first(book: Winter) -> None:
    with book.engine.begin() as db:
        db.exec_driver_sql("UPDATE snapshot SET quantity = quantity - 2 WHERE month = '2026-01' AND quantity = 440")
    book.close("gudang", "2026-03-02", WAREHOUSE, "2026-02")
    report = worked_out(book, FEBRUARY)
    failed = {one.title.partition(" sama")[0] for one in report.checks if not one.passed}
    assert {"Rekaman akhir bulan", "Saldo awal ditambah mutasi", "Jumlah lembar faskes dan gudang"} <= failed
    first = draft(book, FEBRUARY).datasets[0].before[0]
    assert isinstance(first, str)
    assert first.startswith("PERHATIAN: bukti laporan ini GAGAL pada")


def test_a_failed_check_does_not_hide_behind_sums_that_agree(book: Winter) -> None:
    with book.engine.begin() as db:
        for sign, site in (("+", PUSKESMAS), ("-", CLINIC)):
            db.exec_driver_sql(
                f"UPDATE balance SET quantity = quantity {sign} 1 WHERE quantity > 20 AND place = "
                "(SELECT place.id FROM place JOIN site ON site.id = place.site "
                f"WHERE site.code = '{site}' AND place.kind = 'shelf') "
                "AND item = (SELECT id FROM item WHERE code = 'PILK')"
            )
    line = next(x for x in check(worked_out(book), "Saldo berjalan").lines if x.goods == PIL)
    assert (line.left, line.failing, line.passed) == (line.right, 2, False)


def test_a_month_nobody_has_closed_is_refused(book: Winter) -> None:
    with pytest.raises(Refused) as refused:
        worked_out(book, FEBRUARY)
    assert [(p.code, p.facts["month"], p.field) for p in refused.value.problems] == [
        ("nothing_closed", FEBRUARY, "month")
    ]


def test_without_the_warehouse_its_figures_and_those_of_the_road_stay_empty(book: Winter) -> None:
    book.close("bidan", "2026-03-02", PUSKESMAS, "2026-02")
    report = worked_out(book, FEBRUARY)
    assert report.passed
    row = rows_of(next(s for s in report.sheets if s.name == "rekap"), "item", "fund")["Pil Kombinasi", "APBN"]
    assert {row[key] for key in ("opening_store", "closing_store", "closing_road", "sent", "supplied_store")} == {None}
    assert (row["opening_faskes"], row["received"], row["service"], row["closing_faskes"]) == (21, 60, 45, 36)


def test_a_late_closing_makes_the_next_version_with_exactly_its_differences(book: Winter) -> None:
    assert publish(book, "2026-02-10") == 1
    pmb_closes(book)
    assert publish(book, "2026-02-21") == 2
    with reading(book.engine) as db:
        found = published.changed(db, BOOK, published.version(db, BOOK, JANUARY, 2))
    pmb, pill, late = f"{PMB} PMB 001", "Pil Kombinasi (cycle) - ", "belum lapor"
    area, whole = "Jumlah Kecamatan Kawali", "Jumlah kabupaten (yang sudah lapor)"
    assert {tuple(change) for change in found} == {
        ("Rekap kabupaten", "Pil Kombinasi Mandiri", "Dari luar - Faskes", "", "20"),
        ("Rekap kabupaten", "Pil Kombinasi Mandiri", "Pengeluaran - Pelayanan KB (2)", "", "6"),
        ("Rekap kabupaten", "Pil Kombinasi Mandiri", "Stok akhir - Faskes", "", "14"),
        *((fund, pmb, "Tutup bulan", late, "20/02/2026") for fund in ("APBN", "APBD", "Mandiri")),
        *(("Mandiri", pmb, pill + part, "", n) for part, n in RECEIVED),
        *(("Mandiri", area, pill + part, "", n) for part, n in RECEIVED),
        *(("Mandiri", whole, pill + part, "0", n) for part, n in RECEIVED),
        ("Belum lapor", pmb, "seluruh baris", "tercantum", "–"),
    }
    names = [data.name for data in reprint(book, 2).datasets]
    assert names[-1] == "perubahan"
    assert len(sheet(reprint(book, 2), "perubahan").rows) == len(found)


def test_a_published_version_prints_the_same_bytes_whatever_happens_later(book: Winter) -> None:
    publish(book, "2026-02-10")
    before = {ending: render(reprint(book, 1), ending) for ending in FORMATS}
    pmb_closes(book)
    publish(book, "2026-02-21")
    assert {ending: render(reprint(book, 1), ending) for ending in FORMATS} == before


def test_a_version_is_signed_with_the_state_of_the_book_that_holds_its_digest(book: Winter) -> None:
    done = published.publish_month(book.desk("data", "2026-02-10"), JANUARY, worked_out(book), "Ciamis", "k")
    again = reprint(book, 1)
    assert again.stamp.head_code == done.head
    assert again.stamp.reference == "Laporan Alokon Januari 2026 versi 1"
    with reading(book.engine) as db:
        digest = published.version(db, BOOK, JANUARY, 1).digest
        payload = db.scalar(sa.text("SELECT payload FROM event WHERE seq = :seq").bindparams(seq=done.event))
    assert digest in str(payload)


def test_nothing_is_published_twice(book: Winter) -> None:
    publish(book, "2026-02-10", key="once")
    assert publish(book, "2026-02-10", key="once") == 0, "the same submission again is the same version"
    book.take(
        "bidan", "2026-03-01", "pemakaian", "report", site=PUSKESMAS, month="2026-03",
        lines=[{"item": "PILK", "fund": "APBN", "service": 3}],
    )  # fmt: skip
    with pytest.raises(Refused, match="nothing_changed"):
        publish(book, "2026-03-02")


def test_the_next_month_begins_with_what_was_published(book: Winter) -> None:
    publish(book, "2026-02-10")
    book.close("gudang", "2026-03-02", WAREHOUSE, "2026-02")
    book.close("bidan", "2026-03-02", PUSKESMAS, "2026-02")
    one = check(worked_out(book, FEBRUARY), "Saldo awal sama dengan saldo akhir yang diterbitkan")
    assert one.passed
    assert {line.goods: (line.left, line.right) for line in one.lines}[PIL] == (941, 941)


def test_reopening_a_month_marks_its_report_stale(book: Winter) -> None:
    publish(book, "2026-02-10")
    book.reopen("gudang", "2026-02-12", PUSKESMAS, "2026-01")
    with reading(book.engine) as db:
        assert published.version(db, BOOK, JANUARY, 1).stale


def test_only_who_may_publish_publishes(book: Winter) -> None:
    with pytest.raises(Forbidden):
        published.publish_month(book.desk("bidan", "2026-02-10"), JANUARY, worked_out(book), "Ciamis", "k")


def test_the_file_for_excel_holds_the_same_numbers_as_numbers(book: Winter) -> None:
    held = openpyxl.load_workbook(BytesIO(render(draft(book), "xlsx")))
    assert held.sheetnames == [
        "Sampul", "Rekap kabupaten", "Gudang", "APBN", "APBD", "Mandiri", "Belum lapor", "Bukti",
    ]  # fmt: skip
    apbn = held["APBN"]
    row = next(cells for cells in apbn.iter_rows() if cells[1].value == PUSKESMAS)
    column = column_under(apbn, "Pil Kombinasi (cycle)", "Akhir")
    assert (row[column].value, row[column].data_type) == (21, "n")
    unreported = next(cells for cells in apbn.iter_rows() if cells[1].value == CLINIC)
    assert unreported[3].value == "belum lapor"
    assert {cell.value for cell in unreported[4:]} == {None}


def column_under(found: Worksheet, group: str, title: str) -> int:
    """The index of the column of a title under a merged heading."""
    top = next(cell for row in found.iter_rows() for cell in row if cell.value == group)
    below = next(iter(found.iter_rows(min_row=top.row + 1, max_row=top.row + 1)))
    return next(i for i in range(top.column - 1, top.column + 7) if below[i].value == title)


@pytest.mark.parametrize("ending", FORMATS)
def test_the_workbook_comes_in_every_format(book: Winter, ending: str) -> None:
    assert len(render(draft(book), ending)) > 5000


def test_what_lies_in_the_storeroom_changes_neither_the_month_nor_its_proof(engine: sa.Engine) -> None:
    book = winter(engine)
    before = worked_out(book)
    bring(book, BOXES, day="2026-03-01")
    for month in ("2026-01", "2026-02"):
        book.close("gudang", "2026-03-02", STOREROOM, month)
    after = worked_out(book)
    assert [check.failing for check in after.checks] == [check.failing for check in before.checks]
    assert after.rekap.rows == before.rekap.rows
