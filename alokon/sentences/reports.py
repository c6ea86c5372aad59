"""What asking for a report or a paper refuses."""

SENTENCES = {
    "report_unknown": "Laporan “{report}” tidak ada. Pilih salah satu: {known}.",
    "format_unknown": "Bentuk berkas “{format}” tidak dikenal. Pilih salah satu: {known}.",
    "month_in_future": "{month} belum tiba (hari ini {today}). Pilih bulan ini atau sebelumnya.",
    "span_backwards": "Sampai tanggal {until} mendahului dari tanggal {since}. Tukar keduanya.",
    "report_wrong_site": "Laporan ini tidak berlaku untuk {site}. Pilih tempat yang sesuai.",
    "version_unknown": "Laporan {month} versi {version} belum pernah diterbitkan. Pilih dari daftar versi.",
    "nothing_to_print": "Belum ada {paper} yang berlaku di sini. Terbitkan dahulu, lalu cetak.",
    "paper_unknown": "Surat nomor {number} tidak ada di buku. Periksa nomornya.",
}
