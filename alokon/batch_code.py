"""What a printed code says of a batch, written for a label and read from what a scanner types.

Two texts are known. Ours, in the QR code of every label: `ALOKON item|batch|fund|expiry`, the expiry as exactly as
the package states it (2028, 2028-08 or 2028-08-15, empty when it states none); it names no address and no office, so
it stays readable wherever the goods go. And the GS1 element string of a maker's package: (01) GTIN, (17) expiry with
day 00 for a whole month, (10) batch (GS1 General Specifications, section 3). Code of a refusal: `code_unreadable`.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import biip
from biip import ParseConfig
from biip.gs1_messages import GS1Message

from alokon.catalog import FUNDS, ITEMS
from alokon.gtins import as_gtin_14
from alokon.text import Expiry
from inventory.core.errors import Problem, Refused
from inventory.core.goods import LotFacts, LotKey
from inventory.core.months import Month

PREFIX = "ALOKON "
GTIN, EXPIRY, BATCH = "01", "17", "10"
DIGITS = {"day": 10, "month": 7, "year": 4}
"""How much of an ISO date an expiry of each precision states."""

SEPARATORS = ("\x1d", "|")
"""What may end a GS1 element of free length: the separator itself, or what scanners are often set to type for it."""

SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z]")
GS1_BATCH = re.compile(r"[A-Za-z0-9!\"%&'*+,\-./_:;<=>?]{1,20}")
"""The length and characters that GS1 allows a batch (character set 82), without the brackets that mark elements."""


class Scanned(NamedTuple):
    """What a code says; None for what it does not tell. `gtin` has fourteen digits; `item` and `fund` are codes."""

    item: str | None = None
    batch: str | None = None
    fund: str | None = None
    expiry: Expiry | None = None
    gtin: str | None = None


def own_text(key: LotKey, facts: LotFacts) -> str:
    """What the QR code of a batch says.

    >>> own_text(LotKey("PILK", "A1", "APBN"), LotFacts(date(2028, 8, 31), "month"))
    'ALOKON PILK|A1|APBN|2028-08'
    """
    expiry = facts.expiry.isoformat()[: DIGITS[facts.precision]] if facts.expiry else ""
    return f"{PREFIX}{key.item}|{key.batch}|{key.fund}|{expiry}"


def gs1_elements(gtin: str, key: LotKey, facts: LotFacts) -> str | None:
    """The GS1 elements of a batch as they are printed below a symbol; None where GS1 cannot say it: no expiry or only
    its year, or a batch beyond its characters. `gtin` has fourteen digits.

    >>> gs1_elements("09501101530003", LotKey("PILK", "A1", "APBN"), LotFacts(date(2028, 8, 31), "month"))
    '(01)09501101530003(17)280800(10)A1'
    """
    if facts.expiry is None or facts.precision == "year" or not GS1_BATCH.fullmatch(key.batch):
        return None
    day = "00" if facts.precision == "month" else f"{facts.expiry:%d}"
    return f"({GTIN}){gtin}({EXPIRY}){facts.expiry:%y%m}{day}({BATCH}){key.batch}"


def read(typed: str, gtins: Mapping[str, str]) -> Scanned:
    """What a scanner typed, by either text or as the bare GTIN of a package; `gtins`: GTIN → item code.

    Refuses `code_unreadable` on the field `scan`.
    """
    code = SYMBOLOGY.sub("", typed.strip(), count=1) if typed.strip().startswith("]") else typed.strip()
    found = _own(code) if code.startswith(PREFIX) else _gs1(code) or _bare(code)
    if found is None:
        raise Refused(Problem("code_unreadable", {"code": typed.strip()[:60]}, "scan"))
    return found._replace(item=gtins.get(found.gtin)) if found.gtin else found


def _own(code: str) -> Scanned | None:
    """A batch may hold any character, so the item is read from the left and fund and expiry from the right."""
    item, _, rest = code.removeprefix(PREFIX).partition("|")
    parts = rest.rsplit("|", 2)
    if item not in ITEMS or len(parts) != 3 or parts[1] not in FUNDS:
        return None
    try:
        expiry = _expiry(parts[2]) if parts[2] else None
    except ValueError:
        return None
    return Scanned(item, parts[0], parts[1], expiry)


def _expiry(told: str) -> Expiry:
    """An expiry as our own text states it; ValueError when it is none."""
    precision = {digits: name for name, digits in DIGITS.items()}.get(len(told))
    if precision == "day":
        return Expiry(date.fromisoformat(told))
    if precision == "month":
        return Expiry(Month.of(date.fromisoformat(f"{told}-01")).last, "month")
    if precision == "year":
        return Expiry(date(int(told), 12, 31), "year")
    raise ValueError(told)


def _gs1(code: str) -> Scanned | None:
    """The elements of a maker's code, with or without brackets; a GTIN that fails its check digit was misread."""
    try:
        if code.startswith("("):
            message = GS1Message.parse_hri(code)
        else:
            message = GS1Message.parse(code, config=ParseConfig(separator_chars=SEPARATORS))
    except biip.ParseError:
        return None
    told = {element.ai.ai: element for element in message.element_strings}
    gtin = told[GTIN].gtin if GTIN in told else None
    if gtin is None:
        return None
    day = told[EXPIRY].date if EXPIRY in told else None
    precision = "month" if day and told[EXPIRY].value.endswith("00") else "day"
    batch = told[BATCH].value if BATCH in told else None
    return Scanned(None, batch, None, Expiry(day, precision) if day else None, gtin.as_gtin_14())


def _bare(code: str) -> Scanned | None:
    gtin = as_gtin_14(code)
    return Scanned(gtin=gtin) if gtin else None
