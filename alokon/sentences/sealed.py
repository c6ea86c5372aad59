"""Sentences about what is sealed, its keys, and the second step of signing in."""

SENTENCES = {
    "sealing_key_missing": (
        "Kunci segel tidak ditemukan ({file}). Pasang media atau folder tempatnya, atau pulihkan berkas kunci itu dari "
        "tempat simpannya."
    ),
    "sealing_key_malformed": "Berkas kunci segel {file} rusak; pulihkan dari tempat simpannya.",
    "sealing_key_wrong": "Kunci segel di komputer ini bukan kunci buku ini; pulihkan berkas kunci yang semula.",
    "sealing_key_kept": (
        "Berkas kunci segel {file} tidak dapat diganti ({said}), jadi tidak ada yang dihapus. Pastikan medianya dapat "
        "ditulisi; bila ada sisa {file}.baru dan tidak ada yang sedang menghapus kunci, hapus sisa itu."
    ),
    "sealed_broken": "Isian tersegel berkas {case} tidak dapat dibuka: berubah sejak ditulis. Laporkan kepada admin.",
    "sealed_erased": "Kunci berkas {case} sudah dihapus; isian tersegelnya tidak dapat dibuka lagi oleh siapa pun.",
    "sealed_empty": "Berkas {case} tidak memuat isian tersegel.",
    "reason_unknown": "Alasan: pilih dari daftar.",
    "opened_already": "Setiap pembukaan dicatat sendiri; isi lagi alasannya untuk membuka.",
    "opening_over": "Berkas ini tidak sedang terbuka: satu pembukaan berlaku 15 menit. Buka lagi dengan alasannya.",
    "case_not_ended": "Berkas {case} belum selesai; kuncinya dihapus setelah penutupan atau putusannya tercatat.",
    "retention_runs": "Masa simpan berkas {case} berlangsung sampai {until}; kuncinya belum boleh dihapus.",
    "keeper_unknown": "{username} bukan akun petugas P2TP2A yang aktif di tempat itu.",
    "keeper_admitted": "Petugas {username} sudah diterima.",
    "keeper_not_ready": (
        "Petugas {username} belum dapat diterima: ia harus masuk, mengganti kata sandi sekali pakainya dan memasang "
        "kode masuknya sendiri lebih dahulu."
    ),
    "keeper_changed": (
        "Kode masuk {username} dipasang ulang sejak halaman ini dibuka. Pastikan lagi kepada orangnya, lalu ulangi."
    ),
    "keeper_in_office": (
        "Tempat itu sudah punya petugas yang diterima; ia yang menerima {username}, di halaman Petugas P2TP2A."
    ),
    "code_wrong": "Kode: tidak cocok atau sudah dipakai; tunggu kode berikutnya di ponsel, lalu ketik lagi.",
    "second_step_missing": "Kode masuk pengguna ini belum dipasang.",
    "second_step_set_up": (
        "Kode masuk Anda sudah terpasang. Masuk dengan kode di ponsel itu atau kode cadangan; bila keduanya hilang, "
        "minta admin melepasnya."
    ),
}
