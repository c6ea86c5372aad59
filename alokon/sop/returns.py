"""Goods that go back or sideways: retur to the warehouse, mutasi between two faskes, and from a faskes to its network.

None of these is a row of the printed procedure; every unit that leaves is answered for where it arrives, as in a
delivery. What a parent gives its jaringan or jejaring changes shelves at once: one person keeps both books.
"""

from dataclasses import replace

from alokon.sop.asked import DATE, LINE_NOTE, NOTE, REASON
from alokon.sop.distribution import CANCEL, CANCELLED, PARTLY, RECEIVE, SENT
from alokon.sop.effects import Carry, Receive
from alokon.sop.fields import Field
from alokon.sop.model import PARTNER, SITE, WAREHOUSE, Flow, Spot, Step
from alokon.sop.sending import HandOver, Offer, Send
from alokon.sop.shortfall import DISPUTED, MISSING, RECEIVED, TRANSIT, settling
from inventory.core import places

OFFERED = "diusulkan"

SHELF, DAMAGED, EXPIRED = (Spot(SITE, kind) for kind in (places.SHELF, places.DAMAGED, places.EXPIRED))

CONDITIONS = (("good", "Baik"), ("damaged", "Rusak"), ("expired", "Kedaluwarsa"))
LOT, QUANTITY = Field("lot", "Batch", "lot"), Field("quantity", "Jumlah", "quantity")
ANSWERS = tuple(field for field in RECEIVE.line_fields if field.name not in ("returned", "surplus"))
ANSWER = replace(RECEIVE, seed=(), line_fields=ANSWERS, paper="")
RECEIPT = tuple(field for field in RECEIVE.fields if field.name != "on_behalf")

STATES = {
    SENT: "Dikirim",
    PARTLY: "Diterima sebagian",
    DISPUTED: "Diterima, ada selisih",
    RECEIVED: "Diterima",
    CANCELLED: "Dibatalkan",
}

RETURN = Flow(
    code="retur",
    title="Retur ke gudang",
    subject=places.FACILITY,
    warehouse=True,
    states=STATES,
    steps=(
        Step(
            name="send_return",
            label="Kirim retur",
            done="Retur dikirim",
            permission="hand_over",
            after=SENT,
            fields=(DATE, REASON),
            line_fields=(LOT, Field("condition", "Keadaan", "choice", choices=CONDITIONS), QUANTITY, LINE_NOTE),
            effects=(Send((("good", SHELF), ("damaged", DAMAGED), ("expired", EXPIRED)), TRANSIT),),
            paper="retur",
        ),
        replace(
            ANSWER,
            label="Terima retur",
            done="Retur diterima",
            permission="receive",
            fields=RECEIPT,
            line_fields=(
                *ANSWERS[:3],
                Field("expired", "Kedaluwarsa", "quantity", required=False),
                *ANSWERS[3:],
            ),
            effects=(
                Receive(
                    TRANSIT,
                    parts=(
                        ("accepted", Spot(WAREHOUSE, places.SHELF)),
                        ("damaged", Spot(WAREHOUSE, places.DAMAGED)),
                        ("expired", Spot(WAREHOUSE, places.EXPIRED)),
                        ("short", MISSING),
                    ),
                    reasoned=("short",),
                ),
            ),
        ),
        settling(Spot(WAREHOUSE, places.SHELF), SHELF),
    ),
)

TRANSFER = Flow(
    code="mutasi",
    title="Mutasi antar faskes",
    subject=places.FACILITY,
    partner=places.FACILITY,
    states={OFFERED: "Diusulkan", **STATES},
    steps=(
        Step(
            name="offer",
            label="Usulkan mutasi",
            done="Mutasi diusulkan",
            permission="request",
            after=OFFERED,
            fields=(DATE, Field("partner", "Ke faskes", "site"), REASON),
            line_fields=(LOT, QUANTITY, LINE_NOTE),
            effects=(Offer(SHELF),),
            gated=True,
        ),
        Step(
            name="hand_over",
            label="Serahkan",
            done="Diserahkan",
            permission="hand_over",
            before=(OFFERED,),
            after=SENT,
            fields=(DATE, NOTE),
            effects=(HandOver(SHELF, TRANSIT),),
            paper="mutasi",
            gated=True,
        ),
        replace(
            ANSWER,
            label="Terima mutasi",
            done="Mutasi diterima",
            by=PARTNER,
            effects=(
                Receive(
                    TRANSIT,
                    parts=(
                        ("accepted", Spot(PARTNER, places.SHELF)),
                        ("damaged", Spot(PARTNER, places.DAMAGED)),
                        ("short", MISSING),
                    ),
                ),
            ),
        ),
        settling(Spot(PARTNER, places.SHELF), SHELF),
        Step(
            name="drop_offer",
            label="Batalkan",
            done="Mutasi dibatalkan",
            permission=CANCEL.permission,
            before=(OFFERED,),
            after=CANCELLED,
            fields=(DATE, REASON),
            effects=(Carry(TRANSIT, SHELF, takes_back=("proposed",)),),
            alarming=True,
        ),
    ),
)

NETWORK = Flow(
    code="jaringan",
    title="Penyaluran ke jaringan / jejaring",
    subject=places.FACILITY,
    partner=places.FACILITY,
    under=True,
    states={RECEIVED: "Tercatat", CANCELLED: "Dibatalkan"},
    steps=(
        Step(
            name="distribute",
            label="Salurkan ke jaringan",
            done="Disalurkan ke jaringan",
            permission="hand_over",
            after=RECEIVED,
            fields=(DATE, Field("partner", "Ke jaringan / jejaring", "site"), NOTE),
            line_fields=(LOT, QUANTITY, LINE_NOTE),
            effects=(Send((("", SHELF),), Spot(PARTNER, places.SHELF), ("issued", "accepted")),),
            gated=True,
            correctable=True,
        ),
    ),
)
