"""Penyaluran alokon: from a faskes' request or the Rensi through SPMB and SBBK to the receipt, seed steps 1 to 4 and 6.

Goods: shelf → reserved with the SPMB, reserved → on the way when sent, on the way → the faskes as it accounts for
every unit; packing materials are used up with the SBBK. States, papers and rights are in the declaration; the rows it
carries out are named by their numbers.
"""

from alokon.sop.asked import DATE, FUND_CHOICES, LINE_NOTE, NOTE, REASON
from alokon.sop.effects import Approve, Ask, Carry, Issue, Receive
from alokon.sop.fields import Field
from alokon.sop.given_up import GiveBack, GiveUp
from alokon.sop.model import SITE, WAREHOUSE, Clock, Flow, Spot, Step
from alokon.sop.packing import PACKING_FIELDS, UsePacking
from alokon.sop.shortfall import DISPUTED, MISSING, RECEIVED, TRANSIT, VARIANCE, settling
from inventory.core import places

SHELF = Spot(WAREHOUSE, places.SHELF)
RESERVED = Spot(WAREHOUSE, places.RESERVED)
QUARANTINE = Spot(WAREHOUSE, places.QUARANTINE)
FASKES = Spot(SITE, places.SHELF)
FASKES_DAMAGED = Spot(SITE, places.DAMAGED)

URGENCY = Field("urgency", "Jenis distribusi", "choice", choices=(("rutin", "Rutin"), ("darurat", "Darurat")))

ASKED, ORDERED, PACKED, SENT = "diminta", "diperintahkan", "dikemas", "dikirim"
PARTLY = "diterima_sebagian"
REJECTED, CANCELLED = "ditolak", "dibatalkan"

REQUEST = Step(
    name="request",
    label="Ajukan permintaan",
    done="Permintaan diajukan",
    permission="request",
    after=ASKED,
    seed=("1a",),
    fields=(DATE, URGENCY, REASON),
    line_fields=(Field("item", "Jenis alokon", "item"), Field("requested", "Jumlah diminta", "quantity"), LINE_NOTE),
    effects=(Ask("requested"),),
    paper="permohonan",
    gated=True,
    correctable=True,
)

PROPOSE = Step(
    name="propose",
    label="Usulkan menurut Rensi",
    done="Diusulkan menurut Rensi",
    permission="plan",
    after=ASKED,
    seed=("1b",),
    fields=(DATE, URGENCY, Field("rensi", "Nomor Rensi")),
    line_fields=(Field("item", "Jenis alokon", "item"), Field("proposed", "Jumlah diusulkan", "quantity"), LINE_NOTE),
    effects=(Ask("proposed"),),
    gated=True,
    automatic=True,
)

ORDER = Step(
    name="order",
    label="Setujui dan terbitkan SPMB",
    done="SPMB diterbitkan",
    permission="approve",
    before=(ASKED,),
    after=ORDERED,
    seed=("2",),
    fields=(DATE, NOTE),
    line_fields=(
        Field("line", "Baris", "line"),
        Field("fund", "Sumber dana", "fund", choices=FUND_CHOICES),
        Field("approved", "Jumlah disetujui", "quantity"),
        Field("lot", "Batch", "lot", required=False),
        LINE_NOTE,
    ),
    effects=(Approve(SHELF, RESERVED),),
    paper="spmb",
    gated=True,
)

ISSUE = Step(
    name="issue",
    label="Cek stok dan terbitkan SBBK",
    done="SBBK diterbitkan, barang dikemas",
    permission="issue",
    before=(ORDERED,),
    after=PACKED,
    seed=("3",),
    fields=(DATE, Field("packages", "Jumlah koli", "number", required=False), NOTE),
    line_fields=PACKING_FIELDS,
    effects=(Issue(RESERVED, SHELF), UsePacking()),
    paper="sbbk",
)

SEND_BACK = Step(
    name="send_back",
    label="Kembalikan: stok fisik kurang",
    done="Dikembalikan ke penyetuju",
    permission="issue",
    before=(ORDERED,),
    after=ASKED,
    seed=("3",),
    fields=(DATE, Field("reason", "Yang ditemukan di rak")),
    effects=(Carry(RESERVED, SHELF, takes_back=("approved",)),),
    alarming=True,
)

SHIP = Step(
    name="ship",
    label="Kirim",
    done="Dikirim",
    permission="ship",
    before=(PACKED,),
    after=SENT,
    seed=("4",),
    fields=(
        DATE,
        Field("vehicle", "Kendaraan", required=False),
        Field("carrier", "Jabatan pengantar", required=False),
        NOTE,
    ),
    effects=(Carry(RESERVED, TRANSIT),),
    paper="surat-jalan",
    gated=True,
)

UNSHIP = Step(
    name="unship",
    label="Tarik kembali pengiriman",
    done="Pengiriman ditarik kembali",
    permission="ship",
    before=(SENT,),
    after=PACKED,
    instead=(ORDERED,),
    fields=(DATE, REASON),
    effects=(Carry(TRANSIT, RESERVED), GiveBack(RESERVED, QUARANTINE, ORDERED)),
    alarming=True,
)

RECEIVE = Step(
    name="receive",
    label="Konfirmasi penerimaan",
    done="Penerimaan dikonfirmasi",
    permission="confirm_receipt",
    before=(SENT, PARTLY),
    after=RECEIVED,
    pending=((TRANSIT, PARTLY), (MISSING, DISPUTED)),
    seed=("6",),
    fields=(
        DATE,
        Field("receiver", "Jabatan penerima"),
        Field("on_behalf", "Dicatat dinas atas nama faskes", "choice", required=False, choices=(("ya", "Ya"),)),
        NOTE,
    ),
    line_fields=(
        Field("line", "Baris", "line"),
        Field("accepted", "Diterima baik", "quantity", required=False),
        Field("damaged", "Rusak", "quantity", required=False),
        Field("short", "Kurang", "quantity", required=False),
        Field("returned", "Dikembalikan", "quantity", required=False),
        Field("surplus", "Lebih dari SBBK", "quantity", required=False),
        LINE_NOTE,
    ),
    effects=(
        Receive(
            TRANSIT,
            parts=(("accepted", FASKES), ("damaged", FASKES_DAMAGED), ("short", MISSING), ("returned", SHELF)),
            surplus=(VARIANCE, FASKES),
        ),
    ),
    paper="bast",
    correctable=True,
)

RESOLVE = settling(FASKES, SHELF)

GIVE_UP = Step(
    name="give_up",
    label="Lepas pesanan: opname menemukan kurang",
    done="Pesanan dilepas karena opname",
    permission="count",
    before=(ORDERED, PACKED),
    after=ORDERED,
    fields=(DATE, REASON),
    effects=(GiveUp(RESERVED),),
    automatic=True,
    voids=(ISSUE.name,),
)

GIVE_BACK = Step(
    name="give_back",
    label="Lepas pesanan: batch ditarik",
    done="Pesanan batch yang ditarik dilepas",
    permission="recall",
    before=(ORDERED, PACKED),
    after=ORDERED,
    fields=(DATE, REASON, Field("recall", "Menurut", required=False)),
    effects=(GiveBack(RESERVED, QUARANTINE, ORDERED),),
    automatic=True,
    voids=(ISSUE.name,),
)

TAKEN = (GIVE_UP, GIVE_BACK)
"""What a case does when reserved goods are taken from it."""

REJECT = Step(
    name="reject",
    label="Tolak",
    done="Ditolak",
    permission="approve",
    before=(ASKED,),
    after=REJECTED,
    fields=(DATE, REASON),
    alarming=True,
)

CANCEL = Step(
    name="cancel",
    label="Batalkan",
    done="Dibatalkan",
    permission="cancel",
    before=(ASKED, ORDERED, PACKED),
    after=CANCELLED,
    fields=(DATE, REASON),
    effects=(Carry(RESERVED, SHELF, takes_back=("approved", "issued")),),
    alarming=True,
)

DISTRIBUTION = Flow(
    code="distribusi",
    title="Penyaluran alokon",
    subject=places.FACILITY,
    warehouse=True,
    states={
        ASKED: "Diminta",
        ORDERED: "Diperintahkan (SPMB)",
        PACKED: "Dikemas (SBBK)",
        SENT: "Dikirim",
        PARTLY: "Diterima sebagian",
        DISPUTED: "Diterima, ada selisih",
        RECEIVED: "Diterima",
        REJECTED: "Ditolak",
        CANCELLED: "Dibatalkan",
    },
    steps=(REQUEST, PROPOSE, ORDER, ISSUE, SEND_BACK, SHIP, UNSHIP, RECEIVE, RESOLVE, REJECT, CANCEL, *TAKEN),
    gives_up=GIVE_UP.name,
    clocks=(
        Clock("permintaan", "Penyusunan permintaan", 30, "menit", "request", "request"),
        Clock("pelayanan", "Pelayanan: permintaan sampai SBBK", 2, "hari", "request", "issue"),
        Clock("penyaluran", "Penyaluran: SBBK sampai diterima", 3, "hari", "issue", "receive"),
    ),
)
