"""What templates may use: Indonesian numbers and dates, versioned static files, the person and the menu."""

import hashlib
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from flask import Flask, g, url_for

from alokon import climate, text
from alokon.people import ROLES, Actor, may
from web.config import here, now
from web.forms import fresh_key, sentences
from web.nav import grouped, is_here, links_for

STATIC = Path(__file__).parent / "static"


def add_filters(app: Flask) -> None:
    """Register filters, globals and the variables of every page."""
    app.jinja_env.filters.update(
        number=text.number,
        rupiah=text.rupiah,
        long_date=text.long_date,
        short_date=text.short_date,
        month_year=text.month_year,
        weekday=text.weekday,
        expiry=text.expiry,
        degrees=climate.degrees,
        reading=climate.told,
        file_size=text.file_size,
        moment=lambda when: text.moment(local(when)),
        instant=datetime.fromisoformat,
    )
    app.jinja_env.globals.update(asset=asset, fresh_key=fresh_key, sentences=sentences, is_here=is_here, ROLES=ROLES)
    app.jinja_env.tests["here"] = is_here
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_page_variables)


def local(when: datetime) -> datetime:
    """A moment on the office's clock."""
    return when.astimezone(now().tzinfo)


def asset(filename: str) -> str:
    """The address of a static file with its content's mark, so that browsers keep it until it changes."""
    return url_for("static", filename=filename, v=_mark(filename))


@lru_cache(maxsize=64)
def _mark(filename: str) -> str:
    return hashlib.sha256((STATIC / filename).read_bytes()).hexdigest()[:10]


def _page_variables() -> dict[str, object]:
    person = g.get("person")
    if person is None:
        return {"person": None, "place": here().place, "links": [], "menu": []}

    def can(permission: str) -> bool:
        actor: Actor = person.actor
        return may(actor, permission)

    between = ROLES[person.actor.role].two_steps and not person.proved
    links = [] if between else links_for(person.actor)
    return {"person": person, "place": here().place, "links": links, "menu": grouped(links), "can": can}
