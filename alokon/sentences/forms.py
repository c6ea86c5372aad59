"""Sentences about what was typed into a field; `label` is the field's name on the screen."""

SENTENCES = {
    "too_small": "{label}: paling sedikit {least}.",
    "too_large": "{label}: paling banyak {most}.",
    "lines_many": "{label}: paling banyak {most} baris sekali simpan.",
    "key_missing": "Halaman ini tidak lengkap; muat ulang, lalu isi lagi.",
}
