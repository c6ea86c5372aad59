"""Rensi: the plan of a routine distribution for a round of months, from what every faskes needs to its proposals.

One topmost line per faskes and item says what is `needed`; a line per fund under it what is `proposed` by the
computation and `planned` by the office. Approved, every faskes' lines become a case of `distribusi`, one for one.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from alokon.planning.sharing import RULES
from alokon.sop.asked import DATE, FUND_CHOICES, NOTE, REASON
from alokon.sop.case import Case, Line
from alokon.sop.distribution import DISTRIBUTION, PROPOSE
from alokon.sop.fields import Field
from alokon.sop.model import SITE, Flow, Spot, Step
from alokon.sop.work import Following, Lack, Row, Work, whole, words
from inventory.core import places

DRAFT, APPROVED, DROPPED = "disusun", "disetujui", "dibatalkan"

SHELF = Spot(SITE, places.SHELF)
Key = tuple[str, str, str | None]
"""Site and item of a line, and its fund."""


def lines_by_key(case: Case) -> dict[Key, Line]:
    """The lines of a Rensi."""
    return {(line.site or "", line.item, line.fund): line for line in case.lines}


@dataclass(frozen=True)
class Lay:
    """Write the lines a computation says; what was changed by hand stays as it is. Code `no_lines`.

    Rows of the warehouse itself tell what it had to give and are no lines.
    """

    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """Lines the computation does not name any more need and propose nothing."""
        before = lines_by_key(work.case)
        needed: dict[Key, int] = {}
        proposed: dict[Key, int] = {}
        for row in work.rows:
            site, item, fund = words(row, "site"), words(row, "item"), words(row, "fund")
            if site == work.case.site:
                continue
            needed.setdefault((site, item, None), whole(row, "needed"))
            if fund:
                proposed[site, item, fund] = whole(row, "proposed")
        if not needed:
            work.refuse("no_lines", "lines")
        numbers: dict[Key, int] = {}
        for key in (*needed, *(k for k in before if k[2] is None and k not in needed)):
            numbers[key] = self._change(work, before.get(key), key, None, {"needed": needed.get(key, 0)})
        for key in (*proposed, *(k for k in before if k[2] is not None and k not in proposed)):
            line, now = before.get(key), proposed.get(key, 0)
            by_hand = line is not None and line["planned"] != line["proposed"]
            planned = line["planned"] if line and by_hand else now
            parent = numbers[(key[0], key[1], None)]
            self._change(work, line, key, parent, {"proposed": now, "planned": planned})

    @staticmethod
    def _change(work: Work, line: Line | None, key: Key, parent: int | None, now: dict[str, int]) -> int:
        site, item, fund = key
        add = {name: quantity - (line[name] if line else 0) for name, quantity in now.items()}
        if line is not None and not any(add.values()):
            return line.number
        return work.change(line=line.number if line else None, parent=parent, item=item, fund=fund, site=site, add=add)


@dataclass(frozen=True)
class Adjust:
    """Plan another quantity of a fund for a faskes, with a reason.

    Codes `no_lines`, `site_not_planned`, `line_twice`.
    """

    sources: tuple[Spot, ...] = ()

    def apply(self, work: Work) -> None:
        """One change per row; a fund the computation did not propose gets a line of its own."""
        if not work.rows:
            work.refuse("no_lines", "lines")
        known, seen = lines_by_key(work.case), set[Key]()
        for n, row in enumerate(work.rows):
            key = (words(row, "site"), words(row, "item"), words(row, "fund"))
            parent = known.get((key[0], key[1], None))
            if parent is None:
                work.refuse("site_not_planned", "site", n, site=key[0], item=key[1])
            elif key in seen:
                work.refuse("line_twice", "fund", n, item=key[1])
            else:
                self._adjust(work, row, key, parent, known.get(key))
            seen.add(key)

    @staticmethod
    def _adjust(work: Work, row: Row, key: Key, parent: Line, line: Line | None) -> None:
        site, item, fund = key
        add = {"planned": whole(row, "planned") - (line["planned"] if line else 0)}
        number = line.number if line else None
        facts = {"item": item, "fund": fund, "site": site, "note": words(row, "note")}
        work.change(line=number, parent=parent.number, add=add, **facts)


@dataclass(frozen=True)
class OpenProposals:
    """Open a case of the distribution for every faskes that gets something. Codes `nothing_planned`, `not_enough`."""

    shelf: Spot

    @property
    def sources(self) -> tuple[Spot, ...]:
        """What the plans of all faskes together may not exceed."""
        return (self.shelf,)

    def apply(self, work: Work) -> None:
        """One proposed line per faskes and item, with the reasons given for it."""
        planned = [line for line in work.case.lines if line["planned"]]
        if not planned:
            work.refuse("nothing_planned", "lines")
        self._hold_to_stock(work, planned)
        by_site: dict[str, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
        for line in planned:
            by_site[line.site or ""][line.item].append(line)
        for site, items in sorted(by_site.items()):
            rows = tuple(
                {
                    "item": item,
                    "proposed": sum(line["planned"] for line in own),
                    "note": "; ".join(line.note for line in own if line.note)[:500] or None,
                }
                for item, own in items.items()
            )
            values = {"urgency": "rutin"}
            work.followings.append(Following(DISTRIBUTION.code, PROPOSE.name, site, values, rows, cites="rensi"))

    def _hold_to_stock(self, work: Work, planned: list[Line]) -> None:
        wanted: dict[tuple[str, str], int] = defaultdict(int)
        for line in planned:
            wanted[line.item, line.fund or ""] += line["planned"]
        for (item, fund), quantity in sorted(wanted.items()):
            pick = work.pick(self.shelf, item, fund, quantity)
            if pick.short:
                expired = sum(stock.available for stock in pick.skipped)
                work.lack(self.shelf, "lines", Lack(item, fund, quantity, quantity - pick.short, expired))


COMPUTE = Step(
    name="compute",
    label="Susun Rensi",
    done="Rensi disusun",
    permission="plan",
    after=DRAFT,
    seed=("1b",),
    fields=(
        DATE,
        Field("month", "Untuk bulan mulai", "month"),
        Field("cycle", "Lamanya", "choice", choices=(("1", "1 bulan"), ("2", "2 bulan"), ("3", "3 bulan"))),
        Field("rule", "Bila stok kurang", "choice", choices=tuple(RULES.items())),
        NOTE,
    ),
    line_fields=(
        Field("site", "Faskes"),
        Field("item", "Jenis alokon", "item"),
        Field("fund", "Sumber dana", "fund", required=False, choices=FUND_CHOICES),
        Field("needed", "Kebutuhan", "quantity", required=False),
        Field("proposed", "Usulan", "quantity", required=False),
        Field("usable", "Layak pakai", "quantity", required=False),
        Field("coming", "Menuju ke sana", "quantity", required=False),
        Field("monthly", "Rata-rata pemakaian", required=False),
        Field("reports", "Bulan laporan", "number", required=False),
        Field("floor", "Lantai gudang", "quantity", required=False),
        Field("capped", "Dibatasi masa simpan", "choice", required=False, choices=(("ya", "Ya"),)),
    ),
    effects=(Lay(),),
)
"""The rows are what `alokon.views.rensi` works out; `monthly` is a fraction, kept as its text."""

RENSI = Flow(
    code="rensi",
    title="Rencana distribusi (Rensi)",
    subject=places.WAREHOUSE,
    states={DRAFT: "Disusun", APPROVED: "Disetujui", DROPPED: "Dibatalkan"},
    steps=(
        COMPUTE,
        Step(
            name="adjust",
            label="Ubah rencana",
            done="Rencana diubah",
            permission="plan",
            before=(DRAFT,),
            after=DRAFT,
            seed=("1b",),
            fields=(DATE,),
            line_fields=(
                Field("site", "Faskes"),
                Field("item", "Jenis alokon", "item"),
                Field("fund", "Sumber dana", "fund", choices=FUND_CHOICES),
                Field("planned", "Rencana", "quantity"),
                Field("note", "Alasan"),
            ),
            effects=(Adjust(),),
        ),
        replace(COMPUTE, name="recompute", label="Hitung ulang", done="Rensi dihitung ulang", before=(DRAFT,)),
        Step(
            name="approve_plan",
            label="Setujui Rensi",
            done="Rensi disetujui",
            permission="approve",
            before=(DRAFT,),
            after=APPROVED,
            seed=("1b",),
            fields=(DATE, NOTE),
            effects=(OpenProposals(SHELF),),
            paper="rensi",
        ),
        Step(
            name="drop_plan",
            label="Batalkan Rensi",
            done="Rensi dibatalkan",
            permission="plan",
            before=(DRAFT,),
            after=DROPPED,
            fields=(DATE, REASON),
            alarming=True,
        ),
    ),
)


def planned_funds(case: Case, site: str) -> dict[str, dict[str, int]]:
    """Item → fund → base units planned for a faskes, without what is planned as nothing."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for line in _of(case, site):
        if line["planned"] and line.fund:
            found[line.item][line.fund] = line["planned"]
    return dict(found)


def _of(case: Case, site: str) -> Iterator[Line]:
    return (line for line in case.lines if line.site == site)
