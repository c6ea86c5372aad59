"""The reasons for a pembinaan in words, for the plan and for the form it leads to."""

from collections.abc import Callable, Iterable, Mapping

from alokon import text
from alokon.planning.visits import EMPTY, LATE, PROMISE, ROAD, SHORT, UNSEEN, VARIANCE, Reason
from web import words


def told(reason: Reason) -> str:
    """A reason in one sentence."""
    return SENTENCES[reason.kind](reason)


def findings(reasons: Iterable[Reason], most: int) -> str:
    """Reasons as the findings a form begins with: as many whole sentences as fit.

    How long nobody came, and what was promised the last time, are no findings.
    """
    said = ""
    for reason in reasons:
        longer = f"{said} {told(reason)}.".strip()
        if reason.kind not in (UNSEEN, PROMISE) and len(longer) <= most:
            said = longer
    return said


def _late(reason: Reason) -> str:
    month = text.month_year(reason.since) if reason.since else ""
    return f"Laporan {month} terlambat" if reason.times == 1 else f"{reason.times} laporan terlambat sejak {month}"


def _empty(reason: Reason) -> str:
    return f"Kosong padahal dipakai: {_items(reason)}"


def _road(reason: Reason) -> str:
    since = f" sejak {text.long_date(reason.since)}" if reason.since else ""
    return f"{reason.times} kiriman belum dikonfirmasi{since}"


def _short(reason: Reason) -> str:
    return f"{reason.times} kiriman kurang dan belum diselesaikan: {_items(reason)}"


def _variance(reason: Reason) -> str:
    when = f", terakhir {text.long_date(reason.since)}" if reason.since else ""
    return f"Selisih pada {reason.times} opname{when}"


def _promise(reason: Reason) -> str:
    since = f" sejak {text.long_date(reason.since)}" if reason.since else ""
    return f"{reason.times} tindak lanjut lewat tenggat{since}"


def _unseen(reason: Reason) -> str:
    return f"Terakhir dibina {text.long_date(reason.since)}" if reason.since else "Belum pernah dibina"


def _items(reason: Reason) -> str:
    return ", ".join(words.item_name(item) for item in reason.items)


SENTENCES: Mapping[str, Callable[[Reason], str]] = {
    LATE: _late,
    EMPTY: _empty,
    ROAD: _road,
    SHORT: _short,
    VARIANCE: _variance,
    PROMISE: _promise,
    UNSEEN: _unseen,
}
"""Kind of a reason → its sentence, without the stop."""

TITLES = {
    EMPTY: "setiap jenis yang kosong padahal dipakai",
    LATE: "setiap laporan bulanan yang terlambat",
    PROMISE: "setiap tindak lanjut lewat tenggat",
    ROAD: "setiap kiriman yang lewat waktu dan belum dikonfirmasi",
    SHORT: "setiap kiriman kurang yang belum diselesaikan",
    VARIANCE: "setiap opname berselisih sejak pembinaan terakhir",
    UNSEEN: "lama tidak dibina",
}
"""What each weight is for."""
