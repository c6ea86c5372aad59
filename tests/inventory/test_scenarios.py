"""The scenarios distilled from other systems, replayed through the real writer and functions, on both databases.

`scenarios.json` holds their steps; where ours differs, the override with its reason stands here.
"""

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from alokon.planning.consumption import Consumption, Window, national
from alokon.planning.levels import Levels
from alokon.planning.need import Facts, forced
from alokon.sop import plan as planning
from alokon.sop.case import Case, Line
from alokon.sop.distribution import SENT
from alokon.sop.registry import FLOWS
from alokon.sop.shortfall import RECEIVED, TRANSIT
from alokon.sop.work import Stock
from alokon.views.days_out import days_outside, in_stock
from inventory.core.errors import Refused
from inventory.core.goods import LotFacts, LotKey, LotStock, Pack, in_packs, pick_fefo, to_base
from inventory.core.months import Month
from inventory.store import availability, queries
from inventory.store.schema import balance, move
from inventory.store.writer import Posted
from tests.inventory.shop import BATCH, EXPIRY, PILL, TODAY, Shop

ALL = {s["id"]: s for s in json.loads((Path(__file__).parent / "scenarios.json").read_text(encoding="utf-8"))}
REFERENCE = date(2026, 3, 1)
"""Day 0 of every scenario: the first of a month, so that days before it lie behind a month end."""

NOT_OURS = {
    "spread": "no forecast is spread over a round: a Rensi plans each round whole, less what is on its way",
}
"""Functions we have no counterpart of, and why."""

Step = Mapping[str, object]

OVERRIDES: dict[str, tuple[str, list[Step]]] = {
    "S06": (
        "a quantity of zero is no move and is refused; a reported zero is a fact of its own",
        [
            {"do": "out", "day": 0, "qty": -100, "card": "A", "expect": "reject"},
            {"do": "in", "day": 0, "qty": 0, "card": "A", "expect": "reject"},
            {"do": "in", "day": 0, "qty": 5, "card": "A", "expect": "ok"},
            {"check": "balance", "day": 0, "card": "A", "equals": 5},
        ],
    ),
    "S27": (
        "a reversal carries the original's date while that month is open, and today's once it is closed",
        [
            {"do": "in", "day": -5, "qty": 10, "card": "A", "expect": "ok"},
            {"do": "out", "day": -3, "qty": 10, "ref": "x", "card": "A", "expect": "ok"},
            {"do": "void", "ref": "x", "expect": "ok"},
            {"check": "balance", "day": -4, "card": "A", "equals": 10},
            {"check": "balance", "day": -3, "card": "A", "equals": 10},
            {"do": "in", "day": -5, "qty": 10, "card": "B", "expect": "ok"},
            {"do": "out", "day": -3, "qty": 10, "ref": "y", "card": "B", "expect": "ok"},
            {"do": "close", "month": "2026-02"},
            {"do": "void", "ref": "y", "expect": "ok"},
            {"check": "balance", "day": -3, "card": "B", "equals": 0},
            {"check": "balance", "day": 0, "card": "B", "equals": 0},
            {"check": "balance", "day": (TODAY - REFERENCE).days, "card": "B", "equals": 10},
        ],
    ),
    "S43": (
        "the ledger picks base units, the smallest anyone hands out; rounding to packs belongs to allocation",
        [
            {"fn": "fefo", "args": {"need": 1, "today": "2026-01-01",
             "lots": [{"id": "a", "units": 9, "expiry": None}]}, "equals": {"alloc": [["a", 1]], "short": 0}},
            {"fn": "fefo", "args": {"need": 20, "today": "2026-01-01",
             "lots": [{"id": "a", "units": 60, "expiry": None}]}, "equals": {"alloc": [["a", 20]], "short": 0}},
        ],
    ),
    "S52": (
        "a receipt of part of what was shipped stands, unfinished; of a shipment of nothing nothing is confirmed",
        [
            {"fn": "pod", "args": {"shipped": 100, "accepted": 90, "rejected": 10, "reason": "rusak"}, "equals": True},
            {"fn": "pod", "args": {"shipped": 100, "accepted": 90, "rejected": 0, "reason": ""}, "equals": False},
            {"fn": "pod", "args": {"shipped": 100, "accepted": 90, "rejected": 10, "reason": ""}, "equals": False},
            {"fn": "pod", "args": {"shipped": 100, "accepted": -1, "rejected": 101, "reason": "x"}, "equals": False},
            {"fn": "pod", "args": {"shipped": 100, "accepted": 90, "rejected": 11, "reason": "x"}, "equals": False},
            {"fn": "pod", "args": {"shipped": 0, "accepted": 0, "rejected": 0, "reason": ""}, "equals": False},
        ],
    ),
}  # fmt: skip
"""Where ours differs: why, and the steps that hold instead."""


def steps_of(scenario: str) -> list[Step]:
    if scenario in OVERRIDES:
        return OVERRIDES[scenario][1]
    return [step for step in ALL[scenario]["steps"] if step.get("fn") not in NOT_OURS]


RUN = [name for name in ALL if steps_of(name)]


def test_every_scenario_with_steps_is_run_or_has_a_reason_not_to_be() -> None:
    left = {name for name, scenario in ALL.items() if scenario["steps"]} - set(RUN)
    assert left == {"S69"}
    assert {step["fn"] for name in left for step in ALL[name]["steps"]} == set(NOT_OURS)


@pytest.mark.parametrize("scenario", RUN)
def test_scenario(shop: Shop, scenario: str) -> None:
    told = Teller(shop)
    for step in steps_of(scenario):
        if "fn" in step:
            found = FUNCTIONS[str(step["fn"])](shop, step["args"])
            assert found == step["equals"], step
        elif "do" in step:
            told.do(step)
        elif step["check"] == "delta":
            assert told.variance(step["ref"]) == step["equals"], step
        else:
            on = REFERENCE + timedelta(days=int(str(step["day"])))
            assert told.balance(str(step["card"]), on) == step["equals"], step
    if not any(step.get("fn") == "audit" for step in steps_of(scenario)):
        assert shop.verify().findings == ()


class Teller:
    """Replays steps on the shelf of one warehouse; a card is a batch."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.posted: dict[object, Posted] = {}
        self.counted: dict[object, tuple[date, int, LotKey]] = {}
        self.slots: dict[date, int] = {}

    def do(self, step: Step) -> None:
        try:
            self.posted[step.get("ref")] = self._post(step)
            done = "ok"
        except Refused:
            done = "reject"
        assert done == step.get("expect", "ok"), step

    def _post(self, step: Step) -> Posted:
        shop = self.shop
        if step["do"] == "close":
            return shop.close("GUDANG", str(step["month"]))
        if step["do"] == "void":
            return self._void(step["ref"])
        on = REFERENCE + timedelta(days=int(str(step["day"])))
        if step["do"] == "multi":
            lines = step["lines"]
            assert isinstance(lines, list)
            return shop.post(*(shop.issue(quantity, on, card(name)) for name, quantity in lines))
        if step["do"] == "count":
            return self._count(step, on)
        make = {"in": shop.receipt, "out": shop.issue}[str(step["do"])]
        return shop.post(make(int(str(step["qty"])), on, card(str(step["card"]))))

    def _count(self, step: Step, on: date) -> Posted:
        slot = self.slots.get(on, 0)
        self.counted[step.get("ref")] = (on, slot, card(str(step["card"])))
        posted = self.shop.count(on, {card(str(step["card"])): int(str(step["qty"]))}, slot=slot)
        self.slots[on] = slot + 1
        return posted

    def _void(self, ref: object) -> Posted:
        if ref in self.counted:
            on, slot, lot = self.counted[ref]
            return self.shop.count(on, {lot: None}, slot=slot, new=False)
        event = self.posted[ref].seq
        return self.shop.post(*self.shop.amended(event), corrects=event)

    def variance(self, ref: object) -> int:
        """What a count put on the shelf, negative for what it took off."""
        shelf = self.shop.place["GUDANG", "shelf"]
        return sum(m.quantity if m.destination == shelf else -m.quantity for m in self.posted[ref].derived)

    def balance(self, name: str, on: date) -> int:
        with self.shop.reading() as db:
            held = queries.holdings(db, self.shop.book, on, sites=["GUDANG"], kinds=["shelf"])
        return sum(one.quantity for one in held if one.lot == self.shop.lot.get(card(name)))


def card(name: str) -> LotKey:
    return LotKey(PILL, name, "APBN")


def fefo(_shop: Shop, args: Mapping[str, object]) -> object:
    """Goods on hold lie in quarantine, so they are not among what is picked from."""
    lots = args["lots"]
    assert isinstance(lots, list)
    stock = [
        LotStock(
            n, card(lot["id"]), LotFacts(date.fromisoformat(lot["expiry"]) if lot["expiry"] else None), lot["units"]
        )
        for n, lot in enumerate(lots)
        if not lot.get("hold")
    ]
    pick = pick_fefo(stock, int(str(args["need"])), date.fromisoformat(str(args["today"])))
    return {"alloc": [[taken.key.batch, quantity] for taken, quantity in pick.taken], "short": pick.short}


def expired(_shop: Shop, args: Mapping[str, object]) -> object:
    offset = args["expiry"]
    expiry = None if offset is None else REFERENCE + timedelta(days=int(str(offset)))
    return not LotFacts(expiry).usable_on(REFERENCE)


def reserve(shop: Shop, args: Mapping[str, object]) -> object:
    """Tenths are the base unit here: the ledger knows whole units only."""
    tenths = int(Decimal(str(args["on_hand"])) * 10)
    batch = card(f"reserve-{next(shop.keys)}")
    if tenths:
        shop.post(shop.receipt(tenths, REFERENCE, batch))
    wants = args["want"]
    assert isinstance(wants, list)
    reserved, waiting = [], []
    for consignment, want in enumerate(wants, 1):
        with shop.reading() as db:
            shelf = availability.available(db, shop.book, shop.place["GUDANG", "shelf"], REFERENCE)
        pick = pick_fefo([s for s in shelf if s.key == batch], int(Decimal(want) * 10), REFERENCE)
        for _, quantity in pick.taken:
            shop.post(shop.move("GUDANG/shelf", "GUDANG/reserved", quantity, REFERENCE, batch, consignment=consignment))
            reserved.append(plain(quantity))
        if pick.short:
            waiting.append(plain(pick.short))
    return {"ok": not waiting, "reserved": reserved, "waiting": waiting}


def plain(tenths: int) -> str:
    return format((Decimal(tenths) / 10).normalize(), "f")


def audit(shop: Shop, args: Mapping[str, object]) -> object:
    """Rows written behind the writer's back, as they are; whether the proof flags this card."""
    batch = card(f"audit-{next(shop.keys)}")
    event = shop.post(facts={batch: LotFacts(EXPIRY)})
    lot, item, shelf = event.lots[batch], shop.item[PILL], shop.place["GUDANG", "shelf"]
    moves, total = args["moves"], args["total"]
    assert isinstance(moves, list)
    with shop.engine.begin() as db:
        for line, (on, delta) in enumerate(moves, 1):
            ends = (shop.place["LUAR", "supplier"], shelf) if delta > 0 else (shelf, shop.place["LUAR", "client"])
            db.execute(
                move.insert().values(
                    book=shop.book, event=event.seq, line=line, item=item, lot=lot, quantity=abs(delta),
                    source=ends[0], destination=ends[1], moved_on=date(2026, 1, on), slot=0, consignment=0,
                    counted=False,
                )
            )  # fmt: skip
        db.execute(
            balance.insert().values(book=shop.book, place=shelf, item=item, lot=lot, consignment=0, quantity=total)
        )
    codes = {"below_zero", "balance_differs", "balance_extra", "balance_missing"}
    return any(found.code in codes and found.facts["lot"] == lot for found in shop.verify().findings)


def pod(_shop: Shop, args: Mapping[str, object]) -> object:
    """Whether the receipt stands and finishes the shipment."""
    step = planning.step_of(FLOWS["distribusi"], "receive")
    line = Line(1, None, PILL, "APBN", 1, {"issued": int(str(args["shipped"]))})
    case = Case(1, "distribusi", SENT, "PKM1", "GUDANG", REFERENCE, (line,))
    stock = Stock({TRANSIT: [LotStock(1, BATCH, LotFacts(EXPIRY), int(str(args["shipped"])))]})
    row = {"line": 1, "accepted": args["accepted"], "damaged": args["rejected"], "note": args["reason"]}
    try:
        answers = planning.read(step, {"date": REFERENCE, "lines": [row], "receiver": "Bidan"})
        return planning.plan(step, case, answers, stock, {PILL: "Pil"}).state == RECEIVED
    except Refused:
        return False


def closing(shop: Shop, args: Mapping[str, object]) -> object:
    """The balance at a month's end, after what the month brought and took."""
    batch, (opening, received, consumed, adjusted) = (
        card(f"closing-{next(shop.keys)}"),
        (int(str(args[n])) for n in ARGS),
    )
    shop.post(shop.receipt(opening, date(2026, 1, 31), batch))
    shop.post(shop.receipt(received, date(2026, 2, 10), batch), shop.issue(consumed, date(2026, 2, 20), batch))
    if adjusted < 0:
        shop.post(shop.move("GUDANG/shelf", "LUAR/variance", -adjusted, date(2026, 2, 28), batch))
    return Teller(shop).balance(batch.batch, date(2026, 2, 28))


ARGS = ("opening", "received", "consumed", "adj")


def repack(_shop: Shop, args: Mapping[str, object]) -> object:
    packs, size, new = (int(str(args[name])) for name in ("packs", "size", "new"))
    try:
        return in_packs(to_base(packs, Pack("lama", size)), Pack("baru", new))
    except Refused:
        return None


def parallel(shop: Shop, args: Mapping[str, object]) -> object:
    stock, each, workers = (int(str(args[name])) for name in ("stock", "each", "workers"))
    shop.post(shop.receipt(stock, REFERENCE))

    def take(_: int) -> int:
        try:
            shop.post(shop.issue(each, REFERENCE))
        except Refused as refused:
            return {"short": 0}[refused.problems[0].code]
        return 1

    with ThreadPoolExecutor(workers) as clerks:
        done = sum(clerks.map(take, range(workers)))
    return {"ok": done, "left": Teller(shop).balance(BATCH.batch, REFERENCE)}


def stockout_days(_shop: Shop, args: Mapping[str, object]) -> int:
    """Days of a month without stock, from the levels that days left behind."""
    changes, first = args["changes"], date.fromisoformat(str(args["start"]))
    assert isinstance(changes, list)
    levels = [(date.fromisoformat(day), level) for day, level in changes]
    before = [level for day, level in levels if day < first][-1:] or [0]
    after = [(day, level) for day, level in levels if day >= first]
    steps = [(day, level - last) for (day, level), last in zip(after, [*before, *(x for _, x in after)], strict=False)]
    spans = list(in_stock(before[0], steps, first, date.fromisoformat(str(args["end"]))))
    return sum(days_outside([Month.of(first)], spans).values())


def average(_shop: Shop, args: object) -> int:
    """The mean of periods, by the rule that rounds half up; nobody was out of stock."""
    assert isinstance(args, list)
    return national(args, [0] * len(args))


def amc_civ(_shop: Shop, args: Mapping[str, object]) -> int:
    issued, out = args["issued"], args["out"]
    assert isinstance(issued, list)
    assert isinstance(out, list)
    return national(issued, out)


def order(_shop: Shop, args: Mapping[str, object]) -> int | None:
    """What brings a place to its maximum; a maximum told in units is a month's use of so many."""
    use = Consumption(Fraction(str(args.get("amc", args.get("max")))), (), (), (), Window(3, 3, 3))
    months = Fraction(str(args.get("months", 1)))
    levels = Levels(Fraction(1), Fraction(0), months, Fraction(0))
    return forced(Facts(use, int(str(args["soh"]))), levels, Pack("buah", 1)).quantity


FUNCTIONS: dict[str, Callable[[Shop, Mapping[str, object]], object]] = {
    "fefo": fefo,
    "expired": expired,
    "reserve": reserve,
    "audit": audit,
    "pod": pod,
    "closing": closing,
    "repack": repack,
    "parallel": parallel,
    "stockout_days_calendar": stockout_days,
    "avg_halfup": average,
    "amc_civ": amc_civ,
    "order": order,
}
