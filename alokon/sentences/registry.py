"""What the registry of faskes refuses, and why a faskes may not be served."""

SENTENCES = {
    "faskes_unknown": "Faskes {code} tidak terdaftar. Daftarkan K/0/KB-nya lebih dulu.",
    "faskes_not_registered": "{name} belum terdaftar K/0/KB pada {on}. Lengkapi tanggal pendaftarannya.",
    "faskes_inactive": "{name} tidak aktif, jadi tidak dapat dilayani. Aktifkan di registri bila keliru.",
    "faskes_expired": "K/0/KB {name} berakhir {valid_until}. Perbarui pendaftarannya.",
    "parent_missing": "{name} harus punya faskes induk. Isi faskes induknya.",
    "parent_not_active": "Faskes induk {parent_name} tidak aktif atau belum terdaftar. Perbarui registri induknya.",
    "parent_unknown": "Faskes induk {parent} tidak ada. Periksa kodenya.",
    "parent_not_faskes": "{parent_name} sendiri jaringan/jejaring. Pilih faskes sebagai induk.",
    "parent_not_allowed": "{name} adalah faskes, jadi tidak punya induk. Kosongkan faskes induk.",
    "parent_register_differs": "Kode {code} tidak satu nomor register dengan induknya {parent}. Betulkan kodenya.",
    "agreement_missing": "{name} belum punya MoU atau kontrak pelayanan KB.",
    "agreement_expired": "MoU/kontrak {name} berakhir {until}. Perbarui perjanjiannya.",
    "agreement_number_missing": "Nomor {kind} belum diisi. Isi nomornya.",
    "faskes_code_malformed": "Kode register “{code}” salah. Tulis 9 angka.",
    "faskes_code_other_book": "Kode {code} bukan kabupaten {book}. Empat angka pertama harus {book}.",
    "faskes_code_taken": "Kode {code} sudah dipakai {name}. Pakai kode lain.",
    "faskes_suffix_main": "Kode faskes harus berakhir 00, bukan {suffix}.",
    "faskes_suffix_network": "Kode jaringan/jejaring tidak boleh berakhir {suffix}. Pakai 01 sampai 99.",
    "faskes_name_taken": "Nama {name} sudah terdaftar di kecamatan ini dengan kode {code}. Pakai entri itu.",
    "kemenkes_code_taken": "Kode Kemenkes {kemenkes_code} sudah dipakai {name} ({code}).",
    "kecamatan_unknown": "Kecamatan {kecamatan} tidak dikenal. Pilih dari daftar.",
    "value_unknown": "“{value}” bukan pilihan. Pilih salah satu: {allowed}.",
    "count_negative": "Jumlah {code} tidak boleh kurang dari nol.",
    "entry_changed": (
        "{name} sudah diubah orang lain sejak halaman ini dibuka. Buka formulirnya lagi, lalu ubah dari isi terbaru."
    ),
    "validity_before_registration": "Masa berlaku {valid_until} mendahului pendaftaran {registered_on}. Betulkan.",
}
