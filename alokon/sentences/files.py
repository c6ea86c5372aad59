"""What reading and importing files refuses."""

SENTENCES = {
    "file_encrypted": "Berkas ini terkunci sandi. Simpan tanpa sandi lalu unggah lagi.",
    "file_unreadable": "Berkas ini rusak atau bukan lembar kerja. Buka dan simpan ulang dari aplikasinya.",
    "file_too_large": "Berkas terlalu besar. Bagi menjadi beberapa berkas.",
    "file_kind_unknown": "Jenis berkas ini tidak dikenal. Pakai xlsx, xls, ods atau csv.",
    "file_empty": "Berkas ini kosong. Pilih berkas yang berisi data.",
    "file_is_html": "Berkas ini halaman web yang diberi nama Excel. Buka di Excel dan simpan sebagai xlsx.",
    "sheet_too_large": (
        "Lembar {part} terlalu besar: {rows} baris, {cells} sel. Hapus isi yang tertinggal jauh di bawah atau di kanan "
        "tabel, atau bagi menjadi beberapa berkas."
    ),
    "text_unreadable": "Berkas csv tidak terbaca di baris {row}. Periksa tanda kutip di baris itu.",
    "personal_data": (
        "Lembar {sheet}, kolom {column} memuat {count} angka 16 digit seperti NIK (pertama di baris {row}). "
        "Hapus kolom itu: buku ini tidak menerima data pribadi."
    ),
    "file_format_unknown": "Isi berkas ini tidak dikenali dari judul kolomnya. Pakai contoh berkas dari: {known}.",
    "header_missing": "Baris judul kolom tidak ditemukan. Pakai judul kolom seperti pada contoh: {wanted}.",
    "rows_missing": "Tidak ada baris data di bawah judul kolom.",
    "column_missing": "Kolom {column} tidak ada. Tambahkan kolom itu atau sesuaikan berkas pemetaan.",
    "column_twice": "Kolom {column} ada dua kali. Hapus salah satunya.",
    "mapping_unreadable": "Berkas pemetaan tidak terbaca ({reason}). Periksa tulisannya.",
    "mapping_key_unknown": "Berkas pemetaan: “{key}” tidak dikenal. Pakai salah satu: {known}.",
    "mapping_key_missing": "Berkas pemetaan: “{key}” belum ada. Tambahkan.",
    "mapping_value_wrong": "Berkas pemetaan: isi “{key}” salah. Seharusnya {expected}.",
}
