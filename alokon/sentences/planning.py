"""What trying policies on the past refuses."""

SENTENCES = {
    "policies_many": "Ada {count} gabungan; halaman ini menghitung paling banyak {most} sekali jalan. "
    "Kurangi pilihannya, atau jalankan perintah di bawah formulir di komputer buku.",
    "past_empty": "Jenis ini belum pernah dilaporkan dipakai dalam masa itu. Pilih jenis atau masa lain.",
    "past_too_short": "Buku belum punya bulan penuh setelah bulan pertamanya. Coba lagi bulan depan.",
}
