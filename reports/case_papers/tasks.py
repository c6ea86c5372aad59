"""The letters of the other procedures, filled in from what was answered on the way; the wording is ours.

Whatever a person must add (a name, a signature, a passage) is left to be written, or changed in the document for a
word processor that every paper has beside its PDF.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from alokon.text import long_date, number
from reports.case_papers.facts import CaseFacts
from reports.dataset import Block, Cell, Column, Facts, Items, Workbook
from reports.paper import NO_TABLE, Signer, Table
from reports.papers.berita_acara import BeritaAcara, berita_acara
from reports.papers.disposisi import Disposisi, disposisi
from reports.papers.keputusan import Annex, Keputusan, keputusan
from reports.papers.letter import IMPORTANT, Letter, letter
from reports.papers.nota_dinas import NotaDinas, nota_dinas
from reports.papers.tanda_terima import TandaTerima, tanda_terima
from reports.papers.undangan import Undangan, undangan

BUPATI = "Bupati"
UPTD = "Para Kepala UPTD P5A"
NO = Column("no", "No.", "int", align="center")


def told(facts: CaseFacts, name: str, missing: str = "…") -> str:
    """An answer of the case in words; what nobody answered is left open."""
    found = facts.issued.told(name)
    if found is None:
        return missing
    try:
        return long_date(date.fromisoformat(str(found)))
    except ValueError:
        return number(found) if isinstance(found, int) else str(found)


def day_of(facts: CaseFacts, name: str) -> date:
    """A day that was answered, else that of the paper."""
    found = facts.issued.told(name)
    return date.fromisoformat(str(found)) if found else facts.paper.issued_on


def head(facts: CaseFacts) -> Signer:
    """Who signs for the office."""
    return facts.office.signer("head")


def cell(row: Mapping[str, object], name: str) -> Cell:
    """An answer of a row as a cell."""
    found = row.get(name)
    return found if isinstance(found, int) else str(found or "")


def table(facts: CaseFacts, step: str, columns: Sequence[Column], names: Sequence[str]) -> Table:
    """The rows answered to a step as a table, numbered; none when nobody answered any."""
    rows = facts.issued.rows(step)
    cells = [tuple(cell(row, name) for name in names) for row in rows]
    return Table((NO, *columns), tuple((n, *row) for n, row in enumerate(cells, 1))) if rows else NO_TABLE


# --- Penggerakan kader IMP


def regulation(facts: CaseFacts) -> Workbook:
    """The letter that asks the kecamatan for the cadres they propose."""
    until = facts.issued.told("until")
    when = f" paling lambat {told(facts, 'until')}" if until else ""
    return letter(
        Letter(
            heading=facts.heading,
            to=(UPTD,),
            about=told(facts, "subject"),
            body=(
                "Dalam rangka penetapan PPKBD dan Sub PPKBD, dimohon Saudara:",
                Items(
                    (
                        "mengajukan nama PPKBD setiap desa/kelurahan dan Sub PPKBD setiap RW/dusun;",
                        "melampirkan surat ajuan kepala desa/lurah; dan",
                        f"menyampaikannya melalui dinas{when}.",
                    )
                ),
            ),
            signer=head(facts),
            nature=IMPORTANT,
            kind="Surat Regulasi",
        )
    )


PROPOSED = (
    Column("kecamatan", "Kecamatan"),
    Column("letter", "Surat ajuan"),
    Column("ppkbd", "PPKBD", "int"),
    Column("sub_ppkbd", "Sub PPKBD", "int"),
)


def compiled(facts: CaseFacts) -> Workbook:
    """The proposals of every kecamatan in one table, sent up with a memo."""
    names = ("kecamatan", "letter", "ppkbd", "sub_ppkbd")
    return nota_dinas(
        NotaDinas(
            heading=facts.heading,
            to="Kepala Bidang PPDI",
            sender="Staf",
            about="Rekap ajuan PPKBD dan Sub PPKBD per kecamatan",
            body=(f"Ajuan yang diterima: PPKBD {told(facts, 'ppkbd')}, Sub PPKBD {told(facts, 'sub_ppkbd')}.",),
            signer=Signer("Staf"),
            table=table(facts, "take_proposals", PROPOSED, names),
        )
    )


def decree_draft(facts: CaseFacts) -> Workbook:
    """The draft of the Bupati's decree; the names by desa are written into its lampiran."""
    members = (
        NO,
        Column("kecamatan", "Kecamatan"),
        Column("village", "Desa/kelurahan"),
        Column("name", "Nama"),
        Column("level", "Kedudukan"),
    )
    rows = tuple(
        (n, cell(row, "kecamatan"), "", "", "") for n, row in enumerate(facts.issued.rows("take_proposals"), 1)
    )
    kabupaten = facts.office.kabupaten
    return keputusan(
        Keputusan(
            heading=facts.heading,
            authority=f"Bupati {kabupaten.removeprefix('Kabupaten ')}",
            about="Penetapan PPKBD dan Sub PPKBD",
            weighed=(
                "bahwa untuk menggerakkan program Bangga Kencana di lini lapangan diperlukan PPKBD dan Sub PPKBD;",
                "bahwa berdasarkan pertimbangan pada huruf a perlu menetapkan Keputusan Bupati;",
            ),
            rules=("Undang-Undang Nomor 52 Tahun 2009 tentang Perkembangan Kependudukan dan Pembangunan Keluarga;",),
            decided=(
                "Menetapkan PPKBD dan Sub PPKBD sebagaimana tercantum dalam Lampiran Keputusan ini.",
                "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
            ),
            signer=Signer(BUPATI),
            annexes=(Annex("Nama PPKBD dan Sub PPKBD menurut desa", Table(members, rows, by_hand=True)),),
        )
    )


def recommendation(facts: CaseFacts) -> Workbook:
    """The head's recommendation to the Bupati, as the memo that goes with the draft."""
    return nota_dinas(
        NotaDinas(
            heading=facts.heading,
            to=BUPATI,
            sender=facts.office.signer("head").role,
            about="Rekomendasi penetapan PPKBD dan Sub PPKBD",
            body=(
                f"Hasil telaah draf: {told(facts, 'result')}. Jumlah yang diajukan: PPKBD {told(facts, 'ppkbd')}, Sub "
                f"PPKBD {told(facts, 'sub_ppkbd')}.",
                "Bersama ini disampaikan draf Keputusan Bupati melalui Bagian Hukum untuk ditetapkan.",
            ),
            signer=head(facts),
        )
    )


COPIES = (Column("recipient", "Penerima salinan"), Column("copies", "Jumlah", "int"), Column("signed", "Tanda tangan"))


def decree_receipt(facts: CaseFacts) -> Workbook:
    """Who got copies of the decree."""
    rows = enumerate(facts.issued.rows("distribute"), 1)
    cells = tuple((n, cell(row, "recipient"), cell(row, "copies"), "") for n, row in rows)
    return tanda_terima(
        TandaTerima(
            heading=facts.heading,
            sender=facts.office_name,
            receiver="Penerima salinan menurut tabel",
            purpose=f"Salinan SK Bupati Nomor {told(facts, 'decree')} tanggal {told(facts, 'decree_date')}",
            table=Table((NO, *COPIES), cells, by_hand=True),
        )
    )


# --- Promosi dan KIE


def airing_request(facts: CaseFacts) -> Workbook:
    """The request to a medium to air or print."""
    return letter(
        Letter(
            heading=facts.heading,
            to=(told(facts, "addressee"),),
            about="Permohonan siaran promosi dan KIE",
            body=(
                "Dalam rangka promosi program Bangga Kencana, dimohon kesediaan Saudara untuk menyiarkan atau memuat:",
                Facts(
                    (
                        ("Tema", told(facts, "theme")),
                        ("Bahan", told(facts, "version")),
                        ("Waktu", told(facts, "wanted")),
                    )
                ),
            ),
            signer=head(facts),
        )
    )


def airing_agreement(facts: CaseFacts) -> Workbook:
    """What the office and a medium agreed on."""
    return berita_acara(
        BeritaAcara(
            heading=facts.heading,
            about="Kesepakatan Publikasi",
            day=facts.paper.issued_on,
            where=facts.site,
            done="kami yang bertanda tangan di bawah ini sepakat atas publikasi berikut:",
            signatures=(Signer(facts.site).sign("Pihak Kedua,"), head(facts).sign("Pihak Pertama,")),
            body=(
                Facts(
                    (
                        ("Tema", told(facts, "theme")),
                        ("Bahan", told(facts, "version")),
                        ("Isi kesepakatan", told(facts, "agreement")),
                    ),
                    numbered=True,
                ),
            ),
            prose=True,
        )
    )


# --- Pembinaan Sistem Informasi Keluarga


def orientation(facts: CaseFacts) -> Workbook:
    """The invitation to an orientation, to the faskes that are asked to come."""
    return undangan(
        Undangan(
            heading=facts.heading,
            to=("Pimpinan faskes menurut daftar undangan",),
            reason="orientasi pencatatan dan pelaporan program Bangga Kencana",
            day=day_of(facts, "held_on"),
            time="09.00 WIB sampai dengan selesai",
            where=told(facts, "place"),
            agenda=told(facts, "theme"),
            signer=head(facts),
        )
    )


def monitoring(facts: CaseFacts) -> Workbook:
    """What monitoring found after an orientation."""
    return _record(
        facts,
        "Monitoring dan Evaluasi",
        "kami telah memantau hasil orientasi pencatatan dan pelaporan dengan hasil:",
        (("Peserta", "present"), ("Hasil", "result"), ("Tindak lanjut", "follow_up")),
    )


# --- Sekolah Siaga Kependudukan, Rumah Data, Posyandu


def ssk_agreement(facts: CaseFacts) -> Workbook:
    """What the offices and partners agreed on for a school."""
    return _record(
        facts,
        "Kesepakatan Sekolah Siaga Kependudukan",
        "OPD dan mitra kerja yang hadir sepakat sebagai berikut:",
        (("Yang hadir", "partners"), ("Isi kesepakatan", "agreement")),
    )


def ssk_appointment(facts: CaseFacts) -> Workbook:
    """The letter that appoints a school."""
    return letter(
        Letter(
            heading=facts.heading,
            to=(f"Kepala {facts.site}",),
            about="Penunjukan Sekolah Siaga Kependudukan",
            body=(
                f"Berdasarkan surat penunjukan Nomor {told(facts, 'decree')}, {facts.site} ditunjuk sebagai Sekolah "
                "Siaga Kependudukan.",
            ),
            signer=head(facts),
            copied_to=("Kepala Dinas Pendidikan.",),
        )
    )


def rally(facts: CaseFacts) -> Workbook:
    """What a village agreed on for its Rumah Data."""
    return _record(
        facts,
        "Kesepakatan Pembentukan Rumah Data Kependudukan",
        "pemuda dan tokoh masyarakat yang hadir sepakat sebagai berikut:",
        (("Isi kesepakatan", "agreement"),),
    )


def village_figures(facts: CaseFacts) -> Workbook:
    """Data informasi desa: the counts a Rumah Data keeps."""
    return _record(
        facts,
        "Data Informasi Desa",
        f"dicatat data {facts.site} sebagai berikut:",
        (("Tahun", "year"), ("PUS", "couples"), ("Peserta KB", "members"), ("Unmet need", "unmet")),
    )


def posyandu_report(facts: CaseFacts) -> Workbook:
    """The report on a posyandu's targets, to the Camat."""
    names = (
        ("Ibu hamil", "pregnant"),
        ("Ibu nifas", "postpartum"),
        ("Ibu menyusui", "nursing"),
        ("Bayi", "infants"),
        ("Anak balita", "toddlers"),
        ("Hasil analisa", "analysis"),
        ("Upaya perbaikan", "effort"),
        ("Program kerja", "programme"),
    )
    return letter(
        Letter(
            heading=facts.heading,
            to=("Camat",),
            about=f"Laporan data dan sasaran {facts.site}",
            body=("Bersama ini dilaporkan data dan sasaran:", _answers(facts, names)),
            signer=head(facts),
        )
    )


# --- Pemanfaatan data


def data_sheet(facts: CaseFacts) -> Workbook:
    """The sheet on which a head says what to do with a request for data."""
    return disposisi(
        Disposisi(
            heading=facts.heading,
            sender=facts.site,
            number=told(facts, "letter"),
            day=None,
            received=facts.issued.opened.done_on,
            agenda=facts.paper.number,
            nature="Biasa",
            about=f"Permohonan data: {told(facts, 'purpose')}",
            desks=("Sekretaris", "Kepala Bidang PPDI", "Petugas Pengelola Data"),
            head=head(facts),
        )
    )


def data_answer(facts: CaseFacts) -> Workbook:
    """The letter that grants a request for data, or refuses it with the reason."""
    refused = facts.issued.taken.step == "refuse"
    asked: tuple[tuple[str, str], ...] = (("Tujuan", "purpose"), ("Variabel", "variables"))
    more = (("Alasan", "reason"),) if refused else (("Syarat", "conditions"), ("Berlaku sampai", "valid_until"))
    word = "tidak dapat kami setujui" if refused else "kami setujui"
    return letter(
        Letter(
            heading=facts.heading,
            to=(f"{told(facts, 'rank')} {facts.site}",),
            about=f"{'Penolakan' if refused else 'Persetujuan'} permohonan data",
            body=(
                f"Sehubungan dengan surat Saudara Nomor {told(facts, 'letter')}, permohonan data berikut {word}:",
                _answers(facts, (*asked, *more)),
            ),
            signer=head(facts),
        )
    )


def data_handover(facts: CaseFacts) -> Workbook:
    """The record of a hand-over of data: variables, rows and digest, never the data."""
    return _record(
        facts,
        "Serah Terima Data dan Informasi Keluarga",
        "telah diserahkan data sebagai berikut:",
        (
            ("Penerima", "receiver"),
            ("Variabel", "given_variables"),
            ("Jumlah baris", "rows"),
            ("Sidik berkas (SHA-256)", "digest"),
            ("Surat perjanjian", "contract"),
            ("Berlaku sampai", "valid_until"),
        ),
        taker="Yang menerima data",
    )


def _answers(facts: CaseFacts, names: Sequence[tuple[str, str]]) -> Facts:
    return Facts(tuple((label, told(facts, name, "-")) for label, name in names))


def _record(
    facts: CaseFacts, about: str, done: str, names: Sequence[tuple[str, str]], taker: str = "Yang mengetahui"
) -> Workbook:
    """A record in words of some answers, signed by the office and one more."""
    body: tuple[Block, ...] = (_answers(facts, names),)
    return berita_acara(
        BeritaAcara(
            heading=facts.heading,
            about=about,
            day=facts.paper.issued_on,
            where=facts.site,
            done=done,
            signatures=(Signer(taker).sign(), head(facts).sign()),
            body=body,
            prose=True,
        )
    )


BUILDERS: dict[str, Callable[[CaseFacts], Workbook]] = {
    "imp-regulasi": regulation,
    "imp-rekap": compiled,
    "imp-draf-sk": decree_draft,
    "imp-rekomendasi": recommendation,
    "imp-tanda-terima": decree_receipt,
    "kie-permohonan": airing_request,
    "kie-kesepakatan": airing_agreement,
    "sik-undangan": orientation,
    "sik-monev": monitoring,
    "ssk-kesepakatan": ssk_agreement,
    "ssk-penunjukan": ssk_appointment,
    "rumah-data-kesepakatan": rally,
    "rumah-data-desa": village_figures,
    "posyandu-laporan": posyandu_report,
    "data-disposisi": data_sheet,
    "data-jawaban": data_answer,
    "data-serah-terima": data_handover,
}
"""Kind of paper of the other procedures → how it is filled in."""
