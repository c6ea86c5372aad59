"""The secretariat's files in the year, told only into a book that has a vault: people are roles, never names.

What is sealed looks different each time it is sealed, and so would the last digest of a story that is the same to the
last digest; so a book without a vault has none of them.
"""

from datetime import datetime

from alokon.second_step import code_of
from alokon.service import admission, second_step
from alokon.service.desk import Desk, Office
from inventory.store.engine import writing
from sample_data.story.people import ADMIN, SignIn, enrol_one
from sample_data.story.programmes import File, Told, put
from sample_data.story.telling import Story

SECRETARIAT = "P038"
"""The recipient "Sekretariat P2TP2A" of the story."""

KEEPER = SignIn("p2tp2a", "Petugas P2TP2A", "p2tp2a", "berkas tersegel, perlu kode masuk", site=SECRETARIAT)
SECRET = "CIAMISCIAMISCIAMISCIAMISCIAMISCI"
"""The secret of the sample keeper's phone; it is printed, and opens nothing but sample data."""

WHO = KEEPER.actor._replace(admitted=True)
COMPLETE = {"letter": "ada", "identity": "ada"}
REPORTED = {"police": "dilaporkan", "reference": "Tanda bukti lapor, contoh"}

FILES = (
    File("p2tp2a", "", 7, 8, (
        Told(0, WHO, "intake", {
            "channel": "medis", "reporter": "Pelapor", "victim": "Korban", "account": "Uraian contoh, tanpa nama.",
        }),
        Told(0, WHO, "accept_file", COMPLETE),
        Told(1, WHO, "police", REPORTED),
        Told(1, WHO, "outreach", {"order": "SPT contoh", "findings": "Sesuai laporan."}),
        Told(1, WHO, "assess", {"assessment": "Perlu pendampingan medis dan psikologis."}),
        Told(2, WHO, "medical", {"result": "Diperiksa di RSUD."}),
        Told(4, WHO, "psychological", {"result": "Dua pertemuan dengan psikolog."}),
        Told(1, WHO, "skip", {"reason": "Korban tidak menempuh jalur hukum."}),
        Told(9, WHO, "reintegrate", {"result": "Kembali ke keluarga, dipantau pendamping."}),
        Told(5, WHO, "close_case", {"report": "Pendampingan selesai."}),
    )),
    File("p2tp2a", "", 11, 19, (
        Told(0, WHO, "intake", {
            "channel": "sendiri", "reporter": "Pelapor", "victim": "Korban", "account": "Uraian contoh, tanpa nama.",
        }),
        Told(1, WHO, "accept_file", {**COMPLETE, "identity": "menyusul"}),
        Told(1, WHO, "police", REPORTED),
        Told(3, WHO, "outreach", {"order": "SPT contoh", "findings": "Sesuai laporan."}),
    )),
    File("p2tp2a-aduan", "", 9, 14, (
        Told(0, WHO, "complain", {"complainant": "Pengadu", "complaint": "Jam pelayanan tidak terpasang."}),
        Told(1, WHO, "check_data", {"result": "Papan jam pelayanan memang belum ada."}),
    )),
)  # fmt: skip
"""One file closed, one on its way, and a complaint that was answered in time."""


def plan(story: Story) -> None:
    """Put every file on the agenda of a book that has a vault."""
    if story.office.vault is not None:
        for file in FILES:
            put(story, file._replace(about=KEEPER.name), {KEEPER.name: SECRETARIAT})


def enrol_keeper(office: Office, now: datetime) -> None:
    """Make the keeper's sign-in with the secret of a phone that is printed, and admit it as the first."""
    with writing(office.engine, office.book) as db:
        enrol_one(db, office, KEEPER, now)
    own = Desk(office, KEEPER.actor, now)
    second_step.begin(own, SECRET)
    second_step.confirm(own, code_of(SECRET, now), "", "", "cerita-kode")
    admission.admit_first(Desk(office, ADMIN, now), KEEPER.username, "Buku contoh", "cerita-terima")
