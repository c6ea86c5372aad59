"""One realistic case of every letter and of what is made of its pieces; people are roles."""

from collections.abc import Callable
from datetime import date

from alokon.text import Expiry
from reports.dataset import Column, Facts, Items, Total, Workbook
from reports.paper import Signer, Table
from reports.papers.berita_acara import BeritaAcara, berita_acara
from reports.papers.disposisi import Disposisi, disposisi
from reports.papers.keputusan import Annex, Keputusan, keputusan
from reports.papers.letter import Letter, letter
from reports.papers.nota_dinas import NotaDinas, nota_dinas
from reports.papers.pemusnahan import DestroyedLine, Destruction, pemusnahan
from reports.papers.penarikan import RecalledLot, RecallLetter, penarikan
from reports.papers.tanda_terima import TandaTerima, tanda_terima
from reports.papers.undangan import Undangan, undangan
from tests.reports.cases import OFFICE, heading

HEAD = Signer("Kepala Dinas", rank="Pembina Utama Muda")
AUTHORITY = f"Kepala {OFFICE} Kabupaten Ciamis"

MEMBERS = Table(
    (Column("no", "No.", "int", align="center"), Column("role", "Kedudukan dalam tim"), Column("post", "Jabatan")),
    (
        (1, "Penanggung jawab", "Kepala Dinas"),
        (2, "Ketua", "Kepala Bidang Keluarga Berencana"),
        (3, "Anggota", "Pengelola Barang"),
    ),
)
REPORTS = Table(
    (
        Column("no", "No.", "int", align="center"),
        Column("name", "Nama Faskes"),
        Column("month", "Bulan"),
        Column("late", "Terlambat", "int", unit="hari"),
    ),
    ((1, "Puskesmas Handapherang", "Januari 2026", 4), (2, "Klinik Pratama Kawali", "Januari 2026", 1200)),
    (Total("Jumlah", {"late": 1204}),),
)
GOODS = Table(
    (
        Column("no", "No.", "int", align="center"),
        Column("name", "Nama Barang"),
        Column("quantity", "Jumlah", "quantity"),
        Column("unit", "Satuan"),
        Column("note", "Ket."),
    ),
    ((1, "Leaflet KB pascapersalinan", 1500, "lembar", ""), (2, "Lembar balik", 12, "buah", "edisi 2025")),
)


def letter_case() -> Workbook:
    """A letter to two with points, a table and tembusan."""
    return letter(
        Letter(
            heading("400.13.16/021/DPPKBPPPA/I/2026"),
            ("Kepala Puskesmas Handapherang", "Pimpinan Klinik Pratama Kawali"),
            "Kelengkapan laporan bulanan",
            (
                "Berdasarkan hasil rekapitulasi laporan pencatatan dan pelaporan pelayanan KB, bersama ini disampaikan "
                "bahwa laporan Saudara belum kami terima. Sehubungan dengan hal tersebut, dimohon agar Saudara:",
                Items(
                    (
                        "menutup bulan laporan pada buku stok paling lambat tanggal 5 bulan berikutnya, sesudah "
                        "seluruh pelayanan bulan itu tercatat;",
                        "mencocokkan sisa stok dengan kartu stok; dan",
                        "menyampaikan alasan keterlambatan secara tertulis.",
                    )
                ),
                "Adapun laporan yang belum diterima sebagai berikut:",
            ),
            HEAD,
            nature="Penting",
            attachment="1 (satu) lembar",
            table=REPORTS,
            copied_to=("Bupati Ciamis (sebagai laporan);", "Kepala Dinas Kesehatan Kabupaten Ciamis."),
        )
    )


def memo_case() -> Workbook:
    """A memo of the secretary to the head."""
    return nota_dinas(
        NotaDinas(
            heading("000.1.5/007/ND/I/2026"),
            "Kepala Dinas",
            "Sekretaris",
            "Hasil telaah permohonan data",
            (
                "Menindaklanjuti disposisi Saudara, bersama ini disampaikan hasil telaah sebagai berikut:",
                Items(("Permohonan memenuhi syarat.", "Data yang diminta tidak memuat data perorangan."), "a."),
            ),
            Signer("Sekretaris"),
            closing="Demikian disampaikan, mohon arahan selanjutnya.",
            copied_to=("Kepala Bidang Pengendalian Penduduk.",),
        )
    )


def decree_case(draft: bool = True) -> Workbook:
    """A decree on a team, with its members as lampiran."""
    return keputusan(
        Keputusan(
            heading("" if draft else "400.13/Kpts.12/DPPKBPPPA/2026", day=None if draft else date(2026, 2, 2)),
            AUTHORITY,
            "Pembentukan Tim Stock Opname Alat dan Obat Kontrasepsi",
            (
                "bahwa untuk tertib administrasi persediaan alat dan obat kontrasepsi perlu dilakukan stock opname;",
                "bahwa berdasarkan pertimbangan sebagaimana dimaksud pada huruf a, perlu menetapkan Keputusan Kepala "
                "Dinas tentang Pembentukan Tim Stock Opname Alat dan Obat Kontrasepsi;",
            ),
            (
                "Undang-Undang Nomor 30 Tahun 2014 tentang Administrasi Pemerintahan;",
                "Peraturan Bupati Ciamis Nomor 23 Tahun 2023 tentang Pedoman Tata Naskah Dinas di Lingkungan "
                "Pemerintah Kabupaten Ciamis;",
            ),
            (
                "Membentuk Tim Stock Opname dengan susunan sebagaimana tercantum dalam Lampiran yang merupakan bagian "
                "tidak terpisahkan dari Keputusan ini.",
                "Tim sebagaimana dimaksud dalam Diktum KESATU bertanggung jawab kepada Kepala Dinas.",
                "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
            ),
            HEAD,
            draft=draft,
            annexes=(Annex("Susunan Tim Stock Opname", MEMBERS),),
            copied_to=("Bupati Ciamis;", "Inspektur Kabupaten Ciamis."),
        )
    )


def invitation_case() -> Workbook:
    """An invitation to a meeting."""
    return undangan(
        Undangan(
            heading("400.13.16/030/DPPKBPPPA/I/2026"),
            ("Para Kepala UPTD P5A se-Kabupaten Ciamis",),
            "pembinaan pencatatan dan pelaporan alat dan obat kontrasepsi tahun 2026",
            date(2026, 1, 22),
            "09.00 WIB sampai dengan selesai",
            "Aula Dinas, Jalan Jenderal Ahmad Yani No. 38 Ciamis",
            "Evaluasi laporan triwulan IV tahun 2025",
            HEAD,
            after=("Mengingat pentingnya acara tersebut, dimohon hadir tepat waktu dan membawa kartu stok.",),
        )
    )


def receipt_case() -> Workbook:
    """A receipt of printed matter."""
    return tanda_terima(
        TandaTerima(
            heading("015/TT/I/2026"),
            "Bidang Advokasi dan Penggerakan",
            "UPTD P5A Kecamatan Cijeungjing",
            "Penyuluhan keluarga berencana di Kecamatan Cijeungjing",
            GOODS,
        )
    )


def record_case() -> Workbook:
    """A record of an inspection, in words."""
    return berita_acara(
        BeritaAcara(
            heading("400.13.16/004/BA/I/2026"),
            "Pemeriksaan Gudang",
            date(2026, 1, 15),
            "Gudang Alat Kontrasepsi KB Kabupaten Ciamis",
            "kami yang bertanda tangan di bawah ini telah memeriksa keadaan gudang dengan hasil sebagai berikut:",
            (Signer("Pengelola Barang").sign(), Signer("Sekretaris").sign("Mengetahui,")),
            body=(Facts((("Suhu", "27 °C"), ("Kebersihan", "Baik")), numbered=True),),
            prose=True,
        )
    )


def sheet_case() -> Workbook:
    """The sheet before a letter of a faskes."""
    return disposisi(
        Disposisi(
            heading(None, day=None),
            "Puskesmas Handapherang",
            "440/017/PKM/I/2026",
            date(2026, 1, 12),
            date(2026, 1, 13),
            "0042",
            "Biasa",
            "Permohonan alat dan obat kontrasepsi",
            ("Sekretaris", "Kepala Bidang Keluarga Berencana", "Kepala Bidang Pengendalian Penduduk"),
            HEAD,
        )
    )


def recall_case() -> Workbook:
    """The letter of a recall to a puskesmas."""
    return penarikan(
        RecallLetter(
            heading("400.13.16/002/TRK/I/2026"),
            "Kepala Puskesmas Handapherang",
            "Kecamatan Cijeungjing, Kabupaten Ciamis",
            (RecalledLot("Kondom", "LTX99120034", Expiry(date(2030, 4, 30), "month"), "APBD", 1000, 0, "buah"),),
            "Kemasan bocor",
            "Surat BPOM 7/2026",
            HEAD,
        )
    )


def destruction_case() -> Workbook:
    """The record of a destruction with one line without a price."""
    return pemusnahan(
        Destruction(
            heading("400.13.16/001/BAP/I/2026"),
            date(2026, 1, 15),
            "Halaman gudang",
            "Dibakar",
            "SK 12/2026",
            date(2026, 1, 5),
            "Bupati Ciamis",
            "Gudang Alat Kontrasepsi KB Kabupaten Ciamis",
            "Pengelola Barang",
            ("Inspektorat", "Dinas Kesehatan"),
            (
                DestroyedLine(
                    "Kondom", "K1", Expiry(date(2025, 4, 30), "month"), "APBN", 144, "buah", 1440000, "Rusak"
                ),
                DestroyedLine("Pil", "P1", None, "APBN", 10, "cycle", None, "Kedaluwarsa"),
            ),
        )
    )


LETTERS: dict[str, Callable[[], Workbook]] = {
    "surat": letter_case,
    "nota-dinas": memo_case,
    "keputusan": decree_case,
    "undangan": invitation_case,
    "tanda-terima": receipt_case,
    "berita-acara": record_case,
    "disposisi": sheet_case,
    "penarikan": recall_case,
    "pemusnahan": destruction_case,
}
