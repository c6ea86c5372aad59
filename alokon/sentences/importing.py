"""What taking a file into a book refuses."""

SENTENCES = {
    "import_format_unknown": "Format “{format}” tidak dikenal. Pilih salah satu: {known}.",
    "mapping_needed": "{format} memerlukan berkas pemetaan (TOML). Sertakan berkas pemetaannya.",
    "mapping_unneeded": "{format} tidak memakai berkas pemetaan. Hilangkan pemetaannya, atau pilih format yang lain.",
    "import_day_needed": "{format} memerlukan tanggal saldo. Isi tanggalnya, misalnya 31/12/2025.",
    "import_day_unneeded": "{format} tidak memakai tanggal. Kosongkan tanggalnya, atau pilih format yang lain.",
    "import_into_office": (
        "Buku {book} adalah buku sebuah dinas. Riwayat memerlukan buku tersendiri; ganti 'book' di berkas pemetaan."
    ),
    "import_standing": "Masih ada {count} kesalahan yang belum diterima. Tidak ada yang ditulis.",
    "accepted_not_flagged": "Baris {rows} tidak bertanda, jadi tidak dapat diterima. Periksa nomor barisnya.",
}
