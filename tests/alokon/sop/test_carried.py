"""The rule beside the practice: every printed activity has a step of ours, and the terminal says so."""

import pytest
from click.testing import CliRunner

from alokon import cli
from alokon.people import PERMISSIONS
from alokon.sop.carried import activities, additions, unknown_rows
from alokon.sop.model import Sop
from alokon.sop.registry import FLOWS, SOPS

CARRIED = [code for code, sop in SOPS.items() if sop.flows]


@pytest.fixture(params=CARRIED)
def sop(request: pytest.FixtureRequest) -> Sop:
    return SOPS[request.param]


def test_every_printed_row_is_carried_out_by_a_step(sop: Sop) -> None:
    assert [a.printed.number for a in activities(sop) if not a.carriers] == []


def test_no_step_names_a_row_that_is_not_printed(sop: Sop) -> None:
    assert unknown_rows(sop) == ()


def test_every_step_can_be_taken_by_somebody(sop: Sop) -> None:
    for activity in activities(sop):
        for carrier in activity.carriers:
            assert carrier.step.permission in PERMISSIONS
            assert carrier.roles, carrier.step.name
    assert all(extra.roles for extra in additions(sop))


def test_the_alokon_table_has_its_nine_rows_and_our_step_for_each() -> None:
    carried = {a.printed.number: [c.step.name for c in a.carriers] for a in activities(SOPS["alokon"])}
    assert carried == {
        "1a": ["request"],
        "1b": ["propose", "compute", "adjust", "recompute", "approve_plan"],
        "2": ["order"],
        "3": ["issue", "send_back"],
        "4": ["ship", "set_out", "come_back"],
        "5": ["coach"],
        "6": ["receive"],
        "7": ["report"],
        "8": ["coach", "settle"],
        "9": ["report"],
    }


def test_the_seeds_actors_stand_behind_our_roles() -> None:
    roles = {a.printed.number: {r for c in a.carriers for r in c.roles} for a in activities(SOPS["alokon"])}
    assert {"Petugas Faskes", "UPTD P5A"} <= roles["1a"]
    assert roles["2"] == {"Sekretaris / Kepala Dinas"}
    assert roles["3"] == {"Pengelola Barang"}
    assert roles["5"] == {"UPTD P5A"}


def test_steps_and_additions_together_are_all_steps() -> None:
    listed = {(c.flow.code, c.step.name) for a in activities(SOPS["alokon"]) for c in a.carriers}
    listed |= {(c.flow.code, c.step.name) for c in additions(SOPS["alokon"])}
    assert listed == {(flow.code, step.name) for flow in SOPS["alokon"].flows for step in flow.steps}
    assert {flow for flow, _ in listed} == {flow.code for flow in SOPS["alokon"].flows}


def test_every_flow_belongs_to_one_procedure() -> None:
    flows = [flow.code for sop in SOPS.values() for flow in sop.flows]
    assert sorted(flows) == sorted(FLOWS)


def rows_of(lines: list[str]) -> list[str]:
    """What the first column holds of every row that begins on a line."""
    return [line.split()[0] for line in lines if line[:1].isdigit()]


def words_of(code: str) -> str:
    """What the command says of a procedure on a screen so wide that no word is broken."""
    result = CliRunner(env={"COLUMNS": "160"}).invoke(cli.main, ["sop", code])
    assert result.exit_code == 0
    return " ".join(result.output.split())


@pytest.mark.parametrize("columns", [40, 80, 120, 300])
def test_the_command_prints_every_row_of_every_procedure_within_the_screen(columns: int) -> None:
    result = CliRunner(env={"COLUMNS": str(columns)}).invoke(cli.main, ["sop"])
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert max(map(len, lines)) <= min(max(columns, 80), 160)
    assert rows_of(lines) == [step.number for sop in SOPS.values() for step in sop.printed.steps]
    assert [line.split(":")[0] for line in lines if line.split(":")[0] in SOPS] == list(SOPS)
    assert "BELUM ADA" not in result.output


def test_the_command_takes_the_code_of_a_procedure_and_refuses_another() -> None:
    for code, sop in SOPS.items():
        result = CliRunner().invoke(cli.main, ["sop", code])
        assert rows_of(result.output.splitlines()) == [step.number for step in sop.printed.steps]
    assert CliRunner().invoke(cli.main, ["sop", "tidak-ada"]).exit_code == 2
