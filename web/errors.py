"""The one place that turns what went wrong into an HTTP answer, in Indonesian, with what to do about it."""

import secrets
from typing import NamedTuple

import sqlalchemy as sa
from flask import Flask, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from alokon.people import Forbidden
from inventory.core.errors import Refused
from inventory.store.engine import hindrance
from web.forms import sentences


class Answer(NamedTuple):
    """A page about a failure: its title, and what the person can do."""

    title: str
    remedy: str


STATUS = {
    "book_busy": 503,
    "book_unreachable": 503,
    "disk_full": 507,
    "disk_failed": 507,
    "book_read_only": 507,
    "user_unknown": 404,
    "paper_unknown": 404,
    "version_unknown": 404,
    "case_unknown": 404,
    "flow_unknown": 404,
    "attachment_unknown": 404,
    "attachment_withdrawn": 410,
    "attachment_missing": 410,
    "attachment_changed": 410,
    "file_not_kept": 507,
    "step_unknown": 404,
    "sign_in_wait": 429,
}
"""Problem codes whose answer is not 422."""

ANSWERS = {
    400: Answer("Permintaan tidak dapat dibaca", "Muat ulang halaman, lalu coba lagi."),
    403: Answer("Bukan wewenang Anda", "Halaman atau data ini di luar tugas Anda. Minta admin bila ini keliru."),
    404: Answer("Halaman tidak ditemukan", "Periksa alamatnya, atau mulai lagi dari beranda."),
    405: Answer("Cara ini tidak diterima", "Buka halaman dari menu, lalu gunakan tombol yang ada di sana."),
    410: Answer("Lampiran tidak dapat diunduh", "Kembali ke berkasnya; bila isinya perlu, hubungi admin."),
    413: Answer("Kiriman terlalu besar", "Kirim berkas yang lebih kecil, atau pecah menjadi beberapa bagian."),
    422: Answer("Belum dapat disimpan", "Tidak ada yang tersimpan. Perbaiki isian berikut, lalu simpan lagi."),
    500: Answer("Ada kesalahan pada aplikasi", "Tidak ada yang tersimpan. Coba lagi; bila berulang, hubungi admin."),
    503: Answer("Buku belum dapat dipakai", "Tunggu sebentar, lalu coba lagi."),
    507: Answer("Buku tidak dapat ditulis", "Tidak ada yang tersimpan. Beri tahu admin apa yang tertulis di sini."),
}

EXPIRED_FORM = Answer(
    "Halaman sudah kedaluwarsa", "Tidak ada yang tersimpan. Kembali ke halaman tadi, muat ulang, lalu isi lagi."
)


def answer_failures(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(Forbidden, _forbidden)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(sa.exc.DBAPIError, _hindered)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(InternalServerError, _failed)
    app.register_error_handler(HTTPException, _http)


def status_of(refused: Refused) -> int:
    """The HTTP status of a refusal: 422 unless a code says otherwise."""
    return next((STATUS[problem.code] for problem in refused.problems if problem.code in STATUS), 422)


def _forbidden(refused: Forbidden) -> Response:
    return _show(403, ANSWERS[403], sentences(refused.problems))


def _refused(refused: Refused) -> Response:
    status = status_of(refused)
    return _show(status, ANSWERS[status], sentences(refused.problems))


def _hindered(error: sa.exc.DBAPIError) -> Response:
    """A database that people can mend or wait for is told as such; any other error is a fault of ours."""
    problem = hindrance(error)
    if problem is None:
        raise error
    return _refused(Refused(problem))


def _expired_form(_error: CSRFError) -> Response:
    return _show(400, EXPIRED_FORM)


def _http(error: HTTPException) -> Response:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()
    answer = ANSWERS.get(error.code) or ANSWERS[400 if error.code < 500 else 500]
    response = _show(error.code, answer)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _failed(error: InternalServerError) -> Response:
    reference = secrets.token_hex(3).upper()
    current_app.logger.error(
        "failure %s: %s %s", reference, request.method, request.path, exc_info=error.original_exception
    )
    return _show(
        500, ANSWERS[500], [f"Nomor kejadian {reference}: sebutkan kepada admin agar catatannya dapat dicari."]
    )


def _show(status: int, answer: Answer, said: list[str] | None = None) -> Response:
    """A whole page, or for htmx a fragment put where the page shows its notices."""
    fragment = "HX-Request" in request.headers
    template = "problems.html" if fragment else "error.html"
    response = make_response(render_template(template, answer=answer, said=said or []), status)
    if fragment:
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reswap"] = "innerHTML"
    return response
