"""Pemusnahan: what was declared damaged or expired leaves the premises, once somebody in authority allowed it.

Until then it stays on the books of its site, as long as it takes: declared unusable and destroyed are two events and
never one. Who may allow it is the regent's rules; none of this is a row of the printed procedure.
"""

from dataclasses import dataclass

from alokon.sop.asked import DATE, LINE_NOTE, NOTE, REASON
from alokon.sop.fields import Field
from alokon.sop.lots import give, named_quantity, rows_once
from alokon.sop.model import OUTSIDE, SITE, Flow, Spot, Step
from alokon.sop.work import Work, whole, words
from inventory.core import places

PROPOSED, ALLOWED, DESTROYED, DROPPED = "diusulkan", "diizinkan", "dimusnahkan", "dibatalkan"

WAITING = (("damaged", Spot(SITE, places.DAMAGED)), ("expired", Spot(SITE, places.EXPIRED)))
"""The quantities of a line → where such goods wait."""


@dataclass(frozen=True)
class Propose:
    """Name lots to be destroyed; nothing moves yet.

    Codes `no_lines`, `lot_twice`, `lot_unknown`, `quantity_not_positive`, and those of `Work.lack`.
    """

    where: tuple[tuple[str, Spot], ...]

    @property
    def sources(self) -> tuple[Spot, ...]:
        """Where they wait."""
        return tuple(spot for _, spot in self.where)

    def apply(self, work: Work) -> None:
        """One lot line per row."""
        for n, row in rows_once(work, "lot", "cause"):
            cause = words(row, "cause")
            stock = named_quantity(work, dict(self.where)[cause], n, row)
            if stock is not None:
                about = {"item": stock.key.item, "fund": stock.key.fund, "lot": stock.lot}
                work.change(**about, add={cause: whole(row, "quantity")}, note=words(row, "note"))


@dataclass(frozen=True)
class Destroy:
    """What was proposed leaves the premises for good. Codes `witness_twice`, and those of `Work.lack`."""

    where: tuple[tuple[str, Spot], ...]
    destination: Spot

    @property
    def sources(self) -> tuple[Spot, ...]:
        """Where it waits."""
        return tuple(spot for _, spot in self.where)

    def apply(self, work: Work) -> None:
        """Every line of the case."""
        first, second = (str(work.data.get(name) or "").casefold() for name in ("witness", "second_witness"))
        if first == second:
            work.refuse("witness_twice", "second_witness")
        for line in work.case.leaves:
            for cause, spot in self.where:
                quantity = line[cause]
                if quantity and give(work, line, quantity, spot, self.destination):
                    work.add(line, {"destroyed": quantity})


DESTRUCTION = Flow(
    code="pemusnahan",
    title="Pemusnahan",
    subject="",
    states={PROPOSED: "Diusulkan", ALLOWED: "Diizinkan", DESTROYED: "Dimusnahkan", DROPPED: "Dibatalkan"},
    steps=(
        Step(
            name="propose_destruction",
            label="Usulkan pemusnahan",
            done="Pemusnahan diusulkan",
            permission="declare_unusable",
            after=PROPOSED,
            fields=(DATE, REASON),
            line_fields=(
                Field("lot", "Batch", "lot"),
                Field("cause", "Sebab", "choice", choices=(("damaged", "Rusak"), ("expired", "Kedaluwarsa"))),
                Field("quantity", "Jumlah", "quantity"),
                LINE_NOTE,
            ),
            effects=(Propose(WAITING),),
        ),
        Step(
            name="allow_destruction",
            label="Catat izin pemusnahan",
            done="Izin pemusnahan dicatat",
            permission="approve",
            before=(PROPOSED,),
            after=ALLOWED,
            fields=(
                DATE,
                Field("decree", "Nomor keputusan / izin"),
                Field("decree_date", "Tanggal keputusan", "date"),
                Field("authority", "Diberikan oleh"),
                NOTE,
            ),
        ),
        Step(
            name="destroy",
            label="Musnahkan dan terbitkan berita acara",
            done="Dimusnahkan",
            permission="declare_unusable",
            before=(ALLOWED,),
            after=DESTROYED,
            fields=(
                DATE,
                Field("place", "Tempat pemusnahan"),
                Field("manner", "Cara pemusnahan"),
                Field("executor", "Pelaksana (jabatan)"),
                Field("witness", "Saksi pertama (jabatan)"),
                Field("second_witness", "Saksi kedua (jabatan)"),
                NOTE,
            ),
            effects=(Destroy(WAITING, Spot(OUTSIDE, places.DESTROYED)),),
            paper="ba-pemusnahan",
            correctable=True,
        ),
        Step(
            name="drop_destruction",
            label="Batalkan usulan",
            done="Usulan pemusnahan dibatalkan",
            permission="declare_unusable",
            before=(PROPOSED, ALLOWED),
            after=DROPPED,
            fields=(DATE, REASON),
            alarming=True,
        ),
    ),
)
