"""What is wrong with a reading of a warehouse's temperature and humidity."""

SENTENCES = {
    "degrees_malformed": "{label}: “{value}” bukan suhu. Tulis derajat Celsius dengan satu desimal, misalnya 28,5.",
    "degrees_unlikely": "Suhu {degrees} °C tidak mungkin di gudang. Periksa alatnya, lalu isi {least} sampai {most}.",
    "humidity_unlikely": "Kelembapan {percent}% tidak mungkin. Periksa alatnya, lalu isi 1 sampai {most}.",
    "reading_ahead": "Sore hari ini belum tiba. Catat suhu sore mulai pukul {hour}.00.",
    "reading_stands": ("Suhu {time} {day} sudah dicatat ({reading}). Bila keliru, pakai Koreksi pada baris hari itu."),
    "action_missing": "{reading}: {wrong} (batas {limits}). Tulis tindakan yang sudah diambil.",
    "climate_out_of_order": "Batas suhu terbalik. Isi suhu paling rendah di bawah suhu paling tinggi.",
    "reading_unknown": "Catatan suhu itu tidak ditemukan. Muat ulang halaman suhu gudang.",
    "reading_unchanged": "Isian sama dengan yang sudah tercatat. Ubah isiannya, atau kembali tanpa menyimpan.",
}
