"""The sample masters: a whole kabupaten, sound entries, a plausible mix, and nobody's personal data."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from alokon import k0kb
from alokon.faskes import gate
from inventory.core.errors import Refused
from sample_data import masters

SHARED = Path(__file__).parents[3] / "shared" / "data"
NEW_YEAR = date(2026, 1, 1)

FASKES = masters.faskes()
KECAMATAN = masters.kecamatan()
BY_CODE = {faskes.code: faskes for faskes in FASKES}


def served(faskes, *, agreement_is_gate=False):
    parent = BY_CODE.get(faskes.parent or "")
    return gate(faskes, NEW_YEAR, agreement_is_gate=agreement_is_gate, parent=parent)


def test_the_kabupaten_has_its_27_kecamatan():
    assert len({k.code for k in KECAMATAN}) == len({k.name for k in KECAMATAN}) == 27
    assert all(re.fullmatch(r"32\.07\.\d\d", k.code) for k in KECAMATAN)


def test_every_kecamatan_has_a_puskesmas_and_a_midwife():
    codes = {k.code for k in KECAMATAN}
    for kind in ("puskesmas", "pmb"):
        assert {f.kecamatan for f in FASKES if f.type == kind} == codes


def test_the_mix_is_that_of_a_kabupaten():
    kinds = Counter(faskes.type for faskes in FASKES)
    assert len(FASKES) == 153
    assert kinds["puskesmas"] == 37
    assert kinds["rs_umum"] + kinds["rs_khusus"] == 6
    assert {group: sum(k0kb.TYPES[f.type].group == group for f in FASKES) for group in ("jaringan", "jejaring")} == {
        "jaringan": 34,
        "jejaring": 8,
    }


def test_puskesmas_are_known_by_their_kemenkes_codes():
    codes = [f.kemenkes_code for f in FASKES if f.type == "puskesmas"]
    assert len(set(codes)) == 37
    assert all(code and re.fullmatch(r"P3207\d{6}", code) for code in codes)


def test_a_satellite_comes_after_its_puskesmas_and_lies_in_its_kecamatan():
    seen = set()
    for faskes in FASKES:
        if faskes.is_network:
            assert faskes.parent in seen
            assert faskes.kecamatan == BY_CODE[faskes.parent].kecamatan
        seen.add(faskes.code)


def test_private_practices_hold_a_contract_and_a_few_show_what_the_gates_are_for():
    private = [f for f in FASKES if f.type in ("pmb", "klinik_pratama", "klinik_utama", "praktik_dokter")]
    assert {f.agreement.kind for f in private if f.agreement} == {"Kontrak"}
    told = Counter(problem.code for f in FASKES for part in served(f) for problem in part)
    assert told == {
        "faskes_inactive": 2,
        "faskes_expired": 1,
        "agreement_expired": 3,
        "agreement_missing": 1,
    }


def test_all_others_may_be_served():
    assert sum(served(f).open for f in FASKES) == 150
    assert sum(served(f, agreement_is_gate=True).open for f in FASKES) == 146


def test_places_that_need_a_check_on_the_spot_are_marked():
    names = {BY_CODE[code].name for code in masters.unsure_kecamatan()}
    assert {"Puskesmas Cigayam", "Puskesmas Ciulu", "RS Al-Arif"} <= names
    assert all(k0kb.TYPES[BY_CODE[code].type].group == "faskes" for code in masters.unsure_kecamatan())


def test_no_person_is_named_and_no_number_is_a_phone_or_nik():
    for path in masters.FOLDER.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(^|[^P\d])0\d{7,}|\+62|\d{12,}", text), path.name
        assert not re.search(r"\b(dr|drg|bd|bidan|hj?)\. ", text, re.IGNORECASE), path.name
    invented = [f.name for f in FASKES if f.type not in ("puskesmas", "rs_umum", "rs_khusus")]
    kinds = "PMB|Klinik Utama|Klinik Pratama|Praktik Dokter|Pustu|Poskesdes|PMB Jejaring"
    assert all(re.fullmatch(rf"({kinds}) \d+( [A-Z][a-z]+)?", name) for name in invented)


def test_a_fault_in_the_file_is_refused_with_every_problem(tmp_path, monkeypatch):
    for path in masters.FOLDER.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text.replace("PMB 001,pmb,5", ",pmb,4"), encoding="utf-8")
    monkeypatch.setattr(masters, "FOLDER", tmp_path)
    with pytest.raises(Refused) as refused:
        masters.faskes()
    assert [(p.code, p.field) for p in refused.value.problems] == [
        ("name_missing", "name"),
        ("value_unknown", "ownership"),
    ]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public lists are not beside this checkout")
def test_kecamatan_and_puskesmas_are_those_of_the_public_lists():
    with (SHARED / "ciamis_3207_kemendagri_2025.csv").open(encoding="utf-8") as file:
        public = [(r["kode"], r["nama"]) for r in csv.DictReader(file) if r["tingkat"] == "kecamatan"]
    assert public == [tuple(k) for k in KECAMATAN]
    with (SHARED / "puskesmas_ciamis_3207.csv").open(encoding="utf-8") as file:
        listed = {(r["kode_puskesmas_kemenkes"], r["nama"]) for r in csv.DictReader(file)}
    assert listed == {(f.kemenkes_code, f.name) for f in FASKES if f.type == "puskesmas"}
