"""Register surat: every paper the office numbered in a span of days, and every letter a step noted as received."""

from collections.abc import Iterator, Sequence

from alokon.paper_names import PAPERS
from alokon.store import faskes, recipients
from alokon.views.letters import Incoming, Outgoing, incoming, outgoing
from reports.dataset import Column, Dataset, Line, Workbook
from reports.report import Making, Report

OUT = (
    Column("no", "No.", "int", align="center"),
    Column("day", "Tanggal", "date"),
    Column("number", "Nomor surat"),
    Column("kind", "Jenis"),
    Column("about", "Tentang"),
    Column("flow", "Urusan"),
    Column("case", "Berkas", align="center"),
    Column("step", "Langkah"),
    Column("became", "Keterangan"),
)

IN = (
    Column("agenda", "No. agenda", "int", align="center"),
    Column("day", "Dicatat", "date"),
    Column("number", "Nomor surat"),
    Column("sender", "Dari"),
    Column("kind", "Jenis"),
    Column("about", "Tentang"),
    Column("flow", "Urusan"),
    Column("case", "Berkas", align="center"),
    Column("became", "Keterangan"),
)


def build(making: Making) -> Workbook:
    """A sheet of the letters sent out, and one of those that came in."""
    within = (making.db, making.book, making.since, making.until, _sites(making))
    title = f"Register surat, {making.span}"
    sent, came = outgoing(*within), incoming(*within)
    out = _sheet(
        making,
        "Surat keluar",
        OUT,
        _out(sent),
        "Surat menurut nomor yang diberikan buku; Surat Permohonan dinomori atas nama faskes.",
        "Surat P2TP2A tidak dimuat.",
        *(() if sent else ("Tidak ada surat keluar pada masa ini.",)),
    )
    taken_in = _sheet(
        making,
        "Surat masuk",
        IN,
        _in(came),
        "Nomor agenda urut dalam setahun menurut pencatatan dan tidak berubah bila catatannya dikoreksi.",
        "Hanya surat yang dicatat pada langkah berkas; surat P2TP2A tidak dimuat.",
        *(() if came else ("Tidak ada surat masuk yang dicatat pada masa ini.",)),
    )
    return Workbook(title, (out, taken_in), making.stamp(title))


def _sheet(making: Making, sheet: str, columns: tuple[Column, ...], rows: Iterator[Line], *notes: str) -> Dataset:
    return Dataset(
        name=sheet.lower().replace(" ", "-"),
        title=f"REGISTER {sheet.upper()}",
        columns=columns,
        rows=tuple(rows),
        subtitle=(making.letterhead.kabupaten, making.span),
        notes=notes,
        kop=making.letterhead.kop,
        landscape=True,
        sheet=sheet,
        number_row=True,
    )


def _sites(making: Making) -> set[str] | None:
    """The sites whose letters are told; None for all."""
    area = making.asked.kecamatan
    if area is None:
        return None
    known = faskes.codes_of(making.db, making.book, kecamatan_code=area)
    return known | recipients.codes_of(making.db, making.book, area)


def _out(found: Sequence[Outgoing]) -> Iterator[Line]:
    for n, one in enumerate(found, 1):
        issued = one.paper
        facts = (issued.issued_on, issued.number, PAPERS.get(issued.kind, issued.kind))
        yield (n, *facts, one.about, one.flow.title, str(issued.case_id), one.step.done, one.became)


def _in(found: Sequence[Incoming]) -> Iterator[Line]:
    for one in found:
        facts = (one.agenda, one.noted_on, one.number, one.sender, _kind(one.field.label))
        yield (*facts, one.about, one.flow.title, str(one.case_id), one.became)


def _kind(label: str) -> str:
    """What kind of letter a field holds the number of.

    >>> _kind("Nomor SK Bupati"), _kind("Nomor pengantar RT")
    ('SK Bupati', 'Pengantar RT')
    """
    name = label.removeprefix("Nomor ")
    return name[:1].upper() + name[1:]


REGISTER_SURAT = Report(
    name="register-surat",
    title="Register surat masuk dan keluar",
    about="Surat keluar menurut nomornya dan surat masuk menurut nomor agenda, beserta berkas yang memuatnya.",
    build=build,
    needs=("since", "until"),
    takes=("kecamatan",),
    permission="read_all",
)
