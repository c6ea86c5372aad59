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
    "procedure_unknown": "SOP “{sop}” tidak dikenal. Pilih SOP dari daftarnya.",
    "procedure_own": "“{name}” tidak dapat berbeda menurut SOP. Ubah pada Pengaturan.",
    "actor_unknown": "Pelaksana “{actor}” tidak tercetak pada SOP ini. Muat ulang halamannya.",
    "standing_in_unknown": "Peran “{role}” tidak dapat mewakili pelaksana SOP. Pilih peran dari daftarnya.",
    "row_not_lost": "Baris {number}: centangnya tercetak pada SOP, tidak dapat diubah. Kosongkan pilihannya.",
    "exception_malformed": (
        "“{line}” bukan hari pengecualian. Tulis tanggalnya (2026-06-27), lalu libur atau kerja, lalu alasannya."
    ),
    "gtin_malformed": "“{line}” tidak menyebut GTIN yang benar. Tulis kode jenis, spasi, lalu angka di bawah barcode.",
    "code_unreadable": (
        "“{code}” bukan kode batch yang dapat dibaca. Pindai QR label buku ini atau barcode GS1 pada kemasan, atau isi "
        "barisnya dengan tangan."
    ),
    "gtin_unknown": (
        "GTIN {gtin} belum dikenal. Pilih jenis alokonnya; admin dapat menambah GTIN itu di Pengaturan agar terisi "
        "sendiri."
    ),
    "batch_missing_in_code": "Kode ini tidak memuat nomor batch. Isi nomor batch dan kedaluwarsa dari kemasan.",
    "scanned_already": "Batch {batch} sudah ada di baris ini. Isi jumlahnya di sini.",
    "scan_no_row": "Semua baris sudah terisi. Simpan dahulu, lalu catat sisanya sebagai penerimaan lain.",
    "key_missing": "Halaman ini tidak lengkap; muat ulang, lalu isi lagi.",
}
