"""The app: one office, its pages, and nothing that is not declared here."""

from flask import Flask

from web.auth import guard
from web.config import Config
from web.errors import answer_failures
from web.filters import add_filters
from web.in_memory import InMemory
from web.security import secure
from web.views import (
    admission,
    allocation,
    attachments,
    backtest,
    beranda,
    bkkbn,
    cards,
    cases,
    climate,
    corrections,
    deadlines,
    events,
    expiring,
    imports,
    labels,
    levels,
    lists,
    lots,
    months,
    needs,
    orientation,
    papers,
    password,
    recalls,
    recipients,
    registry,
    releasing,
    rensi,
    rensi_papers,
    reports,
    sealed,
    second_step,
    sessions,
    settings,
    shipments,
    sign_in,
    sop,
    steps,
    stock,
    store_needs,
    trips,
    use,
    users,
    verify,
    visits,
)

BLUEPRINTS = tuple(
    module.blueprint
    for module in (
        beranda,
        sign_in,
        password,
        second_step,
        sessions,
        users,
        sealed,
        admission,
        cases,
        steps,
        corrections,
        deadlines,
        attachments,
        releasing,
        allocation,
        registry,
        recipients,
        imports,
        settings,
        levels,
        events,
        verify,
        sop,
        stock,
        needs,
        store_needs,
        rensi,
        rensi_papers,
        trips,
        shipments,
        recalls,
        backtest,
        visits,
        orientation,
        cards,
        lots,
        expiring,
        labels,
        climate,
        use,
        months,
        reports,
        papers,
    )
)

reports.blueprint.register_blueprint(bkkbn.blueprint)


def create_app(config: Config) -> Flask:
    """The WSGI application of one office; the database must be migrated and hold the book."""
    app = Flask("web")
    app.request_class = InMemory
    app.extensions["alokon"] = config
    guard(app)
    secure(app, config)
    answer_failures(app)
    add_filters(app)
    for blueprint in (*BLUEPRINTS, *lists.blueprints):
        app.register_blueprint(blueprint)
    return app
