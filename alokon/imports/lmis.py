"""A monthly stock history (LMIS) as a file: read it, check its cells, then its series.

Such a table is the common shape of logistics systems the world over. It knows no batches; it goes into a book and a
catalogue of its own, through a mapping file. `lmis_history` turns its rows into postings.
"""

from alokon.imports.checks import Checked
from alokon.imports.columns import wanted_names
from alokon.imports.containers import LIMITS, Limits
from alokon.imports.lmis_flags import flags
from alokon.imports.lmis_rows import COLUMNS, LmisRow, parse
from alokon.imports.mapping import FileMapping
from alokon.imports.sheets import Sheet, read_sheet


def read(data: bytes, mapping: FileMapping, limits: Limits = LIMITS) -> Checked[LmisRow]:
    """A whole history file with everything found in it; `Refused` when it is no such table at all."""
    return check(read_sheet(data, wanted_names(mapping.renamed(COLUMNS)), limits), mapping)


def check(sheet: Sheet, mapping: FileMapping) -> Checked[LmisRow]:
    """The rows of a sheet that can be read, and all findings, about cells and about series, in the order of rows."""
    table, rows, findings = parse(sheet, mapping)
    found = (*findings, *flags(rows, mapping.products, table.titles))
    return Checked(rows, tuple(sorted(found, key=lambda finding: (finding.row, finding.rule.code))))
