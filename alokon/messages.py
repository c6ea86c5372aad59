"""The one place that turns problems into Indonesian sentences, each naming the field and the remedy.

Sentences are kept by area in `alokon.sentences`; facts are written the Indonesian way before they are put in.
"""

from collections.abc import Mapping
from datetime import date, datetime

from alokon import catalog, text
from alokon.sentences import (
    attachments,
    backups,
    climate,
    data_requests,
    files,
    forms,
    importing,
    ledger,
    people,
    planning,
    proof,
    recipients,
    registry,
    reports,
    sealed,
    steps,
)
from alokon.sop.registry import FLOWS
from alokon.supplies import GOODS
from inventory.core.errors import Problem
from inventory.core.months import Month

SENTENCES: dict[str, str] = {
    **ledger.SENTENCES,
    **proof.SENTENCES,
    **backups.SENTENCES,
    **steps.SENTENCES,
    **registry.SENTENCES,
    **recipients.SENTENCES,
    **people.SENTENCES,
    **sealed.SENTENCES,
    **files.SENTENCES,
    **importing.SENTENCES,
    **forms.SENTENCES,
    **attachments.SENTENCES,
    **reports.SENTENCES,
    **planning.SENTENCES,
    **climate.SENTENCES,
    **data_requests.SENTENCES,
}
"""Code of a problem → sentence with {facts}."""

PLACES = {
    "shelf": "rak",
    "reserved": "barang dipesan",
    "quarantine": "karantina",
    "damaged": "barang rusak",
    "expired": "barang kedaluwarsa",
    "transit": "barang dalam perjalanan",
    "missing": "selisih kirim",
    "supplier": "pemasok",
    "client": "pelayanan",
    "network": "jaringan/jejaring",
    "variance": "selisih",
    "destroyed": "pemusnahan",
    "consumed": "dipakai dinas",
    "given": "diserahkan",
}
"""What the kinds of places are called."""

STATES = {state: label for flow in FLOWS.values() for state, label in flow.states.items()}

NAMED_BY_NUMBER = frozenset({"case", "event", "corrects", "undone"})
"""Facts that name a case or an event by its number: no quantity, so without a point at the thousands."""

LOT_FACTS = {
    "expiry": "tanggal kedaluwarsa",
    "produced": "tanggal produksi",
    "edition": "edisi",
    "unit_value_sen": "harga satuan",
}


def sentence(problem: Problem) -> str:
    """A problem in a sentence for the person who can mend it.

    >>> sentence(Problem("quantity_not_positive", {"item": "PILK"}))
    'Jumlah Pil Kombinasi harus lebih dari nol. Isi jumlahnya atau hapus barisnya.'
    >>> sentence(Problem("case_unknown", {"case": 3153}))
    'Berkas nomor 3153 tidak ditemukan. Periksa nomornya.'
    """
    facts = {name: _told(name, value) for name, value in problem.facts.items()}
    return SENTENCES[problem.code].format_map(_Facts(facts))


class _Facts(dict[str, str]):
    """Facts of a problem; one that is not stated reads as a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


def _told(name: str, value: object) -> str:
    if name in NAMED_BY_NUMBER and isinstance(value, int):
        return str(value)
    if name in _BY_NAME and isinstance(value, str):
        return _BY_NAME[name].get(value, value)
    if name == "documents" and isinstance(value, list | tuple):
        return "; ".join(str(one) for one in value) or "–"
    return told(value)


def told(value: object) -> str:
    """A value as Indonesians write it: numbers, dates, months, lists; nothing is a dash.

    >>> told(1234), told(date(2026, 1, 5)), told(("a", "b")), told(None)
    ('1.234', '5 Januari 2026', 'a, b', '–')
    """
    if value is None or value == "" or value == ():
        return "–"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Month):
        return text.month_year(value)
    if isinstance(value, datetime):
        return text.moment(value)
    if isinstance(value, date):
        return text.long_date(value)
    if isinstance(value, int):
        return text.number(value)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(STATES.get(str(one), told(one)) for one in value)
    return str(value)


_BY_NAME: Mapping[str, Mapping[str, str]] = {
    "item": {code: item.name for code, item in GOODS.items()},
    "fund": {code: fund.name for code, fund in catalog.FUNDS.items()},
    "place": PLACES,
    "state": STATES,
    "what": LOT_FACTS,
}
