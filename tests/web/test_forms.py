"""Reading a form once: values of the right type, or every fault with its field."""

from datetime import date

import pytest

from inventory.core.errors import Problem, Refused
from web.forms import Form, fresh_key, sentences


def test_values_are_read_as_people_write_them() -> None:
    form = Form(
        {
            "name": "  Gudang ", "day": "2026-01-31", "paper": "31/01/2026", "quantity": "1.234",
            "value": "12.500,50", "expiry": "08/2028", "kind": "rutin", "sure": "1",
            "key": "6F9619FF-8B86-4011-B42D-00C04FC964FF",
        }
    )  # fmt: skip
    assert form.text("name", "Nama") == "Gudang"
    assert form.day("day", "Tanggal") == form.optional_day("paper", "Tanggal") == date(2026, 1, 31)
    assert form.quantity("quantity", "Jumlah") == form.optional_quantity("quantity", "Jumlah") == 1234
    assert form.sen("value", "Harga") == 1_250_050
    expiry = form.expiry("expiry", "ED")
    assert expiry is not None
    assert (expiry.day, expiry.precision) == (date(2028, 8, 31), "month")
    assert form.choice("kind", "Jenis", ("rutin", "darurat")) == "rutin"
    assert form.ticked("sure")
    assert form.key() == "6f9619ff-8b86-4011-b42d-00c04fc964ff"
    form.check()


def test_what_may_be_left_empty_is_none() -> None:
    form = Form({"day": " ", "quantity": ""})
    assert form.optional_day("day", "Tanggal") is None
    assert form.optional_quantity("quantity", "Jumlah") is None
    assert form.sen("value", "Harga") is None
    assert form.expiry("expiry", "ED") is None
    assert form.choice("kind", "Jenis", ("rutin",), required=False) == ""
    assert not form.ticked("sure")
    form.check()


def test_every_fault_is_noted_with_its_field_and_nothing_gets_past_check() -> None:
    form = Form({"day": "31/02/2026", "quantity": "1,5", "less": "0", "value": "sepuluh", "kind": "x", "long": "a" * 9})
    form.text("name", "Nama")
    form.text("long", "Nomor", most=8)
    form.day("day", "Tanggal")
    form.quantity("quantity", "Jumlah")
    form.quantity("less", "Kirim", least=1)
    form.sen("value", "Harga")
    form.choice("kind", "Jenis", ("rutin",))
    form.key()
    with pytest.raises(Refused) as refused:
        form.check()
    assert [(p.code, p.field) for p in refused.value.problems] == [
        ("field_missing", "name"), ("text_too_long", "long"), ("date_malformed", "day"),
        ("quantity_malformed", "quantity"), ("too_small", "less"), ("money_malformed", "value"),
        ("choice_unknown", "kind"), ("key_missing", "key"),
    ]  # fmt: skip
    said = sentences(refused.value.problems)
    assert "Jumlah: “1,5” bukan bilangan bulat. Tulis angka tanpa desimal, misalnya 1.200." in said
    assert "Kirim: paling sedikit 1." in said


@pytest.mark.parametrize("typed", ["1,234", "1.23", "12.34.567", "-", "1e3", "0x10", "9" * 11, "9" * 5000])
def test_a_quantity_that_is_not_clearly_one_number_is_refused(typed: str) -> None:
    form = Form({"quantity": typed})
    form.quantity("quantity", "Jumlah")
    assert form.problems


def test_a_page_shown_again_keeps_its_key_and_a_fresh_one_gets_its_own() -> None:
    key = fresh_key()
    assert fresh_key(Form({"key": key})) == key
    assert len({fresh_key(), fresh_key(Form()), fresh_key(Form({"key": "x"}))}) == 3


def test_a_refused_form_shows_the_problems_of_the_field_they_name() -> None:
    form = Form({"a": "1"}).with_problems(Refused(Problem("x", {}, "a"), Problem("y")))
    assert [p.code for p in form.problems_of("a")] == ["x"]
    assert form.value("a") == "1"
