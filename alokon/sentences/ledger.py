"""What the ledger refuses."""

SENTENCES = {
    "quantity_not_positive": "Jumlah {item} harus lebih dari nol. Isi jumlahnya atau hapus barisnya.",
    "quantity_too_large": "Jumlah {quantity} melebihi batas {most}. Periksa angka yang diketik.",
    "cut_taken": "Opname {day} sesi {slot} sudah dibuka. Muat ulang halaman, lalu buka lagi.",
    "cut_unknown": "Opname {day} belum dibuka di tempat ini. Buka opname dahulu.",
    "lot_counted_twice": "Satu batch terhitung dua kali (baris {line}). Jumlahkan menjadi satu baris.",
    "count_between": (
        "Opname {site} {day} sudah menghitung {item} batch {batch}, jadi kesalahan ini sudah terserap selisihnya. "
        "Buka lagi bulan dokumen aslinya, atau biarkan."
    ),
    "date_too_early": "Tanggal {day} mendahului {earliest}. Periksa tahunnya.",
    "quantity_negative": "Jumlah {quantity} tidak boleh kurang dari nol. Periksa angka yang diketik.",
    "balance_too_large": "Saldo {item} batch {batch} akan melebihi batas {most}. Periksa jumlahnya.",
    "same_place": "Tempat asal dan tujuan sama. Pilih tujuan yang lain.",
    "date_in_future": "Tanggal {day} belum tiba (hari ini {today}). Isi tanggal hari ini atau sebelumnya.",
    "month_closed": (
        "{month} di {site} sudah ditutup (terakhir ditutup {closed}). Pakai tanggal sesudahnya, "
        "atau minta bulan itu dibuka kembali."
    ),
    "short": (
        "{item} batch {batch} ({fund}) di {place} {site} kurang {missing} pada {day}. "
        "Kurangi jumlahnya atau ubah tanggalnya. Dokumen yang menghalangi: {documents}."
    ),
    "goods_not_accepted": "{site} tidak boleh menerima {item}. Pilih tujuan lain.",
    "lot_of_other_item": "Batch {batch} bukan {item}. Pilih batch dari jenis barang itu.",
    "lot_differs": (
        "Batch {batch} {item} sudah tercatat dengan {what} {book}, bukan {typed}. Samakan dengan kemasan: "
        "betulkan isian ini, atau lakukan koreksi lot bila buku yang salah."
    ),
    "not_whole_packs": "{quantity} tidak genap dalam {pack} isi {size}: sisa {remainder}. Isi dalam satuan terkecil.",
    "key_reused": "Kiriman ini sudah dipakai untuk isian lain (peristiwa {event}). Buka formulir baru dan isi lagi.",
    "site_never_closes": "Tempat ini tidak punya tutup bulan.",
    "month_not_over": "{month} belum berakhir. Tutup bulan setelah bulan itu lewat.",
    "month_already_closed": "{month} sudah ditutup.",
    "close_in_order": "Bulan ditutup berurutan: tutup {expected} lebih dulu, baru {month}.",
    "only_latest_reopens": "Hanya bulan terakhir yang ditutup ({closed}) yang dapat dibuka kembali.",
    "event_unknown": "Peristiwa nomor {event} tidak ada di buku. Periksa nomornya.",
    "lot_not_in_book": "Lot {lot} tidak ada di buku. Pilih lot dari daftar.",
    "book_busy": "Buku sedang dipakai menulis. Ulangi sesaat lagi; isian yang sama aman dikirim ulang.",
    "disk_full": (
        "Disk tempat buku disimpan sudah penuh, jadi tidak ada yang tersimpan. "
        "Kosongkan sebagian disk itu, lalu ulangi; isian yang sama aman dikirim ulang."
    ),
    "disk_failed": (
        "Disk tempat buku disimpan tidak dapat dibaca atau ditulis. "
        "Periksa disk, kuota dan sambungannya, lalu ulangi; isian yang sama aman dikirim ulang."
    ),
    "book_unreachable": (
        "Basis data buku tidak terhubung. Ulangi sesaat lagi; isian yang sama aman dikirim ulang "
        "dan tidak tercatat dua kali. Bila tetap begini, beri tahu admin."
    ),
    "book_read_only": (
        "Basis data buku hanya dapat dibaca, jadi tidak ada yang tersimpan. "
        "Beri akun yang menjalankan program izin menulis pada berkas basis data dan foldernya, lalu ulangi."
    ),
    "book_unknown": "Buku {book} belum ada di basis data ini. Jalankan 'init' lebih dulu.",
    "book_exists": "Buku {book} sudah ada. Pakai yang ada, atau pilih kode kabupaten lain.",
    "schema_newer": (
        "Basis data ini dibuat oleh versi program yang lebih baru ({database}). Pasang versi program terbaru."
    ),
}
