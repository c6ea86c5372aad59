"""Pengguna, sandi and sesi as people use them."""

import html
import re

from tests.books import PUSKESMAS
from tests.web.office import PASSWORD, Office, seen, statements

NEW = "kata sandi baru 77"


def one_time(page_text: str) -> str:
    """The one-time password shown on a page."""
    found = re.search(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", page_text)
    assert found, page_text
    return found[0]


def add(office: Office, **fields: str) -> str:
    """Add a user as admin and return what the admin then sees."""
    usual = {"username": "bidan2", "name": "Bidan Koordinator", "role": "faskes", "site": PUSKESMAS}
    return seen(office.browser("admin").post("/pengguna/baru", page="/beranda", **(usual | fields)))


def test_the_list_shows_who_may_sign_in_for_which_area(office: Office) -> None:
    office.browser("faskes")
    said = seen(office.browser("admin").get("/pengguna/"))
    assert "7 aktif dari 7" in said
    assert "faskes Bidan Puskesmas Petugas Faskes Puskesmas Ciamis, Kec. Ciamis Aktif 1" in said
    assert "auditor Inspektorat Auditor Seluruh kabupaten Aktif 0" in said


def test_a_new_user_gets_a_one_time_password_that_must_be_changed_at_once(office: Office) -> None:
    password = one_time(add(office))
    browser = office.browser()
    assert browser.sign_in("bidan2", password).status_code == 302
    assert browser.get("/beranda").location == "/sandi"
    assert "sekali pakai" in seen(browser.get("/sandi"))
    changed = browser.post("/sandi", page="/sandi", current=password, new=NEW, again=NEW)
    assert changed.location == "/beranda"
    assert browser.get("/beranda").status_code == 200
    assert office.browser().sign_in("bidan2", password).status_code == 422
    assert office.browser().sign_in("bidan2", NEW).status_code == 302


def test_a_one_time_password_left_for_a_week_is_of_no_use(office: Office) -> None:
    password = one_time(add(office))
    office.clock.forward(days=7, minutes=1)
    answer = office.browser().sign_in("bidan2", password)
    assert answer.status_code == 422
    assert "sudah lewat 7 hari" in seen(answer)


def test_everything_wrong_with_a_new_user_is_told_at_once_and_beside_its_field(office: Office) -> None:
    browser = office.browser("admin")
    fields = {"username": "3207011234567890", "name": "Bidan", "role": "faskes", "site": "999"}
    answer = browser.post("/pengguna/baru", page="/beranda", **fields)
    assert answer.status_code == 422
    assert "2 hal perlu diperbaiki" in seen(answer)
    for name in ("username", "site"):
        field = re.search(rf'<(?:input|select)[^>]*id="{name}"[^>]*>', answer.text)
        assert field
        assert 'aria-invalid="true"' in field[0]
        assert f'aria-describedby="{name}-note"' in field[0]
        assert f'id="{name}-note"' in answer.text
    assert 'value="3207011234567890"' in answer.text
    assert 'value="faskes" selected' in answer.text


def test_a_role_without_a_site_drops_the_code_and_one_with_a_site_asks_for_it(office: Office) -> None:
    assert "auditor2 Kata sandi" in add(office, username="auditor2", role="auditor")
    assert "wajib dipilih untuk peran Petugas Faskes" in add(office, username="bidan3", site="")


def test_a_username_is_given_once(office: Office) -> None:
    add(office)
    assert "bidan2 sudah dipakai" in add(office)


def test_markup_in_a_name_is_shown_as_text(office: Office) -> None:
    add(office, name='<script>alert("x")</script>')
    for path in ("/pengguna/", "/pengguna/akun/bidan2"):
        page = office.browser("admin").get(path)
        assert "<script>alert" not in page.text
        assert '<script>alert("x")</script>' in html.unescape(page.text)


def test_a_reset_ends_sessions_and_the_old_password(office: Office) -> None:
    midwife = office.browser("faskes")
    admin = office.browser("admin")
    password = one_time(seen(admin.post("/pengguna/akun/faskes/sandi", page="/beranda")))
    assert midwife.get("/beranda").status_code == 302
    assert office.browser().sign_in("faskes").status_code == 422
    assert office.browser().sign_in("faskes", password).status_code == 302
    assert "Belum ganti sandi" in seen(admin.get("/pengguna/akun/faskes"))


def test_switching_off_ends_the_session_at_once_and_on_again_keeps_the_password(office: Office) -> None:
    auditor, admin = office.browser("auditor"), office.browser("admin")
    admin.post("/pengguna/akun/auditor/nonaktif", page="/beranda")
    assert auditor.get("/beranda").status_code == 302
    assert "auditor dinonaktifkan" in seen(admin.get("/pengguna/akun/auditor"))
    admin.post("/pengguna/akun/auditor/aktif", page="/beranda")
    assert office.browser().sign_in("auditor").status_code == 302


def test_the_last_active_admin_cannot_be_switched_off(office: Office) -> None:
    admin = office.browser("admin")
    answer = admin.post("/pengguna/akun/admin/nonaktif", page="/beranda")
    assert answer.status_code == 422
    assert "admin aktif terakhir" in seen(answer)
    assert admin.get("/beranda").status_code == 200


def test_the_admin_sees_and_ends_the_sessions_of_a_user(office: Office) -> None:
    midwife, admin = office.browser("faskes"), office.browser("admin")
    assert "127.0.0.1" in seen(admin.get("/pengguna/akun/faskes"))
    admin.post("/pengguna/akun/faskes/akhiri-sesi", page="/beranda")
    page = seen(admin.get("/pengguna/akun/faskes"))
    assert "1 sesi faskes diakhiri" in page
    assert "Tidak ada sesi terbuka" in page
    assert midwife.get("/beranda").status_code == 302


def test_a_user_that_does_not_exist_is_not_found(office: Office) -> None:
    answer = office.browser("admin").get("/pengguna/akun/siapa")
    assert answer.status_code == 404
    assert "siapa tidak ada" in seen(answer)


def test_people_see_their_own_sessions_and_end_one_from_afar(office: Office) -> None:
    here, there = office.browser("data"), office.browser("data")
    page = here.get("/sesi/")
    assert seen(page).count("127.0.0.1") == 2
    assert seen(page).count("Sesi ini") == 1
    ends = re.findall(r'action="(/sesi/[0-9a-f]{64}/akhiri)"', page.text)
    assert len(ends) == 1
    here.post(ends[0], page="/sesi/")
    assert there.get("/beranda").status_code == 302
    assert here.get("/beranda").status_code == 200


def test_people_end_all_their_other_sessions_and_nobody_elses(office: Office) -> None:
    here, there, colleague = office.browser("data"), office.browser("data"), office.browser("pengelola")
    here.post("/sesi/akhiri-lain", page="/sesi/")
    assert [b.get("/beranda").status_code for b in (here, there, colleague)] == [200, 302, 200]


def test_nobody_ends_a_session_that_is_not_theirs(office: Office) -> None:
    mine, theirs = office.browser("data"), office.browser("pengelola")
    office.browser("pengelola")
    found = re.search(r'action="(/sesi/[0-9a-f]{64}/akhiri)"', theirs.get("/sesi/").text)
    assert found
    mine.post(found[1], page="/sesi/")
    assert "Sesi itu sudah berakhir" in seen(mine.get("/sesi/"))
    assert seen(theirs.get("/sesi/")).count("127.0.0.1") == 2


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(office: Office) -> None:
    here, there = office.browser("data"), office.browser("data")
    here.post("/sandi", page="/sandi", current=PASSWORD, new=NEW, again=NEW)
    assert here.get("/beranda").status_code == 200
    assert there.get("/beranda").status_code == 302


def test_a_new_password_must_be_typed_twice_and_be_a_good_one(office: Office) -> None:
    browser = office.browser("data")
    tries = [
        ({"new": NEW, "again": NEW + "x"}, "tidak sama dengan kata sandi baru"),
        ({"new": "pendek", "again": "pendek"}, "paling sedikit 10 huruf"),
        ({"new": "aaaaaaaaaaaa", "again": "aaaaaaaaaaaa"}, "5 huruf atau angka yang berbeda"),
        ({"new": "sandi-data-01", "again": "sandi-data-01"}, "jangan memuat nama pengguna"),
        ({"new": PASSWORD, "again": PASSWORD}, "harus berbeda dari yang sekarang"),
        ({"current": "salah", "new": NEW, "again": NEW}, "Kata sandi sekarang: tidak cocok"),
    ]
    for fields, words in tries:
        answer = browser.post("/sandi", page="/sandi", **({"current": PASSWORD} | fields))
        assert answer.status_code in (422, 429)
        assert words in seen(answer)


def test_guessing_the_current_password_in_an_open_session_is_slowed_down(office: Office) -> None:
    browser = office.browser("data")
    codes = [browser.post("/sandi", page="/sandi", current="salah", new=NEW, again=NEW).status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]


def test_the_list_asks_the_same_few_questions_however_many_users(office: Office) -> None:
    admin = office.browser("admin")
    counts = []
    for number in range(2):
        with statements(office.engine) as sent:
            admin.get("/pengguna/")
        counts.append(len([statement for statement in sent if statement.startswith("SELECT")]))
        for more in range(5):
            add(office, username=f"bidan{number}{more}")
    assert counts == [6, 6]


def change(office: Office, username: str, **fields: str) -> str:
    """Change a sign-in as admin and return what the admin then sees."""
    admin = office.browser("admin")
    answer = admin.post(f"/pengguna/akun/{username}/ubah", page="/beranda", **fields)
    return seen(admin.get(answer.location) if answer.status_code == 302 else answer)


def test_another_role_and_area_count_from_the_next_page_on(office: Office) -> None:
    browser = office.browser("data")
    assert browser.get("/pengguna/").status_code == 403
    said = change(office, "data", name="Admin Kedua", role="admin")
    assert "data sudah diubah" in said
    assert browser.get("/pengguna/").status_code == 200
    said = change(office, "data", name="UPTD Kawali", role="uptd", kecamatan="32.07.09", site=PUSKESMAS)
    assert "Wilayah Kecamatan Kawali" in said
    assert browser.get("/pengguna/").status_code == 403


def test_the_form_to_change_a_user_begins_with_what_is_known(office: Office) -> None:
    page = office.browser("admin").get("/pengguna/akun/faskes/ubah").text
    assert 'value="Bidan Puskesmas"' in page
    assert '<option value="faskes" selected' in page
    assert f'<option value="{PUSKESMAS}" selected' in page


def test_a_kecamatan_outside_the_book_is_refused_beside_its_field(office: Office) -> None:
    said = change(office, "uptd", name=" ", role="uptd", kecamatan="99.99.99")
    assert "2 hal perlu diperbaiki" in said
    assert "99.99.99 tidak dikenal" in said
    assert "isi nama jabatan" in said


def test_the_last_active_admin_keeps_the_role(office: Office) -> None:
    assert "admin aktif terakhir" in change(office, "admin", name="Admin", role="auditor")


def test_a_form_sent_twice_adds_one_user_and_shows_no_password_again(office: Office) -> None:
    admin = office.browser("admin")
    key = "00000000-0000-4000-8000-00000000000a"
    fields = {"username": "dua", "name": "Auditor", "role": "auditor", "key": key}
    first = admin.post("/pengguna/baru", page="/beranda", **fields)
    assert one_time(seen(first))
    again = admin.post("/pengguna/baru", page="/beranda", **fields)
    assert again.location == "/pengguna/akun/dua"
    assert "hanya ditampilkan sekali" in seen(admin.get(again.location))


def test_a_password_form_sent_twice_changes_the_password_once(office: Office) -> None:
    browser = office.browser("data")
    fields = {"current": PASSWORD, "new": NEW, "again": NEW, "key": "00000000-0000-4000-8000-00000000000b"}
    assert browser.post("/sandi", page="/sandi", **fields).location == "/beranda"
    assert browser.post("/sandi", page="/sandi", **fields).location == "/beranda"
    assert office.browser().sign_in("data", NEW).status_code == 302
