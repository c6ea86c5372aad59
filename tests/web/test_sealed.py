"""Sealed files on pages: their keeper works on them, and nobody else learns of them on any route."""

import io
import logging
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from werkzeug.routing import Rule

from alokon.service import recording
from alokon.service.setup import change_settings
from alokon.store import attached, papers
from inventory.store import kept_files
from inventory.store.engine import reading, writing
from inventory.store.schema import event
from reports.catalogue import REPORTS
from tests.alokon.attaching.papers import pdf
from tests.books import BOOK
from tests.district import NAMES
from tests.shelter import PLANTED, TOLD
from tests.web.keeper import Keeper
from tests.web.office import csrf_token, seen

OTHERS = sorted({*NAMES, "program"})
READABLE = re.compile("text/|application/json")
"""The kinds of answers whose words are not packed away."""

REASON = {"reason": "layanan", "words": "Menghubungi rumah aman"}


@pytest.fixture
def keeper(sqlite_engine: sa.Engine, tmp_path: Path) -> Keeper:
    """A keeper, and the clock on a day of March."""
    return Keeper(sqlite_engine, tmp_path)


class Known:
    """What a nosy person could put into addresses: everything about one sealed file."""

    def __init__(self, keeper: Keeper) -> None:
        self.case = keeper.shelter.closed()
        self.open_case = keeper.shelter.intake("2026-03-02")
        with reading(keeper.pages.engine) as db:
            self.number = papers.of_cases(db, BOOK, [self.case])[self.case][0].number
            kinds = sa.select(event.c.seq).where(event.c.book == BOOK, event.c.kind.startswith("p2tp2a."))
            self.events = list(db.scalars(kinds))
        self.site = keeper.shelter.site

    def marks(self) -> list[str]:
        """What tells that there is such a file."""
        return [*PLANTED, self.number, f'/berkas/{self.case}"', f'/berkas/{self.open_case}"', "SPT-9"]


def addresses(rule: Rule, known: Known) -> list[str]:
    """The addresses a rule can have about the file."""
    values: dict[str, list[object]] = {
        "number": [known.case, known.open_case] if "int" in str(rule) else [known.number],
        "flow": ["p2tp2a", "p2tp2a-aduan"],
        "step": ["intake", "medical", "police", "hold", "complain"],
        "event": [known.events[0], known.events[-1]],
        "seq": known.events,
        "code": ["p2tp2a"],
        "site": [known.site],
        "username": ["keeper"],
        "name": list(REPORTS),
        "form": ["html", "csv", "json"],
        "ending": ["pdf"],
        "month": ["2026-01"],
        "item": ["PILK"],
    }
    found = [rule.rule]
    for name in rule.arguments:
        pattern = re.compile(rf"<(?:[^<>]*:)?{name}>")
        found = [pattern.sub(str(value), path) for path in found for value in values.get(name, ["1"])]
    return [f"{path}?month=2026-01&day=2026-03-12" for path in found] if "reports." in rule.endpoint else found


@pytest.mark.parametrize("role", OTHERS)
def test_on_no_route_does_anybody_else_learn_of_a_file(keeper: Keeper, role: str) -> None:
    known, browser = Known(keeper), keeper.pages.browser(role)
    marks, walked = known.marks(), 0
    for rule in keeper.pages.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        for path in addresses(rule, known):
            answer = browser.get(path)
            walked += 1
            assert answer.status_code < 500, path
            said = answer.get_data(as_text=True) if READABLE.match(answer.mimetype) else ""
            assert [mark for mark in marks if mark in said.replace(path, "")] == [], path
    assert walked > 100


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_the_number_of_a_sealed_register_is_like_any_that_was_never_given(keeper: Keeper, form: str) -> None:
    known, browser = Known(keeper), keeper.pages.browser("auditor")
    never = known.number.replace("001", "999", 1)
    assert never != known.number
    answers = [browser.get(f"/surat/{number}.{form}") for number in (known.number, never)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert seen(answers[0]) == seen(answers[1]).replace(never, known.number)


@pytest.mark.parametrize("role", OTHERS)
def test_nothing_is_done_to_a_file_by_anybody_else(keeper: Keeper, role: str) -> None:
    known, browser = Known(keeper), keeper.pages.browser(role)
    token = {"csrf_token": csrf_token(browser.get("/beranda")), "key": "00000000-0000-4000-8000-000000000009"}
    own = {"number", "flow", "event"}
    with reading(keeper.pages.engine) as db:
        before = db.scalar(sa.select(sa.func.max(event.c.seq)))
    for rule in keeper.pages.app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or not own & rule.arguments:
            continue
        for path in addresses(rule, known):
            answer = browser.client.post(path, data={**token, **REASON, **TOLD, "site": known.site})
            assert answer.status_code in (403, 404, 405) or rule.endpoint.split(".")[0] not in (
                "cases", "steps", "corrections", "sealed",
            ), path  # fmt: skip
            assert answer.status_code < 500, path
            assert not any(mark in answer.text for mark in known.marks()), path
    with reading(keeper.pages.engine) as db:
        assert db.scalar(sa.select(sa.func.max(event.c.seq))) == before


@pytest.mark.parametrize("role", [*OTHERS, "keeper"])
def test_no_file_is_attached_to_read_from_or_taken_back_from_a_sealed_one(keeper: Keeper, role: str) -> None:
    """Even one that stood there by some mistake."""
    known, home = Known(keeper), keeper.pages.home
    row = {"case_id": known.case, "number": 1, "event": known.events[0], "name": "Visum.pdf", "note": PLANTED[4]}
    row |= {"media": "application/pdf", "size": len(pdf()), "recorded_at": "2026-01-06T09:00:00+07:00"}
    with writing(keeper.pages.engine, BOOK) as db:
        digest = kept_files.keep(attached.folder_of(home), BOOK, pdf())
        attached.add(db, BOOK, {**row, "digest": digest, "actor": "keeper", "role": "Petugas P2TP2A"})
    browser = keeper.set_up() if role == "keeper" else keeper.pages.browser(role)
    token = {"csrf_token": csrf_token(browser.get("/beranda")), "key": "00000000-0000-4000-8000-000000000009"}
    with reading(keeper.pages.engine) as db:
        before = db.scalar(sa.select(sa.func.max(event.c.seq)))
    path = f"/berkas/{known.case}/lampiran"
    answers = [browser.get(f"{path}/{way}") for way in ("1", "baru", "1/tarik")]
    sent = {"file": (io.BytesIO(pdf("lain")), "a.pdf"), **token}
    answers += [browser.client.post(f"{path}/baru", data=sent)]
    answers += [browser.client.post(f"{path}/1/tarik", data={**token, "reason": "x"})]
    told = "tersegel dan tidak menerima lampiran" if role == "keeper" else "tidak ditemukan. Periksa nomornya"
    for answer in answers:
        assert answer.status_code == 404
        assert told in seen(answer)
    for answer in (*answers, browser.get(f"/berkas/{known.case}")):
        assert "Visum.pdf" not in answer.text
        assert PLANTED[4] not in answer.text
        assert "/lampiran/" not in answer.text
    with reading(keeper.pages.engine) as db:
        assert db.scalar(sa.select(sa.func.max(event.c.seq))) == before


def test_the_keeper_finds_the_files_and_no_page_shows_what_is_sealed(keeper: Keeper) -> None:
    known, browser = Known(keeper), keeper.set_up()
    for path in ("/p2tp2a/", "/beranda", "/jatuh-tempo/", "/sop/", f"/berkas/{known.case}", f"/tersegel/{known.case}"):
        assert browser.get(path).status_code == 200, path
    assert f"/berkas/{known.case}" in browser.get("/p2tp2a/").text
    assert f"/berkas/{known.open_case}" in browser.get("/beranda").text
    for rule in keeper.pages.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in ("static",):
            for path in addresses(rule, known):
                answer = browser.get(path)
                assert answer.status_code < 500, path
                text = answer.get_data(as_text=True) if answer.mimetype.startswith("text/") else ""
                assert not any(word in text for word in PLANTED), path


def test_the_keeper_reads_nothing_of_the_stock(keeper: Keeper) -> None:
    browser = keeper.set_up()
    for path in ("/stok/", "/kartu/", "/laporan/", "/permintaan/", "/peristiwa/", "/pengguna/", "/berkas/distribusi"):
        assert browser.get(path).status_code in (403, 404), path
    menu = seen(browser.get("/beranda"))
    assert "Berkas P2TP2A" in menu
    assert "Kartu stok" not in menu


def test_a_file_is_opened_for_a_reason_in_one_answer_that_no_browser_keeps(keeper: Keeper) -> None:
    known, browser = Known(keeper), keeper.set_up()
    path = f"/tersegel/{known.case}"
    missing = browser.post(path, page=path)
    assert missing.status_code == 422
    assert not any(word in missing.text for word in PLANTED)
    answer = browser.post(path, page=path, **REASON)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert all(word in seen(answer) for word in PLANTED)
    assert "SPT-9" in seen(answer)
    assert not any(word in browser.get(path).text for word in PLANTED)


def test_a_file_is_opened_carried_on_and_told_through_the_pages(keeper: Keeper) -> None:
    browser = keeper.set_up()
    page = "/berkas/p2tp2a/baru/intake"
    form = seen(browser.get(page))
    assert "Uraian kejadian" in form
    assert "selected" not in browser.get(page).text
    done = browser.post(page, page=page, date="2026-03-12", site=keeper.shelter.site, **TOLD)
    assert done.status_code == 302
    told = browser.get(done.location)
    assert "Ada isian tersegel" in seen(told)
    assert "Pelapor atau korban datang sendiri" in seen(told)
    assert "Lapor polisi" in seen(told)
    assert not any(word in told.text for word in PLANTED)
    step = f"{done.location}/accept_file"
    assert browser.post(step, page=step, date="2026-03-12", letter="ada", identity="ada").status_code == 302


def test_events_show_only_that_there_was_a_step_and_that_a_file_was_opened(keeper: Keeper) -> None:
    known, browser = Known(keeper), keeper.set_up()
    browser.post(f"/tersegel/{known.case}", page=f"/tersegel/{known.case}", **REASON)
    auditor = keeper.pages.browser("auditor")
    listed = seen(auditor.get("/peristiwa/?jenis=sealed"))
    assert "Langkah tersegel" in listed
    assert "Isian tersegel dibuka" in listed
    assert "Aspek medis" not in listed
    step = seen(auditor.get(f"/peristiwa/{known.events[3]}"))
    assert "Langkah tersegel" in step
    assert "Tidak ada isian" in step
    with reading(keeper.pages.engine) as db:
        opening = db.scalar(sa.select(event.c.seq).where(event.c.kind == "sealed.open"))
    opened = seen(auditor.get(f"/peristiwa/{opening}"))
    assert f"nomor {known.case}" in opened
    assert "Menjalankan langkah layanan" in opened
    assert REASON["words"] not in opened
    proved = auditor.post("/bukti/", page="/bukti/")
    assert "Tidak satu pun peristiwa berubah" in seen(proved)


def test_a_failure_in_a_sealed_step_tells_and_logs_none_of_it(
    keeper: Keeper, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = keeper.set_up()
    page = "/berkas/p2tp2a/baru/intake"
    keeper.pages.app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no room")

    monkeypatch.setattr(recording, "record", fail)
    with caplog.at_level(logging.DEBUG):
        answer = browser.post(page, page=page, date="2026-03-12", site=keeper.shelter.site, **TOLD)
    assert answer.status_code == 500
    assert "no room" in caplog.text
    for word in PLANTED:
        assert word not in answer.text
        assert word not in caplog.text


def test_switched_off_the_forms_ask_for_no_text(keeper: Keeper) -> None:
    admin = keeper.pages.browser("admin")
    change_settings(keeper.pages.district.desk("admin", "2026-03-12"), {"sealed.store": False}, "off")
    assert "P2TP2A: simpan isian tersegel" in seen(admin.get("/pengaturan/"))
    browser = keeper.set_up()
    form = seen(browser.get("/berkas/p2tp2a/baru/intake"))
    assert "Saluran" in form
    assert "Uraian kejadian" not in form


def test_a_key_is_erased_on_a_page_of_its_own_once_its_time_is_up(keeper: Keeper) -> None:
    known = Known(keeper)
    browser = keeper.set_up()
    path = f"/tersegel/{known.case}/hapus-kunci"
    early = browser.post(path, page=path)
    assert early.status_code == 422
    assert "Masa simpan" in seen(early)
