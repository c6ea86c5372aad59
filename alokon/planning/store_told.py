"""The need of the kabupaten's warehouse told step by step; what it shares with a faskes' need is told there."""

from alokon.planning.consumption import DAYS, Together
from alokon.planning.store_need import StoreFacts, StoreNeed
from alokon.planning.told import UNKNOWN, Amount, Term, average, formula, lapses, levels, parts, rounding
from alokon.text import number

ENOUGH = "empat dari lima"
"""`ENOUGH_TELL` in words."""


def derivation(need: StoreNeed, amount: Amount) -> list[str]:
    """The whole way to a need, sentence by sentence."""
    return [*_use(need.facts, amount), levels(need.levels), *_need(need, amount)]


def basis(use: Together) -> str:
    """What the kabupaten's use rests on, in a few words.

    >>> basis(Together(None, 1, 3, by_issues=True))
    'pengeluaran gudang (1 dari 3 faskes diketahui)'
    """
    return f"pengeluaran gudang ({_known(use)} diketahui)" if use.by_issues else _known(use)


def _known(use: Together) -> str:
    """Of how many faskes the use is known."""
    return f"{number(use.told)} dari {number(use.expected)} faskes"


def _use(facts: StoreFacts, amount: Amount) -> list[str]:
    use = facts.use
    if use.by_issues or use.monthly is None:
        why = f"Rata-rata baru diketahui di {_known(use)}, kurang dari {ENOUGH} (belum diverifikasi)"
        return [f"{why}: dipakai pengeluaran gudang.", *average(facts.issues, amount)]
    said = [
        f"Pemakaian sekabupaten per {DAYS} hari = jumlah rata-rata {_known(use)} yang pernah "
        f"menerima = {number(use.monthly, 1)}."
    ]
    if use.told < use.expected:
        lacking = number(use.expected - use.told)
        said.append(
            f"{lacking} faskes belum diketahui pemakaiannya dan tidak dianggap nol: pemakaian dapat lebih besar."
        )
    return said


def _need(need: StoreNeed, amount: Amount) -> list[str]:
    facts = need.facts
    if need.exact is None or need.quantity is None or facts.use.monthly is None:
        return [UNKNOWN]
    said = [
        f"Layak pakai di gudang {amount(facts.usable)}; di antaranya disetujui untuk faskes dan belum dikirim "
        + (f"{amount(facts.reserved)} ({number(len(facts.promised))} SPMB)." if facts.promised else "0."),
        f"Kiriman {parts('yang diumumkan', facts.coming, amount)}.",
        *lapses(facts.lapsing, amount),
        f"Di faskes ada {amount(facts.at_faskes)} layak pakai; dihitung pada tingkat stok faskes, tidak dikurangkan.",
    ]
    terms = [Term(-1, facts.usable), Term(1, facts.reserved)]
    terms += [*(Term(-1, part.quantity) for part in facts.coming), Term(1, facts.unused)]
    way = formula(facts.use.monthly, need.levels.maximum, terms)
    return [*said, *way, *rounding(need.exact, need.quantity, need.pack, amount)]
