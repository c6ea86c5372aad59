"""The answers to a step in words, and what they name: items, funds, lots; pages and papers tell them alike."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from alokon import catalog, text
from alokon.amounts import amount
from alokon.sop.fields import Field
from alokon.supplies import GOODS
from inventory.core.months import Month
from inventory.store.queries import Names


class Known(NamedTuple):
    """What answers may name: lots by their ids, sites by their codes; whatever is not known is told by its code."""

    lots: Mapping[int, Names] = MappingProxyType({})
    sites: Mapping[str, str] = MappingProxyType({})


NOTHING_KNOWN = Known()


def item_name(code: str) -> str:
    """What an item is called."""
    known = GOODS.get(code)
    return known.name if known else code


def fund_name(code: str) -> str:
    """What a source of money is called."""
    known = catalog.FUNDS.get(code)
    return known.name if known else code


def lot_words(names: Names) -> str:
    """A lot as its label says.

    >>> from inventory.core.goods import LotFacts, LotKey
    >>> lot_words(Names(LotKey("PILK", "A1", "APBN"), LotFacts(date(2028, 8, 31), "month")))
    'Batch A1 · ED 08/2028'
    """
    return f"Batch {names.key.batch or '–'} · {expiry_words(names)}"


def expiry_words(names: Names) -> str:
    """When a lot expires, as exactly as its label states it."""
    facts = names.facts
    if facts.expiry is None:
        return "tanpa tanggal ED"
    return f"ED {text.expiry(text.Expiry(facts.expiry, facts.precision))}"


def in_words(field: Field, answer: object, row: Mapping[str, object], known: Known = NOTHING_KNOWN) -> str:
    """An answer as it stands in the book (dates as text, months as text), told to a person."""
    teller = TELLERS.get(field.kind)
    return teller(answer, field, row, known) if teller else str(answer)


def told(fields: Sequence[Field], answers: Mapping[str, object], known: Known = NOTHING_KNOWN) -> list[tuple[str, str]]:
    """(label, words) of every field that was answered."""
    given = [(field, answers.get(field.name)) for field in fields]
    return [(f.label, in_words(f, answer, answers, known)) for f, answer in given if answer not in (None, "")]


def _date(answer: object, *_: object) -> str:
    return text.long_date(answer if isinstance(answer, date) else date.fromisoformat(str(answer)))


def _quantity(answer: object, _field: Field, row: Mapping[str, object], _known: Known) -> str:
    """With the unit of the goods it is of; people and papers are counted without one."""
    assert isinstance(answer, int)
    item = str(row.get("item") or "")
    return amount(answer, item) if item else text.number(answer)


def _choice(answer: object, field: Field, *_: object) -> str:
    return dict(field.choices).get(str(answer), str(answer))


def _item(answer: object, *_: object) -> str:
    return item_name(str(answer))


def _fund(answer: object, *_: object) -> str:
    return fund_name(str(answer))


def _lot(answer: object, _field: Field, _row: Mapping[str, object], known: Known) -> str:
    named = known.lots.get(answer) if isinstance(answer, int) else None
    return lot_words(named) if named else str(answer)


def _site(answer: object, _field: Field, _row: Mapping[str, object], known: Known) -> str:
    return known.sites.get(str(answer), str(answer))


def _expiry(answer: object, *_: object) -> str:
    assert isinstance(answer, list | tuple)
    day, precision = answer
    return text.expiry(text.Expiry(date.fromisoformat(str(day)), str(precision)))


def _money(answer: object, *_: object) -> str:
    assert isinstance(answer, int)
    return text.rupiah(answer)


def _month(answer: object, *_: object) -> str:
    return text.month_year(Month.parse(str(answer)))


TELLERS: dict[str, Callable[..., str]] = {
    "date": _date,
    "quantity": _quantity,
    "choice": _choice,
    "item": _item,
    "fund": _fund,
    "lot": _lot,
    "site": _site,
    "expiry": _expiry,
    "money": _money,
    "month": _month,
}
"""How each kind of field is told; every teller takes (answer, field, row, known)."""
