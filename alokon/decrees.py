"""A decree (SK) of the Bupati that appoints cadres, as the file of the procedure took it in."""

from datetime import date
from typing import NamedTuple


class Named(NamedTuple):
    """A place a decree names: a kecamatan by its name, and a village in it; empty for the whole kecamatan."""

    kecamatan: str
    village: str


class Decree(NamedTuple):
    """A decree: the file it came in, its number, its day, its last day (None: it names none), the places it names."""

    case: int
    number: str
    signed_on: date
    until: date | None
    named: tuple[Named, ...] = ()

    def in_force(self, day: date) -> bool:
        """Whether it has begun and not ended."""
        return self.signed_on <= day and (self.until is None or self.until >= day)

    def covers(self, kecamatan: str, village: str) -> bool:
        """Whether it appoints the cadres of a place; one whose places were not written down is taken to.

        >>> decree = Decree(1, "476/1", date(2026, 1, 2), None, (Named("Kec. Ciamis", "Benteng"), Named("Kawali", "")))
        >>> [decree.covers(*at) for at in (("Ciamis", "benteng"), ("Ciamis", ""), ("Ciamis", "Linggasari"))]
        [True, True, False]
        >>> decree.covers("Kawali", "Talagasari"), decree.covers("Panjalu", "")
        (True, False)
        """
        if not self.named:
            return True
        own = [one for one in self.named if _bare(one.kecamatan) == _bare(kecamatan)]
        return any(not (village and one.village) or _bare(one.village) == _bare(village) for one in own)


def _bare(name: str) -> str:
    """A name without what stands before it and however it is written."""
    found = " ".join(name.casefold().split())
    for before in ("kecamatan ", "kec. ", "kec ", "desa ", "kelurahan "):
        found = found.removeprefix(before)
    return found
