"""Sentences about what was typed into a field; `label` is the field's name on the screen."""

SENTENCES = {
    "field_long": "{label}: paling banyak {most} huruf.",
    "not_a_date": "{label}: “{value}” bukan tanggal; tulis seperti 31/01/2026.",
    "not_a_month": "{label}: “{value}” bukan bulan; tulis seperti 01/2026.",
    "not_an_expiry": "{label}: “{value}” bukan tanggal kedaluwarsa; tulis seperti 31/08/2028 atau 08/2028.",
    "not_whole": "{label}: “{value}” bukan bilangan bulat; tulis seperti 1.234.",
    "not_an_amount": "{label}: “{value}” bukan jumlah rupiah; tulis seperti 12.500 atau 12.500,50.",
    "too_small": "{label}: paling sedikit {least}.",
    "too_large": "{label}: paling banyak {most}.",
    "not_a_choice": "{label}: “{value}” tidak ada dalam pilihan; pilih dari daftar.",
    "lines_missing": "{label}: isi paling sedikit satu baris.",
    "lines_many": "{label}: paling banyak {most} baris sekali simpan.",
    "key_missing": "Halaman ini tidak lengkap; muat ulang, lalu isi lagi.",
}
