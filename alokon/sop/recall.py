"""Penarikan: a batch is recalled from every place that has it or had it, each by a letter of its own.

Whoever has it sets it apart; it stays on the books in quarantine until the office releases or condemns it. Until the
office lifts the recall the batch is withheld: deliveries that had reserved it give it back and pick another, no new
one gets it, and what is on its way goes into quarantine where it arrives. None of this is a row of the printed
procedure.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

from alokon.sop.asked import DATE, NOTE, REASON
from alokon.sop.distribution import DISTRIBUTION, GIVE_BACK
from alokon.sop.effects import Between
from alokon.sop.fields import Field
from alokon.sop.model import SITE, Flow, Spot, Step, Withholding
from alokon.sop.work import Following, Row, Work, whole, words
from inventory.core import places

ASKED, HELD, INFORMED, RELEASED, CONDEMNED = "diminta", "dikarantina", "diberitahu", "dilepas", "tidak_layak"
ANNOUNCED, LIFTED = "diumumkan", "dicabut"

SHELF, QUARANTINE, DAMAGED = (Spot(SITE, kind) for kind in (places.SHELF, places.QUARANTINE, places.DAMAGED))


@dataclass(frozen=True)
class Announce:
    """Withhold the batch, and open a case at every place: those that have some or get some are to set it apart, the
    others are told. What deliveries have reserved of it they give back.

    A row is about a place and a lot, or names a delivery by its `case`. Code `no_lines`.
    """

    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """One line per lot; one case per place."""
        if not work.rows:
            work.refuse("no_lines", "lines")
        values = {"reason": work.data.get("reason"), "document": work.data.get("document")}
        places: dict[str, list[Row]] = defaultdict(list)
        lots: dict[object, Row] = {}
        for row in work.rows:
            lots.setdefault(row.get("lot"), row)
            if not row.get("case"):
                places[words(row, "site")].append(row)
        for row in lots.values():
            held = sum(whole(x, "held") for x in work.rows if x.get("lot") == row.get("lot") and not x.get("case"))
            work.change(**_about(row), add={"stated": held})
        for site, rows in places.items():
            waits = any(whole(row, name) for row in rows for name in ("held", "coming"))
            lines = tuple({**_about(x), "requested": whole(x, "held"), "coming": x.get("coming")} for x in rows)
            work.followings.append(Following(APART.code, (ASK if waits else INFORM).name, site, values, lines))
        for case in sorted({whole(row, "case") for row in work.rows if row.get("case")}):
            told = {"reason": work.data.get("reason")}
            work.followings.append(Following(DISTRIBUTION.code, GIVE_BACK.name, "", told, cites="recall", case=case))


def _about(row: Row) -> dict[str, object]:
    """The lot a row is about."""
    return {"item": words(row, "item"), "fund": words(row, "fund"), "lot": row.get("lot")}


@dataclass(frozen=True)
class Name:
    """Write the lots that are meant, with how many there are of each in a quantity of the line."""

    quantity: str = "requested"
    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """One lot line per row."""
        for row in work.rows:
            work.change(**_about(row), add={self.quantity: whole(row, "requested")})


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
    """What lies apart goes where it is decided, also what came in after the rest was set apart."""

    def apply(self, work: Work) -> None:
        """Every lot of the case; what was settled stands in its line."""
        for line in work.case.leaves:
            stock = work.stock.lot(self.source, line.lot or 0)
            apart = stock.available if stock is not None else 0
            if apart > 0:
                work.move(line.item, line.lot or 0, apart, self.source, self.destination)
            if apart != line["issued"]:
                work.add(line, {"issued": apart - line["issued"]})


LINES = (
    Field("item", "Jenis alokon", "item"),
    Field("fund", "Sumber dana", "fund"),
    Field("lot", "Batch", "lot"),
    Field("requested", "Menurut buku", "quantity"),
    Field("coming", "Dalam perjalanan", "quantity", required=False),
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

ARRIVE = replace(
    ASK,
    name="arrive",
    label="Pisahkan yang tiba",
    done="Dipisahkan saat tiba",
    after=HELD,
    effects=(Name("issued"),),
    paper="",
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
        ARRIVE,
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
        Field("coming", "Dalam perjalanan", "quantity", required=False),
        Field("case", "Dipesan untuk berkas", "number", required=False),
    ),
    effects=(Announce(),),
)

RECALLS = Flow(
    code="penarikan",
    title="Penarikan batch",
    subject=places.WAREHOUSE,
    states={ANNOUNCED: "Diumumkan", LIFTED: "Dicabut"},
    steps=(
        RECALL,
        Step(
            name="lift",
            label="Cabut penarikan",
            done="Penarikan dicabut",
            permission="recall",
            before=(ANNOUNCED,),
            after=LIFTED,
            fields=(DATE, REASON),
            alarming=True,
        ),
    ),
    withholds=Withholding((ANNOUNCED,), APART.code, ARRIVE.name),
)
