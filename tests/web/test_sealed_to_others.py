"""Sealed files before everybody but their keepers: no route tells of them, and none does anything to them."""

import io
import re

import pytest
import sqlalchemy as sa

from alokon.views.events import head
from inventory.store.engine import reading
from inventory.store.schema import event
from tests.alokon.attaching.papers import pdf
from tests.books import BOOK
from tests.district import NAMES
from tests.shelter import PLANTED, TOLD
from tests.web.keeper import Keeper
from tests.web.office import csrf_token, seen
from tests.web.walking import Known, addresses, walk

OTHERS = sorted({*NAMES, "program"})
REASON = {"reason": "layanan", "words": "Menghubungi rumah aman"}
READABLE = re.compile("text/|application/json")
"""The kinds of answers whose words are not packed away."""

TELL_OF_THE_CHAIN = ("events", "verify")
"""The pages that say that something was sealed, and how many events there are."""


@pytest.mark.parametrize("role", OTHERS)
def test_on_no_route_does_anybody_else_learn_of_a_file(keeper: Keeper, role: str) -> None:
    known, browser = Known(keeper), keeper.pages.browser(role)
    marks, walked = known.marks(), 0
    for _, path, answer in walk(keeper.pages.app, browser, known.values()):
        walked += 1
        said = answer.get_data(as_text=True) if READABLE.match(answer.mimetype) else ""
        assert [mark for mark in marks if mark in said.replace(path, "") and mark not in path] == [], path
    assert walked > 100


@pytest.mark.parametrize("role", OTHERS)
def test_every_page_says_the_same_whether_there_are_files_or_none(keeper: Keeper, role: str) -> None:
    """But for the book of events, which says that something was sealed, and the codes of the newest event."""
    browser = keeper.pages.browser(role)

    def told() -> dict[str, str]:
        with reading(keeper.pages.engine) as db:
            codes = re.compile(re.escape(head(db, BOOK).code))
        return {
            path: codes.sub("KODE", seen(answer) if answer.mimetype == "text/html" else answer.text)
            for rule, path, answer in walk(keeper.pages.app, browser, {})
            if rule.endpoint.partition(".")[0] not in TELL_OF_THE_CHAIN and READABLE.match(answer.mimetype)
        }

    before = told()
    Known(keeper)
    complaint = keeper.shelter.take("2026-03-03", "complain", None, "p2tp2a-aduan", complainant="x", complaint="y")
    keeper.shelter.take("2026-03-04", "hold", complaint, "p2tp2a-aduan", reason="z")
    after = told()
    assert {path for path, said in before.items() if after[path] != said} == set()
    assert len(before) > 60


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
        for path in addresses(rule, known.values()):
            answer = browser.client.post(
                path, data={**token, "reason": "layanan", "words": "x", **TOLD, "site": known.site}
            )
            assert answer.status_code in (403, 404, 405) or rule.endpoint.split(".")[0] not in (
                "cases", "steps", "corrections", "sealed", "attachments",
            ), path  # fmt: skip
            assert answer.status_code < 500, path
            assert not any(mark in answer.text for mark in known.marks()), path
    with reading(keeper.pages.engine) as db:
        assert db.scalar(sa.select(sa.func.max(event.c.seq))) == before


@pytest.mark.parametrize("role", OTHERS)
def test_no_file_is_attached_to_read_from_or_taken_back_from_a_sealed_one(keeper: Keeper, role: str) -> None:
    known, browser = Known(keeper), keeper.pages.browser(role)
    token = {"csrf_token": csrf_token(browser.get("/beranda")), "key": "00000000-0000-4000-8000-000000000009"}
    with reading(keeper.pages.engine) as db:
        before = db.scalar(sa.select(sa.func.max(event.c.seq)))
        opening = str(db.scalar(sa.select(sa.func.max(event.c.seq)).where(event.c.kind == "sealed.attach")))
    path = f"/berkas/{known.case}/lampiran"
    answers = [browser.get(f"{path}/{way}") for way in ("1", "baru", "1/tarik")]
    sent = {"file": (io.BytesIO(pdf("lain")), "a.pdf"), **token}
    answers += [browser.client.post(f"{path}/baru", data=sent)]
    answers += [browser.client.post(f"{path}/1/tarik", data={**token, "reason": "x"})]
    for answer in answers:
        assert answer.status_code == 404
        assert "tidak ditemukan. Periksa nomornya" in seen(answer)
    asked = browser.client.post(f"/tersegel/{known.case}/lampiran/1", data={**token, "opening": opening})
    assert asked.status_code == 403
    assert not any(word in answer.text for answer in (*answers, asked) for word in PLANTED)
    with reading(keeper.pages.engine) as db:
        assert db.scalar(sa.select(sa.func.max(event.c.seq))) == before
