"""Sentences about what was typed into a field; `label` is the field's name on the screen."""

SENTENCES = {
    "too_small": "{label}: paling sedikit {least}.",
    "too_large": "{label}: paling banyak {most}.",
    "lines_many": "{label}: paling banyak {most} baris sekali simpan.",
    "months_malformed": "{label}: “{value}” bukan angka. Tulis jumlah bulan, misalnya 2 atau 0,5.",
    "levels_out_of_order": (
        "Tingkat stok {item}: darurat tidak lebih dari minimum, minimum tidak lebih dari maksimum, dan putaran "
        "lebih dari 0 dan kurang dari maksimum. Perbaiki angkanya."
    ),
    "key_missing": "Halaman ini tidak lengkap; muat ulang, lalu isi lagi.",
}
