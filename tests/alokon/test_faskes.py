"""The registry and its gates: who may be served on a day, and every fault of an entry at once."""

from dataclasses import replace
from datetime import date

import pytest

from alokon import k0kb
from alokon.faskes import Agreement, Count, Faskes, check, gate, parse_code
from inventory.core.errors import Refused

TODAY = date(2026, 3, 1)
KECAMATAN = {"32.07.01", "32.07.09"}
CONTRACT = Agreement("Kontrak", "400.13/101/2025", date(2026, 12, 31))

PUSKESMAS = Faskes(
    code="320700100",
    name="Puskesmas A",
    type="puskesmas",
    ownership="3",
    kecamatan="32.07.01",
    registered_on=date(2022, 1, 1),
    valid_until=date(2027, 12, 31),
    agreement=Agreement("MoU", "400.13/001/2025", date(2027, 12, 31)),
)
PUSTU = replace(
    PUSKESMAS, code="320700101", name="Pustu A", type="pustu", parent="320700100", agreement=None, valid_until=None
)
PMB = replace(PUSKESMAS, code="320710100", name="PMB 001", type="pmb", ownership="5", agreement=CONTRACT)


def codes(problems):
    return [problem.code for problem in problems]


def gate_codes(faskes, on=TODAY, *, agreement_is_gate=False, parent=None):
    result = gate(faskes, on, agreement_is_gate=agreement_is_gate, parent=parent)
    return codes(result.problems), codes(result.warnings)


def check_codes(faskes, *others):
    return codes(check(faskes, {o.code: o for o in others}, book="3207", kecamatan=KECAMATAN))


def test_nine_digits_are_book_register_and_network():
    assert parse_code("320700402") == ("3207", "004", "02")
    assert parse_code("320700400").is_main
    assert not parse_code("320700402").is_main


@pytest.mark.parametrize("text", ["", "32070040", "3207004021", "32070040a", "320700402\n", "٣٢٠٧٠٠٤٠٢", " 320700402"])
def test_anything_but_nine_digits_is_no_code(text):
    with pytest.raises(Refused) as refused:
        parse_code(text)
    assert [(p.code, p.field) for p in refused.value.problems] == [("faskes_code_malformed", "code")]


def test_an_active_registered_faskes_with_an_agreement_may_be_served():
    assert gate(PUSKESMAS, TODAY, agreement_is_gate=True) == ((), ())
    assert gate(PUSKESMAS, TODAY, agreement_is_gate=True).open


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"registered_on": None}, "faskes_not_registered"),
        ({"registered_on": date(2026, 3, 2)}, "faskes_not_registered"),
        ({"status": "inactive"}, "faskes_inactive"),
        ({"valid_until": date(2026, 2, 28)}, "faskes_expired"),
    ],
)
def test_without_a_standing_k0kb_nothing_is_served(change, code):
    assert gate_codes(replace(PUSKESMAS, **change)) == ([code], [])


def test_the_last_day_of_k0kb_still_counts_and_no_end_means_no_end():
    assert gate(replace(PUSKESMAS, valid_until=TODAY), TODAY, agreement_is_gate=True).open
    assert gate(replace(PUSKESMAS, valid_until=None), date(2060, 1, 1), agreement_is_gate=False).open


def test_every_reason_is_told_at_once():
    broken = replace(PUSKESMAS, status="inactive", valid_until=date(2025, 1, 1), agreement=None)
    assert gate_codes(broken, agreement_is_gate=True) == (
        ["faskes_inactive", "faskes_expired", "agreement_missing"],
        [],
    )


@pytest.mark.parametrize(
    ("agreement", "code"),
    [(None, "agreement_missing"), (Agreement("Kontrak", "7", date(2026, 2, 28)), "agreement_expired")],
)
def test_a_missing_or_lapsed_agreement_warns_or_refuses_by_setting(agreement, code):
    pmb = replace(PMB, agreement=agreement)
    assert gate_codes(pmb) == ([], [code])
    assert gate_codes(pmb, agreement_is_gate=True) == ([code], [])


def test_the_last_day_of_an_agreement_still_counts():
    assert gate_codes(replace(PMB, agreement=Agreement("MoU", "7", TODAY))) == ([], [])


def test_a_network_is_covered_by_its_parents_agreement():
    assert gate_codes(PUSTU, agreement_is_gate=True, parent=PUSKESMAS) == ([], [])
    bare = replace(PUSKESMAS, agreement=None)
    assert gate_codes(PUSTU, parent=bare) == ([], ["agreement_missing"])


@pytest.mark.parametrize(
    ("parent", "code"),
    [
        (None, "parent_missing"),
        (replace(PUSKESMAS, status="inactive"), "parent_not_active"),
        (replace(PUSKESMAS, valid_until=date(2026, 1, 1)), "parent_not_active"),
        (PUSTU, "parent_not_active"),
    ],
)
def test_a_network_needs_a_parent_that_is_an_active_faskes(parent, code):
    network = replace(PUSTU, code="320700102", agreement=CONTRACT)
    assert gate_codes(network, parent=parent) == ([code], [])


def test_a_sound_entry_has_no_problem():
    assert check_codes(PUSKESMAS) == []
    assert check_codes(PUSTU, PUSKESMAS) == []
    assert check_codes(PMB, PUSKESMAS, PUSTU) == []


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"code": "12"}, "faskes_code_malformed", "code"),
        ({"code": "320800200"}, "faskes_code_other_book", "code"),
        ({"code": "320700100"}, "faskes_code_taken", "code"),
        ({"code": "320700203"}, "faskes_suffix_main", "code"),
        ({"name": "  "}, "name_missing", "name"),
        ({"name": "puskesmas a"}, "faskes_name_taken", "name"),
        ({"kemenkes_code": "P3207210201"}, "kemenkes_code_taken", "kemenkes_code"),
        ({"type": "rumah_bersalin"}, "value_unknown", "type"),
        ({"ownership": "4"}, "value_unknown", "ownership"),
        ({"bpjs": "ya"}, "value_unknown", "bpjs"),
        ({"status": "aktif"}, "value_unknown", "status"),
        ({"kecamatan": "32.07.99"}, "kecamatan_unknown", "kecamatan"),
        ({"parent": "320700100"}, "parent_not_allowed", "parent"),
        ({"valid_until": date(2021, 1, 1)}, "validity_before_registration", "valid_until"),
        ({"agreement": Agreement("MoU", " ", TODAY)}, "agreement_number_missing", "agreement"),
        ({"agreement": Agreement("Surat", "7", TODAY)}, "value_unknown", "agreement"),
        ({"equipment": (Count("iud_kit", -1),)}, "count_negative", "equipment"),
        ({"equipment": (Count("ambulans", 1),)}, "value_unknown", "equipment"),
        ({"staff": (Count("sopir", 1),)}, "value_unknown", "staff"),
        ({"address": "NIK 3207010101010001"}, "personal_number", "address"),
    ],
)
def test_each_fault_of_an_entry_names_its_field(change, code, field):
    other = replace(PUSKESMAS, kemenkes_code="P3207210201")
    entry = replace(PMB, code="320700200", name="PMB 002")
    problems = check(replace(entry, **change), {other.code: other}, book="3207", kecamatan=KECAMATAN)
    assert [(p.code, p.field) for p in problems] == [(code, field)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "320700100"}, "faskes_suffix_network"),
        ({"parent": None}, "parent_missing"),
        ({"parent": "320799900"}, "parent_unknown"),
        ({"parent": "320700105"}, "parent_not_faskes"),
        ({"code": "320700201"}, "parent_register_differs"),
    ],
)
def test_a_network_entry_hangs_under_its_faskes_and_shares_its_number(change, code):
    sister = replace(PUSTU, code="320700105", name="Pustu B")
    entry = replace(PUSTU, **change)
    others = [o for o in (PUSKESMAS, sister) if o.code != entry.code]
    if code == "faskes_suffix_network":
        entry = replace(entry, parent=None)
        assert check_codes(entry, *others) == [code, "parent_missing"]
    else:
        assert check_codes(entry, *others) == [code]


def test_all_faults_of_an_entry_are_told_at_once():
    broken = Faskes(code="x", name="", type="?", ownership="?", kecamatan="?", bpjs="?", status="?")
    assert sorted(check_codes(broken)) == sorted(
        ["faskes_code_malformed", "name_missing", *["value_unknown"] * 4, "kecamatan_unknown"]
    )


def test_types_carry_sigas_values_levels_and_groups():
    assert {kind.siga for kind in k0kb.TYPES.values()} == {str(value) for value in range(21, 33)}
    networks = {code for code, kind in k0kb.TYPES.items() if kind.group != k0kb.FASKES}
    assert networks == {"pustu", "pusling", "poskesdes", "pmb_jejaring"}
    assert all((kind.level is None) == (code in networks) for code, kind in k0kb.TYPES.items())
