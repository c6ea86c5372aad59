"""The store inspected by its own keeper: a checklist once a month, and what was found wrong followed up.

Each question names the source its rule comes from.
"""

from dataclasses import dataclass

from alokon.sop.asked import DATE
from alokon.sop.distribution import CANCELLED
from alokon.sop.fields import Field
from alokon.sop.model import Flow, Spot, Step
from alokon.sop.work import Work, words
from inventory.core import places

YES, NO = "ya", "tidak"
ANSWERS = ((YES, "Ya"), (NO, "Tidak"))

GUIDE = "Pocket Guide to Managing Contraceptive Supplies"
JEPARA = "temuan studi pengelolaan kontrasepsi di Jawa Tengah"
OURS = "disimpulkan; belum diverifikasi"

QUESTIONS: tuple[tuple[str, str, str], ...] = (
    ("off_floor", "Barang di atas palet, paling sedikit 10 cm dari lantai", GUIDE),
    ("off_wall", "Tumpukan paling sedikit 30 cm dari dinding dan dari tumpukan lain", GUIDE),
    ("stack", "Tinggi tumpukan paling tinggi 2,5 m", GUIDE),
    ("labels", "Tanda dan tanggal kedaluwarsa terlihat, kardus ditandai untuk FEFO", GUIDE),
    ("room", "Ruang bersih, kering, terang, berventilasi, tanpa sinar matahari langsung, tidak bocor", GUIDE),
    ("fire", "Alat pemadam api ada dan siap", GUIDE),
    ("locked", "Gudang terkunci, yang masuk dibatasi", GUIDE),
    ("condoms", "Kondom jauh dari motor listrik dan lampu neon", GUIDE),
    ("apart", "Terpisah dari insektisida, bahan kimia, arsip lama dan limbah", GUIDE),
    ("unusable", "Barang rusak dan kedaluwarsa dipisahkan", GUIDE),
    ("hormonal", "Hormonal terpisah dari nonhormonal", JEPARA),
    ("thermometer", "Ada termometer dan catatan suhunya", JEPARA),
    ("cooling", "Pendingin ruangan berfungsi", JEPARA),
    ("pests", "Tidak ada bekas tikus atau serangga, barang di kardus aslinya", OURS),
)
"""Field, what is asked, and where the rule comes from."""

OPEN, DONE = "terbuka", "selesai"


@dataclass(frozen=True)
class FollowUp:
    """Whatever is not in order is told and followed up; a store in order needs none and comes to `settled` at once.

    Code `finding_missing`.
    """

    settled: str
    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """Settle the case at once when every answer is yes."""
        wrong = [label for name, label, _ in QUESTIONS if work.data.get(name) == NO]
        if not wrong:
            work.comes_to = self.settled
        for field in ("findings", "follow_up"):
            if wrong and not words(work.data, field):
                work.refuse("finding_missing", field, question=wrong[0], count=len(wrong))
        if wrong and not work.data.get("due"):
            work.refuse("finding_missing", "due", question=wrong[0], count=len(wrong))


INSPECTION = Flow(
    code="periksa-gudang",
    title="Pemeriksaan gudang",
    subject=places.WAREHOUSE,
    states={OPEN: "Menunggu tindak lanjut", DONE: "Selesai", CANCELLED: "Dibatalkan"},
    steps=(
        Step(
            name="inspect",
            label="Periksa gudang",
            done="Gudang diperiksa",
            permission="inspect",
            after=OPEN,
            instead=(DONE,),
            fields=(
                DATE,
                *(Field(name, label, "choice", choices=ANSWERS, help=source) for name, label, source in QUESTIONS),
                Field("findings", "Temuan", required=False),
                Field("follow_up", "Tindak lanjut", required=False),
                Field("due", "Tenggat tindak lanjut", "date", required=False),
            ),
            effects=(FollowUp(DONE),),
            correctable=True,
        ),
        Step(
            name="settle_inspection",
            label="Selesaikan tindak lanjut",
            done="Tindak lanjut selesai",
            permission="inspect",
            before=(OPEN,),
            after=DONE,
            fields=(DATE, Field("result", "Hasil")),
        ),
    ),
)
