"""Real processes for tests, quickly started, and a shop that can be sent to them."""

import multiprocessing
import os
from itertools import count
from multiprocessing.context import BaseContext

from tests.inventory.shop import Shop

CONTEXT: BaseContext = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
CONTEXT.set_forkserver_preload(["tests.inventory.clerk", "tests.inventory.crowd", "tests.inventory.mortal"])


def bare(shop: Shop) -> Shop:
    """The shop without its engine."""
    return Shop(None, shop.book, shop.place, shop.item, shop.site, shop.lot, count(1))  # type: ignore[arg-type]
