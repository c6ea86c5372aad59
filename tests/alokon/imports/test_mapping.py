"""Mapping files: the shipped one covers the real history, and a faulty one names every fault."""

import csv
from pathlib import Path

import pytest

from alokon.imports import lmis
from alokon.imports.lmis_rows import COLUMNS
from alokon.imports.mapping import FileMapping, parse_mapping, read_mapping
from inventory.core.errors import Refused
from inventory.core.goods import Pack
from tests.alokon.imports import made
from tests.conftest import ROOT

SHIPPED = (ROOT / "sample_data" / "mappings" / "lmis-civ.toml").read_text(encoding="utf-8")


def faults(text: str) -> list[tuple[str, object]]:
    with pytest.raises(Refused) as caught:
        parse_mapping(text, COLUMNS)
    return sorted((problem.code, problem.facts.get("key")) for problem in caught.value.problems)


def test_the_shipped_mapping_names_every_column_and_every_product_of_the_real_tables(shared_data: Path) -> None:
    mapping = parse_mapping(SHIPPED, COLUMNS)
    with (shared_data / "product.csv").open(encoding="utf-8", newline="") as file:
        products = {row["product_code"]: row["product_type"] for row in csv.DictReader(file)}
    assert {code: product.type for code, product in mapping.products.items()} == products
    with (shared_data / "data_dictionary.csv").open(encoding="utf-8", newline="") as file:
        rows = [{key.strip(): value for key, value in row.items()} for row in csv.DictReader(file)]
    fields = {row["Field"].rstrip("*") for row in rows if row["File"].startswith("contraceptive_logistics")}
    assert set(mapping.columns.values()) == fields


def test_packs_are_read_and_only_condoms_are_expected_in_whole_boxes() -> None:
    products = parse_mapping(SHIPPED, COLUMNS).products
    assert products["AS27133"].packs == (Pack("kotak", 25),)
    assert {code for code, product in products.items() if product.whole_packs} == {"AS46000"}
    assert products["AS46000"].whole_packs == Pack("kotak", 144)


def renamed() -> FileMapping:
    columns = "\n".join(f'{column.key} = "Kolom {n}"' for n, column in enumerate(COLUMNS) if column.required)
    text = f'format="lmis"\nbook="X"\ntitle="T"\n[columns]\n{columns}\n[products.P]\nname="Pil"\nunit="cycle"'
    return parse_mapping(text, COLUMNS)


def test_a_file_is_read_under_the_names_its_mapping_gives() -> None:
    header = [f"KOLOM {n}" for n, column in enumerate(COLUMNS) if column.required]
    checked = lmis.read(made.xlsx([header, [2017, 1, "S", "P", 5, 1, 2, 0, 4]]), renamed())
    (row,) = checked.rows
    assert (row.site, row.opening, row.closing, row.ordered, row.district) == ("S", 5, 4, None, "")
    assert [f.column for f in checked.findings] == ["stock_ordered"]


def test_a_file_without_a_mapped_column_is_refused_by_the_name_the_mapping_gives() -> None:
    header = [f"KOLOM {n}" for n, column in enumerate(COLUMNS) if column.required and column.key != "closing"]
    with pytest.raises(Refused) as caught:
        lmis.read(made.xlsx([header, [2017, 1, "S", "P", 5, 1, 2, 0]]), renamed())
    (problem,) = caught.value.problems
    assert (problem.code, problem.facts["column"]) == ("column_missing", "Kolom 8")


def test_all_faults_of_a_mapping_are_told_at_once() -> None:
    text = """
    format = "lmis"
    titel = "x"
    book = ""
    [columns]
    year = "tahun"
    wrong = "x"
    [site]
    zona = "z"
    [products.P]
    name = 3
    unit = "buah"
    packs = { kotak = 1 }
    whole_packs = "dus"
    """
    required = [c.key for c in COLUMNS if c.required and c.key != "year"]
    assert faults(text) == sorted(
        [
            ("mapping_key_missing", "title"),
            *(("mapping_key_missing", f"columns.{key}") for key in required),
            ("mapping_key_unknown", "columns.wrong"),
            ("mapping_key_unknown", "site.zona"),
            ("mapping_key_unknown", "titel"),
            ("mapping_value_wrong", "book"),
            ("mapping_value_wrong", "products.P.name"),
            ("mapping_value_wrong", "products.P.packs.kotak"),
            ("mapping_value_wrong", "products.P.whole_packs"),
        ]
    )


def test_a_site_is_described_by_columns_of_the_file_and_texts_fit_the_ledger() -> None:
    assert parse_mapping(SHIPPED, COLUMNS).site == {"name": "site", "area": "district", "region": "region"}
    text = SHIPPED.replace('name = "site_code"', 'name = "kode"').replace('book = "CIV"', f'book = "{"C" * 17}"')
    long = text.replace("[products.AS17005]", f"[products.{'A' * 33}]")
    assert faults(long) == [
        ("mapping_value_wrong", "book"),
        ("mapping_value_wrong", f"products.{'A' * 33}.code"),
        ("mapping_value_wrong", "site.name"),
    ]


def test_text_that_is_no_toml_is_refused() -> None:
    assert faults("format = lmis") == [("mapping_unreadable", None)]
    for data in (b"\xff\xfe\x00", b"PK\x03\x04\x90"):
        with pytest.raises(Refused) as caught:
            read_mapping(data, COLUMNS)
        assert [problem.code for problem in caught.value.problems] == ["mapping_unreadable"]
    assert read_mapping(SHIPPED.encode("utf-8-sig"), COLUMNS) == parse_mapping(SHIPPED, COLUMNS)
