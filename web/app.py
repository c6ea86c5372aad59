"""The app: one office, its pages, and nothing that is not declared here."""

import gc

from flask import Flask

from web.auth import guard
from web.config import Config
from web.errors import answer_failures
from web.filters import add_filters
from web.security import secure
from web.views import (
    allocation,
    beranda,
    bkkbn,
    cards,
    cases,
    corrections,
    events,
    imports,
    lists,
    lots,
    months,
    papers,
    password,
    registry,
    reports,
    sessions,
    settings,
    sign_in,
    sop,
    steps,
    stock,
    use,
    users,
    verify,
)

BLUEPRINTS = tuple(
    module.blueprint
    for module in (
        beranda,
        sign_in,
        password,
        sessions,
        users,
        cases,
        steps,
        corrections,
        allocation,
        registry,
        imports,
        settings,
        events,
        verify,
        sop,
        stock,
        cards,
        lots,
        use,
        months,
        reports,
        papers,
    )
)

reports.blueprint.register_blueprint(bkkbn.blueprint)

YOUNG = 50_000
"""How many objects may come before the garbage collector looks through them: a page of the whole book makes so many."""


def create_app(config: Config) -> Flask:
    """The WSGI application of one office; the database must be migrated and hold the book."""
    app = Flask("web")
    app.extensions["alokon"] = config
    guard(app)
    secure(app, config)
    answer_failures(app)
    add_filters(app)
    for blueprint in (*BLUEPRINTS, *lists.blueprints):
        app.register_blueprint(blueprint)
    return app


def settle() -> None:
    """Spare the garbage collector what is loaded, which stays, and the rows of a page, which go when it is written.

    Looking through them again and again takes longer than some pages do.
    """
    gc.freeze()
    gc.set_threshold(YOUNG)
