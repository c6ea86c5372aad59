"""The office's other procedures in the year: whom they are about, files on their way, and what was handed out."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from alokon.imports.siga_counts import Figure
from alokon.people import Actor
from alokon.recipients import AREA, CADRES, KAMPUNG, PARTNER, POSYANDU, SCHOOL, SHELTER, Recipient
from alokon.service.importing_siga import record_in
from alokon.service.recipients import register_in
from alokon.siga import ServiceKey
from alokon.sop.handing_out import HANDING_OUT
from alokon.sop.tasks.field_data import FIELD_DATA_FLOW
from inventory.core.months import Month
from sample_data.story.days import later, months_of, the_day
from sample_data.story.people import ADMIN, APPROVER, DATA, KECAMATAN, OFFICER, PROGRAM, STOREKEEPER
from sample_data.story.telling import Story

DECREE = "476/Kpts.31/2025"

OTHERS = (
    Recipient("", "Kader IMP Desa 1 Ciamis", CADRES, KECAMATAN, "Desa 1", DECREE),
    Recipient("", "Kader IMP Desa 2 Ciamis", CADRES, KECAMATAN, "Desa 2", DECREE),
    Recipient("", "Kader IMP Desa 3 Ciamis", CADRES, KECAMATAN, "Desa 3"),
    Recipient("", "SMA Negeri percontohan 1", SCHOOL, KECAMATAN),
    Recipient("", "SMP Negeri percontohan 1", SCHOOL, KECAMATAN),
    Recipient("", "Kampung KB 1", KAMPUNG, KECAMATAN, "Desa 2"),
    Recipient("", "Posyandu 1", POSYANDU, KECAMATAN, "Desa 1"),
    Recipient("", "Posyandu 2", POSYANDU, KECAMATAN, "Desa 2"),
    Recipient("", "Radio siaran kabupaten", PARTNER),
    Recipient("", "Badan perencanaan daerah", PARTNER),
    Recipient("", "Sekretariat P2TP2A", SHELTER),
)
"""Samples, numbered and not named; the third group of cadres waits for its decree."""


class Told(NamedTuple):
    """A step: how many working days after the one before, who takes it, what is answered."""

    after: int
    who: Actor
    step: str
    answers: Mapping[str, object] = {}


class File(NamedTuple):
    """A file of a procedure: about whom (by name), in which month of the story and from which day, step by step."""

    flow: str
    about: str
    month: int
    day: int
    steps: tuple[Told, ...]


OWN = "Kegiatan dinas sendiri"

INVITED = (
    ("320701800", "Pelayanan dan pemakaian tidak sama"),
    ("320704400", "Laporan terlambat"),
    ("320705100", "Laporan terlambat"),
)
"""Whom the orientation of the year invites, and why; the last of them does not come."""

FILES = (
    File("imp", OWN, 8, 6, (
        Told(0, PROGRAM, "regulate", {"subject": "Penunjukan PPKBD dan Sub PPKBD"}),
        Told(6, PROGRAM, "take_proposals", {"lines": [
            {"kecamatan": "Ciamis", "letter": "400/12", "ppkbd": 12, "sub_ppkbd": 96},
            {"kecamatan": "Kawali", "letter": "400/31", "ppkbd": 11, "sub_ppkbd": 84},
        ]}),
        Told(1, PROGRAM, "compile", {"ppkbd": 23, "sub_ppkbd": 180}),
        Told(0, PROGRAM, "examine", {"findings": "Satu ajuan tanpa tanda tangan, sudah dilengkapi"}),
        Told(1, PROGRAM, "draft", {"version": "1"}),
        Told(1, PROGRAM, "analyse", {"result": "Sesuai ajuan dan jumlah desa"}),
        Told(0, PROGRAM, "print_draft", {"version": "1"}),
        Told(1, APPROVER, "recommend"),
        Told(0, PROGRAM, "send", {"receipt": "TT-18"}),
        Told(5, PROGRAM, "correct_draft", {"correction": "Lampiran dirinci per desa"}),
        Told(1, PROGRAM, "revise", {"version": "2"}),
        Told(6, PROGRAM, "await_decree"),
        Told(2, PROGRAM, "take_decree", {
            "decree": "476/Kpts.40/2026", "decree_date": "2026-07-31", "decree_until": "2029-12-31",
            "lines": [
                {"kecamatan": "Ciamis", "village": village, "level": level, "count": count}
                for village in ("Desa 1", "Desa 2", "Desa 3") for level, count in (("ppkbd", 1), ("sub-ppkbd", 8))
            ] + [{"kecamatan": "Kawali", "village": "Desa 1", "level": "ppkbd", "count": 1}],
        }),
    )),
    File("kie", "Radio siaran kabupaten", 2, 9, (
        Told(0, PROGRAM, "prepare", {"theme": "KB pascapersalinan", "media": "elektronik"}),
        Told(1, PROGRAM, "make", {"version": "Spot 30 detik, versi 1"}),
        Told(1, APPROVER, "approve_media", {"revision": "Nomor layanan ditambahkan"}),
        Told(0, PROGRAM, "apply", {"addressee": "Radio siaran kabupaten", "wanted": "Dua minggu"}),
        Told(3, PROGRAM, "agree", {"agreement": "Tayang 14 kali tanpa biaya"}),
        Told(1, PROGRAM, "edit", {"agreed": "2026-02-13"}),
        Told(8, PROGRAM, "publish_media", {"aired": "2026-02-02", "times": 14, "evidence": "Rekaman siaran"}),
    )),
    File("kie", OWN, 10, 21, (
        Told(0, PROGRAM, "prepare", {"theme": "MKJP", "media": "luar-ruang"}),
        Told(2, PROGRAM, "make", {"version": "Banner 2 x 1 m"}),
    )),
    File("sik", OWN, 5, 14, (
        Told(0, PROGRAM, "schedule", {
            "held_on": "2026-04-27", "time": "09.00 WIB sampai selesai", "place": "Aula dinas",
            "theme": "R/II/KB dan stok",
            "agenda": "08.30 Pendaftaran; 09.00 Pembukaan; 09.30 Paparan; 11.00 Latihan; 12.00 Penutupan",
            "lines": [{"faskes": code, "why": why} for code, why in INVITED],
        }),
        Told(1, PROGRAM, "material", {
            "material": "Pencatatan dan pelaporan Bangga Kencana", "points": "Alur laporan; R/II/KB; Stok dan kartu",
        }),
        Told(8, PROGRAM, "orient", {"present": 5, "lines": [{"faskes": code, "count": 2} for code, _ in INVITED[:2]]}),
        Told(1, PROGRAM, "monitor", {"result": "Peserta dapat mengisi R/II/KB sendiri"}),
    )),
    File("ssk", "SMA Negeri percontohan 1", 3, 2, (
        Told(0, PROGRAM, "coordinate", {"partners": "Dinas Pendidikan", "agreement": "Satu sekolah per tahun"}),
        Told(5, APPROVER, "appoint", {"decree": "421/77"}),
        Told(0, PROGRAM, "invite", {
            "held_on": "2026-02-11", "time": "08.00 WIB sampai selesai", "place": "Halaman sekolah",
            "invited": "Kepala Dinas Pendidikan; Kepala SMA Negeri percontohan 1",
        }),
        Told(1, PROGRAM, "launch", {"place": "Halaman sekolah"}),
        Told(1, PROGRAM, "socialise", {"present": 34}),
        Told(5, PROGRAM, "teach", {"pupils": 128, "lines": [
            {
                "subject": "Geografi", "topic": "Dinamika penduduk", "grade": "XI", "method": "Proyek",
                "assessed": 64, "passed": 60,
            },
            {
                "subject": "IPS", "topic": "Bonus demografi", "grade": "X", "method": "Tes tertulis",
                "assessed": 64, "passed": 57,
            },
        ]}),
    )),
    File("ssk", "SMP Negeri percontohan 1", 10, 1, (
        Told(0, PROGRAM, "coordinate", {"partners": "Dinas Pendidikan", "agreement": "Sekolah kedua"}),
        Told(4, PROGRAM, "hold", {"reason": "Menunggu pergantian kepala sekolah"}),
    )),
    File("rumah-data", "Kampung KB 1", 6, 5, (
        Told(0, OFFICER, "rally", {"agreement": "Rumah data di balai desa"}),
        Told(4, OFFICER, "find", {"candidates": 9}),
        Told(1, OFFICER, "meet", {"present": 17}),
        Told(4, OFFICER, "choose", {"cadres": 5}),
        Told(1, OFFICER, "confirm", {"decree": "141/12"}),
        Told(3, OFFICER, "train_1", {"present": 5}),
        Told(10, OFFICER, "train_2", {"present": 5, "agreed": "2026-07-31"}),
        Told(20, OFFICER, "work", {"year": 2026, "couples": 812, "members": 566, "unmet": 71}),
    )),
    File("data-eksternal", "Badan perencanaan daerah", 9, 3, (
        Told(0, PROGRAM, "ask_data", {
            "letter": "005/88", "rank": "Kepala Badan", "purpose": "Penyusunan RKPD",
            "variables": "Pemakaian alokon per faskes", "since": "2026-01-01", "until": "2026-07-31",
            "lines": [{"dataset": "pemakaian"}, {"dataset": "persediaan"}],
        }),
        Told(1, PROGRAM, "review", {"review": "Agregat per desa, tanpa data perorangan", "advice": "setuju"}),
        Told(1, APPROVER, "grant", {"conditions": "Hanya untuk RKPD", "valid_until": "2027-12-31"}),
    )),
    File("posyandu", "Posyandu 1", 9, 7, (
        Told(0, OFFICER, "policy", {"basis": "Renja 2026"}),
        Told(1, OFFICER, "plan_data", {
            "outline": "Pemutakhiran triwulan", "objective": "Data sasaran yang mutakhir",
            "output": "Data sasaran per posyandu", "span": "Triwulan III", "budget": "APBDes",
        }),
        Told(0, OFFICER, "propose_targets"),
        Told(5, OFFICER, "update", {
            "month": "2026-07", "pregnant": 9, "postpartum": 4, "nursing": 14, "infants": 17, "toddlers": 61,
        }),
    )),
    File("posyandu", "Posyandu 2", 11, 12, (
        Told(0, OFFICER, "policy", {"basis": "Renja 2026"}),
        Told(0, OFFICER, "plan_data", {
            "outline": "Pemutakhiran triwulan", "objective": "Data dan sasaran yang mutakhir",
            "output": "Data dan sasaran per posyandu", "span": "Triwulan ini",
        }),
        Told(0, OFFICER, "propose_targets"),
        Told(5, OFFICER, "update", {
            "month": "2026-10", "pregnant": 12, "postpartum": 5, "nursing": 19, "infants": 22, "toddlers": 70,
        }),
        Told(1, OFFICER, "analyse_targets", {"analysis": "Sasaran bertambah", "effort": "Penyuluhan"}),
    )),
)  # fmt: skip


class Gift(NamedTuple):
    """Goods handed out: when, to whom, what for, and (item, quantity)."""

    month: int
    day: int
    to: str
    purpose: str
    rows: tuple[tuple[str, int], ...]


GIFTS = (
    Gift(2, 20, "Kader IMP Desa 1 Ciamis", "Perlengkapan kader", (("KIT_KADER", 8), ("BUKU_SAKU", 8))),
    Gift(2, 20, "Kader IMP Desa 2 Ciamis", "Perlengkapan kader", (("KIT_KADER", 6), ("BUKU_SAKU", 6))),
    Gift(4, 6, OWN, "Penyuluhan hari besar", (("LEAFLET", 1500), ("BOOKLET", 40))),
    Gift(6, 15, "Balai Penyuluhan KB Kawali", "Penyuluhan", (("LEAFLET", 300), ("BOOKLET", 30))),
    Gift(7, 9, "Balai Penyuluhan KB Ciamis", "Penyuluhan", (("LEAFLET", 250),)),
    Gift(8, 3, "SMA Negeri percontohan 1", "Pojok kependudukan", (("KIT_SSK", 1),)),
    Gift(8, 21, "Kampung KB 1", "Peresmian rumah data", (("PAPAN_DATA", 2),)),
    Gift(9, 10, "Posyandu 1", "Pemutakhiran sasaran", (("FORM_POSYANDU", 120), ("LEAFLET", 100))),
    Gift(9, 12, "Sekretariat P2TP2A", "Pelayanan", (("BLANKO_KASUS", 50), ("LEAFLET", 100))),
)


COLLECTED = (8, 9, 10)
"""The months of the story of which the kecamatan that may sign in collects R1 KB."""

PIECES_A_SERVICE = {"KONDOM": 36}
"""Base units of one service where it is not one."""


def plan(story: Story) -> None:
    """Register the recipients, and put every file, gift and collection of R1 KB on the agenda."""
    months = months_of(12)
    codes = {OWN: "DINAS"}
    story.on(the_day(months[0], 4), 9, partial(_register, story, codes))
    for file in FILES:
        put(story, file, codes)
    for n in COLLECTED:
        story.on(the_day(months[n].next, 12), 14, partial(_collect, story, months[n], codes))
    for gift in GIFTS:
        story.on(the_day(months[gift.month], gift.day), 10, partial(_give, story, gift, codes))


def put(story: Story, file: File, codes: Mapping[str, str]) -> None:
    """Put a file on the agenda; `codes` are those of the recipients by name, once its day has come."""
    day = the_day(months_of(12)[file.month], file.day)
    story.on(day, 13, partial(_go_on, story, file, codes, file.steps, None))


def _register(story: Story, codes: dict[str, str]) -> None:
    areas = [Recipient("", f"Balai Penyuluhan KB {k.name}", AREA, code) for code, k in story.areas.items()]
    for one in (*areas, *OTHERS):
        codes[one.name] = str(register_in(story.db, story.desk(ADMIN), one, story.key()).facts["code"])


def _go_on(story: Story, file: File, codes: Mapping[str, str], steps: Sequence[Told], case: int | None) -> None:
    """Take the next step of a file, and put the one after it on the agenda."""
    told, *rest = steps
    site = None if case else codes[file.about]
    done = story.take(told.who, file.flow, told.step, told.answers, case=case, site=site)
    if rest:
        day = later(story.today, rest[0].after) if rest[0].after else story.today
        story.on(day, 13, partial(_go_on, story, file, codes, rest, done.case))


def _collect(story: Story, month: Month, codes: Mapping[str, str]) -> None:
    """R1 KB of a kecamatan: as many services as were reported used, but for one faskes that counted two fewer."""
    own = [code for code, found in story.registry.items() if found.kecamatan == KECAMATAN]
    rows = []
    for code, item in sorted(pair for pair in story.used if pair[0] in own):
        served = story.used[code, item][-1] // PIECES_A_SERVICE.get(item, 1)
        if served:
            counts = {"new_pbi": served // 10, "new_other": served // 8, "again_pbi": served // 3}
            rest = served - sum(counts.values()) - (2 if code == own[0] and served > 10 else 0)
            rows.append({"faskes": code, "method": item, **counts, "again_other": rest})
    area = codes[f"Balai Penyuluhan KB {story.areas[KECAMATAN].name}"]
    flow = FIELD_DATA_FLOW.code
    done = story.take(OFFICER, flow, "collect", {"month": str(month), "lines": rows}, site=area)
    story.take(DATA, flow, "enter", {"entered": len({row["faskes"] for row in rows})}, case=done.case)
    if month != months_of(12)[COLLECTED[-1]]:
        story.take(DATA, flow, "output", {}, case=done.case)
        _import_siga(story, month, rows)


def _import_siga(story: Story, month: Month, rows: Sequence[Mapping[str, object]]) -> None:
    """SIGA's own count of what was entered; of the last row one service was entered twice."""
    figures = []
    for n, row in enumerate(rows, 1):
        served = sum(int(str(row[name])) for name in row if name not in ("faskes", "method"))
        about = ServiceKey(str(row["faskes"]), month, str(row["method"]))
        figures.append(Figure(n, about, served + (n == len(rows))))
    record_in(story.db, story.desk(DATA), figures, story.key())


def _give(story: Story, gift: Gift, codes: Mapping[str, str]) -> None:
    rows = [{"item": item, "quantity": quantity} for item, quantity in gift.rows]
    answers = {"purpose": gift.purpose, "receiver": "Ketua", "lines": rows}
    story.take(STOREKEEPER, HANDING_OUT.code, HANDING_OUT.steps[0].name, answers, site=codes[gift.to])
