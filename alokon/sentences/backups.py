"""What stands in the way of a backup, of putting one back, and of keeping files beside the book."""

SENTENCES = {
    "backup_exists": "Cadangan {file} sudah ada. Ulangi sesaat lagi, atau pilih folder lain.",
    "not_a_backup": (
        "{file} bukan cadangan buku, atau keterangannya ({file}.json) tidak ada di sampingnya. "
        "Pakai berkas yang dibuat perintah backup, bersama berkas .json-nya."
    ),
    "backup_damaged": "Isi {file} tidak sama dengan saat dibuat (sidik jarinya berbeda). Pakai cadangan yang lain.",
    "backup_other_kind": (
        "Cadangan ini dari basis data {backup}, sedangkan tujuannya {database}. Sesuaikan ALOKON_DATABASE."
    ),
    "backup_unsound": "Buku di dalam {file} tidak lolos pembuktian: {wrong} temuan. Pakai cadangan yang lain.",
    "backup_older": (
        "Buku {book} yang ada sekarang lebih baru (peristiwa {here}, kode {code}) daripada cadangan "
        "(peristiwa {there}). Pakai --allow-older bila memang harus mundur."
    ),
    "backup_other_history": (
        "Cadangan ini tidak memuat peristiwa {event} buku {book} yang ada sekarang (kode {code}): riwayatnya lain. "
        "Pakai --allow-older bila memang harus diganti."
    ),
    "backup_files_lost": (
        "{lost} lampiran yang dirujuk {file} tidak ada atau rusak, antara lain {name}. Letakkan folder lampiran di "
        "samping cadangan itu, atau pakai --allow-lost bila memang sudah hilang."
    ),
    "restore_needs_file": "Basis data di memori tidak dapat dipulihkan. Sebutkan berkasnya dalam ALOKON_DATABASE.",
    "database_in_use": "Basis data {file} sedang dipakai. Hentikan dahulu server dan perintah lain, lalu ulangi.",
    "pg_programs_missing": (
        "Program {program} PostgreSQL versi {version} atau lebih baru tidak ditemukan. Pasang postgresql-client."
    ),
    "pg_program_failed": "{program} gagal: {said}. Periksa alamat basis data, hak akses dan ruang disk.",
    "file_not_kept": (
        "Berkas tidak dapat disimpan di disk server ({said}). Tidak ada yang tercatat; beri tahu admin, lalu ulangi."
    ),
    "kept_file_changed": (
        "Di folder lampiran sudah ada berkas dengan sidik {digest} tetapi isinya lain: berkas itu rusak atau diubah. "
        "Beri tahu admin agar dipulihkan dari cadangan."
    ),
}
