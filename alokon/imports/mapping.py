"""A mapping file: how somebody else's table reads as ours. Which column means what, which code is which item.

TOML, because the office can read and mend it. `[columns]` gives for each of our fields the name the file uses, `[site]`
the columns that describe a site, `[products.CODE]` what a product code stands for.

Codes raised: `mapping_unreadable` {reason}, `mapping_key_unknown` {key, known}, `mapping_key_missing` {key},
`mapping_value_wrong` {key, expected}.
"""

import tomllib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from alokon.imports.columns import Column
from inventory.core.errors import Problem, Refused, refuse_if
from inventory.core.goods import Pack

SITE_FIELDS = ("name", "area", "region")
SITE_COLUMNS = ("site", "district", "region")
"""Our columns that may describe a site."""

LONGEST = {"book": 16, "title": 200, "code": 32, "name": 200, "type": 32, "unit": 32}
"""The most characters the ledger keeps of each."""


class Product(NamedTuple):
    """What a product code of the file stands for; `whole_packs` is the pack receipts are expected in, if any."""

    code: str
    name: str
    type: str
    unit: str
    packs: tuple[Pack, ...] = ()
    whole_packs: Pack | None = None


class FileMapping(NamedTuple):
    """One mapping: the book its file goes into, our columns under the file's names, products by code.

    `site` says which of our columns holds the name, the area and the region of a site.
    """

    format: str
    book: str
    title: str
    columns: Mapping[str, str]
    site: Mapping[str, str]
    products: Mapping[str, Product]

    def renamed(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """A format's columns under the names this mapping gives them; one it does not name is not required."""
        return tuple(
            c._replace(title=self.columns[c.key], names=()) if c.key in self.columns else c._replace(required=False)
            for c in columns
        )


def read_mapping(data: bytes, columns: Sequence[Column]) -> FileMapping:
    """`parse_mapping` for a file as it was stored; text that is not UTF-8 is no mapping."""
    try:
        return parse_mapping(data.decode("utf-8-sig"), columns)
    except UnicodeDecodeError:
        raise Refused(Problem("mapping_unreadable", {"reason": "bukan teks UTF-8"}, "mapping")) from None


def parse_mapping(text: str, columns: Sequence[Column]) -> FileMapping:
    """Read a mapping for a format with these columns; every fault of the file is named at once."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(Problem("mapping_unreadable", {"reason": str(error)}, "mapping")) from None
    source = _Section("", raw, [])
    source.only("format", "book", "title", "columns", "site", "products")
    theirs = source.section("columns")
    theirs.only(*(c.key for c in columns))
    site = source.section("site", required=False)
    site.only(*SITE_FIELDS)
    names = {c.key: theirs.text(c.key) for c in columns if c.required or c.key in theirs.raw}
    mapping = FileMapping(
        source.text("format"),
        source.text("book", most=LONGEST["book"]),
        source.text("title", most=LONGEST["title"]),
        names,
        _site(site, {names[key]: key for key in SITE_COLUMNS if key in names}),
        _products(source.section("products")),
    )
    refuse_if(source.problems)
    return mapping


def _site(source: "_Section", columns: Mapping[str, str]) -> dict[str, str]:
    """Which of our columns holds each field of a site; `columns` are ours by the file's names."""
    for key in source.raw.keys() & set(SITE_FIELDS):
        if source.text(key) not in columns:
            source.fault("mapping_value_wrong", key, {"expected": " / ".join(columns)})
    return {key: columns[str(value)] for key, value in source.raw.items() if str(value) in columns}


class _Section:
    """One table of the TOML text; problems of all sections gather in one list."""

    def __init__(self, path: str, raw: Mapping[str, object], problems: list[Problem]) -> None:
        self.path, self.raw, self.problems = path, raw, problems

    def only(self, *keys: str) -> None:
        for key in self.raw.keys() - set(keys):
            self.fault("mapping_key_unknown", key, {"known": ", ".join(keys)})

    def text(self, key: str, otherwise: str | None = None, most: int = 200) -> str:
        value = self.raw.get(key, otherwise)
        if value is None:
            self.fault("mapping_key_missing", key)
        elif not isinstance(value, str) or (not value.strip() and otherwise is None):
            self.fault("mapping_value_wrong", key, {"expected": "teks"})
        elif len(value) > most:
            self.fault("mapping_value_wrong", key, {"expected": f"paling banyak {most} huruf"})
        return value if isinstance(value, str) else ""

    def section(self, key: str, required: bool = True) -> "_Section":
        value = self.raw.get(key, {})
        if required and key not in self.raw:
            self.fault("mapping_key_missing", key)
        elif not isinstance(value, dict):
            self.fault("mapping_value_wrong", key, {"expected": "tabel"})
        return _Section(f"{self.path}{key}.", value if isinstance(value, dict) else {}, self.problems)

    def sizes(self) -> tuple[Pack, ...]:
        for key, value in self.raw.items():
            if type(value) is not int or value < 2:
                self.fault("mapping_value_wrong", key, {"expected": "bilangan bulat lebih dari 1"})
        return tuple(Pack(key, value) for key, value in self.raw.items() if isinstance(value, int))

    def fault(self, code: str, key: str, facts: Mapping[str, object] = {}) -> None:
        self.problems.append(Problem(code, {"key": f"{self.path}{key}", **facts}, "mapping"))


def _products(source: _Section) -> dict[str, Product]:
    return {code: _product(code, source.section(code)) for code in source.raw}


def _product(code: str, source: _Section) -> Product:
    source.only("name", "type", "unit", "packs", "whole_packs")
    if len(code) > LONGEST["code"]:
        source.fault("mapping_value_wrong", "code", {"expected": f"kode paling banyak {LONGEST['code']} huruf"})
    packs = source.section("packs", required=False).sizes()
    wanted = source.text("whole_packs", "")
    whole = next((pack for pack in packs if pack.name == wanted), None)
    if wanted and whole is None:
        names = ", ".join(pack.name for pack in packs)
        source.problems.append(
            Problem("mapping_value_wrong", {"key": f"{source.path}whole_packs", "expected": names}, "mapping")
        )
    kind, unit = source.text("type", "", LONGEST["type"]), source.text("unit", most=LONGEST["unit"])
    return Product(code, source.text("name", most=LONGEST["name"]), kind, unit, packs, whole)
