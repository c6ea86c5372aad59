"""The letters of the other procedures by their kinds."""

from collections.abc import Callable

from reports.case_papers import data_use, imp, kie, programmes
from reports.case_papers.facts import CaseFacts
from reports.dataset import Workbook

BUILDERS: dict[str, Callable[[CaseFacts], Workbook]] = {
    "imp-regulasi": imp.regulation,
    "imp-rekap": imp.compiled,
    "imp-draf-sk": imp.decree_draft,
    "imp-rekomendasi": imp.recommendation,
    "imp-tanda-terima": imp.decree_receipt,
    "kie-permohonan": kie.airing_request,
    "kie-kesepakatan": kie.airing_agreement,
    "sik-undangan": programmes.orientation,
    "sik-monev": programmes.monitoring,
    "ssk-kesepakatan": programmes.ssk_agreement,
    "ssk-penunjukan": programmes.ssk_appointment,
    "rumah-data-kesepakatan": programmes.rally,
    "rumah-data-desa": programmes.village_figures,
    "posyandu-laporan": programmes.posyandu_report,
    "data-disposisi": data_use.data_sheet,
    "data-jawaban": data_use.data_answer,
    "data-serah-terima": data_use.data_handover,
    "data-perjanjian": data_use.data_agreement,
}
"""Kind of paper of the other procedures → how it is filled in."""
