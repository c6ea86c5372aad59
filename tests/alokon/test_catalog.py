"""The nine alokon: codes and units as the forms print them, exact packs, CYP by table and date."""

from datetime import date
from fractions import Fraction

import pytest

from alokon.catalog import (
    CYP,
    FUNDS,
    GROS,
    ITEMS,
    LUSIN,
    METHODS,
    cyp_factor,
    item_named,
    shelf_life_warning,
)
from inventory.core.errors import Refused
from inventory.core.goods import in_packs, to_base

KONDOM = ITEMS["KONDOM"]
TODAY = date(2026, 3, 1)


def per_unit(code, on=TODAY):
    factor = cyp_factor(code, on)
    return factor and factor.per_unit


def test_nine_items_carry_the_codes_of_r1kb20_in_order():
    assert [item.r1kb20 for item in ITEMS.values()] == list(range(1, 10))
    assert {item.goods_class for item in ITEMS.values()} == {"alokon"}


def test_eleven_methods_of_which_two_use_no_stock():
    assert sorted(method.r1kb20 for method in METHODS.values()) == list(range(1, 12))
    assert [method.code for method in METHODS.values() if method.item is None] == ["MOP", "MOW"]


def test_long_acting_methods_are_iud_implants_and_operations():
    assert {m.code for m in METHODS.values() if m.mkjp} == {"IUD", "IMPLAN1", "IMPLAN2", "MOP", "MOW"}


def test_base_units_are_what_is_handed_out():
    assert {code: item.unit for code, item in ITEMS.items()} == {
        "SUNTIK1": "vial",
        "SUNTIK3K": "vial",
        "SUNTIK3P": "vial",
        "PILK": "cycle",
        "PILP": "cycle",
        "KONDOM": "buah",
        "IMPLAN1": "set",
        "IMPLAN2": "set",
        "IUD": "buah",
    }
    assert [item.code for item in ITEMS.values() if item.report_unit.size != 1] == ["KONDOM"]


def test_the_screen_of_2020_had_one_column_for_each_split_item():
    shared = {(item.siga_2020, item.unit) for item in ITEMS.values()}
    assert [code for code, _ in sorted(shared)] == [0, 1, 2, 3, 4, 5, 6]


def test_funds_have_sigas_numbers():
    assert {fund.code: fund.siga for fund in FUNDS.values()} == {"APBN": 1, "APBD": 2, "MANDIRI": 3}


def test_kondom_may_be_typed_in_gros_lusin_or_buah():
    assert [(pack.name, pack.size) for pack in KONDOM.units] == [("gros", 144), ("lusin", 12), ("buah", 1)]


def test_packs_convert_exactly_or_are_refused_with_the_remainder():
    assert in_packs(to_base(3, GROS), GROS) == 3
    with pytest.raises(Refused) as refused:
        in_packs(150, GROS)
    (problem,) = refused.value.problems
    assert (problem.code, problem.facts["remainder"]) == ("not_whole_packs", 6)


def test_every_method_has_a_factor_today():
    assert all(per_unit(code) for code in METHODS)


def test_a_factor_changes_on_the_day_its_table_takes_effect():
    assert per_unit("IMPLAN2", date(2023, 12, 31)) == Fraction(32, 10)
    assert per_unit("IMPLAN2", date(2024, 1, 1)) == Fraction(25, 10)
    assert cyp_factor("IUD", date(2010, 12, 31)) is None


def test_a_lusin_of_kondom_protects_a_tenth_of_a_couple_year():
    assert per_unit("KONDOM") * LUSIN.size == Fraction(1, 10)


def test_factors_name_known_methods_and_one_table_a_day():
    assert {factor.method for factor in CYP} == set(METHODS)
    assert len({(factor.method, factor.valid_from) for factor in CYP}) == len(CYP)


@pytest.mark.parametrize(("text", "code"), [("KONDOM", "KONDOM"), ("iud (cut 380a)", "IUD"), ("Pil", None), ("", None)])
def test_an_item_is_found_by_code_or_full_name_only(text, code):
    found = item_named(text)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("expiry", "warned"),
    [
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
        (date(2036, 1, 1), False),
        (date(2036, 2, 1), True),
        (date(2025, 1, 1), True),
        (None, False),
    ],
)
def test_a_shelf_life_outside_one_to_ten_years_is_warned_about(expiry, warned):
    warning = shelf_life_warning(date(2026, 1, 1), expiry)
    assert (warning is not None) == warned
    if warning is not None:
        assert (warning.code, warning.field) == ("shelf_life_unusual", "expiry")


def test_an_unknown_production_date_warns_of_nothing():
    assert shelf_life_warning(None, date(2099, 1, 1)) is None
