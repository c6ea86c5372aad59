"""Sentences about people, rights, passwords and signing in."""

SENTENCES = {
    "not_permitted": "Peran {role} tidak berwenang melakukan ini.",
    "out_of_scope": "Data ini di luar wilayah tugas Anda.",
    "username_form": "Nama pengguna: pakai 3–40 huruf kecil, angka, titik atau garis, dengan sedikitnya satu huruf; "
    "NIP atau NIK tidak boleh.",
    "username_taken": "Nama pengguna: {username} sudah dipakai; pilih yang lain.",
    "user_unknown": "Pengguna {username} tidak ada; pilih dari daftar pengguna.",
    "name_missing": "Nama jabatan: isi nama jabatan, paling banyak {most} huruf.",
    "role_unknown": "Peran: pilih dari daftar.",
    "site_missing": "Faskes atau sekretariat: wajib dipilih untuk peran {role}.",
    "site_unneeded": "Faskes atau sekretariat: kosongkan untuk peran {role}.",
    "kecamatan_missing": "Kecamatan: wajib dipilih untuk peran {role}.",
    "kecamatan_unneeded": "Kecamatan: kosongkan untuk peran {role}.",
    "last_admin": "Ini admin aktif terakhir; tambahkan atau aktifkan admin lain lebih dahulu.",
    "password_short": "Kata sandi baru: pakai paling sedikit {least} huruf, angka atau tanda.",
    "password_long": "Kata sandi baru: pakai paling banyak {most} huruf, angka atau tanda.",
    "password_plain": "Kata sandi baru: pakai paling sedikit {least} huruf atau angka yang berbeda.",
    "password_has_username": "Kata sandi baru: jangan memuat nama pengguna.",
    "password_same": "Kata sandi baru: harus berbeda dari yang sekarang.",
    "password_wrong": "Kata sandi sekarang: tidak cocok; ketik lagi dengan teliti.",
    "password_differs": "Ulangi kata sandi baru: tidak sama dengan kata sandi baru; ketik keduanya lagi.",
    "sign_in_wrong": "Nama pengguna atau kata sandi tidak cocok. Periksa lagi, atau minta admin menyetel ulang.",
    "sign_in_wait": "Terlalu banyak percobaan masuk. Coba lagi {minutes} menit lagi.",
    "one_time_expired": "Kata sandi sekali pakai ini sudah lewat {days} hari. Minta admin memberi yang baru.",
}
