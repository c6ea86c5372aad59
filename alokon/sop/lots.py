"""What many effects do to single lots: find the one a row names, and give away what a line of the case holds."""

from collections.abc import Iterator

from alokon.sop.case import Line
from alokon.sop.model import Spot
from alokon.sop.work import Lack, Row, Work, duplicates, whole
from inventory.core.goods import LotStock


def rows_once(work: Work, *names: str) -> Iterator[tuple[int, Row]]:
    """The numbered rows that answer these fields as no other row does. Codes `no_lines`, `lot_twice`."""
    if not work.rows:
        work.refuse("no_lines", "lines")
    keys = [tuple(row.get(name) for name in names) for row in work.rows]
    twice = duplicates(keys)
    for n, row in enumerate(work.rows):
        if keys[n] in twice:
            work.refuse("lot_twice", "lot", n)
        else:
            yield n, row


def named(work: Work, spot: Spot, n: int, row: Row) -> LotStock | None:
    """What lies at a spot of the lot a row names. Code `lot_unknown`."""
    lot = row.get("lot")
    stock = work.stock.lot(spot, lot) if isinstance(lot, int) else None
    if stock is None:
        work.refuse("lot_unknown", "lot", n)
    return stock


def named_quantity(work: Work, spot: Spot, n: int, row: Row) -> LotStock | None:
    """The lot a row names, if the row's quantity of it may leave the spot.

    Codes `lot_unknown`, `quantity_not_positive`, and those of `Work.lack`.
    """
    stock, quantity = named(work, spot, n, row), whole(row, "quantity")
    if stock is None:
        return None
    key = stock.key
    if quantity <= 0:
        work.refuse("quantity_not_positive", "quantity", n, item=key.item)
    if quantity > stock.available:
        work.lack(spot, f"lines-{n}-quantity", Lack(key.item, key.fund, quantity, stock.available), stock.lot)
        return None
    return stock


def give(work: Work, line: Line, quantity: int, source: Spot, destination: Spot) -> bool:
    """Carry so much of a line's lot, if it may leave: whether it did. Codes of `Work.lack`."""
    lot = line.lot or 0
    stock = work.stock.lot(source, lot)
    free = stock.available if stock else 0
    if quantity > free:
        work.lack(source, "lines", Lack(line.item, line.fund or "", quantity, free), lot)
        return False
    work.move(line.item, lot, quantity, source, destination)
    return True
