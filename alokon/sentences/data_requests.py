"""What making files under a request for data refuses."""

SENTENCES = {
    "request_not_approved": (
        "Berkas {case} berstatus {state}. Data hanya dapat disiapkan selama permohonannya berstatus Disetujui: catat "
        "persetujuannya dahulu, atau kembalikan berkas ke langkah itu."
    ),
    "request_expired": "Persetujuan ini berlaku sampai {until}. Catat permohonan baru dan minta persetujuannya.",
    "dataset_not_asked": (
        "{dataset} tidak diminta dalam permohonan ini (yang diminta: {asked}). Pilih yang diminta, atau catat "
        "permohonan baru."
    ),
    "dataset_outside": (
        "{dataset}: tidak ada laporan yang memuatnya. Siapkan di luar aplikasi, lalu catat variabel, jumlah baris dan "
        "sidiknya di langkah “Catat pemberian data”."
    ),
    "dataset_twice": "{dataset} tertulis dua kali. Pilih sekali saja.",
    "digest_malformed": (
        "Sidik berkas harus 64 angka dan huruf a–f. Salin dari daftar berkas yang dibuat, atau hitung dengan "
        "“sha256sum” atau “certutil -hashfile … SHA256”."
    ),
    "span_not_approved": (
        "Masa {since} sampai {until} di luar masa yang disetujui ({first} sampai {last}). Pilih masa di dalamnya, atau "
        "catat permohonan baru."
    ),
    "release_no_month": (
        "{since} sampai {until} tidak memuat satu bulan penuh, padahal datanya per bulan. Pilih dari tanggal satu "
        "sampai akhir bulan."
    ),
    "release_too_long": "Satu berkas memuat paling banyak {most} bulan, dipilih {count}. Bagi menjadi beberapa berkas.",
    "release_form": "Data keluar sebagai {known}, bukan “{form}”: hanya itu yang bercap permohonan. Pilih satu.",
    "released_already": "Berkas itu sudah dibuat dan dicatat. Muat ulang halaman untuk membuat berkas lain.",
    "not_routine": (
        "{report} seluruh kabupaten bukan berkas rutin {role}. Lihat di layar; bila perlu dibawa keluar, catat "
        "permohonan data dan siapkan dari berkasnya."
    ),
}
