"""Headers, CSRF, limits, and the rights every view must declare."""

import re
from html.parser import HTMLParser

import pytest
from flask import abort

from alokon.people import PERMISSIONS
from tests.web.office import CAST, Office, csrf_token, seen
from web.auth import PUBLIC, needs, public, rights

OPEN_TO_ALL = {"static", "sign_in.enter"}


def test_every_view_declares_its_right(office: Office) -> None:
    with office.app.app_context():
        declared = {rule.endpoint: rights(rule.endpoint) for rule in office.app.url_map.iter_rules()}
    assert [endpoint for endpoint, found in declared.items() if found is None] == []
    assert {endpoint for endpoint, found in declared.items() if found == PUBLIC} == OPEN_TO_ALL


def test_a_view_that_declares_nothing_opens_for_nobody(office: Office) -> None:
    app = office.make_app()
    app.add_url_rule("/lupa", view_func=lambda: "rahasia")
    office.app = app
    assert office.browser("admin").get("/lupa").status_code == 403


def test_a_right_that_does_not_exist_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="no such permission"):
        needs("fly")
    with pytest.raises(ValueError, match="no such permission"):
        needs()


@pytest.mark.parametrize("path", ["/", "/beranda", "/sandi", "/sesi/", "/pengguna/", "/pengguna/baru"])
def test_a_stranger_is_asked_to_sign_in(office: Office, path: str) -> None:
    answer = office.browser().get(path)
    assert answer.status_code == 302
    assert answer.location.startswith("/masuk")


@pytest.mark.parametrize("role", sorted(set(CAST) - {"admin"}))
def test_only_the_admin_opens_or_changes_users(office: Office, role: str) -> None:
    browser = office.browser(role)
    assert browser.get("/pengguna/").status_code == 403
    assert browser.get("/pengguna/akun/admin").status_code == 403
    for act in ("sandi", "nonaktif", "aktif", "akhiri-sesi"):
        assert browser.post(f"/pengguna/akun/admin/{act}", page="/beranda").status_code == 403
    assert "Pengguna" not in seen(browser.get("/beranda"))
    assert office.browser().sign_in("admin").status_code == 302


def test_being_refused_says_whose_right_it_is_not(office: Office) -> None:
    said = seen(office.browser("auditor").get("/pengguna/"))
    assert "Bukan wewenang Anda" in said
    assert "Peran Auditor tidak berwenang" in said


def test_a_form_without_its_token_changes_nothing(office: Office) -> None:
    browser = office.browser("admin")
    for data in ({}, {"csrf_token": "x"}):
        answer = browser.client.post("/pengguna/akun/data/nonaktif", data=data)
        assert answer.status_code == 400
        assert "Halaman sudah kedaluwarsa" in seen(answer)
    assert office.browser().sign_in("data").status_code == 302


def test_a_token_of_another_persons_session_is_refused(office: Office) -> None:
    foreign = csrf_token(office.browser("pengelola").get("/beranda"))
    answer = office.browser("admin").client.post("/pengguna/akun/data/nonaktif", data={"csrf_token": foreign})
    assert answer.status_code == 400


def test_htmx_may_send_the_token_as_a_header(office: Office) -> None:
    browser = office.browser("admin")
    token = csrf_token(browser.get("/beranda"))
    key = {"key": "00000000-0000-4000-8000-000000000001"}
    answer = browser.client.post("/pengguna/akun/data/nonaktif", data=key, headers={"X-CSRFToken": token})
    assert answer.status_code == 302


@pytest.mark.parametrize("path", ["/masuk", "/beranda", "/tidak-ada", "/static/alokon.css"])
def test_every_answer_carries_the_security_headers(office: Office, path: str) -> None:
    answer = office.browser("admin").get(path)
    policy = answer.headers["Content-Security-Policy"]
    for part in ("default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
                 "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"):  # fmt: skip
        assert part in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_pages_are_not_kept_by_the_browser_but_marked_files_are(office: Office) -> None:
    browser = office.browser("admin")
    page = browser.get("/beranda")
    assert page.headers["Cache-Control"] == "no-store"
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert len(addresses) >= 5
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(office: Office) -> None:
    cookie = office.browser().sign_in("admin").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_secure_and_the_browser_stays_on_https(office: Office) -> None:
    answer = office.make_app(https=True).test_client().get("/masuk", base_url="https://alokon.test")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_the_secret_key_is_made_once_and_read_by_its_owner_alone(office: Office) -> None:
    path = office.home / "secret_key"
    assert path.stat().st_mode & 0o077 == 0
    assert path.read_bytes() == office.make_app().config["SECRET_KEY"] == office.app.config["SECRET_KEY"]
    assert len(path.read_bytes()) == 32


def test_a_body_beyond_the_limit_is_refused(office: Office) -> None:
    office.app.config["MAX_CONTENT_LENGTH"] = 2_000
    answer = office.browser("admin").post("/sandi", page="/beranda", current="x" * 3_000)
    assert answer.status_code == 413
    assert "Kiriman terlalu besar" in seen(answer)


class _Finder(HTMLParser):
    """Collects what a strict policy forbids: inline scripts, styles and handlers."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in names):
            self.inline.append(tag)
        self.inline += [name for name in names if name == "style" or re.fullmatch(r"on[a-z]+|hx-on.*", name)]


@pytest.mark.parametrize("path", ["/masuk", "/beranda", "/sandi", "/sesi/", "/pengguna/", "/pengguna/akun/admin"])
def test_pages_carry_nothing_inline_and_nothing_from_elsewhere(office: Office, path: str) -> None:
    page = office.browser(None if path == "/masuk" else "admin").get(path)
    assert page.status_code == 200
    finder = _Finder()
    finder.feed(page.text)
    assert finder.inline == []
    assert re.findall(r'(?:href|src|action)="(?!/|#)[^"]*"', page.text) == []


def test_every_form_that_changes_something_carries_a_token(office: Office) -> None:
    browser = office.browser("admin")
    for path in ("/sandi", "/sesi/", "/pengguna/baru", "/pengguna/akun/admin"):
        forms = re.findall(r'(?s)<form method="post".*?</form>', browser.get(path).text)
        assert forms
        assert all('name="csrf_token"' in form for form in forms)


@pytest.mark.parametrize(
    ("status", "words"), [(404, "Halaman tidak ditemukan"), (403, "Bukan wewenang Anda"), (418, "tidak dapat dibaca")]
)
def test_failures_are_told_in_indonesian_with_a_way_out(office: Office, status: int, words: str) -> None:
    app = office.make_app()
    app.add_url_rule("/gagal", "gagal", public(lambda: abort(status)))
    answer = app.test_client().get("/gagal")
    assert answer.status_code == status
    assert words in seen(answer)
    assert "Ke halaman masuk" in seen(answer)


def test_a_wrong_method_names_the_right_one(office: Office) -> None:
    answer = office.browser("admin").get("/keluar")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert "Cara ini tidak diterima" in seen(answer)


def test_a_crash_tells_a_number_and_nothing_of_the_inside(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    app = office.make_app()
    app.add_url_rule("/rusak", "rusak", public(lambda: 1 // 0))  # type: ignore[arg-type]
    answer = app.test_client().get("/rusak")
    assert answer.status_code == 500
    number = re.search(r"Nomor kejadian ([0-9A-F]{6})", seen(answer))
    assert number
    assert number[1] in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivision" not in answer.text


def test_htmx_gets_a_fragment_for_the_place_of_notices(office: Office) -> None:
    answer = office.browser("auditor").get("/pengguna/", headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert answer.headers["HX-Retarget"] == "#notices"
    assert "<html" not in answer.text
    assert "Bukan wewenang Anda" in seen(answer)


def test_every_declared_right_is_a_known_permission(office: Office) -> None:
    with office.app.app_context():
        used = {right for rule in office.app.url_map.iter_rules() for right in rights(rule.endpoint) or ()}
    assert used <= set(PERMISSIONS)
