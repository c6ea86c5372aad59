"""What a step asks for, and how an answer is read: from a form, a file or Python, by the same rules.

Codes: `field_missing`, `date_malformed`, `quantity_malformed`, `choice_unknown`, `fund_unknown`, `expiry_malformed`,
`money_malformed`, `degrees_malformed`, `month_malformed`, `time_malformed`, `number_malformed`, `pack_unknown`,
`text_too_long`, `personal_number`, `too_small`, `too_large`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from alokon import catalog, text
from alokon.climate import parse_degrees
from alokon.supplies import GOODS
from inventory.core.errors import Problem
from inventory.core.goods import MOST
from inventory.core.months import Month

MOST_SEN = 10**15
"""Ten thousand billion rupiah: beyond any unit value, within a database's big integer."""


@dataclass(frozen=True)
class Field:
    """One answer a step wants; `kind` names its reader in `READERS`. Choices are (value, label).

    `most` is how many characters a text may have, `least` how small a quantity may be. `sealed`: the answer is kept
    enciphered and shown to nobody who has not opened it. A field with a `sender` holds the number of a letter that
    came in, and says who wrote it, with blanks for answers of the same row and for the `site` the case is about.
    """

    name: str
    label: str
    kind: str = "text"
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    most: int = 500
    least: int = 0
    sealed: bool = False
    sender: str = ""


class Unreadable(ValueError):
    """The answer cannot be read; `code` and `facts` make the problem."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def read_fields(
    fields: Sequence[Field], raw: Mapping[str, object], prefix: str = ""
) -> tuple[dict[str, object], list[Problem]]:
    """The answers as values, with every problem named by its field (`prefix` marks a row, such as `lines-0-`)."""
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for field in fields:
        answer = raw.get(field.name)
        if isinstance(answer, str):
            answer = answer.strip()
        if answer is None or answer == "":
            values[field.name] = None
            if field.required:
                problems.append(Problem("field_missing", {"label": field.label}, prefix + field.name))
            continue
        try:
            values[field.name] = READERS[field.kind](answer, field, values)
        except Unreadable as fault:
            said = "" if field.sealed else str(answer)[:40]
            told = {"label": field.label, "value": said, **fault.facts}
            problems.append(Problem(fault.code, told, prefix + field.name))
    return values, problems


def _text(answer: object, field: Field, _row: Mapping[str, object]) -> str:
    found = str(answer)
    if len(found) > field.most:
        raise Unreadable("text_too_long", most=field.most)
    if re.search(r"(?<!\d)\d{16}(?!\d)", found):
        raise Unreadable("personal_number", value="")
    return found


def _date(answer: object, _field: Field, _row: Mapping[str, object]) -> date:
    if isinstance(answer, date):
        return answer
    try:
        return text.parse_date(str(answer))
    except ValueError as error:
        raise Unreadable("date_malformed") from error


def _quantity(answer: object, field: Field, row: Mapping[str, object]) -> int:
    """Base units; `3 gros` is understood where the row names an item that comes in that pack."""
    whole = isinstance(answer, int) and not isinstance(answer, bool)
    return _within(int(str(answer)) if whole else _count(str(answer), row), field.least, MOST)


def _within(found: int, least: int, most: int) -> int:
    if found < least:
        raise Unreadable("too_small", least=least)
    if found > most:
        raise Unreadable("too_large", most=most)
    return found


def _count(answer: str, row: Mapping[str, object]) -> int:
    digits, _, word = answer.partition(" ")
    try:
        count = text.parse_whole(digits)
    except ValueError as error:
        raise Unreadable("quantity_malformed") from error
    if not word.strip():
        return count
    item = GOODS.get(str(row.get("item")))
    known = {pack.name: pack.size for pack in item.units} if item else {}
    if word.strip().lower() not in known:
        raise Unreadable("pack_unknown", pack=word.strip(), known=tuple(known))
    return count * known[word.strip().lower()]


def _choice(answer: object, field: Field, _row: Mapping[str, object]) -> str:
    if str(answer) not in {value for value, _ in field.choices}:
        raise Unreadable("choice_unknown")
    return str(answer)


def _item(answer: object, _field: Field, _row: Mapping[str, object]) -> str:
    return str(answer)


def _fund(answer: object, _field: Field, _row: Mapping[str, object]) -> str:
    if str(answer) not in catalog.FUNDS:
        raise Unreadable("fund_unknown", known=tuple(catalog.FUNDS))
    return str(answer)


def _number(answer: object, _field: Field, _row: Mapping[str, object]) -> int:
    try:
        return int(str(answer))
    except ValueError as error:
        raise Unreadable("number_malformed") from error


def _expiry(answer: object, _field: Field, _row: Mapping[str, object]) -> tuple[date, str]:
    if isinstance(answer, tuple | list):
        day, precision = answer
        return _date(day, _field, _row), str(precision)
    if isinstance(answer, date):
        return answer, "day"
    try:
        day, precision = text.parse_expiry(str(answer))
    except ValueError as error:
        raise Unreadable("expiry_malformed") from error
    return day, precision


def _money(answer: object, _field: Field, _row: Mapping[str, object]) -> int:
    try:
        sen = answer if isinstance(answer, int) else text.parse_rupiah(str(answer))
    except ValueError as error:
        raise Unreadable("money_malformed") from error
    return _within(sen, 0, MOST_SEN)


def _degrees(answer: object, _field: Field, _row: Mapping[str, object]) -> int:
    """Tenths of a degree Celsius."""
    try:
        return parse_degrees(str(answer))
    except ValueError as error:
        raise Unreadable("degrees_malformed") from error


def _month(answer: object, _field: Field, _row: Mapping[str, object]) -> Month:
    if isinstance(answer, Month):
        return answer
    try:
        return text.parse_month(str(answer))
    except ValueError as error:
        raise Unreadable("month_malformed") from error


def _time(answer: object, _field: Field, _row: Mapping[str, object]) -> str:
    """Hour and minute as `08.30`; a browser sends `08:30`."""
    found = re.fullmatch(r"([01]?\d|2[0-3])[.:]([0-5]\d)", str(answer))
    if found is None:
        raise Unreadable("time_malformed")
    return f"{int(found[1]):02}.{found[2]}"


READERS = {
    "text": _text,
    "date": _date,
    "quantity": _quantity,
    "choice": _choice,
    "item": _item,
    "fund": _fund,
    "lot": _number,
    "site": _item,
    "line": _number,
    "number": _number,
    "expiry": _expiry,
    "money": _money,
    "degrees": _degrees,
    "month": _month,
    "time": _time,
}
"""How each kind of field is read; every reader takes (answer, field, row so far)."""
