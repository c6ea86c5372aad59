"""Everything the office stocks beside alokon: packing materials, media, kits and blanks, which no SIGA report counts.

They lie in a storeroom of their own, which takes nothing else. They have no batch and do not expire; what tells two
lots of an item apart is its edition, which stands where alokon have their batch number. Quantities are whole units.
"""

from typing import NamedTuple

from alokon.catalog import ITEMS, Alokon
from inventory.core.goods import Pack

PACKING, MEDIA, KIT, BLANK = "kemasan", "kie", "kit", "blanko"

CLASSES: dict[str, str] = {
    PACKING: "Bahan kemasan",
    MEDIA: "Bahan promosi dan KIE",
    KIT: "Kit dan alat peraga",
    BLANK: "Blanko dan formulir",
}
"""The classes of goods beside alokon, by code; a recipient says which of them it takes."""


class Supply(NamedTuple):
    """A kind of goods beside alokon. It comes in no larger packs, and no method of contraception uses it."""

    code: str
    name: str
    unit: str
    goods_class: str

    @property
    def packs(self) -> tuple[Pack, ...]:
        """No packs: it is counted in its unit."""
        return ()

    @property
    def units(self) -> tuple[Pack, ...]:
        """The one unit a quantity may be typed in."""
        return (Pack(self.unit, 1),)

    @property
    def mkjp(self) -> bool:
        """No contraceptive, so no long-term one."""
        return False


SUPPLIES: dict[str, Supply] = {
    supply.code: supply
    for supply in (
        Supply("PLASTIK_KLIP", "Plastik klip", "lembar", PACKING),
        Supply("PLASTIK_BENING", "Plastik bening", "lembar", PACKING),
        Supply("KANTONG", "Kantong plastik", "lembar", PACKING),
        Supply("KARDUS", "Kardus", "buah", PACKING),
        Supply("LEAFLET", "Leaflet", "lembar", MEDIA),
        Supply("BOOKLET", "Booklet", "buku", MEDIA),
        Supply("POSTER", "Poster", "lembar", MEDIA),
        Supply("BANNER", "Banner", "buah", MEDIA),
        Supply("STIKER", "Stiker", "lembar", MEDIA),
        Supply("LEMBAR_BALIK", "Lembar balik", "buku", MEDIA),
        Supply("KIT_KADER", "Kit kader (PPKBD/Sub PPKBD)", "set", KIT),
        Supply("BUKU_SAKU", "Buku saku kader", "buku", KIT),
        Supply("ALAT_PERAGA", "Alat peraga", "set", KIT),
        Supply("KIE_KIT", "KIE Kit", "set", KIT),
        Supply("BKB_KIT", "BKB Kit", "set", KIT),
        Supply("ABPK", "Konseling Kit (ABPK)", "set", KIT),
        Supply("KIT_SSK", "Kit SSK / pojok kependudukan", "set", KIT),
        Supply("PAPAN_DATA", "Papan data Rumah Data", "buah", KIT),
        Supply("PAKET_ORIENTASI", "Paket materi orientasi", "set", KIT),
        Supply("BLANKO_K0KB", "Blanko pendaftaran K/0/KB", "lembar", BLANK),
        Supply("FORM_POSYANDU", "Formulir data dan sasaran Posyandu", "lembar", BLANK),
        Supply("BLANKO_KASUS", "Blanko pencatatan kasus", "lembar", BLANK),
    )
}
"""Goods beside alokon by code: packing as the SOP of 2024 lists it under Peralatan, the others as SIGA's forms and the
other SOPs name them."""

GOODS: dict[str, Alokon | Supply] = {**ITEMS, **SUPPLIES}
"""Everything that may lie in one of the office's stores or at a faskes, by code: alokon first."""

SUPPLY_CHOICES = tuple((one.code, one.name) for one in SUPPLIES.values())
PACKING_CHOICES = tuple((one.code, one.name) for one in SUPPLIES.values() if one.goods_class == PACKING)


def choices(classes: str) -> list[tuple[str, str]]:
    """(code, name) of the goods of some classes, comma separated; of all for none.

    >>> choices("kemasan,kie")[0], len(choices("alokon"))
    (('PLASTIK_KLIP', 'Plastik klip'), 9)
    """
    wanted = classes.split(",") if classes else None
    return [(one.code, one.name) for one in GOODS.values() if wanted is None or one.goods_class in wanted]
