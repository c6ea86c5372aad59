"""What a page calls things: papers, quantities, and the answers to a step in words."""

from collections.abc import Mapping

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from alokon.amounts import amount as amount
from alokon.amounts import packs as packs
from alokon.amounts import unit as unit
from alokon.messages import PLACES
from alokon.paper_names import PAPERS as PAPERS
from alokon.sop.case import Case
from alokon.sop.model import Step
from alokon.views.answered import Known as Known
from alokon.views.answered import expiry_words as expiry_words
from alokon.views.answered import fund_name as fund_name
from alokon.views.answered import in_words as in_words
from alokon.views.answered import item_name as item_name
from alokon.views.answered import lot_words as lot_words
from alokon.views.answered import told as told

QUANTITIES = {
    "stated": "Menurut dokumen",
    "needed": "Kebutuhan",
    "proposed": "Diusulkan",
    "requested": "Diminta",
    "planned": "Direncanakan",
    "approved": "Disetujui",
    "issued": "Dikeluarkan",
    "accepted": "Diterima baik",
    "damaged": "Rusak",
    "short": "Kurang",
    "returned": "Dikembalikan",
    "surplus": "Lebih",
    "found": "Ternyata diterima",
    "kept": "Ternyata tidak dikirim",
    "lost": "Hilang",
    "destroyed": "Dimusnahkan",
    "expired": "Kedaluwarsa",
    "used": "Dipakai",
    "special": "Untuk kegiatan",
    "counted": "Terhitung",
    "coming": "Belum diterima",
}
"""The columns of the quantity tree, in the order of a case's life."""


def add_words(blueprint: Blueprint) -> None:
    """Give the words to every template once the blueprint is registered."""

    def register(state: BlueprintSetupState) -> None:
        state.app.jinja_env.filters.update(
            item_name=item_name,
            unit=unit,
            packs=packs,
            fund_name=fund_name,
            paper=paper_name,
            place_name=PLACES.__getitem__,
        )

    blueprint.record_once(register)


def paper_name(kind: str) -> str:
    """What a kind of paper is called."""
    return PAPERS.get(kind, kind)


def rows_told(
    step: Step, answers: Mapping[str, object], case: Case, known: Known
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The answered lines of a step: (what it is about, [(label, words)]), quantities of none left out."""
    rows = answers.get("lines") or []
    assert isinstance(rows, list)
    told = [_row_told(step, row, case, known) for row in rows]
    return [(title or f"Baris {n}", answers) for n, (title, answers) in enumerate(told, 1)]


def _row_told(step: Step, row: Mapping[str, object], case: Case, known: Known) -> tuple[str, list[tuple[str, str]]]:
    line = case.line(row.get("line"))
    lot = line.lot if line and line.lot else row.get("lot")
    named = known.lots.get(lot) if isinstance(lot, int) else None
    item = str(row.get("item") or (line.item if line else "") or (named.key.item if named else ""))
    title = " · ".join(filter(None, [item_name(item), lot_words(named) if named else ""]))
    skipped = ("item", "line", "lot")
    fields = [f for f in step.line_fields if f.name not in skipped and row.get(f.name) not in (None, "", 0)]
    return title, told(fields, {**row, "item": item}, known)
