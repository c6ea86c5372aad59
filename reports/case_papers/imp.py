"""The letters of Penggerakan kader IMP: the request to the kecamatan, the rekap, the draft decree and its copies."""

from reports.case_papers.answers import NO, cell, head, table, told
from reports.case_papers.facts import CaseFacts
from reports.dataset import Column, Items, Workbook
from reports.paper import Signer, Table
from reports.papers.keputusan import Annex, Keputusan, keputusan
from reports.papers.letter import IMPORTANT, Letter, letter
from reports.papers.nota_dinas import NotaDinas, nota_dinas
from reports.papers.tanda_terima import TandaTerima, tanda_terima

BUPATI = "Bupati"
UPTD = "Para Kepala UPTD P5A"


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
