"""Every procedure the office follows, by code; a new one is one declaration and one line here."""

from alokon.people import Actor, may
from alokon.sop.counting import COUNTING
from alokon.sop.destruction import DESTRUCTION
from alokon.sop.distribution import DISTRIBUTION
from alokon.sop.handing_out import HANDING_OUT
from alokon.sop.model import COMMON, Flow, Sop
from alokon.sop.notice import NOTICE
from alokon.sop.recall import APART, RECALLS
from alokon.sop.receiving import RECEIVING
from alokon.sop.rensi import RENSI
from alokon.sop.returns import NETWORK, RETURN, TRANSFER
from alokon.sop.seeds.alokon import ALOKON_PRINTED
from alokon.sop.seeds.alokon_standard import ALOKON_STANDARD
from alokon.sop.seeds.data_eksternal import DATA_EKSTERNAL_PRINTED
from alokon.sop.seeds.data_internal import DATA_INTERNAL_PRINTED
from alokon.sop.seeds.data_lapangan import DATA_LAPANGAN_PRINTED
from alokon.sop.seeds.imp import IMP_PRINTED
from alokon.sop.seeds.kie import KIE_PRINTED
from alokon.sop.seeds.p2tp2a import P2TP2A_PRINTED
from alokon.sop.seeds.p2tp2a_standard import P2TP2A_STANDARD
from alokon.sop.seeds.posyandu import POSYANDU_PRINTED
from alokon.sop.seeds.rumah_data import RUMAH_DATA_PRINTED
from alokon.sop.seeds.sik import SIK_PRINTED
from alokon.sop.seeds.ssk import SSK_PRINTED
from alokon.sop.stockkeeping import COACHING, OPENING, PURCHASE, UNUSABLE, USE
from alokon.sop.storage import INSPECTION
from alokon.sop.supplies import SUPPLY_RECEIVING
from alokon.sop.tasks.data_use import EXTERNAL_FLOW, INTERNAL_FLOW
from alokon.sop.tasks.field_data import FIELD_DATA_FLOW
from alokon.sop.tasks.imp import IMP_FLOW
from alokon.sop.tasks.kie import KIE_FLOW
from alokon.sop.tasks.p2tp2a import CASES, COMPLAINTS
from alokon.sop.tasks.posyandu import POSYANDU_FLOW
from alokon.sop.tasks.rumah_data import RUMAH_DATA_FLOW
from alokon.sop.tasks.sik import SIK_FLOW
from alokon.sop.tasks.ssk import SSK_FLOW
from alokon.sop.trips import TRIPS

ALOKON = Sop(
    code="alokon",
    name="Pelayanan Penyaluran Alat dan Obat Kontrasepsi (ALOKON) Keluarga Berencana",
    printed=ALOKON_PRINTED,
    flows=(
        DISTRIBUTION,
        RENSI,
        TRIPS,
        RETURN,
        TRANSFER,
        NETWORK,
        RECEIVING,
        SUPPLY_RECEIVING,
        HANDING_OUT,
        PURCHASE,
        OPENING,
        USE,
        NOTICE,
        UNUSABLE,
        DESTRUCTION,
        RECALLS,
        APART,
        INSPECTION,
        COUNTING,
        COACHING,
    ),
    standard=ALOKON_STANDARD,
)

IMP = Sop("imp", IMP_PRINTED.title, IMP_PRINTED, flows=(IMP_FLOW,))
KIE = Sop("kie", KIE_PRINTED.title, KIE_PRINTED, flows=(KIE_FLOW,))
DATA_LAPANGAN = Sop("data-lapangan", DATA_LAPANGAN_PRINTED.title, DATA_LAPANGAN_PRINTED, flows=(FIELD_DATA_FLOW,))
SIK = Sop("sik", SIK_PRINTED.title, SIK_PRINTED, flows=(SIK_FLOW,))
SSK = Sop("ssk", SSK_PRINTED.title, SSK_PRINTED, flows=(SSK_FLOW,))
RUMAH_DATA = Sop("rumah-data", RUMAH_DATA_PRINTED.title, RUMAH_DATA_PRINTED, flows=(RUMAH_DATA_FLOW,))
DATA_EKSTERNAL = Sop(
    code="data-eksternal",
    name="Pemanfaatan Data dan Informasi Keluarga bagi Pengguna External di Tingkat Kabupaten/Kota",
    printed=DATA_EKSTERNAL_PRINTED,
    flows=(EXTERNAL_FLOW,),
)
DATA_INTERNAL = Sop(
    code="data-internal",
    name="Pemanfaatan Data dan Informasi Keluarga bagi Pengguna Internal di Tingkat Kabupaten/Kota",
    printed=DATA_INTERNAL_PRINTED,
    flows=(INTERNAL_FLOW,),
)
POSYANDU = Sop("posyandu", POSYANDU_PRINTED.title, POSYANDU_PRINTED, flows=(POSYANDU_FLOW,))
P2TP2A = Sop(
    code="p2tp2a",
    name="Pelayanan dan Pendampingan P2TP2A",
    printed=P2TP2A_PRINTED,
    flows=(CASES, COMPLAINTS),
    standard=P2TP2A_STANDARD,
)

SOPS: dict[str, Sop] = {
    sop.code: sop
    for sop in (
        ALOKON,
        IMP,
        KIE,
        DATA_LAPANGAN,
        SIK,
        SSK,
        RUMAH_DATA,
        DATA_EKSTERNAL,
        DATA_INTERNAL,
        POSYANDU,
        P2TP2A,
    )
}

FLOWS: dict[str, Flow] = {flow.code: flow for sop in SOPS.values() for flow in sop.flows}
"""Every flow of every procedure, by its code."""

PROCEDURES: dict[str, Sop] = {flow.code: sop for sop in SOPS.values() for flow in sop.flows}
"""The procedure each flow belongs to, by the code of the flow."""

KEPT_APART = frozenset(code for code, flow in FLOWS.items() if flow.readers != COMMON)
"""The flows that have keepers of their own: their cases are found only by who asks for those flows."""


def read_by(actor: Actor) -> frozenset[str]:
    """The flows whose cases a person may know of.

    >>> auditor, keeper = Actor("a", "Auditor", "auditor"), Actor("p", "Petugas", "p2tp2a", admitted=True)
    >>> "p2tp2a" in read_by(auditor), sorted(read_by(keeper))
    (False, ['p2tp2a', 'p2tp2a-aduan'])
    """
    return frozenset(code for code, flow in FLOWS.items() if may(actor, flow.readers))


def is_kept_apart(kind: str) -> bool:
    """Whether an event of a kind (`flow.step`) is of a flow that has keepers of its own."""
    return kind.partition(".")[0] in KEPT_APART
