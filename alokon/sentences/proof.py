"""What the proof of the book finds; the program mends none of it: somebody went around it, or a disk failed."""

CARD = "{item} batch {batch} ({fund}) di {place} {site}"

SENTENCES = {
    "event_changed": (
        "Peristiwa {event} ({kind}) sudah diubah setelah ditulis: kode di buku {stored}, dari isinya {computed}. "
        "Bandingkan dengan kertas dan cadangan data."
    ),
    "chain_broken": (
        "Peristiwa {event} tidak menyambung ke peristiwa sebelumnya: tertulis {previous}, seharusnya {expected}."
    ),
    "event_gap": "Peristiwa {since} sampai {until} hilang dari buku. Cari di cadangan data.",
    "head_differs": (
        "Kepala buku menunjuk peristiwa {head} ({stored}), padahal peristiwa terakhir {event} ({code}). "
        "Peristiwa di ujung buku mungkin dihapus; cocokkan dengan kode pada kertas terakhir."
    ),
    "row_without_event": "Tabel {table} memuat baris untuk peristiwa {event} yang tidak ada di buku.",
    "dated_after_recording": "Peristiwa {event} bertanggal {day}, sesudah hari dicatatnya ({recorded}).",
    "dated_into_closed_month": (
        "Peristiwa {event} memuat {month} di {site}, padahal saat itu sudah ditutup sampai {closed}."
    ),
    "closing_unsound": "Peristiwa {event}: tutup bulan {month} di {site} menyalahi urutan (terakhir ditutup {closed}).",
    "correction_unsound": "Peristiwa {event} mengaku mengoreksi peristiwa {corrects} yang bukan pendahulunya.",
    "move_unsound": "Baris {line} peristiwa {event} tidak sah: {part} bernilai {value}.",
    "reversal_unsound": (
        "Baris {line} peristiwa {event} mengaku membalik baris {undone_line} peristiwa {undone}, tetapi bukan lawannya."
    ),
    "below_zero": (CARD + " jatuh di bawah nol ({balance}) pada {day}, oleh baris {line} peristiwa {event}."),
    "balance_differs": "Saldo " + CARD + " tercatat {stored}, padahal jumlah gerakannya {expected}.",
    "balance_missing": "Saldo " + CARD + " hilang; menurut gerakannya {expected}.",
    "balance_extra": "Saldo " + CARD + " tercatat {stored}, padahal tidak ada gerakannya.",
    "count_differs": "Opname {site} {day}: {item} batch {batch} terhitung {counted}, padahal kartunya {book}.",
    "snapshot_differs": "Saldo akhir {month} " + CARD + " tercatat {stored}, padahal jumlah gerakannya {expected}.",
    "snapshot_missing": "Saldo akhir {month} " + CARD + " hilang; menurut gerakannya {expected}.",
    "snapshot_extra": "Saldo akhir {month} " + CARD + " tercatat {stored}, padahal menurut gerakannya nol.",
    "snapshot_behind": "Saldo akhir bulan baru tersimpan sampai {month}, seharusnya sampai {expected}.",
    "guard_missing": "Penjaga {trigger} pada tabel {table} tidak ada atau dimatikan; isinya dapat diubah diam-diam.",
    "guard_changed": "Penjaga {trigger} pada tabel {table} isinya sudah diganti.",
    "reference_broken": "Baris ({row}) di tabel {table} menunjuk {parent} yang tidak ada.",
    "site_places_differ": "Tempat milik {site} tidak cocok dengan jenisnya ({kind}): {places}.",
    "lot_without_facts": "Batch {batch} (lot {lot}) tidak punya catatan asal.",
    "sealed_differs": (
        "Isian tersegel pada peristiwa {event} bukan yang dicatat di peristiwa itu: diubah, dihapus atau ditambahkan."
    ),
    "attachment_differs": (
        "Catatan lampiran dari peristiwa {event} tidak sama dengan peristiwanya, atau salah satunya tidak ada. "
        "Bandingkan dengan cadangan data."
    ),
    "attachment_missing": (
        "Lampiran {name} (berkas {case}) tidak ada di folder lampiran. Pulihkan dari cadangan, atau lampirkan lagi "
        "aslinya."
    ),
    "attachment_changed": (
        "Isi lampiran {name} (berkas {case}) tidak sama dengan saat dilampirkan, maka tidak dibagikan. Pulihkan dari "
        "cadangan."
    ),
    "release_differs": (
        "Catatan data keluar dari peristiwa {event} tidak sama dengan peristiwanya, atau salah satunya tidak ada. "
        "Bandingkan dengan cadangan data."
    ),
    "file_damaged": "Berkas basis data rusak: {said}. Pulihkan dari cadangan.",
}
