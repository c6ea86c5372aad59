"""Ten stories, one for each of the office's other procedures, as its staff live them from the first row to the last.

Each is told day by day of January 2026 and says what was left behind: the file it was written in, and goods given out
on the way. They are told to any office that can take a step, whether directly or through its pages.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from alokon.recipients import AREA, CADRES, KAMPUNG, PARTNER, POSYANDU, SCHOOL, Recipient
from alokon.service.recipients import register
from tests.books import PUSKESMAS, STOREROOM, Book

OFFICE = "DINAS"
STAFF, HEAD, DATA, UPTD, STORE = "program", "sekretaris", "data", "uptd", "gudang"

TERMS = {
    "outline": "Pemutakhiran triwulan", "objective": "Data yang mutakhir", "output": "Data per posyandu",
    "span": "Januari 2026",
}  # fmt: skip
"""What the KAK of a posyandu says."""

REQUEST = {
    "letter": "005/88", "rank": "Kepala Badan", "purpose": "Penyusunan RKPD", "variables": "PUS per desa",
    "since": "2025-01-01", "until": "2025-12-31", "lines": [{"dataset": "siga"}],
}  # fmt: skip
"""What is asked for in a letter that wants data of SIGA."""

Told = tuple[str, str, str, Mapping[str, object]]
"""A step as it is told: day of January, who, which, and what is answered."""

REVIEWED: Told = ("06", STAFF, "review", {"review": "Lengkap", "advice": "setuju"})


class End(NamedTuple):
    """What a story left: its file, and what lies in the storeroom at the end."""

    case: int
    stored: Mapping[str, int]


def enter(office: Book, kind: str, name: str, **more: object) -> str:
    """A recipient in Kecamatan Ciamis, or elsewhere where told; returns its code."""
    entry = replace(Recipient("", name, kind, "32.07.01"), **more)
    return str(register(office.desk(STORE, "2026-01-02"), entry, office.key()).facts["code"])


def bring(office: Book, item: str, quantity: int) -> None:
    """Goods beside alokon arrive at the storeroom on the second of January."""
    row = {"item": item, "fund": "APBN", "batch": "2025", "stated": quantity, "accepted": quantity}
    office.take(
        STORE, "2026-01-02", "penerimaan-penunjang", "take_in_supplies", site=STOREROOM,
        sender="Perwakilan BKKBN Jawa Barat", document=f"BAST/{item}", lines=[row],
    )  # fmt: skip


def give(office: Book, day: str, to: str, item: str, quantity: int, purpose: str) -> None:
    """Goods go to a recipient by SBBK."""
    told = {"purpose": purpose, "receiver": "Ketua", "lines": [{"item": item, "quantity": quantity}]}
    office.take(STORE, f"2026-01-{day}", "penyerahan-penunjang", "hand_out", site=to, **told)


def lived(office: Book, flow: str, site: str, *told: Told) -> int:
    """A file opened and carried through steps in order (day, who, which, what is answered); returns it."""
    case: int | None = None
    for day, who, step, answers in told:
        at: dict[str, object] = {"case": case} if case else {"site": site}
        case = office.take(who, f"2026-01-{day}", flow, step, **at, **answers).case
    assert case
    return case


def imp(office: Book) -> End:
    """The Bupati appoints the cadres of the district, and the cadres of Benteng get their kits.

    Staff ask the kecamatan on the 5th. Ciamis proposes 7 PPKBD and 60 Sub PPKBD, Kawali 11 and 84: 18 and 144 in all.
    The draft goes through Bagian Hukum, which wants the lampiran by desa, and comes back as a decree on the 15th. On
    the 16th the one PPKBD of Benteng is listed under that decree, and gets 1 of the 5 kits in the storeroom.
    """
    bring(office, "KIT_KADER", 5)
    asked = [
        {"kecamatan": "Ciamis", "letter": "400/12", "ppkbd": 7, "sub_ppkbd": 60},
        {"kecamatan": "Kawali", "letter": "400/31", "ppkbd": 11, "sub_ppkbd": 84},
    ]
    named = [{"kecamatan": "Ciamis", "village": "Benteng", "level": "ppkbd", "count": 1}]
    decree = "476/Kpts.1/2026"
    case = lived(
        office, "imp", OFFICE,
        ("05", STAFF, "regulate", {"subject": "Penunjukan PPKBD dan Sub PPKBD", "until": "2026-01-09"}),
        ("06", STAFF, "take_proposals", {"lines": asked}),
        ("06", STAFF, "compile", {"ppkbd": 18, "sub_ppkbd": 144}),
        ("06", STAFF, "examine", {}),
        ("06", STAFF, "draft", {"version": "1", "agreed": "2026-01-09"}),
        ("08", STAFF, "analyse", {"result": "Sesuai ajuan"}),
        ("08", STAFF, "print_draft", {}),
        ("08", HEAD, "recommend", {}),
        ("08", STAFF, "send", {"receipt": "TT-3"}),
        ("12", STAFF, "correct_draft", {"correction": "Lampiran per desa"}),
        ("12", STAFF, "revise", {"version": "2"}),
        ("12", STAFF, "await_decree", {}),
        ("15", STAFF, "take_decree", {"decree": decree, "decree_date": "2026-01-14", "lines": named}),
        ("15", STAFF, "distribute", {"lines": [{"recipient": "Balai Penyuluhan Ciamis", "copies": 2}]}),
        ("15", STAFF, "archive", {"place": "Lemari 2"}),
    )  # fmt: skip
    lasts = date(2027, 12, 31)
    cadres = enter(office, CADRES, "PPKBD Benteng", village="Benteng", decree=decree, decree_until=lasts)
    give(office, "16", cadres, "KIT_KADER", 1, "Kader baru menurut SK")
    return End(case, {"KIT_KADER": 4})


def kie(office: Book) -> End:
    """A radio airs a spot about contraception after birth, and the studio gets leaflets for its listeners.

    Made on the 6th, approved with one change, asked for and agreed on within two days, edited once more, aired 14
    times from the 12th. 50 of 200 leaflets go to the studio.
    """
    bring(office, "LEAFLET", 200)
    radio = enter(office, PARTNER, "Radio kabupaten", kecamatan=None)
    case = lived(
        office, "kie", radio,
        ("05", STAFF, "prepare", {"theme": "KB pascapersalinan", "media": "elektronik"}),
        ("06", STAFF, "make", {"version": "Spot 30 detik, versi 1"}),
        ("06", HEAD, "approve_media", {"revision": "Tambah nomor layanan"}),
        ("06", STAFF, "apply", {"addressee": "Pimpinan Radio", "wanted": "Dua minggu"}),
        ("07", STAFF, "agree", {"agreement": "Tayang 14 kali"}),
        ("08", STAFF, "edit", {"agreed": "2026-01-31"}),
        ("20", STAFF, "publish_media", {"aired": "2026-01-12", "times": 14, "evidence": "Rekaman siaran"}),
    )  # fmt: skip
    give(office, "20", radio, "LEAFLET", 50, "Pendengar siaran")
    return End(case, {"LEAFLET": 150})


def field_data(office: Book) -> End:
    """A kecamatan hands in what its faskes served in December, in counts: 15 users of pills, 3 of them new and PBI."""
    area = enter(office, AREA, "Balai Penyuluhan Ciamis")
    row = {"faskes": PUSKESMAS, "method": "PILK", "new_pbi": 3, "again_other": 12}
    case = lived(
        office, "data-lapangan", area,
        ("05", UPTD, "collect", {"month": "2025-12", "bkb": 40, "lines": [row]}),
        ("05", DATA, "enter", {"entered": 4}),
        ("06", DATA, "output", {}),
    )  # fmt: skip
    return End(case, {})


def sik(office: Book) -> End:
    """A Puskesmas that reports late is asked to an orientation, comes with two people, and does it alone afterwards.

    The office uses up 2 of 10 packs of material.
    """
    bring(office, "PAKET_ORIENTASI", 10)
    late = {"faskes": PUSKESMAS, "why": "Terlambat lapor dua bulan"}
    planned = {
        "held_on": "2026-01-20", "time": "09.30 WIB", "place": "Aula dinas", "theme": "R/II/KB",
        "agenda": "09.00 Pendaftaran; 09.30 Paparan; 11.00 Latihan", "lines": [late],
    }  # fmt: skip
    case = lived(
        office, "sik", OFFICE,
        ("05", STAFF, "schedule", planned),
        ("06", STAFF, "material", {"material": "Pencatatan dan pelaporan", "points": "Alur laporan; R/II/KB"}),
        ("20", STAFF, "orient", {"present": 12, "lines": [{"faskes": PUSKESMAS, "count": 2}]}),
        ("21", STAFF, "monitor", {"result": "Sudah dapat mengisi sendiri"}),
    )  # fmt: skip
    give(office, "20", OFFICE, "PAKET_ORIENTASI", 2, "Orientasi pencatatan dan pelaporan")
    return End(case, {"PAKET_ORIENTASI": 8})


def ssk(office: Book) -> End:
    """A school becomes a Sekolah Siaga Kependudukan, teaches 64 pupils, of whom 60 pass, and gets one of two kits."""
    bring(office, "KIT_SSK", 2)
    school = enter(office, SCHOOL, "SMA Negeri 1")
    lesson = {"subject": "Geografi", "topic": "Dinamika penduduk", "grade": "XI", "assessed": 64, "passed": 60}
    invitation = {
        "held_on": "2026-01-13", "time": "08.00 WIB", "place": "Halaman sekolah", "invited": "Camat; Kepala SMA",
    }  # fmt: skip
    case = lived(
        office, "ssk", school,
        ("05", STAFF, "coordinate", {"partners": "Dinas Pendidikan", "agreement": "Satu sekolah percontohan"}),
        ("12", HEAD, "appoint", {"decree": "421/7"}),
        ("12", STAFF, "invite", invitation),
        ("13", STAFF, "launch", {"place": "Halaman sekolah"}),
        ("14", STAFF, "socialise", {"present": 30}),
        ("20", STAFF, "teach", {"pupils": 64, "lines": [lesson]}),
    )  # fmt: skip
    give(office, "13", school, "KIT_SSK", 1, "Pojok kependudukan")
    return End(case, {"KIT_SSK": 1})


TRAINED_ONCE: tuple[Told, ...] = (
    ("05", UPTD, "rally", {"agreement": "Rumah data di balai desa"}),
    ("06", UPTD, "find", {"candidates": 8}),
    ("07", UPTD, "meet", {"present": 14}),
    ("08", UPTD, "choose", {"cadres": 4}),
    ("09", UPTD, "confirm", {"decree": "141/3"}),
    ("12", UPTD, "train_1", {"present": 4}),
)
"""A Rumah Data up to the first of its two orientations."""

VILLAGE = {"year": 2025, "couples": 1812, "members": 566, "unmet": 71}
"""What a village counts."""


def rumah_data(office: Book) -> End:
    """Four cadres of a village are confirmed, trained twice, and write down what the village counts.

    1,812 couples, 566 of them users, 71 with an unmet need. The village gets the one board there is.
    """
    bring(office, "PAPAN_DATA", 1)
    village = enter(office, KAMPUNG, "Kampung KB Mekar", village="Mekar")
    case = lived(
        office, "rumah-data", village,
        *TRAINED_ONCE,
        ("13", UPTD, "train_2", {"present": 4, "agreed": "2026-02-28"}),
        ("30", UPTD, "work", VILLAGE),
    )  # fmt: skip
    give(office, "09", village, "PAPAN_DATA", 1, "Peresmian rumah data")
    return End(case, {})


def data_for(flow: str, answers: Mapping[str, object]) -> Callable[[Book], End]:
    """The story of a request for data from SIGA by a kind of user: granted, handed over, and only its digest kept."""

    def told(office: Book) -> End:
        user = enter(office, PARTNER, "Bappeda", kecamatan=None)
        case = lived(
            office, flow, user,
            ("05", STAFF, "ask_data", REQUEST),
            REVIEWED,
            ("07", HEAD, "grant", {"conditions": "Sel kecil ditutup", "valid_until": "2026-12-31"}),
            ("08", DATA, "provide", {"given_variables": "PUS per desa", "rows": 265, "digest": "a" * 64}),
            ("08", DATA, "deliver", {"receiver": "Kepala Bidang", **answers}),
        )  # fmt: skip
        return End(case, {})

    return told


def posyandu(office: Book) -> End:
    """A posyandu brings its targets up to date: 9 pregnant, 3 after birth, 14 nursing; 17 infants and 61 toddlers.

    It finds that 3 mothers use nothing yet, and reports to the Camat. 30 of 100 forms go to it.
    """
    bring(office, "FORM_POSYANDU", 100)
    post = enter(office, POSYANDU, "Posyandu Melati", village="Benteng")
    counts = {"pregnant": 9, "postpartum": 3, "nursing": 14, "infants": 17, "toddlers": 61}
    case = lived(
        office, "posyandu", post,
        ("05", UPTD, "policy", {"basis": "Renja 2026"}),
        ("06", UPTD, "plan_data", TERMS),
        ("06", UPTD, "propose_targets", {"cover": "05/RT.2"}),
        ("12", UPTD, "update", {"month": "2025-12", **counts}),
        ("15", UPTD, "analyse_targets", {"analysis": "Tiga ibu nifas belum ber-KB"}),
        ("15", UPTD, "gather", {"programme": "Kunjungan rumah"}),
        ("15", UPTD, "take_report", {}),
    )  # fmt: skip
    give(office, "06", post, "FORM_POSYANDU", 30, "Pemutakhiran data")
    return End(case, {"FORM_POSYANDU": 70})


STORIES: dict[str, Callable[[Book], End]] = {
    "imp": imp,
    "kie": kie,
    "data-lapangan": field_data,
    "sik": sik,
    "ssk": ssk,
    "rumah-data": rumah_data,
    "data-eksternal": data_for("data-eksternal", {"contract": "SP/1"}),
    "data-internal": data_for("data-internal", {}),
    "posyandu": posyandu,
}
"""Procedure → its story; that of P2TP2A is told by its keepers (`tests.alokon.sop.test_p2tp2a`)."""
