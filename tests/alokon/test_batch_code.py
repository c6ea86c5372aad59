"""What a printed code says of a batch: ours and the makers', written and read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alokon import batch_code, gtins
from alokon.batch_code import Scanned
from alokon.catalog import FUNDS, ITEMS
from alokon.text import Expiry, expiry, parse_expiry
from inventory.core.errors import Refused
from inventory.core.goods import LotFacts, LotKey

EXAMPLE = "09501101530003"
"""GS1's own example GTIN, of no product."""

KNOWN = {EXAMPLE: "PILK"}
WRITTEN = st.sampled_from(["{:%d/%m/%Y}", "{:%m/%Y}", "{:%Y}"])
DAYS = st.dates(date(2024, 1, 1), date(2049, 12, 31))
LABELS = st.none() | st.builds(str.format, WRITTEN, DAYS)
BATCHES = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=64)


@given(
    st.sampled_from(list(ITEMS)),
    st.sampled_from(list(FUNDS)),
    BATCHES,
    st.none() | st.builds(str.format, WRITTEN, DAYS),
)
def test_our_own_code_reads_back_as_it_was_written(item: str, fund: str, batch: str, label: str | None) -> None:
    told = Expiry(*parse_expiry(label)) if label else None
    facts = LotFacts(told.day, told.precision) if told else LotFacts(None)
    text = batch_code.own_text(LotKey(item, batch, fund), facts)
    assert batch_code.read(text, {}) == Scanned(item, batch, fund, told)


@given(WRITTEN, DAYS, st.text("ABCxyz019-/.", min_size=1, max_size=20))
def test_a_gs1_code_reads_back_to_the_day_or_the_month_and_never_claims_a_year(
    form: str, day: date, batch: str
) -> None:
    told = Expiry(*parse_expiry(form.format(day)))
    text = batch_code.gs1_elements(EXAMPLE, LotKey("PILK", batch, "APBN"), LotFacts(told.day, told.precision))
    if told.precision == "year":
        assert text is None
    else:
        assert text is not None
        assert batch_code.read(text, KNOWN) == Scanned("PILK", batch, None, told, EXAMPLE)


@pytest.mark.parametrize("batch", ["", "B" * 21, "A 1", "A|1", "Ä1", "A(1)"])
def test_a_batch_gs1_cannot_spell_has_no_gs1_code(batch: str) -> None:
    facts = LotFacts(date(2028, 8, 31), "month")
    assert batch_code.gs1_elements(EXAMPLE, LotKey("PILK", batch, "APBN"), facts) is None


@pytest.mark.parametrize(
    "typed",
    [
        "]d2010950110153000317280800" + "10AB-1",
        "]C10109501101530003" + "10AB-1\x1d17280800",
        "010950110153000310AB-1|17280800",
        "(01)09501101530003(17)280800(10)AB-1",
        "  010950110153000317280800" + "10AB-1\n",
    ],
)
def test_scanners_may_name_the_symbol_order_the_elements_and_type_another_separator(typed: str) -> None:
    found = batch_code.read(typed, KNOWN)
    assert (found.item, found.batch, found.gtin) == ("PILK", "AB-1", EXAMPLE)
    assert found.expiry is not None
    assert expiry(found.expiry) == "08/2028"


def test_a_package_barcode_tells_its_item_alone_and_an_unknown_gtin_no_item() -> None:
    assert batch_code.read("9501101530003", KNOWN) == Scanned(item="PILK", gtin=EXAMPLE)
    assert batch_code.read("9501101530003", {}) == Scanned(gtin=EXAMPLE)


@pytest.mark.parametrize(
    "typed",
    ["", "A1", "9501101530004", "0109501101530004" + "10A", "ALOKON PILK|A1|APBN", "ALOKON X|A1|APBN|2028",
     "ALOKON PILK|A1|APBN|2028-13", "ALOKON PILK|A1|LAIN|2028", "17280800" + "10A"],
)  # fmt: skip
def test_what_says_nothing_of_a_batch_or_was_misread_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as told:
        batch_code.read(typed, KNOWN)
    assert [(p.code, p.field) for p in told.value.problems] == [("code_unreadable", "scan")]


def test_lines_of_gtins_are_read_and_faults_are_told_line_by_line() -> None:
    found, problems = gtins.read(["PILK 9501101530003", "X 9501101530003", "KONDOM 123"])
    assert found == KNOWN
    assert [p.code for p in problems] == ["item_unknown", "gtin_malformed"]


def test_a_label_takes_a_gtin_only_where_the_item_has_one() -> None:
    assert gtins.by_item({EXAMPLE: "PILK", "1": "KONDOM", "2": "KONDOM"}) == {"PILK": EXAMPLE}
