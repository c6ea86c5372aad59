"""What the list of recipients refuses, and why a recipient may be given nothing."""

SENTENCES = {
    "recipient_name_missing": "Nama penerima belum diisi. Isi nama lembaganya, bukan nama orang.",
    "recipient_kind_unknown": "Jenis penerima “{kind}” tidak dikenal. Pilih dari daftar.",
    "recipient_kind_fixed": "Jenis {name} tidak dapat diubah. Nonaktifkan, lalu daftarkan yang baru.",
    "recipient_area_missing": "{kind} berada di sebuah kecamatan. Pilih kecamatannya.",
    "recipient_unknown": "Penerima {code} tidak terdaftar. Daftarkan dahulu.",
    "recipient_inactive": "{name} tidak aktif, jadi tidak dapat menerima barang. Aktifkan bila keliru.",
    "decree_unknown": "Berkas {case} tidak memuat SK yang berlaku. Pilih dari daftar, atau ketik nomornya.",
    "decree_elsewhere": "SK {decree} tidak menyebut kecamatan dan desa {name}. Periksa tempatnya, atau pilih SK lain.",
    "decree_missing": "{name} belum punya SK, jadi tidak dapat menerima barang. Isi nomor SK-nya di daftar penerima.",
    "decree_lapsed": "SK {name} ({decree}) berakhir {until}. Isi SK yang baru di daftar penerima.",
    "decree_lapses": "SK {name} ({decree}) berakhir {until}. Siapkan SK yang baru.",
}
