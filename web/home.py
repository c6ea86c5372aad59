"""The cards and the list of work on beranda: what `alokon.views.todo` found, in words, with where each leads."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask import current_app, url_for

from alokon import text
from alokon.people import Actor, may
from alokon.planning.cycle import Due
from alokon.sop.clocks import Reading
from alokon.views.batches import Batch, is_near
from alokon.views.expiring import Asking
from alokon.views.running import ARRIVAL
from alokon.views.todo import Job, Todo
from alokon.views.urgent import URGENT
from web import words
from web.case_list import tab_url
from web.lists import tabs_of

MOST_JOBS = 12


class Card(NamedTuple):
    """A counted card: the figure, what it counts, one line more, and where it leads (None: nowhere yet)."""

    figure: str
    label: str
    detail: str
    url: str | None
    tint: str = ""


class Work(NamedTuple):
    """A line of "Pekerjaan hari ini"."""

    title: str
    detail: str
    url: str | None
    urgent: bool
    overdue: bool


def cards(todo: Todo, actor: Actor, near: Sequence[Batch], today: date) -> list[Card]:
    """The cards of a person: own work by kind, then what to watch."""
    found = [*_waiting(todo, today), *_late(todo), *_promised(todo, today)]
    if may(actor, "read_all") or actor.kecamatan:
        found.append(_reports(todo))
    if todo.names:
        found.append(_empty(todo, actor))
    if near:
        found.append(_near(near, today))
    return found


def work(todo: Todo, actor: Actor, today: date, chores: Sequence[Work] = ()) -> list[Work]:
    """The list of work: chores, which take a minute, stand after urgent cases; months to close after overdue ones."""
    jobs = [_work(job, today, actor.site is not None) for job in todo.jobs]
    urgent = [job for job in jobs if job.urgent]
    overdue = [job for job in jobs if job.overdue and not job.urgent]
    closing = [
        Work(
            f"Tutup bulan {text.month_year(one.month)}", one.name,
            page("months.show", site=one.site, month=str(one.month)), False, False,
        )
        for one in todo.unclosed
    ]  # fmt: skip
    others = [job for job in jobs if not job.urgent and not job.overdue]
    return [*urgent, *chores, *overdue, *_rensi(todo.rensi, today), *closing, *others]


def _rensi(due: Due | None, today: date) -> list[Work]:
    """The Rensi that is due, with the way to work it out."""
    if due is None:
        return []
    months = text.month_year(due.month) + (f" – {text.month_year(due.last)}" if due.cycle > 1 else "")
    since = "hari ini waktunya" if due.since == today else f"waktunya sejak {text.long_date(due.since)}"
    detail = f"{since}; belum ada Rensi untuk bulan itu"
    return [Work(f"Hitung Rensi {months}", detail, page("rensi.new", bulan=str(due.month)), False, due.since < today)]


def page(endpoint: str, **values: str) -> str | None:
    """The address of a page, None where the office has none such."""
    if endpoint not in current_app.view_functions:
        return None
    return url_for(endpoint, _anchor=None, _method=None, _scheme=None, _external=None, **values)


def _waiting(todo: Todo, today: date) -> list[Card]:
    """What waits for the person, by step; the procedures of many stages together."""
    found = []
    staged = [job for job in todo.jobs if job.step and job.flow.holds[0]]
    if staged:
        named = _titles(staged)
        found.append(Card(text.number(len(staged)), "berkas SOP lain menunggu Anda", named, page("sop.index")))
    kinds = Counter((job.flow.code, job.step.name) for job in todo.jobs if job.step and not job.flow.holds[0])
    for (flow_code, step_name), count in kinds.items():
        own = [j for j in todo.jobs if j.step and (j.flow.code, j.step.name) == (flow_code, step_name)]
        flow, step = own[0].flow, own[0].step
        tab = next(tab for tab in tabs_of(flow) if own[0].row.state in tab.states)
        longest = max((today - job.row.changed_on).days for job in own)
        urgent = sum(job.row.urgency == URGENT for job in own)
        detail = f"menunggu Anda, terlama {longest} hari" if longest else "menunggu Anda sejak hari ini"
        detail += f", {urgent} darurat" if urgent else ""
        found.append(
            Card(text.number(count), step.label if step else "", detail, tab_url(flow, tab), "warn" if urgent else "")
        )
    return found


def _late(todo: Todo) -> list[Card]:
    """What runs over its standard time, by clock; the procedures of many stages together, with the page of them all."""
    late: dict[tuple[str, str], list[Job]] = {}
    staged = [job for job in (*todo.jobs, *todo.watched) if job.flow.holds[0] and job.late]
    for job in (*todo.jobs, *todo.watched):
        for reading in job.late if not job.flow.holds[0] else ():
            late.setdefault((job.flow.code, reading.clock.label), []).append(job)
    found = []
    if staged:
        named = _titles(staged)
        found.append(
            Card(text.number(len(staged)), "berkas SOP lain lewat waktu", named, page("deadlines.index"), "bad")
        )
    for (_, label), jobs in late.items():
        reading = next(r for r in jobs[0].late if r.clock.label == label)
        worst = max(r.days or 0 for job in jobs for r in job.late if r.clock.label == label)
        tab = next(tab for tab in tabs_of(jobs[0].flow) if jobs[0].row.state in tab.states)
        detail = f"{label}; terlama {worst} hari"
        found.append(Card(text.number(len(jobs)), _over(reading), detail, tab_url(jobs[0].flow, tab), "bad"))
    return found


def _titles(jobs: Sequence[Job]) -> str:
    """The procedures of some cases: the first two by name, the others counted."""
    titles = list(dict.fromkeys(job.flow.title for job in jobs))
    more = len(titles) - 2
    return ", ".join(titles[:2]) + (f" dan {more} lainnya" if more > 0 else "")


def _over(reading: Reading) -> str:
    return f"lewat {reading.clock.told}" if reading.clock.limit else f"lewat waktu ({reading.clock.told})"


def _promised(todo: Todo, today: date) -> list[Card]:
    """What was promised by a day that has passed, by flow."""
    gone: dict[tuple[str, str], list[Job]] = {}
    for job in (*todo.jobs, *todo.watched):
        if job.due is not None and job.due < today:
            gone.setdefault((job.flow.code, job.promise), []).append(job)
    return [_broken(jobs[0], min(job.due for job in jobs if job.due), len(jobs)) for jobs in gone.values()]


def _broken(job: Job, first: date, count: int) -> Card:
    """The card of promises of one kind that were not kept: what should have come, or what was to be done."""
    if job.promise == ARRIVAL:
        tab = next(tab for tab in tabs_of(job.flow) if job.row.state in tab.states)
        detail = f"yang pertama diperkirakan tiba {text.long_date(first)}"
        return Card(text.number(count), "kiriman diberitahukan belum tiba", detail, tab_url(job.flow, tab), "bad")
    label = f"tindak lanjut {job.flow.title.partition(' ')[0].lower()} lewat tenggat"
    url = page("visits.index") or tab_url(job.flow, None)
    return Card(text.number(count), label, f"terlama sejak {text.long_date(first)}", url, "bad")


def _reports(todo: Todo) -> Card:
    missing = len(todo.unreported)
    names = ", ".join(todo.names[code] for code in todo.unreported[:2])
    more = f" dan {missing - 2} lainnya" if missing > 2 else ""
    label = f"belum lapor {text.month_year(todo.month)}"
    detail = f"{names}{more}" if missing else f"semua {text.number(todo.expected)} faskes sudah"
    return Card(text.number(missing), label, detail, page("months.index"), "warn" if missing else "ok")


def _empty(todo: Todo, actor: Actor) -> Card:
    items = Counter(item for _, item in todo.empty)
    detail = ", ".join(
        f"{words.item_name(item)} ({n})" if not actor.site else words.item_name(item)
        for item, n in items.most_common(2)
    )
    places = len({site for site, _ in todo.empty})
    label = "jenis kosong padahal dipakai" if actor.site else "faskes kosong stok"
    figure = len(items) if actor.site else places
    return Card(
        text.number(figure),
        label,
        detail or "semua yang dipakai masih ada",
        page("stock.index", status="kosong"),
        "bad" if figure else "ok",
    )


def _near(near: Sequence[Batch], today: date) -> Card:
    first = min(near, key=lambda batch: batch.facts.expiry or date.max)
    last = max(batch.facts.expiry or today for batch in near)
    ends = text.short_date(first.facts.expiry or today)
    detail = f"pakai lebih dulu: {words.item_name(first.item)} {first.key.batch}, ED {ends}"
    return Card(
        text.number(len(near)),
        f"batch ED sampai {text.month_year(last)}",
        detail,
        page("stock.index", status="ed-dekat"),
        "warn",
    )


def expiry_card(found: Sequence[Asking]) -> list[Card]:
    """The batches that ask to be seen, counted; no card when all have been."""
    if not found:
        return []
    detail = f"{found[0].band.label}: {words.item_name(found[0].batch.item)} {found[0].batch.key.batch}"
    url = page("expiring.index", lihat="belum")
    return [Card(text.number(len(found)), "peringatan ED belum dilihat", detail, url, "warn")]


def near_batches(batches: Sequence[Batch], today: date) -> list[Batch]:
    """The batches that still lie on a shelf and end within six months, or have ended."""
    return [batch for batch in batches if batch.carded and is_near(batch.facts, today)]


def _work(job: Job, today: date, own: bool) -> Work:
    step = job.step
    waited = (today - job.row.changed_on).days
    late = [_over(reading) for reading in job.late]
    by = "perkiraan tiba" if job.promise == ARRIVAL else "tenggat"
    due = [f"{by} {text.long_date(job.due)}"] if job.due else []
    since = [f"menunggu {waited} hari" if waited else "hari ini"]
    urgent = ["darurat"] if job.row.urgency == URGENT else []
    paper = f"{words.paper_name(job.paper.kind)} {job.paper.number}" if job.paper else f"berkas {job.row.id}"
    detail = " · ".join([*urgent, *(due or since), *late, paper])
    title = step.label if step else job.flow.title
    title = f"{title}, {job.row.site_name}" if not own else title
    return Work(title, detail, url_for("cases.show", number=job.row.id), bool(urgent), job.overdue(today))
