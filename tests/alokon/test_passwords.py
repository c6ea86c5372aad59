"""Passwords: the price of guessing one, and which are refused."""

import pytest

from alokon.passwords import hash_password, matches, one_time_password, outdated, password_problems


def test_a_kept_password_costs_64_mib_and_three_passes_to_try() -> None:
    kept = hash_password("gudang kontrasepsi 2026")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert matches("gudang kontrasepsi 2026", kept)
    assert not matches("gudang kontrasepsi 2027", kept)
    assert not outdated(kept)


def test_without_a_kept_hash_nothing_matches() -> None:
    assert not matches("apa saja", None)
    assert not matches("apa saja", "bukan hash")


def test_a_hash_of_cheaper_make_is_to_be_renewed() -> None:
    from argon2 import PasswordHasher

    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("gudang kontrasepsi 2026")
    assert matches("gudang kontrasepsi 2026", cheap)
    assert outdated(cheap)


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("kopi susu pagi", []),
        ("pendek", ["password_short"]),
        ("aaaaaaaaaa", ["password_plain"]),
        ("aaa", ["password_short", "password_plain"]),
        ("Sandi-BIDAN1-x", ["password_has_username"]),
        ("abcde" * 26, ["password_long"]),
    ],
)
def test_all_faults_of_a_new_password_are_named_together(password: str, codes: list[str]) -> None:
    assert [problem.code for problem in password_problems(password, "bidan1")] == codes


def test_one_time_passwords_are_readable_good_and_never_the_same() -> None:
    made = {one_time_password() for _ in range(50)}
    assert len(made) == 50
    assert not any(set(password) & set("IO01l") for password in made)
    assert all(list(password_problems(password, "bidan1")) == [] for password in made)
