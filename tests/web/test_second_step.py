"""The second step of signing in: asked of keepers of sealed files at every sign-in, with codes used once."""

import sqlalchemy as sa

from alokon.people import ADMIN, Actor
from alokon.service import second_step
from alokon.store.people_schema import second_step as table
from inventory.store.engine import reading
from tests.books import BOOK
from tests.web.keeper import Keeper
from tests.web.office import seen


def test_a_password_alone_opens_no_page(keeper: Keeper) -> None:
    browser = keeper.at_the_door()
    for rule in keeper.pages.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.endpoint not in (
            "static", "sign_in.enter", "second_step.enter",
        ):  # fmt: skip
            answer = browser.get(rule.rule)
            sent_on = answer.status_code == 302 and answer.location.startswith("/kode-masuk/")
            assert sent_on or answer.status_code == 403, rule.rule


def test_the_phone_is_set_up_once_and_asked_at_every_sign_in(keeper: Keeper) -> None:
    assert "Pasang kode masuk" in seen(keeper.at_the_door().get("/kode-masuk/"))
    browser = keeper.set_up()
    assert len(set(keeper.spares)) == 8
    assert "Pekerjaan hari ini" in seen(browser.get("/beranda"))
    again = keeper.sign_in()
    assert again.get("/p2tp2a/").status_code == 200


def test_a_code_opens_once_and_a_wrong_one_never(keeper: Keeper) -> None:
    keeper.set_up()
    browser = keeper.at_the_door()
    used = browser.post("/kode-masuk/", page="/kode-masuk/", code=keeper.code())
    assert used.status_code == 422
    assert "sudah dipakai" in seen(used)
    keeper.pages.clock.forward(seconds=30)
    wrong = f"{(int(keeper.code()) + 1) % 1_000_000:06}"
    assert browser.post("/kode-masuk/", page="/kode-masuk/", code=wrong).status_code == 422
    assert browser.get("/p2tp2a/").status_code == 302
    keeper.pages.clock.forward(minutes=10)
    assert browser.post("/kode-masuk/", page="/kode-masuk/", code=keeper.code()).status_code == 302


def test_guessing_codes_is_slowed_down_though_the_password_is_right(keeper: Keeper) -> None:
    keeper.set_up()
    keeper.pages.clock.forward(minutes=5)
    statuses = []
    for _ in range(7):
        browser = keeper.at_the_door()
        statuses.append(browser.post("/kode-masuk/", page="/kode-masuk/", code="000000").status_code)
    assert statuses[:4] == [422] * 4
    assert statuses[-1] == 429


def test_a_spare_code_replaces_the_phone_once(keeper: Keeper) -> None:
    keeper.set_up()
    browser = keeper.at_the_door()
    assert browser.post("/kode-masuk/", page="/kode-masuk/", code=keeper.spares[0].lower()).status_code == 302
    assert "kode cadangan" in seen(browser.get("/beranda"))
    other = keeper.at_the_door()
    assert other.post("/kode-masuk/", page="/kode-masuk/", code=keeper.spares[0]).status_code == 422


def test_who_knows_the_password_cannot_set_up_another_phone(keeper: Keeper) -> None:
    keeper.set_up()
    browser = keeper.at_the_door()
    answer = browser.post("/kode-masuk/mulai", page="/kode-masuk/")
    assert answer.status_code == 422
    assert "Kode masuk Anda sudah terpasang" in seen(answer)
    assert "data:image" not in answer.text


def test_the_secret_is_enciphered_and_bound_to_its_person(keeper: Keeper) -> None:
    keeper.set_up()
    with reading(keeper.pages.engine) as db:
        row = db.execute(sa.select(table)).one()
    assert keeper.secret.encode() not in bytes(row.secret)
    held = b"".join(path.read_bytes() for path in keeper.pages.home.glob("book.db*"))
    assert keeper.secret.encode() not in held
    assert not any(spare.encode() in held for spare in keeper.spares)


def test_only_the_command_line_takes_a_lost_phone_away(keeper: Keeper) -> None:
    browser = keeper.set_up()
    desk = keeper.pages.district.desk("admin", "2026-03-12")._replace(actor=Actor("baris", "Baris perintah", ADMIN))
    second_step.reset(desk, "keeper", "k")
    assert browser.get("/p2tp2a/").location.startswith("/masuk")
    assert "Pasang kode masuk" in seen(keeper.at_the_door().get("/kode-masuk/"))
    with reading(keeper.pages.engine) as db:
        assert not second_step.is_set_up(db, BOOK, "keeper")


def test_roles_without_a_second_step_are_not_asked(keeper: Keeper) -> None:
    assert keeper.pages.browser("admin").get("/kode-masuk/").location == "/beranda"
