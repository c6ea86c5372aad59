"""The lists in the menu, each at an address of its own: penerimaan, permintaan, SPMB, SBBK, pembinaan, rusak / ED."""

from flask import Blueprint

from alokon.service.perform import flow_of
from web.auth import needs
from web.case_list import list_page
from web.lists import NAMED, Named


def _list(named: Named) -> Blueprint:
    """A blueprint with the one page of a named list."""
    blueprint = Blueprint(named.name, __name__, url_prefix=f"/{named.path}")

    def index() -> str:
        return list_page(flow_of(named.flow), named.tab, named.label)

    blueprint.add_url_rule("/", "index", needs(named.permission)(index))
    return blueprint


blueprints = tuple(_list(named) for named in NAMED)
