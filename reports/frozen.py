"""A workbook as JSON and back, exactly: what was published can be printed again years later, cell by cell the same.

A value JSON has no type for is an object of one key that begins with `$`; a part of a workbook is an object that names
its class as `$part` and holds the fields that differ from their defaults.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

from alokon.text import Expiry
from reports.dataset import (
    Column,
    Dataset,
    Facts,
    Items,
    Kop,
    Paragraph,
    Section,
    Signature,
    Stamp,
    Total,
    Workbook,
)

PARTS: dict[str, type[Any]] = {
    part.__name__: part
    for part in (Workbook, Stamp, Dataset, Column, Section, Total, Facts, Paragraph, Items, Kop, Signature)
}
"""The classes a workbook is made of, by the name they are kept under."""

READERS: dict[str, Callable[[Any], object]] = {
    "$datetime": lambda kept: _moment(*kept),
    "$date": date.fromisoformat,
    "$decimal": Decimal,
    "$fraction": Fraction,
    "$bytes": b64decode,
    "$expiry": lambda kept: Expiry(date.fromisoformat(kept[0]), kept[1]),
    "$map": lambda kept: {name: _thawed(value) for name, value in kept.items()},
}
"""How each tagged value is read back."""


def freeze(workbook: Workbook) -> dict[str, object]:
    """The workbook as JSON's own types."""
    kept = _frozen(workbook)
    assert isinstance(kept, dict)
    return kept


def thaw(kept: object) -> Workbook:
    """The workbook that was frozen, equal to the original."""
    found = _thawed(kept)
    assert isinstance(found, Workbook)
    return found


def _frozen(value: object) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Expiry):
        return {"$expiry": [value.day.isoformat(), value.precision]}
    if isinstance(value, datetime):
        return {"$datetime": [value.isoformat(), value.tzname() or ""]}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, Decimal | Fraction):
        return {f"${type(value).__name__.lower()}": str(value)}
    if isinstance(value, bytes):
        return {"$bytes": b64encode(value).decode()}
    if isinstance(value, list | tuple):
        return [_frozen(one) for one in value]
    if isinstance(value, Mapping):
        return {"$map": {name: _frozen(one) for name, one in value.items()}}
    return _part(value)


def _part(value: Any) -> dict[str, object]:
    """A dataclass of `PARTS` as its name and what it says beyond its defaults."""
    name = type(value).__name__
    if PARTS.get(name) is not type(value):
        raise TypeError(f"cannot be frozen: {value!r}")
    said = {field.name: getattr(value, field.name) for field in fields(value)}
    usual = {field.name: field.default for field in fields(value) if field.default is not MISSING}
    return {"$part": name} | {n: _frozen(v) for n, v in said.items() if n not in usual or v != usual[n]}


def _thawed(kept: object) -> object:
    if isinstance(kept, list):
        return tuple(_thawed(one) for one in kept)
    if not isinstance(kept, Mapping):
        return kept
    if "$part" in kept:
        return PARTS[kept["$part"]](**{name: _thawed(value) for name, value in kept.items() if name != "$part"})
    ((tag, value),) = kept.items()
    return READERS[tag](value)


def _moment(text: str, zone: str) -> datetime:
    """A moment in the zone it was written in, by the zone's own name."""
    found = datetime.fromisoformat(text)
    offset = found.utcoffset()
    return found if offset is None else found.replace(tzinfo=timezone(offset, zone))
