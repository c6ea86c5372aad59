"""The letters of Penggerakan kader IMP: the request to the kecamatan, the rekap, the draft decree and its copies."""

from collections.abc import Mapping
from dataclasses import replace

from alokon.text import number
from reports.case_papers.answers import NO, answers, basis, cell, head, person, table, to_write, told
from reports.case_papers.facts import CaseFacts
from reports.dataset import Cell, Column, Items, Kop, Line, Section, Total, Workbook
from reports.paper import Signer, Table, or_blank
from reports.papers.keputusan import Annex, Keputusan, keputusan
from reports.papers.letter import IMPORTANT, Letter, letter
from reports.papers.nota_dinas import NotaDinas, nota_dinas
from reports.papers.tanda_terima import TandaTerima, tanda_terima

ABOUT = "Penetapan PPKBD dan Sub PPKBD"
MOST_LINES = 60
"""The most desa of a kecamatan lines are left for; whoever has more goes on in the document to be edited."""

FEW_LINES = 20
"""How many lines are left where no kecamatan proposed anybody."""

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
                *basis(facts),
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
            copied_to=("Camat yang bersangkutan.",),
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
    found = table(facts, "take_proposals", PROPOSED, names)
    rows = facts.issued.rows("take_proposals")
    sums: dict[str, Cell] = {name: sum(_count(row, name) for row in rows) for name in ("ppkbd", "sub_ppkbd")}
    return nota_dinas(
        NotaDinas(
            heading=facts.heading,
            to="Kepala Bidang PPDI",
            sender="Staf",
            about="Rekap ajuan PPKBD dan Sub PPKBD per kecamatan",
            body=(
                f"Ajuan yang diterima dan dihimpun: PPKBD {told(facts, 'ppkbd')}, Sub PPKBD "
                f"{told(facts, 'sub_ppkbd')}, dengan rincian per kecamatan:",
            ),
            signer=Signer("Staf"),
            table=replace(found, totals=(Total("Jumlah", sums),)) if rows else found,
        )
    )


def _count(row: Mapping[str, object], name: str) -> int:
    found = row.get(name)
    return found if isinstance(found, int) else 0


NAMED = (
    Column("village", "Desa/kelurahan", width=30),
    Column("ppkbd", "Nama PPKBD", width=40),
    Column("sub", "Nama Sub PPKBD", width=60),
)


def decree_draft(facts: CaseFacts) -> Workbook:
    """The draft of the Bupati's decree, whose number and day are the Bupati's to give.

    The names by desa are written into its lampiran.
    """
    bupati = f"Bupati {facts.office.kabupaten.removeprefix('Kabupaten ')}"
    counted = f"PPKBD sejumlah {told(facts, 'ppkbd')} dan Sub PPKBD sejumlah {told(facts, 'sub_ppkbd')}"
    return keputusan(
        Keputusan(
            heading=replace(facts.heading, kop=Kop((bupati.upper(),)), number="", day=None),
            authority=bupati,
            about=ABOUT,
            weighed=(
                "bahwa untuk menggerakkan program Bangga Kencana di lini lapangan diperlukan PPKBD dan Sub PPKBD;",
                "bahwa nama PPKBD dan Sub PPKBD telah diajukan oleh kecamatan dan diteliti;",
                "bahwa berdasarkan pertimbangan pada huruf a dan huruf b perlu menetapkan Keputusan Bupati;",
            ),
            rules=facts.rules or (or_blank(""),),
            decided=(
                f"Menetapkan {counted} sebagaimana tercantum dalam Lampiran Keputusan ini.",
                "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
            ),
            signer=person(bupati),
            annexes=(Annex("Nama PPKBD dan Sub PPKBD menurut desa", _names(facts)),),
            copied_to=(f"{head(facts).role}.", "Camat yang bersangkutan."),
            reference=facts.paper.number,
        )
    )


def _names(facts: CaseFacts) -> Table:
    """Under every kecamatan one line for each desa, of which each proposes one PPKBD with its Sub PPKBD."""
    lines: list[Line] = []
    for row in facts.issued.rows("take_proposals"):
        wanted = f"PPKBD {number(_count(row, 'ppkbd'))}, Sub PPKBD {number(_count(row, 'sub_ppkbd'))}"
        lines.append(Section(f"Kecamatan {row.get('kecamatan') or ''}: {wanted}"))
        lines += [(n, None, None, None) for n in range(1, min(_count(row, "ppkbd"), MOST_LINES) + 1)]
    return Table((NO, *NAMED), tuple(lines), by_hand=True) if lines else to_write(NAMED, FEW_LINES)


def recommendation(facts: CaseFacts) -> Workbook:
    """The head's letter that recommends the draft to the Bupati."""
    kept = facts.told("imp-draf-sk")
    draft = f", draf Nomor {kept}" if kept else ""
    return letter(
        Letter(
            heading=facts.heading,
            to=("Bupati",),
            about="Rekomendasi penetapan PPKBD dan Sub PPKBD",
            body=(
                "Berdasarkan hasil penelitian dan telaah atas ajuan kecamatan"
                f"{draft}, dengan ini direkomendasikan penetapan:",
                answers(
                    facts,
                    (("PPKBD", "ppkbd"), ("Sub PPKBD", "sub_ppkbd"), ("Hasil telaah", "result")),
                ),
            ),
            signer=head(facts),
            to_place=facts.office.place,
            nature=IMPORTANT,
            attachment="1 (satu) berkas draf Keputusan Bupati",
            copied_to=("Kepala Bagian Hukum Sekretariat Daerah.",),
            kind="Surat Rekomendasi",
        )
    )


def memo(facts: CaseFacts) -> Workbook:
    """The memo that goes with draft and recommendation through Bagian Hukum."""
    given = facts.told("imp-rekomendasi")
    return nota_dinas(
        NotaDinas(
            heading=facts.heading,
            to="Bupati melalui Kepala Bagian Hukum Sekretariat Daerah",
            sender=head(facts).role,
            about=f"Draf Keputusan Bupati tentang {ABOUT}",
            body=(
                f"Bersama ini disampaikan draf Keputusan Bupati tentang {ABOUT} untuk ditetapkan, beserta surat "
                f"rekomendasi{f' Nomor {given}' if given else ''}.",
            ),
            signer=head(facts),
            attachment="1 (satu) berkas",
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
