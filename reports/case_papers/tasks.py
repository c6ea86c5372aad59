"""The letters of the other procedures by their kinds."""

from collections.abc import Callable

from reports.case_papers import data_use, imp, kie, posyandu, rumah_data, sik, ssk
from reports.case_papers.facts import CaseFacts
from reports.dataset import Workbook

BUILDERS: dict[str, Callable[[CaseFacts], Workbook]] = {
    "imp-regulasi": imp.regulation,
    "imp-rekap": imp.compiled,
    "imp-draf-sk": imp.decree_draft,
    "imp-rekomendasi": imp.recommendation,
    "imp-nota-dinas": imp.memo,
    "imp-tanda-terima": imp.decree_receipt,
    "kie-permohonan": kie.airing_request,
    "kie-kesepakatan": kie.airing_agreement,
    "sik-undangan": sik.orientation,
    "sik-paparan": sik.talk,
    "sik-monev": sik.monitoring,
    "ssk-kesepakatan": ssk.agreement,
    "ssk-penunjukan": ssk.appointment,
    "ssk-undangan": ssk.launching,
    "ssk-penilaian": ssk.lessons,
    "rumah-data-kesepakatan": rumah_data.rally,
    "rumah-data-pengukuhan": rumah_data.confirmation,
    "rumah-data-desa": rumah_data.village_figures,
    "posyandu-kak": posyandu.terms,
    "posyandu-pengantar": posyandu.cover,
    "posyandu-pemutakhiran": posyandu.update_form,
    "posyandu-laporan": posyandu.report,
    "data-disposisi": data_use.data_sheet,
    "data-jawaban": data_use.data_answer,
    "data-serah-terima": data_use.data_handover,
    "data-perjanjian": data_use.data_agreement,
}
"""Kind of paper of the other procedures → how it is filled in."""
