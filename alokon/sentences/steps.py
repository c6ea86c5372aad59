"""What the engine and the steps of a procedure refuse."""

SENTENCES = {
    "flow_unknown": "Jenis berkas {flow} tidak dikenal. Pilih dari menu.",
    "step_unknown": "Langkah {step} tidak ada pada {flow}. Muat ulang halaman berkas.",
    "case_unknown": "Berkas nomor {case} tidak ditemukan. Periksa nomornya.",
    "wrong_state": "“{step}” tidak dapat dilakukan: berkas sekarang berstatus {state}. Muat ulang halaman berkas.",
    "day_before_last_step": "Tanggal {day} mendahului langkah sebelumnya ({last}). Pakai tanggal itu atau sesudahnya.",
    "impact_unseen": (
        "Tanggal {day} mendahului catatan yang sudah ada (sampai {newest}). Lihat dahulu apa yang berubah, lalu simpan."
    ),
    "backdating_not_allowed": (
        "Tanggal {day} mendahului catatan yang sudah ada di kartu (sampai {newest}), dan {role} tidak boleh mencatat "
        "mundur. Pakai tanggal sesudah {newest}, atau minta Pengelola Barang mencatatnya."
    ),
    "backdating_too_far": (
        "Tanggal {day} mendahului catatan yang sudah ada di kartu (sampai {newest}); {role} boleh mundur paling jauh "
        "{limit} hari. Pakai tanggal yang lebih dekat; bila memang perlu, minta dinas mencatatnya, atau admin mengubah "
        "batas itu di Pengaturan."
    ),
    "count_side_missing": (
        "{site} sudah diopname pada {day}. Pilih apakah barang bergerak sebelum atau sesudah penghitungan itu."
    ),
    "field_missing": "{label} belum diisi. Isi {label}.",
    "date_malformed": "{label}: “{value}” bukan tanggal. Tulis seperti 15/08/2026.",
    "time_malformed": "{label}: “{value}” bukan jam. Tulis jam dan menit, misalnya 08.30.",
    "month_malformed": "{label}: “{value}” bukan bulan. Tulis seperti 2026-08 atau Agustus 2026.",
    "quantity_malformed": "{label}: “{value}” bukan bilangan bulat. Tulis angka tanpa desimal, misalnya 1.200.",
    "number_malformed": "{label}: “{value}” bukan angka. Tulis angka bulat.",
    "money_malformed": "{label}: “{value}” bukan jumlah rupiah. Tulis seperti 4.500 atau 4.500,50.",
    "expiry_malformed": "{label}: “{value}” bukan tanggal kedaluwarsa. Tulis seperti 15/08/2028, 08/2028 atau 2028.",
    "pack_unknown": "{label}: kemasan “{pack}” tidak dikenal untuk barang ini. Pakai salah satu: {known}.",
    "choice_unknown": "{label}: “{value}” tidak ada dalam pilihan. Pilih dari daftar.",
    "fund_unknown": "{label}: sumber dana “{value}” tidak dikenal. Pilih {known}.",
    "item_unknown": "Jenis alokon “{item}” tidak dikenal. Pilih dari daftar.",
    "text_too_long": "{label} terlalu panjang. Ringkas sampai {most} huruf.",
    "personal_number": "{label} memuat 16 angka seperti NIK. Hapus: buku ini tidak menyimpan data pribadi.",
    "no_lines": "Belum ada baris yang diisi. Isi paling sedikit satu baris.",
    "item_twice": "{item} tertulis dua kali. Gabungkan menjadi satu baris.",
    "fund_twice": "Sumber dana untuk {item} tertulis dua kali. Gabungkan menjadi satu baris.",
    "line_unknown": "Baris {line} tidak ada pada berkas ini. Muat ulang halaman.",
    "line_twice": "Baris {item} tertulis dua kali. Gabungkan menjadi satu.",
    "line_unanswered": "{item} ({quantity} diminta) belum dijawab. Isi jumlah disetujui; nol bila ditolak.",
    "nothing_planned": "Rensi ini tidak memberi apa pun. Isi rencana sebuah baris, atau batalkan Rensinya.",
    "site_not_planned": "{site} tidak ada dalam Rensi untuk {item}. Hitung ulang, atau layani dengan permintaan.",
    "partner_is_site": "Pengirim dan penerima sama. Pilih faskes lain.",
    "partner_not_under": "{site} bukan jaringan atau jejaring {parent} di registri. Pilih yang terdaftar di bawahnya.",
    "finding_missing": "{count} hal belum baik (antara lain: {question}). Isi temuan, tindak lanjut dan tenggatnya.",
    "band_wrong": (
        "Sisa masa simpan batch {batch} pada tanggal itu bukan yang dipilih. Muat ulang halaman, lalu periksa lagi."
    ),
    "witness_twice": "Kedua saksi sama. Sebut dua jabatan yang berbeda.",
    "special_exceeds": "{item}: untuk kegiatan {special}, padahal pelayanan KB {given}. Betulkan salah satunya.",
    "occasion_missing": "Ada yang dipakai untuk kegiatan. Tulis nama dan tanggal kegiatannya.",
    "lot_twice": "Batch itu tertulis dua kali. Gabungkan menjadi satu baris.",
    "case_twice": "Kiriman berkas {value} tertulis dua kali. Pilih sekali saja.",
    "stop_twice": "Urutan {value} dipakai dua kali. Beri setiap kiriman urutannya sendiri.",
    "not_followed": "“{step}” tidak dapat dilakukan pada berkas {case} (langkah terakhir {last}). Periksa pilihannya.",
    "nothing_to_order": "Tidak ada lagi yang menunggu SPMB di sini. Muat ulang halaman.",
    "not_ordered": "SPMB untuk {site} ditolak, maka tidak satu pun SPMB terbit. Perbaiki yang berikut, lalu ulangi.",
    "nothing_approved": "Tidak ada yang disetujui. Bila semuanya ditolak, pakai 'Tolak' dengan alasannya.",
    "variance_unexplained": "{item}: terhitung {counted}, kartu {book}. Tulis sebab selisihnya.",
    "approval_needed": (
        "Selisih {item} (kartu {book}, terhitung {counted}) melebihi {tolerance} persen. "
        "Minta Sekretaris / Kepala Dinas menyetujuinya."
    ),
    "lot_missing": "Batch belum lengkap. Pilih batch, atau isi jenis, nomor batch, sumber dana dan kedaluwarsanya.",
    "reason_missing": "Alasan untuk {item} belum diisi padahal jumlahnya berbeda atau tidak baik. Tulis alasannya.",
    "not_enough": (
        "Stok {item} ({fund}) tidak cukup: diperlukan {wanted}, tersedia {available} "
        "(kedaluwarsa {expired}). Kurangi jumlahnya atau pakai sumber dana lain."
    ),
    "supplies_short": (
        "Stok {item} di gudang barang penunjang tidak cukup: diperlukan {wanted}, tersedia {available}. Kurangi "
        "jumlahnya, atau catat penerimaan barang penunjang dahulu."
    ),
    "batch_withheld": (
        "{quantity} {item} batch {batch} tidak ikut dihitung: batch itu ditarik. Pakai batch atau sumber dana lain."
    ),
    "batch_recalled": (
        "Batch {batch} ditarik: jangan digunakan. {quantity} {item} dari batch itu ada pada berkas ini; yang diterima "
        "masuk karantina, bukan rak."
    ),
    "batch_set_apart": (
        "Batch {batch} ditarik: jangan digunakan. {quantity} {item} dicatat di karantina {site}, bukan di rak. "
        "Pisahkan barangnya."
    ),
    "taken_later": (
        "Stok {item} ({fund}) pada {day} tidak cukup: diperlukan {wanted}, boleh keluar {available}, karena dokumen "
        "sesudahnya memakai stok yang sama: {documents}. Kurangi jumlahnya, pakai tanggal yang lebih baru, atau "
        "koreksi dokumen itu dahulu."
    ),
    "more_than_shipped": (
        "{item}: jumlah yang diisi {given}, padahal yang dalam perjalanan {shipped}. "
        "Betulkan; kelebihan ditulis pada 'Lebih dari SBBK'."
    ),
    "more_than_missing": "{item}: yang diisi {given}, padahal yang belum jelas {shipped}. Betulkan jumlahnya.",
    "not_accounted": (
        "{item}: dikirim {shipped}, baru {given} yang dijawab. Isi yang rusak, kurang atau dikembalikan; "
        "bila {rest} memang belum tiba, centang 'Sebagian barang belum tiba'."
    ),
    "announced_unanswered": (
        "{item} ({quantity} diumumkan) belum dijawab. Isi jumlah yang diterima; nol dengan alasannya bila tidak datang."
    ),
    "announced_other": (
        "Baris ini mengumumkan {item} ({fund}). Tulis yang datang lain di baris baru, dan isi nol di baris ini."
    ),
    "already_expired": "{item} sudah kedaluwarsa {expiry}. Catat sebagai rusak, atau betulkan tanggalnya.",
    "lot_contradicts": "Batch {batch} tertulis dua kali dengan keterangan berbeda. Samakan kedaluwarsa dan harganya.",
    "lot_unknown": "Batch itu tidak ada di tempat ini. Pilih batch dari daftar.",
    "not_expired_yet": "{item} batch {batch} baru kedaluwarsa {expiry}. Pilih sebab 'Rusak', atau tunggu.",
    "month_of_day": "Tanggal {day} tidak di dalam {month}. Pakai tanggal di bulan yang dilaporkan.",
    "site_unknown": "Tempat “{site}” tidak ada di buku. Pilih dari daftar.",
    "site_wrong_kind": "{flow} tidak berlaku untuk tempat {site}. Pilih tempat yang sesuai.",
    "not_correctable": "“{step}” tidak dapat dikoreksi. Batalkan berkasnya, atau ambil langkah balik yang tersedia.",
    "corrected_already": "Dokumen ini sudah dikoreksi oleh peristiwa {by}. Koreksi dokumen yang terbaru.",
    "setting_unknown": "Pengaturan “{name}” tidak dikenal.",
    "pattern_malformed": (
        "Pola nomor “{pattern}” tidak dapat dipakai. Pakai {{klasifikasi}}, {{urut}}, {{jenis}}, {{unit}}, {{bulan}}, "
        "{{tahun}}; {{urut}}, {{jenis}} dan {{tahun}} wajib ada."
    ),
    "number_too_long": "Nomor surat dengan pola ini dapat melebihi {most} huruf. Pendekkan polanya atau kode unitnya.",
    "shelf_life_unusual": "Masa simpan batch ini tidak lazim. Periksa tanggal produksi dan kedaluwarsanya.",
    "nothing_corrected": "Keterangan batch {batch} sama dengan yang sudah tercatat. Ubah isiannya, atau batalkan.",
    "nothing_closed": "Belum ada satu pun tempat yang menutup {month}. Tutup bulan lebih dulu.",
    "nothing_changed": "Laporan {month} tidak berubah sejak versi {version}. Tidak perlu versi baru.",
}
