"""Who may do what, and to which sites."""

import pytest

from alokon.people import (
    PERMISSIONS,
    ROLES,
    Actor,
    Forbidden,
    in_scope,
    may,
    person_problems,
    require,
    require_scope,
)

WHO = {role: Actor(role, role, role, admitted=True) for role in ROLES}
MIDWIFE = Actor("bidan", "Bidan", "faskes", site="F1")
KECAMATAN = Actor("uptd", "UPTD", "uptd", kecamatan="320701")


def test_every_permission_of_a_role_is_known_and_every_known_one_is_held() -> None:
    held = set().union(*(role.permissions for role in ROLES.values()))
    assert held == set(PERMISSIONS)


def test_an_auditor_reads_everything_and_changes_nothing() -> None:
    assert ROLES["auditor"].permissions == {"account", "read_own", "read_all", "verify"}
    assert in_scope(WHO["auditor"], "F1", "320701")


def test_who_approves_neither_issues_nor_receives() -> None:
    for permission in ("receive", "issue", "ship", "confirm_receipt"):
        assert not may(WHO["approver"], permission)
    assert [role for role in ROLES if may(WHO[role], "approve")] == ["approver"]
    assert [role for role in ROLES if may(WHO[role], "issue")] == ["pengelola"]


def test_only_the_admin_minds_users_and_settings_and_moves_no_goods() -> None:
    assert [role for role in ROLES if may(WHO[role], "users")] == ["admin"]
    assert [role for role in ROLES if may(WHO[role], "settings")] == ["admin"]
    goods = {"receive", "purchase", "request", "approve", "issue", "ship", "confirm_receipt", "report_use", "correct"}
    assert not goods & ROLES["admin"].permissions


def test_everybody_minds_their_own_account() -> None:
    assert all(may(actor, "account") for actor in WHO.values())
    assert [role for role in ROLES if not may(WHO[role], "read_own")] == ["p2tp2a"]


def test_the_sealed_files_have_one_role_that_signs_in_in_two_steps_and_reads_nothing_else() -> None:
    assert [role for role in ROLES if may(WHO[role], "p2tp2a")] == ["p2tp2a"]
    assert ROLES["p2tp2a"].permissions == {"account", "p2tp2a"}
    assert [role for role in ROLES if ROLES[role].two_steps] == ["p2tp2a"]
    assert [role for role in ROLES if ROLES[role].by_admission] == ["p2tp2a"]
    unadmitted = WHO["p2tp2a"]._replace(admitted=False)
    assert [permission for permission in PERMISSIONS if may(unadmitted, permission)] == ["account"]


def test_only_kabupaten_roles_read_everything() -> None:
    assert {role for role in ROLES if may(WHO[role], "read_all")} == {
        role for role in ROLES if ROLES[role].scope == "kabupaten"
    }


def test_an_unknown_permission_is_a_mistake_not_a_no() -> None:
    with pytest.raises(KeyError):
        may(WHO["admin"], "fly")


@pytest.mark.parametrize(
    ("actor", "site", "kecamatan", "expected"),
    [
        (MIDWIFE, "F1", "320701", True),
        (MIDWIFE, "F2", "320701", False),
        (MIDWIFE, None, "320701", False),
        (KECAMATAN, "F2", "320701", True),
        (KECAMATAN, "F2", "320702", False),
        (KECAMATAN, "GUDANG", None, False),
        (WHO["faskes"], None, None, False),
        (WHO["uptd"], None, None, False),
        (WHO["pengelola"], "F2", "320702", True),
    ],
)
def test_a_faskes_sees_itself_and_a_uptd_its_kecamatan(
    actor: Actor, site: str | None, kecamatan: str | None, expected: bool
) -> None:
    assert in_scope(actor, site, kecamatan) is expected


def test_what_is_not_allowed_is_refused_with_the_reason() -> None:
    with pytest.raises(Forbidden) as refused:
        require(MIDWIFE, "approve")
    assert [problem.code for problem in refused.value.problems] == ["not_permitted"]
    with pytest.raises(Forbidden) as refused:
        require_scope(MIDWIFE, "F2", "320701")
    assert refused.value.problems[0].facts == {"site": "F2"}
    require(MIDWIFE, "request")
    require_scope(MIDWIFE, "F1", "320701")


@pytest.mark.parametrize("username", ["ab", "3207011234567890", "Bidan", "-bidan", "bidan 1", "b" * 41, ""])
def test_a_username_is_short_lower_case_and_no_number_of_a_person(username: str) -> None:
    assert [p.code for p in person_problems(username, "Bidan", "admin", None, None)] == ["username_form"]


def test_the_area_of_a_person_fits_the_role() -> None:
    def codes(role: str, site: str | None, kecamatan: str | None) -> list[str]:
        return [problem.code for problem in person_problems("bidan1", "Bidan", role, site, kecamatan)]

    assert codes("faskes", "F1", None) == codes("uptd", None, "320701") == codes("admin", None, None) == []
    assert codes("faskes", None, "320701") == ["site_missing", "kecamatan_unneeded"]
    assert codes("uptd", "F1", None) == ["site_unneeded", "kecamatan_missing"]
    assert codes("admin", "F1", None) == ["site_unneeded"]
    assert codes("boss", None, None) == ["role_unknown"]
