"""Reports of the catalogue hold the ledger's own numbers, keep to their scope, and come in every format."""

from datetime import date, datetime
from io import BytesIO
from itertools import product

import openpyxl
import pytest
import sqlalchemy as sa

from alokon.people import Forbidden
from inventory.core.errors import Refused
from inventory.core.months import Month
from inventory.store.engine import reading
from reports.catalogue import REPORTS, build
from reports.dataset import Dataset, Row, Workbook
from reports.formats import FORMATS, render
from reports.parameters import read
from reports.report import Parameters
from tests.books import BOOK, PMB, PUSKESMAS, WAREHOUSE, WIB
from tests.reports.winter import CLINIC, Winter, winter

PRINTED = datetime(2026, 3, 3, 9, tzinfo=WIB)
JANUARY, FEBRUARY = Month(2026, 1), Month(2026, 2)
ASKED = {
    "persediaan": Parameters(day=date(2026, 1, 31)),
    "kartu-stok": Parameters(site=PUSKESMAS, item="PILK", since=date(2026, 1, 1), until=date(2026, 2, 28)),
    "mutasi": Parameters(month=JANUARY, site=PUSKESMAS),
    "rekap-mutasi": Parameters(month=JANUARY),
    "gudang": Parameters(month=JANUARY),
    "bkkbn": Parameters(month=JANUARY),
    "kebutuhan": Parameters(day=date(2026, 2, 28), site=PUSKESMAS),
    "usulan-kebutuhan": Parameters(day=date(2026, 2, 28)),
    "suhu-gudang": Parameters(month=FEBRUARY, site=WAREHOUSE),
    "layanan": Parameters(month=JANUARY),
    "undangan-orientasi": Parameters(month=JANUARY),
    "penunjang": Parameters(since=date(2026, 1, 1), until=date(2026, 3, 3)),
    "cakupan-program": Parameters(since=date(2026, 1, 1), until=date(2026, 3, 3)),
    "kinerja-sop": Parameters(since=date(2026, 1, 1), until=date(2026, 3, 3)),
    "pengawasan-internal": Parameters(since=date(2026, 1, 1), until=date(2026, 3, 3)),
    "register-surat": Parameters(since=date(2026, 1, 1), until=date(2026, 3, 3)),
    "masa-simpan": Parameters(since=date(2026, 1, 1), until=date(2026, 3, 3)),
    "p2tp2a": Parameters(month=Month(2025, 1)),
    "data-keluar": Parameters(since=date(2026, 1, 1), until=date(2026, 3, 3)),
    "usulan-pindah": Parameters(day=date(2026, 2, 28)),
}
"""A way to ask for every report."""


def made(book: Winter, name: str, asked: Parameters | None = None, seen: set[str] | None = None) -> Workbook:
    with reading(book.engine) as db:
        return build(db, BOOK, name, asked or ASKED[name], printed_at=PRINTED, seen=seen)


def lines(data: Dataset, *keys: str) -> list[Row]:
    names = [column.key for column in data.columns]
    return [tuple(line[names.index(key)] for key in keys) for line in data.rows if isinstance(line, tuple)]


def test_every_report_has_a_way_to_be_asked_here() -> None:
    assert set(ASKED) == set(REPORTS)


@pytest.mark.parametrize(("name", "ending"), [*product(REPORTS, FORMATS)])
def test_every_report_comes_in_every_format(book: Winter, name: str, ending: str) -> None:
    assert len(render(made(book, name), ending)) > 200


def test_both_databases_give_the_same_reports(engine: sa.Engine, book: Winter) -> None:
    other = winter(engine)
    for name in REPORTS:
        assert made(other, name).datasets == made(book, name).datasets, name


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_says_in_which_state_of_the_book_it_was_printed(book: Winter, name: str) -> None:
    stamp = made(book, name).stamp
    assert len(stamp.head_code) == 11
    assert stamp.printed_at == PRINTED


# R/II/KB


def test_the_register_begins_with_the_opening_and_tells_each_day_by_code(book: Winter) -> None:
    apbn = made(book, "mutasi").datasets[0]
    assert lines(apbn, "no", "day", "code", "PILK", "KONDOM") == [
        (1, date(2026, 1, 1), "0", 0, 0),
        (2, date(2026, 1, 12), "1", 78, 25),
        (3, date(2026, 1, 31), "2", 50, pytest.approx(130 / 12)),
        (4, date(2026, 1, 31), "3", 5, None),
        (5, date(2026, 1, 31), "4", 2, None),
    ]
    assert [(total.label, total.values["PILK"]) for total in apbn.totals] == [
        ("Total Penerimaan", 78), ("Total Pengeluaran", 57), ("Saldo Akhir", 21),
    ]  # fmt: skip
    assert "31 Januari 2026 kode 2, Kondom: 130 buah = 10 lusin 10 buah." in apbn.notes[0]


def test_the_closing_of_a_month_is_the_opening_of_the_next(book: Winter) -> None:
    february = made(book, "mutasi", Parameters(month=FEBRUARY, site=PUSKESMAS)).datasets[0]
    assert lines(february, "PILK", "KONDOM")[0] == (21, pytest.approx(170 / 12))
    assert february.subtitle == ("Bulan belum ditutup: angka masih dapat berubah",)


def test_each_fund_has_a_sheet_of_its_own_and_says_when_it_is_empty(book: Winter) -> None:
    sheets = made(book, "mutasi", Parameters(month=JANUARY, site=PMB)).datasets
    assert [sheet.sheet for sheet in sheets] == ["APBN", "APBD", "Mandiri"]
    assert sheets[0].notes == ("Nihil: tidak ada saldo dan mutasi dari sumber ini.",)
    assert sheets[2].totals[-1].values["PILK"] == 14


def test_what_the_form_has_no_code_for_stands_apart_with_the_code_a_setting_gives_it(book: Winter) -> None:
    case = book.request("2026-03-01", ("PILK", 12))
    book.order("2026-03-01", case, (1, "APBN", 12))
    book.issue_and_ship("2026-03-01", case)
    (line,) = book.leaves(case)
    row = {"line": line.number, "accepted": 12, "surplus": 3, "note": "Lebih satu dus"}
    book.take("bidan", "2026-03-02", "distribusi", "receive", case=case, receiver="Bidan", lines=[row])
    march = made(book, "mutasi", Parameters(month=Month(2026, 3), site=PUSKESMAS)).datasets[0]
    assert lines(march, "code", "name", "PILK")[1:] == [
        ("1", "Penerimaan", 12),
        ("–", "Lainnya (selisih, retur, mutasi), masuk", 3),
    ]
    assert "masuk (Pil Kombinasi 3 cycle) sebagai kode 1 Penerimaan" in march.notes[0]


def test_a_correction_is_marked_on_the_card_and_counted_once_in_the_month(book: Winter) -> None:
    card = made(
        book, "kartu-stok", Parameters(site=WAREHOUSE, item="SUNTIK3P", since=JANUARY.first, until=JANUARY.last)
    )
    assert [note for (note,) in lines(card.datasets[0], "note")] == [
        "", "dibatalkan oleh koreksi", "koreksi: pengganti",
        "koreksi: membatalkan 400.13.16/004/SBBM/DPPKBPPPA/I/2026", "",
    ]  # fmt: skip
    gudang = made(book, "gudang").datasets[0]
    assert ("Suntikan 3 Bulanan Progestin (DMPA)", 500) in lines(gudang, "item", "supplied")


# stock


@pytest.mark.parametrize("day", ["2026-01-05", "2026-01-12", "2026-01-31", "2026-02-28"])
def test_stock_on_any_past_day_is_what_the_ledger_held(book: Winter, day: str) -> None:
    data = made(book, "persediaan", Parameters(day=date.fromisoformat(day))).datasets[0]
    sums: dict[tuple[str, object], int] = {}
    for item, shelf, reserved, damaged in lines(data, "item", "shelf", "reserved", "damaged"):
        for kind, quantity in (("shelf", shelf), ("reserved", reserved), ("damaged", damaged)):
            assert isinstance(quantity, int)
            sums[kind, item] = sums.get((kind, item), 0) + quantity
    held = book.held(day)
    names = {"PILK": "Pil Kombinasi", "KONDOM": "Kondom", "SUNTIK3P": "Suntikan 3 Bulanan Progestin (DMPA)"}
    for kind, (code, item) in product(("shelf", "reserved", "damaged"), names.items()):
        expected = sum(q for (site, k, i), q in held.items() if (k, i) == (kind, code) and site != "JALAN")
        assert sums.get((kind, item), 0) == expected, (kind, item)


def test_goods_on_the_road_are_listed_apart_with_their_voucher(book: Winter) -> None:
    road = made(book, "persediaan").datasets[1]
    assert lines(road, "to", "item", "transit", "missing") == [
        ("Puskesmas Ciamis", "Pil Kombinasi", 0, 1),
        ("PMB 001", "Suntikan 3 Bulanan Progestin (DMPA)", 60, 0),
    ]


def test_only_value_is_added_up_over_goods(book: Winter) -> None:
    data = made(book, "persediaan").datasets[0]
    (total,) = data.totals
    assert set(total.values) == {"value"}
    assert total.label == "Nilai seluruhnya (1 batch tanpa harga)"
    assert (
        total.values["value"] == 920 * 450000 + 1140 * 125050 + 440 * 2100000 + 21 * 450000 + 170 * 125050 + 30 * 450000
    )


def test_the_card_runs_line_by_line_to_what_is_left(book: Winter) -> None:
    card, batches = made(book, "kartu-stok").datasets
    rest = 0
    for received, issued, balance in lines(card, "received", "issued", "balance"):
        rest += (received or 0) - (issued or 0)  # type: ignore[operator]
        assert balance == rest
    assert rest == book.held("2026-02-28")[PUSKESMAS, "shelf", "PILK"] == 36
    assert lines(batches, "batch", "opening", "closing") == [("A0", 0, 0), ("A1", 0, 36)]


def test_a_card_of_one_fund_or_batch_runs_over_it_alone(book: Winter) -> None:
    asked = Parameters(site=PMB, item="PILK", since=JANUARY.first, until=JANUARY.last, fund="MANDIRI")
    assert lines(made(book, "kartu-stok", asked).datasets[0], "balance")[-1] == (14,)
    none = Parameters(site=PMB, item="PILK", since=JANUARY.first, until=JANUARY.last, fund="APBN")
    assert lines(made(book, "kartu-stok", none).datasets[0], "balance") == [(0,)]


# warehouse and recap


@pytest.mark.parametrize("month", [JANUARY, FEBRUARY])
def test_the_warehouse_report_explains_every_unit(book: Winter, month: Month) -> None:
    data = made(book, "gudang", Parameters(month=month)).datasets[0]
    plus, minus = (
        ("opening", "supplied", "given_back", "other_in", "variance"),
        ("sent", "other_out", "damaged", "expired"),
    )
    for row in lines(data, *plus, *minus, "closing"):
        *changes, closing = row
        assert sum(changes[:5]) - sum(changes[5:]) == closing  # type: ignore[arg-type]


def test_what_comes_back_from_the_road_is_a_return_of_the_warehouse(book: Winter) -> None:
    data = made(book, "gudang", Parameters(month=FEBRUARY)).datasets[0]
    assert ("Suntikan 3 Bulanan Progestin (DMPA)", 440, 10, 450) in lines(
        data, "item", "opening", "given_back", "closing"
    )


def test_the_first_to_expire_is_named_with_its_batch(book: Winter) -> None:
    assert lines(made(book, "gudang").datasets[0], "batch", "first") == [("D1", 440), ("A1", 920), ("K1", 95)]


def test_goods_that_may_not_be_issued_keep_appearing(book: Winter) -> None:
    aside = made(book, "gudang", Parameters(month=FEBRUARY)).datasets[1]
    assert lines(aside, "item", "batch", "damaged") == [("Pil Kombinasi", "A1", 10)]


def test_the_recap_holds_the_same_figures_as_the_registers(book: Winter) -> None:
    data = made(book, "rekap-mutasi").datasets[0]
    assert lines(data, "code", "item", "fund", "received", "service", "closing", "closed") == [
        (PUSKESMAS, "Pil Kombinasi", "APBN", 78, 50, 21, date(2026, 2, 3)),
        (PUSKESMAS, "Kondom", "APBN", 25, pytest.approx(130 / 12), pytest.approx(170 / 12), date(2026, 2, 3)),
        (PMB, "Pil Kombinasi", "Mandiri", 20, 6, 14, None),
        (CLINIC, "Pil Kombinasi", "APBN", 30, 0, 30, None),
    ]


def test_excel_reads_the_numbers_back(book: Winter) -> None:
    sheet = openpyxl.load_workbook(BytesIO(render(made(book, "mutasi"), "xlsx")))["APBN"]
    row = next(cells for cells in sheet.iter_rows() if cells[3].value == "Penerimaan")
    assert (str(row[1].value), row[7].value, row[9].value) == ("2026-01-12 00:00:00", 78, 25)
    closing = next(cells for cells in sheet.iter_rows() if cells[0].value == "Saldo Akhir")
    assert closing[7].value == 21


# scope and parameters


def test_a_report_holds_no_more_than_the_person_may_see(book: Winter) -> None:
    stock = made(book, "persediaan", seen={PMB})
    assert len(stock.datasets) == 1, "the road is the whole book's"
    assert {batch for (batch,) in lines(stock.datasets[0], "batch")} == {"M7"}
    assert {code for (code,) in lines(made(book, "rekap-mutasi", seen={PMB}).datasets[0], "code")} == {PMB}


def test_a_site_out_of_reach_is_forbidden(book: Winter) -> None:
    with pytest.raises(Forbidden):
        made(book, "mutasi", seen={PMB})


@pytest.mark.parametrize(
    ("name", "asked", "problems"),
    [
        ("mutasi", Parameters(), {("field_missing", "month"), ("field_missing", "site")}),
        ("mutasi", Parameters(month=Month(2026, 4), site="X"),
         {("month_in_future", "month"), ("site_unknown", "site")}),
        ("mutasi", Parameters(month=JANUARY, site=WAREHOUSE), {("report_wrong_site", "site")}),
        ("gudang", Parameters(month=JANUARY, site=PMB), {("report_wrong_site", "site")}),
        ("persediaan", Parameters(day=date(2026, 3, 4), item="X", kecamatan="Y"),
         {("date_in_future", "day"), ("item_unknown", "item"), ("kecamatan_unknown", "kecamatan")}),
        ("mutasi", Parameters(month=JANUARY, site=PMB, fund="DAK"), {("fund_unknown", "fund")}),
    ],
)  # fmt: skip
def test_everything_wrong_with_a_question_is_told_at_once(
    book: Winter, name: str, asked: Parameters, problems: set[tuple[str, str]]
) -> None:
    with pytest.raises(Refused) as refused:
        made(book, name, asked)
    assert {(p.code, p.field) for p in refused.value.problems} == problems


def test_parameters_are_read_the_indonesian_way_and_strange_ones_left_out() -> None:
    asked = read(REPORTS["mutasi"], {"month": "Januari 2026", "site": PMB, "item": "PILK", "fund": ""})
    assert asked == Parameters(month=JANUARY, site=PMB)
    with pytest.raises(Refused) as refused:
        read(REPORTS["persediaan"], {"day": "31 Februari 2026"})
    assert [(p.code, p.field) for p in refused.value.problems] == [("date_malformed", "day")]
