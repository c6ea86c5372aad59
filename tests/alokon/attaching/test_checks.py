"""What may be attached, and every reason why not, each in its sentence."""

import pytest

from alokon.attaching import checks
from alokon.attaching.checks import MOST_BYTES, examine
from alokon.attaching.kinds import MEDIA
from alokon.messages import sentence
from inventory.core.errors import Refused
from tests.alokon.attaching.papers import NIK, SAMPLES, docx, odt, pdf
from tests.alokon.imports import made


def codes(name: str, data: bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        examine(name, data)
    for problem in refused.value.problems:
        assert problem.field == "file"
        assert NIK not in sentence(problem)
        assert "–" not in sentence(problem), "a fact is missing"
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_file_of_every_kind_may_be_attached(kind: str) -> None:
    found = examine(f"Lampiran 1.{kind}", SAMPLES[kind])
    assert (found.name, found.media, found.data) == (f"Lampiran 1.{kind}", MEDIA[kind], SAMPLES[kind])


def test_jpeg_is_jpg() -> None:
    assert examine("foto.JPEG", SAMPLES["jpg"]).media == "image/jpeg"


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_file_that_is_not_what_it_is_called_is_refused(kind: str) -> None:
    other = "png" if kind != "png" else "pdf"
    assert codes(f"a.{other}", SAMPLES[kind]) == ["attachment_other_kind"]


def test_unknown_kinds_are_refused_and_the_known_ones_told() -> None:
    with pytest.raises(Refused) as refused:
        examine("foto.heic", b"\x00\x00\x00\x18ftypheic")
    assert "pdf, jpg, png, docx, xlsx, odt, ods, txt" in sentence(refused.value.problems[0])
    assert codes("halaman.html", b"<html>") == ["attachment_kind_unknown"]


def test_the_limit_is_exact() -> None:
    whole = pdf() + b"0" * (MOST_BYTES - len(pdf()))
    assert len(examine("a.pdf", whole).data) == 10 * 1024 * 1024
    assert codes("a.pdf", whole + b"0") == ["attachment_too_large"]


def test_an_empty_file_is_refused() -> None:
    assert codes("a.pdf", b"") == ["attachment_empty"]


def test_everything_wrong_is_told_at_once() -> None:
    assert codes(f"KTP {NIK}.exe", b"") == ["attachment_empty", "attachment_name_personal", "attachment_kind_unknown"]


@pytest.mark.parametrize(
    "name", [f"{NIK}.pdf", f"KTP_{NIK}_depan.pdf", "3207.0000.0000.0007.pdf", "3207 0000 0000 0007.pdf"]
)
def test_a_name_with_an_identity_number_is_refused(name: str) -> None:
    assert codes(name, pdf()) == ["attachment_name_personal"]


@pytest.mark.parametrize(
    "name", ["IMG_20260312_093012123.jpg", "FB_IMG_1678901234567.jpg", "WhatsApp Image 2026-03-12 at 09.30.12.jpg"]
)
def test_names_that_phones_give_are_fine(name: str) -> None:
    assert examine(name, SAMPLES["jpg"]).name == name


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", f"NIK {NIK} hadir\n".encode()),
        ("a.txt", "Daftar hadir\n3207 0000 0000 0007\n".encode("utf-16")),
        ("a.docx", docx("Daftar hadir", f"Ibu A, {NIK[:6]}|{NIK[6:]}")),
        ("a.odt", odt("Daftar hadir", NIK)),
    ],
)
def test_words_with_an_identity_number_are_refused(name: str, data: bytes) -> None:
    assert codes(name, data) == ["attachment_personal"]


def test_numbers_of_neighbouring_paragraphs_make_no_identity_number() -> None:
    assert examine("a.docx", docx(NIK[:8], NIK[8:])).name == "a.docx"
    assert examine("a.odt", odt(NIK[:8], NIK[8:])).name == "a.odt"


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_sheets_with_identity_numbers_are_refused_with_their_column(kind: str) -> None:
    assert codes(f"a.{kind}", made.WORKBOOKS[kind]([["Nama", "NIK"], ["A", NIK]])) == ["personal_data"]


def test_words_that_cannot_be_looked_through_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MOST_WORDS", 10)
    assert codes("a.docx", docx("Berita acara")) == ["attachment_unreadable"]
