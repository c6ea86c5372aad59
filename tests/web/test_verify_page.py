"""Bukti buku on a page: green on a sound book, red with the right words on a changed one, and printed codes found."""

import re

import pytest
import sqlalchemy as sa

from alokon.sentences import proof
from inventory.store.engine import reading
from inventory.verify import verify
from tests.books import BOOK
from tests.web.office import CAST, Office, seen, statements
from web.views.verify import CHECKS, RUNNING

READERS = {"admin", "pengelola", "approver", "data", "auditor"}


@pytest.fixture
def office(office: Office) -> Office:
    """The office after a receipt and a delivery."""
    office.book.receive("2026-02-01", "PILK", "A1", 1000)
    office.book.deliver("2026-02-10", "PILK", 80)
    return office


def corrupt(office: Office, *changes: str) -> None:
    """Change the database behind the book's back."""
    with office.engine.begin() as db:
        for change in changes:
            db.execute(sa.text(change))


def proved(office: Office) -> str:
    """What the page of a proof says."""
    answer = office.browser("auditor").post("/bukti/", page="/bukti/")
    assert answer.status_code == 200
    return seen(answer)


def results(said: str) -> dict[str, str]:
    """The result of every check."""
    return {
        check.title: re.search(rf"{re.escape(check.title)} {re.escape(check.proves)} (Lulus|Gagal)", said)[1]  # type: ignore[index]
        for check in CHECKS
    }


@pytest.mark.parametrize("role", CAST)
def test_who_may_prove_the_book(office: Office, role: str) -> None:
    browser = office.browser(role)
    expected = 200 if role in READERS else 403
    assert browser.get("/bukti/").status_code == expected
    assert browser.get("/bukti/?kode=AAAAA-AAAAA").status_code == expected
    assert browser.post("/bukti/", page="/beranda").status_code == expected


def test_a_proof_needs_the_token_of_its_form(office: Office) -> None:
    assert office.browser("auditor").client.post("/bukti/").status_code == 400


def test_every_finding_there_is_belongs_to_exactly_one_check() -> None:
    codes = [code for check in CHECKS for code in check.codes]
    assert sorted(codes) == sorted(proof.SENTENCES)


def test_a_sound_book_passes_every_check_with_its_numbers(office: Office) -> None:
    said = proved(office)
    assert "Buku utuh: semua pemeriksaan lulus." in said
    assert set(results(said).values()) == {"Lulus"}
    with reading(office.engine) as db:
        report = verify(db, BOOK)
    assert f"{report.events} peristiwa {report.moves} perpindahan" in said
    assert f"{report.head} kepala buku, no. {report.seq}" in said
    assert re.search(r"Diperiksa 2 Maret 2026 pukul 08\.00 WIB dalam \d+,\d detik", said)


@pytest.mark.parametrize(
    ("changes", "failed", "words"),
    [
        (
            ("DROP TRIGGER move_refuses_update", "UPDATE move SET quantity = 81 WHERE quantity = 80 AND line = 1"),
            {"Isi peristiwa", "Saldo sekarang", "Penjaga basis data"},
            "sudah diubah setelah ditulis",
        ),
        (("UPDATE balance SET quantity = quantity + 5",), {"Saldo sekarang"}, "padahal jumlah gerakannya 920"),
        (("UPDATE book SET head_seq = head_seq - 1",), {"Rantai"}, "Kepala buku menunjuk peristiwa"),
        (("DROP TRIGGER paper_refuses_delete",), {"Penjaga basis data"}, "paper_refuses_delete"),
        (
            ("DROP TRIGGER event_refuses_delete", "PRAGMA foreign_keys = OFF", "DELETE FROM event WHERE seq = 2"),
            {"Rantai"},
            "Peristiwa 2 sampai 2 hilang",
        ),
    ],
)
def test_a_changed_book_fails_with_the_right_words(
    office: Office, changes: tuple[str, ...], failed: set[str], words: str
) -> None:
    corrupt(office, *changes)
    said = proved(office)
    assert "Buku tidak utuh" in said
    assert failed <= {title for title, result in results(said).items() if result == "Gagal"}
    assert words in said


def test_a_printed_code_is_found_with_the_document_it_was_printed_on(office: Office) -> None:
    case = office.book.request("2026-02-20", ("PILK", 10))
    office.book.order("2026-02-20", case, (1, "APBN", 10))
    done = office.book.take("gudang", "2026-02-21", "distribusi", "issue", case=case)
    browser = office.browser("approver")
    said = seen(browser.get("/bukti/", query_string={"kode": done.head}))
    assert f"Kode ini kepala buku sesudah peristiwa no. {done.event} : {done.paper}. Itulah peristiwa terakhir." in said
    office.book.take("gudang", "2026-02-22", "distribusi", "ship", case=case)
    typed = done.head.lower().replace("-", " ")
    assert "Sejak itu bertambah 1 peristiwa." in seen(browser.get("/bukti/", query_string={"kode": typed}))


@pytest.mark.parametrize("code", ["AAAAB-AAAAB", "kode salah", "<b>", "%", "A" * 200])
def test_a_code_that_is_not_in_the_book_is_told_so(office: Office, code: str) -> None:
    answer = office.browser("data").get("/bukti/", query_string={"kode": code})
    assert "bukan kepala buku ini pada saat mana pun" in seen(answer)
    assert 'value="<' not in answer.text


def test_one_proof_runs_at_a_time(office: Office) -> None:
    browser = office.browser("auditor")
    with RUNNING:
        answer = browser.post("/bukti/", page="/bukti/")
        assert answer.location == "/bukti/"
        assert "sedang berjalan" in seen(browser.get("/bukti/"))
    assert "Buku utuh" in proved(office)


def test_a_long_proof_says_how_long_it_took(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([100.0, 1334.5])
    monkeypatch.setattr("web.views.verify.stopwatch", lambda: next(moments))
    assert "dalam 1.234,5 detik" in proved(office)


def test_the_page_asks_few_questions_before_it_proves_anything(office: Office) -> None:
    browser = office.browser("auditor")
    with statements(office.engine) as sent:
        browser.get("/bukti/")
    assert len([one for one in sent if one.startswith("SELECT")]) == 2
