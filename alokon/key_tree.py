"""A tree of keys grown from one: any leaf has a key, and a leaf can be cut so that its key cannot be made again.

A branch's key makes those of the two below it (HMAC-SHA256), and they do not tell it. Whoever cuts a leaf forgets every
key on the way to it and keeps those beside that way, which make all other leaves as before. (Goldreich, Goldwasser and
Micali 1986; cut so, a puncturable pseudo-random function.) A leaf that is cut costs 64 keys at most, fewer the more are
cut. Pure but for the randomness of a new tree.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import NamedTuple

KEY_BYTES = 32
PLACE_BYTES = 8
"""How long the place of a leaf is; drawn at random, no two of a hundred thousand are the same (1 in 10^9)."""


class KeyTree(NamedTuple):
    """The keys that are left, by the way to them in bits; `name` stays the same whatever is cut, and tells no key."""

    name: str
    branches: Mapping[str, bytes]

    def leaf(self, place: bytes) -> bytes | None:
        """The key of a leaf, None where it was cut.

        >>> tree = new_tree()
        >>> here, there = bytes(8), bytes([255] * 8)
        >>> cut = tree.without(here)
        >>> cut.leaf(here), cut.leaf(there) == tree.leaf(there), len(cut.branches)
        (None, True, 64)
        """
        way = _way(place)
        found = self._held(way)
        if found is None:
            return None
        key = self.branches[found]
        for bit in way[len(found) :]:
            key = _below(key, bit)
        return key

    def without(self, place: bytes) -> "KeyTree":
        """The tree with a leaf cut; the same where it was."""
        way = _way(place)
        found = self._held(way)
        if found is None:
            return self
        left = {one: key for one, key in self.branches.items() if one != found}
        key = self.branches[found]
        for at in range(len(found), len(way)):
            other = "1" if way[at] == "0" else "0"
            left[way[:at] + other] = _below(key, other)
            key = _below(key, way[at])
        return KeyTree(self.name, left)

    def _held(self, way: str) -> str | None:
        """The branch on the way to a leaf whose key is there."""
        return next((way[:end] for end in range(len(way) + 1) if way[:end] in self.branches), None)


def new_tree() -> KeyTree:
    """A tree nobody has, with nothing cut."""
    return KeyTree(secrets.token_hex(8), {"": secrets.token_bytes(KEY_BYTES)})


def new_place(tree: KeyTree) -> bytes:
    """The place of a leaf that is still there, drawn at random."""
    while tree.leaf(place := secrets.token_bytes(PLACE_BYTES)) is None:
        continue
    return place


def _way(place: bytes) -> str:
    return f"{int.from_bytes(place):0{8 * PLACE_BYTES}b}"


def _below(key: bytes, bit: str) -> bytes:
    return hmac.digest(key, b"alokon branch " + bit.encode(), hashlib.sha256)
