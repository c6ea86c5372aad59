"""Who is asking, and whether this view is theirs to open.

Every view declares its right with `needs` or `public`; a view that declares nothing opens for nobody.
"""

from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from flask import Flask, abort, current_app, flash, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from alokon.people import PERMISSIONS, ROLES, Actor, Forbidden, may
from alokon.store.sessions import SEEN_EVERY, SignedIn, find_session, see_session
from inventory.core.errors import Problem
from web.config import here, now

View = TypeVar("View", bound=Callable[..., object])

PUBLIC: frozenset[str] = frozenset()
SECOND_STEP = frozenset({"second_step.enter", "second_step.set_up", "second_step.begin", "sign_in.leave"})
"""What somebody of a role that signs in in two steps may do between them."""

PATIENCE_MS = 250
"""How long noting a session's use waits for another writer: a page must not wait for an import."""


def needs(*permissions: str) -> Callable[[View], View]:
    """Open a view to whoever holds at least one of the permissions."""
    unknown = set(permissions) - set(PERMISSIONS)
    if unknown or not permissions:
        raise ValueError(f"no such permission: {sorted(unknown)}")

    def declare(view: View) -> View:
        view.__dict__["rights"] = frozenset(permissions)
        return view

    return declare


def public(view: View) -> View:
    """Open a view to everybody, signed in or not."""
    view.__dict__["rights"] = PUBLIC
    return view


def rights(endpoint: str) -> frozenset[str] | None:
    """What the view of an endpoint declared; None when it declared nothing."""
    found = getattr(current_app.view_functions[endpoint], "rights", None)
    return found if isinstance(found, frozenset) else None


def person() -> SignedIn:
    """The signed-in person; only for views that need a permission."""
    found = g.get("person")
    assert isinstance(found, SignedIn)
    return found


def actor() -> Actor:
    """The signed-in person as the rules see one."""
    return person().actor


def guard(app: Flask) -> None:
    """Ask before every request who it is and whether they may."""
    public(app.view_functions["static"])
    app.before_request(_enter)


def sign_in_to_browser(token: str) -> None:
    """Give the browser a fresh cookie for a new session; nothing of an earlier one is carried over."""
    session.clear()
    session["token"] = token


def local_target(target: str | None) -> str | None:
    """A path of this site to go on to, or None: never another site's address."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return None
    return target if target.isprintable() else None


def _enter() -> Response | None:
    g.person = None
    if request.endpoint == "static":
        return None
    g.person = _recognise()
    if request.endpoint is None:
        return None
    declared = rights(request.endpoint)
    if declared == PUBLIC:
        return None
    if declared is None:
        abort(403)
    if g.person is None:
        return _ask_to_sign_in()
    who, role = g.person.actor, ROLES[g.person.actor.role]
    if role.two_steps and not g.person.proved and request.endpoint not in SECOND_STEP:
        return redirect(url_for("second_step.enter", lanjut=_onward()))
    if not any(may(who, permission) for permission in declared):
        if role.by_admission and not who.admitted:
            return redirect(url_for("admission.waiting"))
        raise Forbidden(Problem("not_permitted", {"permission": sorted(declared)[0], "role": role.label}))
    if g.person.must_change_password and request.endpoint not in ("password.change", *SECOND_STEP):
        return redirect(url_for("password.change"))
    return None


def _recognise() -> SignedIn | None:
    token = session.get("token")
    if not isinstance(token, str):
        return None
    with here().reading() as db:
        found = find_session(db, here().book, token, now())
    if found is None:
        session.clear()
        g.session_over = True
    elif now() - found.seen_at >= SEEN_EVERY:
        _note_use(found.session)
    return found


def _note_use(session_id: str) -> None:
    """Move the end of the idle time; skipped while another writer is long at work, the next request does it."""
    sqlite = here().engine.dialect.name == "sqlite"
    try:
        with here().engine.begin() as db:
            if sqlite:
                usual = db.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
                db.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE_MS}")
            try:
                see_session(db, here().book, session_id, now())
            finally:
                if sqlite:
                    db.exec_driver_sql(f"PRAGMA busy_timeout = {usual}")
    except sa.exc.OperationalError:
        current_app.logger.info("use of a session was not noted: the book is being written")


def _onward() -> str | None:
    """The page to go on to afterwards: the one asked for now, if it only shows something."""
    return request.full_path.rstrip("?") if request.method == "GET" else None


def _ask_to_sign_in() -> Response:
    if g.get("session_over"):
        flash("Sesi Anda sudah berakhir: 30 menit tanpa kegiatan, atau diakhiri. Silakan masuk lagi.", "warn")
    target = url_for("sign_in.enter", lanjut=_onward())
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Redirect": target})
    return redirect(target)
