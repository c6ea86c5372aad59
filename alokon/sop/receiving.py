"""Penerimaan: goods come to a warehouse, from the sender's paper at once or as a shipment announced before (SBBM).

Freight is told of the shipment as a whole and stands beside the goods on the SBBM. It is never spread over them: a
unit value is what the sender's paper states, and a stock card that mixed in carriage could not be held against it.
"""

from dataclasses import replace

from alokon.sop.arrival_effects import Announce, AnswerAnnounced
from alokon.sop.asked import DATE, LINE_NOTE, NOTE, REASON
from alokon.sop.fields import Field
from alokon.sop.model import Flow, Step
from alokon.sop.own_effects import Bring
from alokon.sop.stockkeeping import DAMAGED, LABEL_FIELDS, RECORDED, RECORDED_STATES, SHELF, SUPPLIER
from inventory.core import places

ANNOUNCED, DROPPED = "diumumkan", "dibatalkan"

SENDER_FIELDS = (
    Field("sender", "Diterima dari"),
    Field("document", "Nomor dokumen"),
    Field("document_date", "Tanggal dokumen", "date", required=False),
)
CARRIAGE_FIELDS = (
    Field("carrier", "Pengangkut", required=False, most=120),
    Field("freight", "Ongkos angkut (Rp)", "money", required=False, help="Tidak dicampur ke harga satuan"),
)

COUNTED = ("accepted", "damaged", "note")
ANNOUNCED_FIELDS = (
    *(replace(f, required=f.name in ("item", "fund", "stated")) for f in LABEL_FIELDS if f.name not in COUNTED),
    LINE_NOTE,
)
"""What the sender says is coming; what a paper leaves out is read from the label when the goods are here."""

BROUGHT = Bring(SUPPLIER, (("accepted", SHELF), ("damaged", DAMAGED)))

TAKE_IN = Step(
    name="take_in",
    label="Catat penerimaan",
    done="Penerimaan dicatat",
    permission="receive",
    after=RECORDED,
    fields=(DATE, *SENDER_FIELDS, *CARRIAGE_FIELDS, NOTE),
    line_fields=LABEL_FIELDS,
    effects=(BROUGHT,),
    paper="sbbm",
    correctable=True,
)

ANNOUNCE = Step(
    name="announce",
    label="Catat kiriman yang diumumkan",
    done="Kiriman yang diumumkan dicatat",
    permission="receive",
    after=ANNOUNCED,
    fields=(DATE, *SENDER_FIELDS, Field("expected", "Perkiraan tiba", "date"), *CARRIAGE_FIELDS, NOTE),
    line_fields=ANNOUNCED_FIELDS,
    effects=(Announce(),),
    correctable=True,
)

TAKE_IN_ANNOUNCED = Step(
    name="take_in_announced",
    label="Terima kiriman",
    done="Kiriman diterima",
    permission="receive",
    before=(ANNOUNCED,),
    after=RECORDED,
    fields=TAKE_IN.fields,
    line_fields=(Field("line", "Baris yang diumumkan", "line", required=False), *LABEL_FIELDS),
    effects=(AnswerAnnounced(), BROUGHT),
    paper="sbbm",
    correctable=True,
)

DROP_ANNOUNCED = Step(
    name="drop_announced",
    label="Kiriman tidak jadi datang",
    done="Kiriman yang diumumkan dibatalkan",
    permission="receive",
    before=(ANNOUNCED,),
    after=DROPPED,
    fields=(DATE, REASON),
    alarming=True,
)

RECEIVING = Flow(
    code="penerimaan",
    title="Penerimaan barang",
    subject=places.WAREHOUSE,
    states={ANNOUNCED: "Akan datang", **RECORDED_STATES},
    steps=(TAKE_IN, ANNOUNCE, TAKE_IN_ANNOUNCED, DROP_ANNOUNCED),
)

RECEIVED_BY = frozenset({TAKE_IN.name, TAKE_IN_ANNOUNCED.name})
"""The steps that bring goods in."""
