"""Goods beside alokon leave the storeroom with an SBBK, for a school, cadres, a posyandu or an event of the office."""

from dataclasses import dataclass

from alokon.sop.asked import DATE, LINE_NOTE, NOTE
from alokon.sop.distribution import CANCELLED
from alokon.sop.fields import Field
from alokon.sop.model import SITE, Flow, Spot, Step
from alokon.sop.packing import STOREROOM
from alokon.sop.work import Row, Work, whole, words
from inventory.core import places
from inventory.core.goods import first_out

GIVEN = Spot(SITE, places.GIVEN)

HANDED = "diserahkan"


@dataclass(frozen=True)
class HandOut:
    """Give goods out, of the named lot or the oldest edition first; one line per item and lot.

    Codes `no_lines`, `item_unknown`, `quantity_not_positive`, `supplies_short`; the ledger refuses what the recipient
    does not take (`goods_not_accepted`).
    """

    source: Spot = STOREROOM
    destination: Spot = GIVEN

    @property
    def sources(self) -> tuple[Spot, ...]:
        """The storeroom."""
        return (self.source,)

    def apply(self, work: Work) -> None:
        """One row per item, or per edition of it."""
        if not work.rows:
            work.refuse("no_lines", "lines")
        for n, row in enumerate(work.rows):
            item, wanted = words(row, "item"), whole(row, "quantity")
            if item not in work.known_items:
                work.refuse("item_unknown", "item", n, item=item)
            elif wanted <= 0:
                work.refuse("quantity_not_positive", "quantity", n, item=item)
            else:
                self._give(work, n, row, item, wanted)

    def _give(self, work: Work, n: int, row: Row, item: str, wanted: int) -> None:
        edition, note = row.get("edition"), words(row, "note")
        own = [s for s in work.stock.lots(self.source, item) if edition in (None, s.key.batch)]
        taken, left = first_out(own, wanted)
        for stock, part in taken:
            work.move(item, stock.lot, part, self.source, self.destination)
            work.change(item=item, fund=stock.key.fund, lot=stock.lot, add={"issued": part}, note=note)
        if left:
            work.refuse("supplies_short", "quantity", n, item=item, wanted=wanted, available=wanted - left)


HANDING_OUT = Flow(
    code="penyerahan-penunjang",
    title="Penyerahan barang penunjang",
    subject=places.RECIPIENT,
    states={HANDED: "Diserahkan", CANCELLED: "Dibatalkan"},
    steps=(
        Step(
            name="hand_out",
            label="Serahkan barang penunjang",
            done="Barang penunjang diserahkan",
            permission="recipients",
            after=HANDED,
            fields=(
                DATE,
                Field("purpose", "Untuk keperluan"),
                Field("basis", "Dasar penyerahan", required=False, help="Nomor surat atau berkas yang memintanya"),
                Field("receiver", "Jabatan penerima"),
                NOTE,
            ),
            line_fields=(
                Field("item", "Jenis barang", "item"),
                Field("edition", "Edisi / seri", required=False, most=64),
                Field("quantity", "Jumlah", "quantity"),
                LINE_NOTE,
            ),
            effects=(HandOut(),),
            paper="sbbk",
            gated=True,
            correctable=True,
        ),
    ),
)
