"""What is sealed opens with its key in its row, and nowhere else; the key lies in a file of its own."""

import os
import stat
from pathlib import Path

import pytest

from alokon.key_tree import PLACE_BYTES, new_place, new_tree
from alokon.sealing import BLOCK, Broken, Sealed, new_key, seal, seal_answers, unseal, unseal_answers
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


def test_a_leaf_that_is_cut_is_gone_and_all_others_stay_as_they_were() -> None:
    tree = new_tree()
    places = [new_place(tree) for _ in range(20)]
    before = {place: tree.leaf(place) for place in places}
    assert len(set(before.values())) == 20
    left = tree
    for place in places[:10]:
        left = left.without(place)
    assert left.name == tree.name
    assert [left.leaf(place) for place in places] == [None] * 10 + [before[place] for place in places[10:]]
    assert left.without(places[0]) == left
    known = set(left.branches.values())
    assert not known & {before[place] for place in places[:10]}
    assert "" not in left.branches


def test_neighbours_of_a_cut_leaf_stay_and_the_last_of_them_may_be_cut() -> None:
    tree, here = new_tree(), bytes(PLACE_BYTES)
    beside = bytes(PLACE_BYTES - 1) + b"\x01"
    left = tree.without(here)
    assert left.leaf(beside) == tree.leaf(beside) != None  # noqa: E711
    assert (left.without(beside).leaf(beside), len(left.without(beside).branches)) == (None, 63)


def test_the_keys_are_made_once_and_read_by_their_owner_alone(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    tree = vault.tree_or_new()
    assert vault.tree_or_new() == vault.tree() == tree
    assert stat.S_IMODE(os.stat(vault.path).st_mode) == 0o600
    place, other = new_place(tree), new_place(tree)
    held, old = vault.path.read_bytes(), vault.path.open("rb")
    vault.cut(place)
    assert vault.tree() == tree.without(place)
    assert vault.tree().leaf(other) == tree.leaf(other)
    assert stat.S_IMODE(os.stat(vault.path).st_mode) == 0o600
    with old:
        assert old.read() == bytes(len(held)), "what was in the file before is overwritten"
    assert [path.name for path in tmp_path.iterdir()] == ["sealing_key"]


def test_a_file_that_cannot_be_replaced_is_told_and_stays_as_it_is(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    tree = vault.tree_or_new()
    (tmp_path / "sealing_key.baru").touch()
    with pytest.raises(Refused) as kept:
        vault.cut(new_place(tree))
    assert [problem.code for problem in kept.value.problems] == ["sealing_key_kept"]
    assert vault.tree() == tree


def test_another_place_for_the_key_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "usb" / "kunci"))
    assert vault_in(tmp_path) == Vault(tmp_path / "usb" / "kunci")


def test_a_key_that_is_gone_or_broken_is_told(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    with pytest.raises(Refused) as gone:
        vault.tree()
    vault.path.write_bytes(b"not a key")
    with pytest.raises(Refused) as broken:
        vault.tree()
    assert [one.value.problems[0].code for one in (gone, broken)] == ["sealing_key_missing", "sealing_key_malformed"]


def test_a_key_whose_folder_is_not_there_is_told_before_one_is_made(tmp_path: Path) -> None:
    with pytest.raises(Refused) as gone:
        Vault(tmp_path / "usb" / "kunci").tree_or_new()
    assert [problem.code for problem in gone.value.problems] == ["sealing_key_missing"]
