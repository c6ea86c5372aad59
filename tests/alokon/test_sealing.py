"""What is sealed opens with its key in its row, and nowhere else; the key lies in a file of its own."""

import os
import stat
from pathlib import Path

import pytest

from alokon.sealing import BLOCK, Broken, Sealed, name_of, new_key, seal, seal_answers, unseal, unseal_answers
from alokon.vault import ENVIRONMENT, Vault, vault_in
from inventory.core.errors import Refused

ROW = ("answers", "3207", 12, 40)


def test_what_is_sealed_comes_back_in_its_row() -> None:
    key, said = new_key(), {"victim": "Seseorang", "account": "Kalimat — panjang\ndua baris"}
    assert unseal_answers(key, seal_answers(key, said, *ROW), *ROW) == said


@pytest.mark.parametrize(
    "row", [("answers", "3208", 12, 40), ("answers", "3207", 13, 40), ("answers", "3207", 12, 41), ("key", "3207", 12)]
)
def test_moved_to_another_book_case_event_or_use_it_does_not_open(row: tuple[object, ...]) -> None:
    key = new_key()
    with pytest.raises(Broken):
        unseal(key, seal(key, b"x", *ROW), *row)


def test_a_changed_byte_or_another_key_does_not_open_it() -> None:
    key = new_key()
    kept = seal(key, b"x", *ROW)
    for other in (
        Sealed(kept.nonce, bytes([kept.text[0] ^ 1]) + kept.text[1:]),
        Sealed(bytes(12), kept.text),
        Sealed(kept.nonce, kept.text[:-1]),
    ):
        with pytest.raises(Broken):
            unseal(key, other, *ROW)
    with pytest.raises(Broken):
        unseal(new_key(), kept, *ROW)


def test_the_same_words_sealed_twice_look_different_and_a_length_tells_little() -> None:
    key = new_key()
    first, second, longer = (seal_answers(key, {"victim": word}, *ROW) for word in ("Ani", "Ani", "Ani Anita Anisah"))
    assert first.nonce != second.nonce
    assert first.text != second.text
    assert len(first.text) == len(longer.text) == BLOCK + 16


def test_the_name_of_a_key_is_not_the_key() -> None:
    key = new_key()
    assert name_of(key) == name_of(key) != name_of(new_key())
    assert key.hex() not in name_of(key)


def test_the_key_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    key = vault.key_or_new()
    assert vault.key_or_new() == vault.key() == key
    assert stat.S_IMODE(os.stat(vault.path).st_mode) == 0o600


def test_another_place_for_the_key_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "usb" / "kunci"))
    assert vault_in(tmp_path) == Vault(tmp_path / "usb" / "kunci")


def test_a_key_that_is_gone_or_broken_is_told(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    with pytest.raises(Refused) as gone:
        vault.key()
    vault.path.write_bytes(b"not a key")
    with pytest.raises(Refused) as broken:
        vault.key()
    assert [one.value.problems[0].code for one in (gone, broken)] == ["sealing_key_missing", "sealing_key_malformed"]


def test_a_key_whose_folder_is_not_there_is_told_before_one_is_made(tmp_path: Path) -> None:
    with pytest.raises(Refused) as gone:
        Vault(tmp_path / "usb" / "kunci").key_or_new()
    assert [problem.code for problem in gone.value.problems] == ["sealing_key_missing"]
