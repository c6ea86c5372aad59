"""Pelayanan dan pendampingan P2TP2A: files of women and children who suffered violence, and complaints about it.

Who works on them and the four services of rows 5–8 follow the printed SOP; the three months and the register of
complaints with its stages and two working days follow the service standard printed with it. The report to the police
within 3 × 24 hours is asked by UU 12/2022 (TPKS) article 41. All texts are sealed (`alokon.sop.sealed`).
"""

from dataclasses import replace

from alokon.recipients import SHELTER
from alokon.sop.asked import DATE
from alokon.sop.clocks import HOURS, MONTHS, WORKING_DAYS
from alokon.sop.fields import Field
from alokon.sop.model import Clock, Flow, ServiceHours, Step
from alokon.sop.office import Stage, course, procedure
from alokon.sop.sealed import sealed
from alokon.sop.seeds.p2tp2a import P2TP2A_PRINTED

KEEPERS = "p2tp2a"
"""The permission of those who keep the files."""

LONG = 4000
"""How many characters a narrative may have."""

CHANNELS = (
    ("sendiri", "Pelapor atau korban datang sendiri"),
    ("masyarakat", "Laporan masyarakat"),
    ("medis", "Laporan pemeriksaan medis"),
)
"""The three ways a report comes in, as row 1 prints them."""

SERVICES = {"medical": "Medis", "psychological": "Psikologis", "legal": "Hukum", "reintegrate": "Reintegrasi"}
"""The services of rows 5–8, by the step that gives them."""

GIVEN = (("ada", "Ada"), ("menyusul", "Menyusul"))
POLICE = (("dilaporkan", "Dilaporkan ke polisi"), ("tidak-berlaku", "Tidak berlaku pada berkas ini"))


def _narrative(name: str, label: str, *, required: bool = True, help: str = "") -> Field:
    return Field(name, label, required=required, most=LONG, help=help)


STAGES = (
    Stage(
        "1", "intake", "Terima laporan", "Laporan diterima", "Laporan masuk",
        fields=(
            Field("channel", "Saluran", "choice", choices=CHANNELS),
            Field("reporter", "Pelapor"),
            Field("reporter_contact", "Kontak dan alamat pelapor", required=False),
            Field("victim", "Korban"),
            Field("victim_contact", "Kontak dan alamat korban", required=False),
            _narrative("account", "Uraian kejadian"),
        ),
        paper="p2tp2a",
    ),
    Stage(
        "2", "accept_file", "Catat berkas pengaduan", "Berkas pengaduan diterima", "Berkas diterima",
        fields=(
            Field("letter", "Pengantar RT/RW", "choice", choices=GIVEN),
            Field("identity", "Fotokopi KTP pelapor", "choice", choices=GIVEN),
        ),
    ),
    Stage(
        "3", "outreach", "Catat verifikasi lapangan", "Verifikasi lapangan selesai", "Terverifikasi",
        fields=(
            Field("order", "Nomor SPT penjangkauan", most=100),
            _narrative("findings", "Hasil verifikasi"),
        ),
    ),
    Stage(
        "4", "assess", "Catat asesmen", "Asesmen tercatat", "Menunggu layanan medis",
        fields=(_narrative("assessment", "Hasil asesmen"),),
    ),
    Stage(
        "5", "medical", "Catat pendampingan medis", "Aspek medis didampingi", "Menunggu layanan psikologis",
        fields=(_narrative("result", "Dokumentasi medis"),), optional=True,
    ),
    Stage(
        "6", "psychological", "Catat layanan psikologis", "Aspek psikologis difasilitasi", "Menunggu bantuan hukum",
        fields=(_narrative("result", "Dokumentasi pemeriksaan psikologis"),), optional=True,
    ),
    Stage(
        "7", "legal", "Catat bantuan hukum", "Aspek hukum didampingi", "Menunggu reintegrasi",
        fields=(_narrative("result", "Dokumentasi pendampingan hukum"),), optional=True,
    ),
    Stage(
        "8", "reintegrate", "Catat reintegrasi", "Reintegrasi/rehabilitasi difasilitasi", "Menunggu penutupan",
        fields=(_narrative("result", "Dokumentasi pendampingan"),), optional=True,
    ),
    Stage(
        "9", "close_case", "Tutup berkas", "Proses selesai", "Selesai",
        fields=(
            Field("ruling", "Tanggal putusan atau penyelesaian yang mengikat", "date", required=False,
                  help="Masa simpan dihitung dari tanggal ini, atau dari penutupan bila lebih akhir"),
            _narrative("report", "Laporan penanganan kasus"),
        ),
    ),
)  # fmt: skip


def _with_police(flow: Flow) -> Flow:
    """A step beside the rows, possible until the file ends: the report to the police, or why there is none."""
    police = Step(
        name="police",
        label="Catat laporan polisi",
        done="Laporan polisi dicatat",
        permission=KEEPERS,
        before=tuple(state for state in flow.states if flow.open_to(state)),
        fields=(
            DATE,
            Field("police", "Laporan polisi", "choice", choices=POLICE),
            Field("reference", "Tanda bukti lapor, atau alasan tidak berlaku"),
        ),
    )
    return replace(flow, steps=(*flow.steps, police))


SERVICE = ServiceHours(("14.45", "14.45", "14.45", "14.45", "11.00"), "time")
"""Senin – Kamis 08.00 s.d 14.45, Jumat 08.00 s.d 11.00: "Waktu Pelayanan" of the service standard."""

CASES = sealed(
    replace(
        _with_police(procedure("p2tp2a", "Berkas P2TP2A", P2TP2A_PRINTED, STAGES, about=(SHELTER,))),
        clocks=(
            Clock("service", "Pelayanan P2TP2A", 3, MONTHS, "accept_file", "close_case"),
            Clock("police", "Lapor polisi (UU TPKS Pasal 41)", 3, HOURS, "intake", "police", by_law=True),
        ),
    ),
    KEEPERS,
)

COMPLAINT_STAGES = (
    Stage(
        "", "complain", "Terima pengaduan", "Pengaduan diterima", "Pengaduan masuk",
        fields=(
            Field("time", "Jam diterima", "time", required=False, help="Lewat jam layanan: dihitung hari berikutnya"),
            Field("complainant", "Pengadu"),
            Field("contact", "Kontak pengadu", required=False),
            _narrative("complaint", "Isi pengaduan"),
        ),
        paper="p2tp2a-aduan",
    ),
    Stage(
        "", "check_data", "Catat cek data", "Data dicek", "Menunggu verifikasi lapangan",
        fields=(_narrative("result", "Hasil cek data"),),
    ),
    Stage(
        "", "verify_complaint", "Catat verifikasi lapangan", "Diverifikasi di lapangan",
        "Menunggu koordinasi internal/eksternal",
        fields=(_narrative("result", "Hasil verifikasi"),), optional=True,
    ),
    Stage(
        "", "coordinate", "Catat koordinasi internal/eksternal", "Dikoordinasikan",
        "Menunggu koordinasi instansi terkait",
        fields=(_narrative("result", "Hasil koordinasi"),), optional=True,
    ),
    Stage(
        "", "coordinate_agencies", "Catat koordinasi instansi terkait", "Dikoordinasikan dengan instansi terkait",
        "Menunggu penyelesaian", fields=(_narrative("result", "Hasil koordinasi"),), optional=True,
    ),
    Stage(
        "", "settle", "Selesaikan pengaduan", "Pengaduan selesai", "Selesai",
        fields=(_narrative("result", "Penyelesaian"),),
    ),
)  # fmt: skip

COMPLAINTS = sealed(
    replace(
        course("p2tp2a-aduan", "Pengaduan layanan P2TP2A", COMPLAINT_STAGES, about=(SHELTER,)),
        clocks=(Clock("response", "Tanggapan pengaduan", 2, WORKING_DAYS, "complain", "check_data", hours=SERVICE),),
    ),
    KEEPERS,
)
