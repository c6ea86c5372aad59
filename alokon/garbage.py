"""How seldom a program that stays looks for objects that only hold on to each other.

What is loaded stays, and a page makes tens of thousands of rows that go by themselves when it is sent: looking through
either takes longer than making the page.
"""

import gc

ROWS = 100_000
"""How many objects may come, over those that went, before they are looked through."""


def settle() -> None:
    """To be called once all is loaded."""
    gc.freeze()
    gc.set_threshold(ROWS)
