"""A keeper of sealed files is admitted by a keeper: what an admin makes, changes or resets reads nothing by itself."""

import re

import pytest
import sqlalchemy as sa

from alokon.people import ADMIN, Actor
from alokon.service import admission, second_step, users
from alokon.store.people import admit as admit_row
from alokon.store.people import create_user, find_user
from inventory.store.engine import reading, writing
from inventory.store.schema import event
from tests.alokon.sop.test_distribution import refused
from tests.books import BOOK
from tests.district import PASSWORD
from tests.web.keeper import Keeper
from tests.web.office import Browser, seen
from tests.web.walking import Known, addresses

COMMAND = Actor("baris", "Baris perintah", ADMIN)


@pytest.fixture
def second(keeper: Keeper) -> Keeper:
    """A secretariat whose second keeper has an account, and nothing more."""
    with writing(keeper.pages.engine, BOOK) as db:
        create_user(
            db, BOOK, keeper.pages.clock(), username="second", name="Petugas P2TP2A", role="p2tp2a",
            password=PASSWORD, site=keeper.shelter.site,
        )  # fmt: skip
    return keeper


def set_up(keeper: Keeper, username: str) -> Browser:
    """The phone of an account is set up; the browser has gone through both steps."""
    browser = Browser(keeper.pages.app.test_client())
    assert browser.sign_in(username).status_code == 302
    page = browser.post("/kode-masuk/mulai", page="/kode-masuk/")
    found = re.search(r'ketik <span class="code">([A-Z2-7 ]+)</span>', page.text)
    assert found
    keeper.secret = found[1].replace(" ", "")
    assert browser.post("/kode-masuk/pasang", page="/kode-masuk/", code=keeper.code()).status_code == 200
    return browser


def admitted(keeper: Keeper, username: str) -> bool:
    with reading(keeper.pages.engine) as db:
        return find_user(db, BOOK, username).admitted_by is not None


def test_an_account_reads_nothing_of_the_files_until_it_is_admitted(second: Keeper) -> None:
    known, browser = Known(second), set_up(second, "second")
    assert browser.get("/beranda").location == "/petugas-p2tp2a/menunggu"
    assert "Menunggu diterima" in seen(browser.get("/petugas-p2tp2a/menunggu"))
    views = second.pages.app.view_functions
    of_keepers = [
        rule
        for rule in second.pages.app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and "p2tp2a" in getattr(views[rule.endpoint], "rights", ())
    ]
    assert len(of_keepers) > 10
    for rule in of_keepers:
        for path in addresses(rule, known.values()):
            assert browser.get(path).location == "/petugas-p2tp2a/menunggu", path
    reason = {"reason": "layanan", "words": "x", "seen": "x"}
    page = "/petugas-p2tp2a/menunggu"
    for path in (f"/tersegel/{known.case}", "/petugas-p2tp2a/terima/second", f"/berkas/{known.case}/lampiran/baru"):
        assert browser.post(path, page=page, **reason).location == page


def test_a_keeper_in_office_admits_once_the_person_has_set_everything_up(second: Keeper) -> None:
    keeper = second.set_up()
    page = "/petugas-p2tp2a/terima/second"
    assert "Belum siap" in seen(keeper.get("/petugas-p2tp2a/"))
    early = keeper.post(page, page="/petugas-p2tp2a/", seen="", reason="SK 1")
    assert (early.status_code, "belum dapat diterima" in seen(early)) == (422, True)
    browser = set_up(second, "second")
    shown = re.search(r'name="seen" value="([^"]+)"', keeper.get(page).text)
    assert shown
    assert keeper.post(page, page=page, seen=shown[1], reason="").status_code == 422
    other = keeper.post(page, page=page, seen="2026-01-01T00:00:00+07:00", reason="SK 1")
    assert "dipasang ulang" in seen(other)
    assert not admitted(second, "second")
    assert keeper.post(page, page=page, seen=shown[1], reason="SK 1").status_code == 302
    assert browser.get("/p2tp2a/").status_code == 200
    with reading(second.pages.engine) as db:
        told = db.execute(sa.select(event.c.actor, event.c.payload).where(event.c.kind == "user.admit")).one()
    assert told == ("keeper", '{"reason":"SK 1","username":"second"}')
    assert "Petugas P2TP2A diterima" in seen(second.pages.browser("admin").get("/peristiwa/?jenis=user"))


def test_what_an_admin_resets_or_changes_is_admitted_no_more(second: Keeper) -> None:
    browser, desk = second.set_up(), second.pages.district.desk("admin", "2026-03-12")
    assert browser.get("/p2tp2a/").status_code == 200
    elsewhere = Actor("keeper", "Petugas", "p2tp2a", site="DINAS")
    for n, change in enumerate(
        (
            lambda key: users.reset_password(desk, "keeper", key),
            lambda key: second_step.reset(desk._replace(actor=COMMAND), "keeper", key),
            lambda key: users.change_user(desk, elsewhere, key),
            lambda key: users.deactivate_user(desk, "keeper", key),
        )
    ):
        with writing(second.pages.engine, BOOK) as db:
            admit_row(db, BOOK, "keeper", 1)
        change(f"change-{n}")
        assert not admitted(second, "keeper"), n
    users.activate_user(desk, "keeper", "on")
    assert not admitted(second, "keeper")
    assert browser.get("/p2tp2a/").status_code == 302


def test_a_new_name_or_an_own_password_ends_no_admission(second: Keeper) -> None:
    second.set_up()
    desk = second.pages.district.desk("admin", "2026-03-12")
    users.change_user(desk, Actor("keeper", "Petugas", "p2tp2a", site=second.shelter.site), "k")
    own = desk._replace(actor=Actor("keeper", "Petugas", "p2tp2a"))
    users.change_own_password(own, PASSWORD, "kata sandi yang lain", "", "l")
    assert admitted(second, "keeper")


def test_the_first_is_admitted_on_the_machine_by_who_has_the_vault_and_only_while_nobody_is(second: Keeper) -> None:
    desk = second.pages.district.desk("admin", "2026-03-12")._replace(actor=COMMAND)
    desk = desk._replace(office=desk.office._replace(vault=second.shelter.vault))
    assert list(refused(lambda: admission.admit_first(desk, "second", "SK 1", "a"))) == ["keeper_not_ready"]
    set_up(second, "second")
    assert list(refused(lambda: admission.admit_first(desk, "second", "SK 1", "a"))) == ["keeper_in_office"]
    users.deactivate_user(desk, "keeper", "b")
    assert list(refused(lambda: admission.admit_first(desk, "program", "SK 1", "a"))) == ["keeper_unknown"]
    hidden = second.shelter.vault.path.rename(second.pages.home / "apart")
    assert list(refused(lambda: admission.admit_first(desk, "second", "SK 1", "a"))) == ["sealing_key_missing"]
    second.shelter.vault.tree_or_new()
    assert list(refused(lambda: admission.admit_first(desk, "second", "SK 1", "a"))) == ["sealing_key_wrong"]
    hidden.replace(second.shelter.vault.path)
    done = admission.admit_first(desk, "second", "SK 1", "a")
    assert admission.admit_first(desk, "second", "SK 1", "a").event == done.event
    assert admitted(second, "second")


def test_a_keeper_admits_nobody_of_another_place(second: Keeper) -> None:
    with writing(second.pages.engine, BOOK) as db:
        create_user(
            db, BOOK, second.pages.clock(), username="third", name="Petugas", role="p2tp2a", password=PASSWORD,
            site="DINAS",
        )  # fmt: skip
        admit_row(db, BOOK, "third", 1)
    desk = second.shelter.desk("2026-03-12")
    desk = desk._replace(actor=desk.actor._replace(user_id="third", site="DINAS"))
    assert list(refused(lambda: admission.admit(desk, "second", "x", "SK 1", "a"))) == ["out_of_scope"]
