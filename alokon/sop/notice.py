"""Peringatan kedaluwarsa: somebody has seen that a batch comes to its end, and says what will be done.

What asks to be seen follows from what lies where today, so that a missed day misses nothing; a batch that enters its
next band asks again.
"""

from dataclasses import dataclass

from alokon.planning.expiring import BANDS, band_of
from alokon.sop.asked import DATE
from alokon.sop.fields import Field
from alokon.sop.lots import named
from alokon.sop.model import Flow, Spot, Step
from alokon.sop.stockkeeping import SHELF
from alokon.sop.work import Work, duplicates, words


@dataclass(frozen=True)
class Acknowledge:
    """Note that batches near their end were seen, each in the band of the day. The band stands in the line's note.

    Codes `no_lines`, `lot_unknown`, `lot_twice`, `band_wrong`.
    """

    shelf: Spot

    @property
    def sources(self) -> tuple[Spot, ...]:
        """Where they lie."""
        return (self.shelf,)

    def apply(self, work: Work) -> None:
        """One line per row; no goods move."""
        if not work.rows:
            work.refuse("no_lines", "lines")
        twice = duplicates(row.get("lot") for row in work.rows)
        for n, row in enumerate(work.rows):
            band, stock = words(row, "band"), named(work, self.shelf, n, row)
            if stock is None:
                continue
            key, now = stock.key, band_of(stock.facts.expiry, work.day)
            if stock.lot in twice:
                work.refuse("lot_twice", "lot", n, item=key.item, batch=key.batch)
            if now is None or now.key != band:
                work.refuse("band_wrong", "band", n, batch=key.batch, band=now.label if now else None)
            work.change(item=key.item, fund=key.fund, lot=stock.lot, add={"stated": stock.available}, note=band)


NOTICE = Flow(
    code="peringatan-ed",
    title="Peringatan kedaluwarsa",
    subject="",
    states={"dilihat": "Sudah dilihat", "dibatalkan": "Dibatalkan"},
    steps=(
        Step(
            name="acknowledge",
            label="Sudah dilihat",
            done="Peringatan kedaluwarsa dicatat sudah dilihat",
            permission="declare_unusable",
            after="dilihat",
            fields=(DATE, Field("follow_up", "Yang akan dilakukan")),
            line_fields=(
                Field("lot", "Batch", "lot"),
                Field("band", "Sisa masa simpan", "choice", choices=tuple((b.key, b.label) for b in BANDS)),
            ),
            effects=(Acknowledge(SHELF),),
        ),
    ),
)
