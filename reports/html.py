"""Datasets as HTML: a fragment for the pages of the web, and a whole page that can be filed or printed.

Markup is built here and every value is escaped; there is no template to forget it in.
"""

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from reports.around import labelled, number_line, signature_foot, signature_head, signature_rows, stamp_lines
from reports.dataset import (
    Block,
    Cell,
    Column,
    Dataset,
    Facts,
    Items,
    Kop,
    Line,
    Section,
    Signature,
    Total,
    Workbook,
)
from reports.header import depth, headings, label_span
from reports.kinds import align, column_places, shown, total_columns

CLASSES = {"left": "", "center": "mid", "right": "num"}

STYLE = Markup("""
body{font:14px/1.35 system-ui,-apple-system,"Segoe UI",Arial,sans-serif;color:#111;margin:1.5rem auto;max-width:80rem;
padding:0 1rem}
section{margin-bottom:2.5rem}header{text-align:center;border-bottom:3px double #000;margin-bottom:1rem}
header p{margin:0}h2{text-align:center;font-size:1.15rem;margin:.5rem 0 0}h2.numbered{text-decoration:underline}
section.continues h2{text-align:left;font-size:1rem}.under{text-align:center;margin:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.8rem 0}dd{margin:0}
.scroll{overflow-x:auto}table.dataset{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;
font-size:.86rem}.dataset th,.dataset td{border:1px solid #888;padding:.15rem .4rem;vertical-align:top}
.dataset thead th{background:#e4eaf0;text-align:center;vertical-align:middle;white-space:pre-line}
.dataset .marked{background:#fbe3d6;font-weight:600}
.dataset .num{text-align:right;white-space:nowrap}.dataset .mid{text-align:center;white-space:nowrap}
.dataset .section th,.dataset .total td,.dataset .total th{background:#f0f3f6;text-align:left;font-weight:600}
.dataset .total .num{text-align:right}.notes{font-size:.8rem;color:#333}
.by-hand td{height:2.2em}.to-center{text-align:center}.to-right{text-align:right}
.prose{max-width:46rem;margin-inline:auto}dd ol,dd ul{margin:0;padding-left:1.4rem}
.signatures{display:flex;justify-content:space-around;text-align:center;margin-top:1.5rem;break-inside:avoid}
.signatures p{margin:0;min-height:1.35em}.signatures .name{margin-top:4.5rem}
footer{font-size:.8rem;color:#555;border-top:1px solid #bbb;padding-top:.4rem}
@media print{body{margin:0;max-width:none}thead{display:table-header-group}tr{break-inside:avoid}}
""")


def table_html(data: Dataset) -> Markup:
    """The table alone: `table.dataset` with `tr.section`, `tr.total`, `td.num`, `td.mid` and `td.marked`."""
    places, totals = column_places(data), total_columns(data.columns)
    lines = zip(data.lines, data.marks(), strict=True)
    rows = (_line(data, line, places, totals, marks) for line, marks in lines)
    head = Markup("<thead>{}</thead>").format(_head(data))
    return Markup('<table class="table table-sm dataset">{}<tbody>{}</tbody></table>').format(head, _join(rows))


def dataset_html(data: Dataset) -> Markup:
    """The table with everything around it, as one section."""
    parts = [
        _kop(data.kop) if data.kop else "",
        _title(data) if data.title else "",
        *(Markup('<p class="under">{}</p>').format(line) for line in (number_line(data), *data.subtitle) if line),
        *map(_block, data.before),
        Markup('<div class="scroll">{}</div>').format(table_html(data)) if data.columns else "",
        *map(_block, data.after),
        *(Markup('<p class="notes">{}</p>').format(note) for note in data.notes),
        *map(_signatures, signature_rows(data.signatures)),
        *map(_block, data.below),
    ]
    flags = (("continues", data.continues), ("by-hand", data.by_hand), ("prose", data.prose))
    names = " ".join(name for name, so in flags if so)
    name = Markup(' class="{}"').format(names) if names else ""
    return Markup("<section{}>{}</section>").format(name, _join(parts))


def render_html(workbook: Workbook) -> bytes:
    """A whole page with its own style, for `--out FILE.html` and the archive."""
    foot = " · ".join(stamp_lines(workbook.stamp))
    page = Markup(
        '<!doctype html>\n<html lang="id"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="viewport" content="width=device-width"><style>{}</style></head><body>{}{}</body></html>\n'
    ).format(
        next((data.title for data in workbook.datasets[:1] if data.title), workbook.name),
        STYLE,
        _join(map(dataset_html, workbook.datasets)),
        Markup("<footer>{}</footer>").format(foot) if foot else "",
    )
    return page.encode()


def _title(data: Dataset) -> Markup:
    return Markup("<h2{}>{}</h2>").format(Markup(' class="numbered"') if data.number is not None else "", data.title)


def _join(parts: Iterable[str]) -> Markup:
    return Markup("").join(parts)


def _head(data: Dataset) -> Markup:
    """The rows of the head; the row of column numbers is one of its own."""
    rows: list[list[Markup]] = [[] for _ in range(depth(data.columns) + data.number_row)]
    for h in headings(data):
        spans = "".join(f' {n}="{v}"' for n, v in (("rowspan", h.rows), ("colspan", h.columns)) if v > 1)
        scope = "colgroup" if h.columns > 1 else "col"
        rows[h.row].append(Markup('<th scope="{}"{}>{}</th>').format(scope, Markup(spans), h.text))
    return _join(Markup("<tr>{}</tr>").format(_join(cells)) for cells in rows)


def _line(
    data: Dataset, line: Line, places: tuple[int, ...], totals: tuple[Column, ...], marks: tuple[bool, ...]
) -> Markup:
    """One row of the body."""
    if isinstance(line, Section):
        cell = Markup('<th scope="rowgroup" colspan="{}">{}</th>').format(len(data.columns), line.label)
        return Markup('<tr class="section">{}</tr>').format(cell)
    if not isinstance(line, Total):
        return Markup("<tr>{}</tr>").format(_join(_cells(data.columns, line, places, marks)))
    span = label_span(data, line)
    cells = _cells(totals, [line.values.get(c.key) for c in totals], places, marks)
    values = _join(cell for index, cell in enumerate(cells) if index >= span)
    label = Markup('<th scope="row" colspan="{}">{}</th>').format(span, line.label)
    return Markup('<tr class="total">{}{}</tr>').format(label, values)


def _cells(
    columns: Iterable[Column], values: Iterable[Cell], places: Iterable[int], marks: Iterable[bool]
) -> Iterator[Markup]:
    for column, value, decimals, marked in zip(columns, values, places, marks, strict=True):
        classes = " ".join(filter(None, [CLASSES[align(column)], "marked" if marked else ""]))
        name = f' class="{classes}"' if classes else ""
        yield Markup(f"<td{name}>{escape(shown(column, value, decimals))}</td>")


def _kop(kop: Kop) -> Markup:
    lines = [Markup("<p><strong>{}</strong></p>").format(line) for line in kop.agency]
    return Markup("<header>{}</header>").format(_join([*lines, *map(Markup("<p>{}</p>").format, kop.address)]))


def _block(block: Block) -> Markup:
    """A paragraph or a list."""
    if isinstance(block, str):
        return Markup("<p>{}</p>").format(_lines(block))
    if isinstance(block, Facts):
        pairs = (Markup("<dt>{}</dt><dd>{}</dd>").format(label, _lines(value)) for label, value in labelled(block))
        return Markup("<dl>{}</dl>").format(_join(pairs))
    if isinstance(block, Items):
        return _items(block)
    text = Markup("<strong>{}</strong>").format(_lines(block.text)) if block.bold else _lines(block.text)
    return Markup('<p class="to-{}">{}</p>').format(block.align, text)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))


def _items(items: Items) -> Markup:
    """A list; below a label it is what the label is said of."""
    tag = {"1.": Markup("<ol>{}</ol>"), "a.": Markup('<ol type="a">{}</ol>'), "–": Markup("<ul>{}</ul>")}[items.marks]
    found = tag.format(_join(Markup("<li>{}</li>").format(_lines(text)) for text in items.texts))
    return Markup("<dl><dt>{}</dt><dd>{}</dd></dl>").format(items.label, found) if items.label else found


def _signatures(row: tuple[Signature | None, ...]) -> Markup:
    return Markup('<div class="signatures">{}</div>').format(_join(_signature(s) for s in row))


def _signature(signature: Signature | None) -> Markup:
    if signature is None:
        return Markup("<div></div>")
    head = [Markup("<p>{}</p>").format(line) for line in signature_head(signature, 0)]
    name, *others = signature_foot(signature)
    foot = [Markup('<p class="name">{}</p>').format(name), *map(Markup("<p>{}</p>").format, others)]
    return Markup("<div>{}</div>").format(_join([*head, *foot]))
