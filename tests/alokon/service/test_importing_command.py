"""`import` on the command line: looks first, says what it found, writes only when told to."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from alokon import cli
from alokon.imports import opening_rows, register_columns
from alokon.service.setup import change_settings
from inventory.store.engine import connect, reading
from inventory.store.queries import holdings
from tests.alokon.imports import made
from tests.alokon.service.importing import HISTORY, TITLES, assert_sound, counts, line
from tests.books import BOOK, PUSKESMAS, Book
from tests.conftest import ROOT

MAPPING = ROOT / "sample_data" / "mappings" / "lmis-civ.toml"
NIK = "3207" + "0" * 11 + "7"
OPENING = {column.key: column.title for column in opening_rows.COLUMNS}
REGISTER = {column.key: column.title for column in register_columns.COLUMNS}

Import = Callable[..., Result]


@pytest.fixture
def import_file(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Run the command on a database of its own, in a folder of its own."""
    monkeypatch.setenv("ALOKON_DATABASE", sqlite_url)
    monkeypatch.setenv("ALOKON_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(cli.main, ["import", *map(str, arguments)])

    return run


@pytest.fixture
def database(sqlite_url: str) -> sa.Engine:
    return connect(sqlite_url)


def history(path: Path, *rows: list[made.Value]) -> Path:
    path.write_bytes(made.delimited([TITLES, *rows]))
    return path


def test_looking_at_a_file_writes_nothing_and_says_what_would_be_written(
    import_file: Import, database: sa.Engine, tmp_path: Path
) -> None:
    before = counts(database)
    result = import_file(history(tmp_path / "a.csv", line(1, 2, 1, issued=1)), "--mapping", MAPPING)
    assert result.exit_code == 0, result.output
    assert "Buku CIV: akan memuat 1 tempat, 1 barang, 1 bulan, 1 baris laporan" in result.output
    assert "ulangi dengan --write" in result.output
    assert counts(database) == before


def test_a_flagged_row_is_told_with_row_column_value_meaning_and_remedy_and_keeps_the_file_out(
    import_file: Import, database: sa.Engine, tmp_path: Path
) -> None:
    before = counts(database)
    file = history(tmp_path / "a.csv", line(1, 2, 2), line(2, 5, 5))
    for more in ((), ("--write",)):
        result = import_file(file, "--mapping", MAPPING, *more)
        assert result.exit_code == 1
        assert "R02_OPENING_NE_PREV_CLOSING: 1 kesalahan yang dapat diterima" in result.output
        assert "Saran: Periksa laporan aslinya" in result.output
        row = next(text.split() for text in result.output.splitlines() if text.strip().startswith("3 "))
        assert row[:6] == ["3", "stock_initial", "5", "C1,", "AS27000,", "2017-02"]
        assert "stok akhir bulan sebelumnya, 2." in " ".join(result.output.split())
        assert "1 baris bertanda" in result.output
    assert counts(database) == before


def test_accepted_rows_are_written_and_a_second_time_is_no_second_import(
    import_file: Import, database: sa.Engine, tmp_path: Path
) -> None:
    file = history(tmp_path / "a.csv", line(1, 2, 2), line(2, 5, 5))
    strange = import_file(file, "--mapping", MAPPING, "--accept", "2-3", "--write")
    assert (strange.exit_code, "baris 2 tidak bertanda" in strange.output) == (1, True)
    written = import_file(file, "--mapping", MAPPING, "--accept", "3", "--write")
    assert written.exit_code == 0, written.output
    assert "Sudah ditulis: peristiwa 1" in written.output
    after = counts(database)
    again = import_file(file, "--mapping", MAPPING, "--accept", "all-flagged", "--write")
    assert (again.exit_code, "sudah diimpor: peristiwa 1" in again.output) == (0, True)
    assert counts(database) == after
    assert_sound(database, HISTORY)


def test_the_dirty_file_of_the_country_through_the_command(
    import_file: Import, database: sa.Engine, shared_data: Path
) -> None:
    before = counts(database)
    file = shared_data / "subset_dirty_4sites.csv"
    refused = import_file(file, "--mapping", MAPPING, "--write")
    assert (refused.exit_code, counts(database)) == (1, before)
    assert "36 baris bertanda" in refused.output
    written = import_file(file, "--mapping", MAPPING, "--write", "--accept", "all-flagged")
    assert written.exit_code == 0, written.output
    assert_sound(database, HISTORY)


def test_opening_balances_need_their_day_and_come_into_the_only_office_book(
    import_file: Import, database: sa.Engine, tmp_path: Path
) -> None:
    Book(database)
    file = tmp_path / "saldo.csv"
    row = [PUSKESMAS, "Pil Kombinasi", "A1", "APBN", "12/2027", "100", "", ""]
    file.write_bytes(made.delimited([list(OPENING.values()), row], separator=";"))
    undated = import_file(file)
    assert (undated.exit_code, undated.stderr) == (
        1,
        "Saldo awal per tempat memerlukan tanggal saldo. Isi tanggalnya, misalnya 31/12/2025.\n",
    )
    written = import_file(file, "--date", "31/12/2025", "--write")
    assert written.exit_code == 0, written.output
    assert "saldo 31 Desember 2025" in written.output
    with reading(database) as db:
        (holding,) = holdings(db, BOOK)
    assert (holding.site, holding.item, holding.quantity) == (PUSKESMAS, "PILK", 100)
    assert import_file(file, "--date", "31 Desembr 2025").exit_code == 2


def test_balances_behind_later_documents_are_written_once_their_impact_was_seen(
    import_file: Import, database: sa.Engine, tmp_path: Path
) -> None:
    book = Book(database)
    book.receive("2026-01-20", "PILK", "A1", 50, expiry="12/2027")
    book.deliver("2026-02-01", "PILK", 20)
    change_settings(book.desk("admin", "2026-02-02"), {"backdate.office": 100_000}, book.key())
    file = tmp_path / "saldo.csv"
    row = [PUSKESMAS, "Pil Kombinasi", "A1", "APBN", "12/2027", "100", "", ""]
    file.write_bytes(made.delimited([list(OPENING.values()), row], separator=";"))
    told = import_file(file, "--date", "31/1/2026", "--write")
    assert told.exit_code == 1
    assert "Puskesmas Ciamis, Pil Kombinasi batch A1: saldo sekarang 20 menjadi 120; 1 saldo" in told.output
    assert book.held()[PUSKESMAS, "shelf", "PILK"] == 20
    code = told.output.rpartition("--seen ")[2].strip().rstrip(".")
    assert import_file(file, "--date", "31/1/2026", "--write", "--seen", code).exit_code == 0
    assert book.held()[PUSKESMAS, "shelf", "PILK"] == 120


def test_a_register_comes_in_through_the_command(import_file: Import, database: sa.Engine, tmp_path: Path) -> None:
    Book(database)
    file = tmp_path / "faskes.xlsx"
    row = {"code": "320700300", "name": "Puskesmas Kawali", "kecamatan": "Kawali"}
    file.write_bytes(made.xlsx([list(REGISTER.values()), [row.get(key) for key in REGISTER]]))
    written = import_file(file, "--write")
    assert written.exit_code == 0, written.output
    assert "akan memuat 1 faskes, 0 jaringan/jejaring" in written.output


BAD: dict[str, tuple[bytes, str]] = {
    "kosong": (b"", "Berkas ini kosong."),
    "bukan tabel": (b"a,b\n1,2\n", "tidak dikenali dari judul kolomnya"),
    "pdf": (b"%PDF-1.7", "Jenis berkas ini tidak dikenal"),
    "halaman web": (b"<html><table><tr><td>1</td></tr></table>", "halaman web"),
    "xlsx terpotong": (made.xlsx([["a"]])[:100], "rusak"),
    "bulan 13": (made.delimited([TITLES, line(13, 1, 1)]), "Bukan tahun dan bulan yang ada."),
    "stok bukan angka": (made.delimited([TITLES, [*line(1, 1, 1)[:4], "sepuluh", *line(1, 1, 1)[5:]]]), "“sepuluh”"),
    "barang tidak dikenal": (made.delimited([TITLES, line(1, 1, 1, product="X9")]), "tidak ada dalam berkas pemetaan"),
    "baris dua kali": (made.delimited([TITLES, line(1, 1, 1), line(1, 1, 1)]), "sudah ada di baris 2"),
    "kolom hilang": (made.delimited([TITLES[:8], line(1, 1, 1)[:8]]), "Kolom stock_end tidak ada."),
    "kolom NIK": (made.delimited([[*TITLES, "NIK"], [*line(1, 1, 1), NIK]]), "16 digit seperti NIK"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_a_sentence_with_nothing_written(
    import_file: Import, database: sa.Engine, tmp_path: Path, name: str
) -> None:
    before = counts(database)
    data, sentence = BAD[name]
    file = tmp_path / "buruk.dat"
    file.write_bytes(data)
    mapped = ("--mapping", MAPPING) if data.startswith(b"year") else ()
    result = import_file(file, *mapped, "--write", "--accept", "all-flagged")
    assert result.exit_code == 1
    assert sentence in result.output
    assert "Traceback" not in result.output
    assert NIK not in result.output
    assert counts(database) == before


def test_a_file_or_mapping_that_is_not_there_is_one_sentence(import_file: Import, tmp_path: Path) -> None:
    missing = import_file(tmp_path / "tidak-ada.csv")
    assert (missing.exit_code, missing.stderr) == (1, f"Berkas {tmp_path / 'tidak-ada.csv'} tidak ditemukan.\n")
    file = history(tmp_path / "a.csv", line(1, 1, 1))
    assert import_file(file, "--mapping", tmp_path / "tidak-ada.toml").exit_code == 1
    assert import_file().exit_code == 2
    assert import_file(file, "--accept", "semua", "--mapping", MAPPING).exit_code == 2


def test_every_finding_can_be_kept_in_a_file(import_file: Import, tmp_path: Path) -> None:
    file = history(tmp_path / "a.csv", *(line(month, 0, 0, adjusted=0) for month in range(1, 3)), line(4, 5, 5))
    result = import_file(file, "--mapping", MAPPING, "--findings", "temuan.csv")
    kept = (tmp_path / "temuan.csv").read_text(encoding="utf-8-sig").splitlines()
    assert kept[0] == "Aturan;Tingkat;Baris;Kolom;Isi;Tentang;Arti;Saran"
    assert [row.split(";")[0] for row in kept[1:]] == ["R03_MISSING_MONTHS", "R04_OPENING_NE_CLOSING_BEFORE_GAP"]
    assert result.exit_code == 0


def test_long_lists_are_cut_short_unless_all_is_asked_for(import_file: Import, tmp_path: Path) -> None:
    rows = [line(month, month, month) for month in range(1, 13)] + [
        line(month, month, month, site="C2") for month in range(1, 13)
    ]
    file = history(tmp_path / "a.csv", *rows)
    short = import_file(file, "--mapping", MAPPING).output
    assert "R02_OPENING_NE_PREV_CLOSING: 22 kesalahan" in short
    assert "2 lagi: --all menampilkan" in short
    full = import_file(file, "--mapping", MAPPING, "--all").output
    assert (full.count("stock_initial"), "lagi: --all" in full) == (22, False)


@pytest.mark.parametrize("kind", ["faskes", "saldo-awal", "lmis"])
def test_a_template_is_written_and_recognised(import_file: Import, tmp_path: Path, kind: str) -> None:
    made_one = import_file("--template", "contoh.xlsx", "--format", kind)
    assert made_one.exit_code == 0, made_one.output
    assert (tmp_path / "contoh.xlsx").stat().st_size > 1000
    assert import_file("--template", "contoh.xlsx").exit_code == 2


def test_the_example_mapping_reads_the_empty_template(import_file: Import, database: sa.Engine, tmp_path: Path) -> None:
    import_file("--template", "pemetaan.toml", "--format", "lmis")
    file = history(tmp_path / "a.csv", line(1, 1, 1, product="PILK"))
    written = import_file(file, "--mapping", "pemetaan.toml", "--write")
    assert written.exit_code == 0, written.output
    assert_sound(database, "RIWAYAT")
