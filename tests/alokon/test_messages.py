"""Every code that is raised anywhere has a sentence, and no sentence is left without a code."""

import re
from datetime import date
from pathlib import Path

import pytest

from alokon.messages import SENTENCES, sentence, told
from inventory.core.errors import Problem
from inventory.core.months import Month

ROOT = Path(__file__).resolve().parents[2]
RAISED = re.compile(r"(?:Problem|refuse|Unreadable|_fault)\(\s*\"([a-z_]+)\"")
COMPUTED = {
    "faskes_suffix_main", "faskes_suffix_network", "site_missing", "kecamatan_missing", "site_unneeded",
    "kecamatan_unneeded",
}  # fmt: skip


def codes_in_source() -> set[str]:
    found = set(COMPUTED)
    for package in ("inventory", "alokon", "reports", "web", "sample_data"):
        for path in (ROOT / package).rglob("*.py"):
            found |= set(RAISED.findall(path.read_text(encoding="utf-8")))
    return found - {"key"}


def words_in_source() -> set[str]:
    found: set[str] = set(COMPUTED)
    for package in ("inventory", "alokon", "reports", "web"):
        for path in (ROOT / package).rglob("*.py"):
            if path.parent.name != "sentences":
                found |= set(re.findall(r"\"([a-z_]+)\"", path.read_text(encoding="utf-8")))
    return found


def test_every_code_raised_has_a_sentence() -> None:
    assert codes_in_source() - set(SENTENCES) == set()


def test_no_sentence_is_left_without_a_code() -> None:
    assert set(SENTENCES) - words_in_source() == set()


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_can_be_said_without_any_fact_and_ends_properly(code: str) -> None:
    said = sentence(Problem(code))
    assert said.endswith("."), said
    assert said[0].isupper() or said[0] in "“–", said


def test_facts_are_written_the_indonesian_way() -> None:
    problem = Problem("not_enough", {"item": "PILK", "fund": "APBN", "wanted": 1200, "available": 40, "expired": 0})
    assert sentence(problem).startswith("Stok Pil Kombinasi (APBN) tidak cukup: diperlukan 1.200, tersedia 40")
    assert told(Month(2026, 3)) == "Maret 2026"
    assert told(date(2026, 3, 1)) == "1 Maret 2026"
