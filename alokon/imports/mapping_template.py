"""An example of a mapping file, made from the columns themselves, that reads the empty workbook of its format."""

from alokon.imports.lmis_rows import COLUMNS, FORMAT
from alokon.imports.mapping import SITE_FIELDS

HEAD = f"""\
# Berkas pemetaan: cara membaca riwayat stok bulanan milik sistem lain.
# Ganti isi di kanan tanda sama dengan; jangan mengubah kata di kirinya.

format = "{FORMAT}"
book = "RIWAYAT"                      # kunci buku tersendiri, paling banyak 16 huruf
title = "Riwayat stok bulanan"        # nama buku itu
"""

SITE = """\

# Kolom yang menerangkan tempat pelayanan (boleh tidak ada)
[site]
"""

PRODUCTS = """\

# Satu bagian untuk setiap kode barang di berkas. unit: satuan terkecil, satuan angka di berkas.
# packs: kemasan; whole_packs: kemasan utuh yang diharapkan pada setiap penerimaan (keduanya boleh tidak ada)
[products.KONDOM]
name = "Kondom"
type = "alokon"
unit = "buah"
packs = { gros = 144, lusin = 12 }
whole_packs = "gros"

[products.PILK]
name = "Pil Kombinasi"
type = "alokon"
unit = "cycle"
"""

SITE_EXAMPLE = {"name": "site_code", "area": "district", "region": "region"}


def mapping_template() -> str:
    """The text of a mapping that can be filled in; it reads `template("lmis")` as it is."""
    columns = [f'{c.key} = "{c.title}"'.ljust(38) + f"# {c.meaning}" for c in COLUMNS]
    site = [f'{field} = "{SITE_EXAMPLE[field]}"' for field in SITE_FIELDS]
    listed = "\n".join(["\n# Nama kolom kita = nama kolom di berkas", "[columns]", *columns, ""])
    return HEAD + listed + SITE + "\n".join(site) + "\n" + PRODUCTS
