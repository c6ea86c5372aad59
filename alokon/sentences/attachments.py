"""What attaching files to a case refuses."""

SENTENCES = {
    "attachment_empty": "Berkas ini kosong. Pilih berkas yang berisi.",
    "attachment_too_large": (
        "Berkas ini {megabytes} MB, padahal paling besar {most} MB. Kecilkan fotonya, pindai dengan 200 dpi, atau bagi "
        "menjadi beberapa berkas."
    ),
    "attachment_kind_unknown": "Jenis berkas ini tidak diterima. Lampirkan salah satu dari: {known}.",
    "attachment_other_kind": (
        "Isi berkas ini bukan {kind} seperti namanya, atau berkasnya rusak. Buka dan simpan lagi dari aplikasinya, "
        "lalu lampirkan."
    ),
    "attachment_name_personal": (
        "Nama berkas memuat 16 angka seperti NIK. Ganti namanya: buku ini tidak menyimpan data pribadi."
    ),
    "attachment_personal": (
        "Berkas ini memuat 16 angka seperti NIK. Hapus angka itu: buku ini tidak menyimpan data pribadi."
    ),
    "attachment_unreadable": (
        "Isi berkas ini tidak dapat dibaca untuk diperiksa (terkunci, rusak atau terlalu besar). Simpan sebagai PDF, "
        "lalu lampirkan."
    ),
    "attachment_twice": "Isi berkas ini sudah dilampirkan di sini sebagai {name}. Pilih berkas lain.",
    "attachments_many": "Sudah ada {most} lampiran di sini, yang terbanyak. Tarik yang tidak perlu lebih dahulu.",
    "attachment_on_paper": (
        "Menurut pengaturan, isian tersegel tidak disimpan di sini. Simpan surat berkas {case} di mapnya."
    ),
    "attachment_unknown": "Lampiran nomor {number} tidak ada pada berkas {case}. Muat ulang halaman berkas.",
    "attachment_withdrawn": "Lampiran {name} sudah ditarik dan tidak dibagikan lagi. Alasannya ada di berkas.",
    "attachment_of_others": (
        "Lampiran {name} dibuat pengguna lain. Minta yang melampirkan atau petugas dinas menariknya."
    ),
}
