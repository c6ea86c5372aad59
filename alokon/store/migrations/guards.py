"""The triggers that make a table append-only, as the first revisions made them. Released text: never edit, add anew."""

from alembic import op


def refuse_changes(*tables: str) -> None:
    """Let the database itself refuse to change or remove what has been written to these tables."""
    if op.get_bind().dialect.name == "sqlite":
        kinds = {"update": "", "delete": ""}
        action = "BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
    else:
        kinds = {"update": "FOR EACH ROW ", "delete": "FOR EACH ROW ", "truncate": "FOR EACH STATEMENT "}
        action = "EXECUTE FUNCTION refuse_change()"
    for table in tables:
        for kind, each in kinds.items():
            what = f"CREATE TRIGGER {table}_refuses_{kind} BEFORE {kind.upper()} ON {table} "
            op.execute(what + each + action.format(table=table))


def define_refusal() -> None:
    """PostgreSQL's function behind the triggers; nothing on SQLite, whose triggers speak for themselves."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS\n"
            "$$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$"
        )
