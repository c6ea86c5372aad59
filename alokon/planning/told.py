"""A need told step by step: inputs with dates and papers, the formula with its numbers, rounding and what was capped.

Pages and papers print these sentences as they are. Whoever works out the need of another place than a faskes tells
its own average and stock and takes the rest from here.
"""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from alokon.planning.consumption import DAYS, Consumption
from alokon.planning.lapsing import Lapse
from alokon.planning.levels import EVERY, TIERS, Levels
from alokon.planning.need import Need, Part
from alokon.text import long_date, month_year, number, short_date
from inventory.core.goods import Pack

Amount = Callable[[int], str]
"""A quantity of base units in words."""

UNKNOWN = "Kebutuhan tidak dihitung; tetapkan jumlahnya dengan alasan."


class Told(NamedTuple):
    """What a document told of the use of a day, in base units; negative for what it took back."""

    on: date
    quantity: int
    document: str


class Term(NamedTuple):
    """A number of the formula with its sign (1 or -1)."""

    sign: int
    quantity: int


def derivation(need: Need, amount: Amount) -> list[str]:
    """The whole way to a need, sentence by sentence."""
    return [*average(need.facts.use, amount), levels(need.levels), *_need(need, amount)]


def average(use: Consumption, amount: Amount) -> list[str]:
    """Where an average comes from."""
    said = [
        f"{month_year(one.month)}: keluar {amount(one.ordinary)}"
        + (f" (di luar kegiatan {amount(one.special)})" if one.special else "")
        + f", ada stok {one.days_in_stock} dari {one.month.days} hari."
        for one in use.used
    ]
    said += [
        f"{month_year(one.month)}: ada stok hanya {one.days_in_stock} dari {one.month.days} hari, tidak dipakai."
        for one in use.scant
    ]
    if use.unreported:
        said.append(f"Belum dilaporkan, tidak dianggap nol: {_list([month_year(month) for month in use.unreported])}.")
    if use.monthly is None:
        return [*said, "Rata-rata pemakaian tidak dapat dihitung: tidak ada bulan laporan yang cukup."]
    issued = " + ".join(number(one.ordinary) for one in use.used)
    days = " + ".join(str(one.days_in_stock) for one in use.used)
    said.append(f"Rata-rata per {DAYS} hari = {DAYS} × ({issued}) ÷ ({days}) = {number(use.monthly, 1)}.")
    if use.is_thin:
        said.append(f"Baru {len(use.used)} bulan laporan dari {use.window.least} yang seharusnya.")
    return said


def levels(found: Levels) -> str:
    """Which levels apply, from which row of the office's tables, and by which decree.

    >>> levels(Levels(Fraction(1), Fraction(1, 2), Fraction(3, 2), Fraction(1, 4), "", "network"))
    'Tingkat stok jaringan/jejaring, semua jenis: minimum 0,5, maksimum 1,5 bulan (belum diverifikasi).'
    """
    whose = "semua jenis" if found.item == EVERY else "khusus jenis ini"
    return (
        f"Tingkat stok {TIERS[found.tier]}, {whose}: minimum {number(found.minimum)}, "
        f"maksimum {number(found.maximum)} bulan ({found.decree or 'belum diverifikasi'})."
    )


def _need(need: Need, amount: Amount) -> list[str]:
    facts = need.facts
    if need.exact is None or need.quantity is None or facts.use.monthly is None:
        return [UNKNOWN]
    said = [
        f"Layak pakai {amount(facts.usable)}; {parts('di jalan', facts.coming, amount)}; "
        f"{parts('disetujui, belum dikirim', facts.promised, amount)}.",
        *lapses(facts.lapsing, amount),
    ]
    if need.held:
        return [*said, "Di atas minimum: belum memesan."]
    terms = [Term(-1, facts.usable), *(Term(-1, part.quantity) for part in (*facts.coming, *facts.promised))]
    terms.append(Term(1, facts.unused))
    return [
        *said,
        *formula(facts.use.monthly, need.levels.maximum, terms),
        *rounding(need.exact, need.quantity, need.pack, amount),
    ]


def lapses(lots: Sequence[Lapse], amount: Amount) -> list[str]:
    """What will expire before it is used."""
    return [
        f"Dari batch yang habis masanya {short_date(lot.expiry)}, {amount(lot.unused)} tidak akan terpakai."
        for lot in lots
        if lot.expiry
    ]


def formula(monthly: Fraction, maximum: Fraction, terms: Sequence[Term]) -> list[str]:
    """The formula with its numbers, and that it never goes below zero.

    >>> formula(Fraction(10), Fraction(3), [Term(-1, 25), Term(-1, 12), Term(1, 4)])
    ['Kebutuhan = 10,0 × 3 − 25 − 12 + 4 = -3,0; tidak kurang dari 0.']
    """
    found = monthly * maximum + sum(term.sign * term.quantity for term in terms)
    shown = [term for n, term in enumerate(terms) if n == 0 or term.quantity]
    said = "".join(f" {'+' if term.sign > 0 else '−'} {number(term.quantity)}" for term in shown)
    end = "; tidak kurang dari 0." if found < 0 else "."
    return [f"Kebutuhan = {number(monthly, 1)} × {number(maximum)}{said} = {number(found, 1)}{end}"]


def rounding(exact: Fraction, quantity: int, pack: Pack, amount: Amount) -> list[str]:
    """How the exact need became whole packs."""
    return [] if quantity == exact else [f"Dibulatkan ke atas ke {pack.name} utuh: {amount(quantity)}."]


def parts(label: str, found: Sequence[Part], amount: Amount) -> str:
    """What is on its way, paper by paper with the day of each."""
    if not found:
        return f"{label} 0"
    return f"{label} " + " + ".join(f"{amount(part.quantity)} ({_paper(part)})" for part in found)


def _paper(part: Part) -> str:
    return f"{part.paper}, {long_date(part.on)}" if part.on else part.paper


def _list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} dan {words[-1]}"
