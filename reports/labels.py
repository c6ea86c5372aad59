"""What the label of a lot says, as the cells of a report hold it."""

from alokon.text import Expiry
from inventory.core.goods import LotFacts


def expiry_of(facts: LotFacts) -> Expiry | None:
    """When a lot expires, as exactly as its label states it; None when it never does."""
    return None if facts.expiry is None else Expiry(facts.expiry, facts.precision)
