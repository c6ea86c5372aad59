"""Penarikan: a batch is recalled from every place that has it or had it, each by a letter of its own.

Whoever has it sets it apart; it stays on the books in quarantine until the office releases or condemns it. None of
this is a row of the printed procedure.
"""

from dataclasses import dataclass, replace

from alokon.sop.distribution import DATE, NOTE, REASON
from alokon.sop.effects import Between
from alokon.sop.fields import Field
from alokon.sop.lots import give
from alokon.sop.model import SITE, Flow, Spot, Step
from alokon.sop.work import Following, Work, whole, words
from inventory.core import places

ASKED, HELD, INFORMED, RELEASED, CONDEMNED = "diminta", "dikarantina", "diberitahu", "dilepas", "tidak_layak"
ANNOUNCED = "diumumkan"

SHELF, QUARANTINE, DAMAGED = (Spot(SITE, kind) for kind in (places.SHELF, places.QUARANTINE, places.DAMAGED))


@dataclass(frozen=True)
class Announce:
    """Open a case at every place: those that have some are to set it apart, the others are told. Code `no_lines`."""

    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """One case per row."""
        if not work.rows:
            work.refuse("no_lines", "lines")
        values = {"reason": work.data.get("reason"), "document": work.data.get("document")}
        for row in work.rows:
            line = {"item": words(row, "item"), "fund": words(row, "fund"), "lot": row.get("lot")}
            step = ASK if whole(row, "held") else INFORM
            rows = ({**line, "requested": whole(row, "held")},)
            work.followings.append(Following(APART.code, step.name, words(row, "site"), values, rows))


@dataclass(frozen=True)
class Name:
    """Write the lots that are meant."""

    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """One lot line per row."""
        for row in work.rows:
            about = {"item": words(row, "item"), "fund": words(row, "fund"), "lot": row.get("lot")}
            work.change(**about, add={"requested": whole(row, "requested")})


@dataclass(frozen=True)
class SetApart(Between):
    """All that is left of the lots goes into quarantine, be it more or less than was asked."""

    def apply(self, work: Work) -> None:
        """Lot by lot; one that is used up moves nothing."""
        for line in work.case.leaves:
            stock = work.stock.lot(self.source, line.lot or 0)
            if stock is not None and stock.available > 0:
                work.move(line.item, stock.lot, stock.available, self.source, self.destination)
                work.add(line, {"issued": stock.available})


@dataclass(frozen=True)
class Settle(Between):
    """What was set apart goes where it is decided. Codes of `Work.lack`."""

    def apply(self, work: Work) -> None:
        """Every lot of the case, as much as it set apart."""
        for line in work.case.leaves:
            if line["issued"]:
                give(work, line, line["issued"], self.source, self.destination)


LINES = (
    Field("item", "Jenis alokon", "item"),
    Field("fund", "Sumber dana", "fund"),
    Field("lot", "Batch", "lot"),
    Field("requested", "Menurut buku", "quantity"),
)
DOCUMENT = Field("document", "Dasar penarikan", required=False)

ASK = Step(
    name="ask_apart",
    label="Minta dipisahkan",
    done="Diminta dipisahkan",
    permission="recall",
    after=ASKED,
    fields=(DATE, REASON, DOCUMENT),
    line_fields=LINES,
    effects=(Name(),),
    paper="penarikan",
    automatic=True,
)

INFORM = replace(ASK, name="inform", label="Beri tahu", done="Diberi tahu", after=INFORMED)

APART = Flow(
    code="karantina",
    title="Karantina batch yang ditarik",
    subject="",
    states={
        ASKED: "Diminta dipisahkan",
        HELD: "Dikarantina",
        INFORMED: "Diberi tahu",
        RELEASED: "Dilepas",
        CONDEMNED: "Dinyatakan tidak layak",
    },
    steps=(
        ASK,
        INFORM,
        Step(
            name="set_apart",
            label="Pisahkan ke karantina",
            done="Dipisahkan ke karantina",
            permission="declare_unusable",
            before=(ASKED,),
            after=HELD,
            fields=(DATE, Field("where", "Dipisahkan di"), NOTE),
            effects=(SetApart(SHELF, QUARANTINE),),
            correctable=True,
        ),
        Step(
            name="release",
            label="Lepas dari karantina",
            done="Dilepas dari karantina",
            permission="recall",
            before=(HELD,),
            after=RELEASED,
            fields=(DATE, REASON),
            effects=(Settle(QUARANTINE, SHELF),),
            alarming=True,
        ),
        Step(
            name="condemn",
            label="Nyatakan tidak layak",
            done="Dinyatakan tidak layak",
            permission="recall",
            before=(HELD,),
            after=CONDEMNED,
            fields=(DATE, REASON),
            effects=(Settle(QUARANTINE, DAMAGED),),
        ),
    ),
)

RECALL = Step(
    name="recall",
    label="Tarik batch",
    done="Penarikan diumumkan",
    permission="recall",
    after=ANNOUNCED,
    fields=(DATE, Field("lot", "Batch", "lot"), REASON, DOCUMENT),
    line_fields=(
        Field("site", "Tempat"),
        Field("item", "Jenis alokon", "item"),
        Field("fund", "Sumber dana", "fund"),
        Field("lot", "Batch", "lot"),
        Field("held", "Ada menurut buku", "quantity"),
    ),
    effects=(Announce(),),
)

RECALLS = Flow(
    code="penarikan",
    title="Penarikan batch",
    subject=places.WAREHOUSE,
    states={ANNOUNCED: "Diumumkan"},
    steps=(RECALL,),
)
