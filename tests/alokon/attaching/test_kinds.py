"""Kinds are told by content, names are made harmless."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alokon.attaching.kinds import LONGEST_NAME, MEDIA, clean_name, kind_of
from tests.alokon.attaching.papers import SAMPLES, docx
from tests.alokon.imports import made


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_kind_is_known_by_its_content(kind: str) -> None:
    assert kind_of(SAMPLES[kind]) == kind


def test_there_is_a_sample_of_every_kind() -> None:
    assert list(SAMPLES) == list(MEDIA)


@pytest.mark.parametrize(
    "data",
    [
        b"<!doctype html><script>alert(1)</script>",
        b"\xef\xbb\xbf <svg xmlns='http://www.w3.org/2000/svg'/>",
        b"#!/bin/sh\nrm -rf /\n",
        b"MZ\x90\x00\x03",
        b"GIF89a\x01\x00",
        b"\x00\x00\x00\x18ftypheic",
        made.xls([["a"]]),
        made.zipped({"isi.exe": b"MZ"}),
        made.zipped({"mimetype": "application/epub+zip"}),
        made.zipped({"mimetype": "application/vnd.oasis.opendocument.text" + " " * 300}),
        made.zipped({"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": b"x"}),
        docx("terpotong")[:60],
    ],
    ids=[
        "html", "svg", "script", "program", "gif", "heic", "old-sheet", "zip", "epub", "long-mimetype", "macros",
        "cut-short",
    ],
)  # fmt: skip
def test_what_programs_run_or_nobody_knows_is_no_kind_of_ours(data: bytes) -> None:
    assert kind_of(data) == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_words_of_any_editor_are_text(encoding: str) -> None:
    assert kind_of("Catatan “penerimaan”\r\n\tbaik".encode(encoding)) == "txt"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("foto.JPEG", ("foto.JPEG", "jpg")),
        ("/etc/../Surat masuk.pdf", ("Surat masuk.pdf", "pdf")),
        ("C:\\fakepath\\SBBK 014.xlsx", ("SBBK 014.xlsx", "xlsx")),
        ("BAST\u202efdp.exe", ("BASTfdp.exe", "")),
        ("a\x00b\r\nc.txt", ("ab c.txt", "txt")),
        ("surat: <1>?.pdf", ("surat_ _1__.pdf", "pdf")),
        ("surat tanpa akhiran", ("surat tanpa akhiran", "")),
        ("", ("lampiran", "")),
        ("arsip.tar.gz", ("arsip.tar.gz", "")),
    ],
)
def test_a_name_loses_its_path_and_whatever_is_not_seen(sent: str, kept: tuple[str, str]) -> None:
    assert clean_name(sent) == kept


def test_a_long_name_keeps_its_ending() -> None:
    found = clean_name("a" * 400 + ".pdf")
    assert (len(found.text), found.text[-5:], found.kind) == (LONGEST_NAME, "a.pdf", "pdf")


@given(st.text(max_size=300))
def test_no_name_is_empty_long_or_unsafe(sent: str) -> None:
    name = clean_name(sent).text
    assert 0 < len(name) <= LONGEST_NAME
    assert not set(name) & set('/\\<>:"|?*')
    assert not name.startswith((".", " "))
    assert all(unicodedata.category(c)[0] != "C" for c in name)
    assert clean_name(name).text == name
