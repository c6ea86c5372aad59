"""A need told step by step: inputs with dates and papers, the formula with its numbers, rounding and what was capped.

Pages and papers print these sentences as they are.
"""

from collections.abc import Callable, Sequence

from alokon.planning.consumption import DAYS, Consumption
from alokon.planning.need import Need, Part
from alokon.text import month_year, number, short_date

Amount = Callable[[int], str]
"""A quantity of base units in words."""


def derivation(need: Need, amount: Amount) -> list[str]:
    """The whole way to a need, sentence by sentence."""
    return [*average(need.facts.use, amount), *_levels(need), *_need(need, amount)]


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


def _levels(need: Need) -> list[str]:
    levels = need.levels
    source = levels.decree or "belum diverifikasi"
    return [f"Tingkat stok: minimum {number(levels.minimum)}, maksimum {number(levels.maximum)} bulan ({source})."]


def _need(need: Need, amount: Amount) -> list[str]:
    facts = need.facts
    if need.exact is None or need.quantity is None or facts.use.monthly is None:
        return ["Kebutuhan tidak dihitung; tetapkan jumlahnya dengan alasan."]
    said = [
        f"Layak pakai {amount(facts.usable)}; {_parts('di jalan', facts.coming, amount)}; "
        f"{_parts('disetujui, belum dikirim', facts.promised, amount)}."
    ]
    said += [
        f"Dari batch yang habis masanya {short_date(lot.expiry)}, {amount(lot.unused)} tidak akan terpakai."
        for lot in facts.lapsing
        if lot.expiry
    ]
    if need.held:
        return [*said, "Di atas minimum: belum memesan."]
    target = facts.use.monthly * need.levels.maximum
    said.append(
        f"Kebutuhan = {number(facts.use.monthly, 1)} × {number(need.levels.maximum)} − {number(facts.position)} "
        f"= {number(target - facts.position, 1)}" + ("; tidak kurang dari 0." if target < facts.position else ".")
    )
    if need.quantity != need.exact:
        said.append(f"Dibulatkan ke atas ke {need.pack.name} utuh: {amount(need.quantity)}.")
    return said


def _parts(label: str, parts: Sequence[Part], amount: Amount) -> str:
    if not parts:
        return f"{label} 0"
    return f"{label} " + " + ".join(f"{amount(part.quantity)} ({part.paper})" for part in parts)


def _list(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} dan {words[-1]}"
