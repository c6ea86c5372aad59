"""What a faskes writes into its monthly report: use as drawn, held against the shelf as it stood, and what spoiled.

Nobody hands out what is not there: where the shelf held less than was asked for, the faskes ran out.
"""

from collections.abc import Sequence
from math import ceil

from alokon.faskes import Faskes
from inventory.core.goods import LotStock
from inventory.core.months import Month
from sample_data.story import demand
from sample_data.story.goods import rounded_up
from sample_data.story.shelves import expired, usable
from sample_data.story.telling import Story

FUNDS = (("MANDIRI", 0.5), ("APBD", 0.4), ("APBN", 1.0))
"""From which funds use is met, in this order, and at most which part of it at first."""

NETWORKED = 3
"""One puskesmas in so many also deals out to village midwives who are not registered (code 3)."""

DEALT_OUT = ("SUNTIK3P", "PILK", "KONDOM")

Row = dict[str, object]


def rows_of(story: Story, faskes: Faskes, month: Month, lots: Sequence[LotStock]) -> list[Row]:
    """The lines of a month's report, one per item and fund with anything to tell."""
    rows: list[Row] = []
    for code, item in story.demand:
        if code == faskes.code:
            mean = story.demand[code, item] * (demand.FADED if demand.fades(code, item, month) else 1)
            asked = demand.of_month(story.rng, item, mean, month)
            there = {fund: usable(lots, item, fund, month.last) for fund, _ in FUNDS}
            given = min(asked, sum(there.values()))
            story.used.setdefault((code, item), []).append(given)
            if given < asked:
                story.tell("stock_out")
            own = _item_rows(story, faskes, item, _by_fund(given, there), there)
            rows += _at_the_event(own, given - round(mean)) if demand.is_massive(item, month) else own
    return [*rows, *_expired_rows(story, month, lots, rows)]


def _at_the_event(rows: list[Row], more: int) -> list[Row]:
    """What a faskes handed out beyond its usual went to the mass service, row after row."""
    told = []
    for row in rows:
        part = max(0, min(more, int(str(row["service"]))))
        told.append({**row, "special": part or None})
        more -= part
    return told


def _by_fund(given: int, there: dict[str, int]) -> dict[str, int]:
    """How much of each fund is handed out.

    >>> _by_fund(10, {"MANDIRI": 2, "APBD": 0, "APBN": 20})
    {'MANDIRI': 2, 'APBD': 0, 'APBN': 8}
    """
    taken = dict.fromkeys(there, 0)
    for caps in (dict(FUNDS), dict.fromkeys(there, 1.0)):
        for fund, cap in caps.items():
            left = given - sum(taken.values())
            taken[fund] += min(there[fund] - taken[fund], ceil(given * cap), left)
    return taken


def _item_rows(story: Story, faskes: Faskes, item: str, taken: dict[str, int], there: dict[str, int]) -> list[Row]:
    rows: list[Row] = []
    for fund, quantity in taken.items():
        deals = faskes.type == "puskesmas" and int(faskes.code[4:7]) % NETWORKED == 0 and item in DEALT_OUT
        network = rounded_up(item, quantity * 0.1) if deals and fund == "APBN" and quantity > 24 else 0
        left = there[fund] - quantity
        damaged = min(left, story.rng.randint(1, 2)) if story.rng.random() < 0.02 else 0
        if quantity or damaged:
            row = {"service": quantity - network, "network": network or None, "damaged": damaged or None}
            rows.append({"item": item, "fund": fund, **row})
            for incident, amount in (("network", network), ("damaged_in_use", damaged)):
                if amount:
                    story.tell(incident)
    return rows


def _expired_rows(story: Story, month: Month, lots: Sequence[LotStock], rows: Sequence[Row]) -> list[Row]:
    """What is past use on the month's last day, put into the line of its item and fund, or into a line of its own."""
    own: list[Row] = []
    for stock in expired(lots, month.last):
        story.tell("expired_at_faskes")
        key = (stock.key.item, stock.key.fund)
        row = next((row for row in (*rows, *own) if (row["item"], row["fund"]) == key), None)
        if row is None:
            row = {"item": key[0], "fund": key[1], "service": None, "expired": 0}
            own.append(row)
        row["expired"] = int(str(row.get("expired") or 0)) + stock.available
    return own
