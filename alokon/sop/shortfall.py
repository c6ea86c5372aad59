"""Goods that left and did not all arrive: where they are meanwhile, and how it is found out what became of them."""

from alokon.sop.asked import DATE, NOTE
from alokon.sop.effects import Receive
from alokon.sop.fields import Field
from alokon.sop.model import OUTSIDE, ROAD, Spot, Step
from inventory.core import places

TRANSIT = Spot(ROAD, places.TRANSIT)
MISSING = Spot(ROAD, places.MISSING)
VARIANCE = Spot(OUTSIDE, places.VARIANCE)

DISPUTED, RECEIVED = "selisih", "diterima"


def settling(taker: Spot, giver: Spot) -> Step:
    """The office finds out what became of what came short: the taker had it, the giver kept it, or it is lost."""
    return Step(
        name="resolve_short",
        label="Selesaikan selisih kirim",
        done="Selisih kirim diselesaikan",
        permission="ship",
        before=(DISPUTED,),
        after=RECEIVED,
        pending=((MISSING, DISPUTED),),
        fields=(DATE, Field("document", "Nomor berita acara", required=False), NOTE),
        line_fields=(
            Field("line", "Baris", "line"),
            Field("found", "Ternyata diterima", "quantity", required=False),
            Field("kept", "Ternyata tidak dikirim", "quantity", required=False),
            Field("lost", "Hilang", "quantity", required=False),
            Field("note", "Hasil penelusuran", required=False),
        ),
        effects=(
            Receive(
                MISSING,
                parts=(("found", taker), ("kept", giver), ("lost", VARIANCE)),
                reasoned=("found", "kept", "lost"),
                too_much="more_than_missing",
            ),
        ),
        correctable=True,
    )
