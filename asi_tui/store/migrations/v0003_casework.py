"""The casework: actions on items, events, consents, identities and who may see them; the keys that items go by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from asi_tui.core.identity import name_order

revision = "0003"
down_revision = "0002"

NOT_CLOSED = sa.text("closed_at IS NULL")
OPEN_ITEM = sa.text("closed_at IS NULL AND NOT guarded")
TO_UNIT = sa.text("closed_at IS NULL AND NOT guarded AND to_unit IS NOT NULL")
TO_STAFF = sa.text("closed_at IS NULL AND NOT guarded AND to_staff IS NOT NULL")
UNSIGNED = sa.text("state <> 'signed' AND NOT guarded")
NOT_PROTECTED = sa.text("protection = 'none'")
NEVER_INTERVIEWED = sa.text("interviews = 0 AND protection = 'none'")

COUNTED = ["opens_on", "overdue_on", "long_overdue_on", "kind", "staff_id", "unit_id", "closed_at", "guarded"]

EMPTY = sa.text("''")

CLIENTS_AT_A_TIME = 1_000


def _bytewise() -> sa.String:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _partial(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    op.add_column("unit", sa.Column("feedback", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("unit", sa.Column("short_interventions", sa.Integer(), server_default=sa.text("7"), nullable=False))
    _clients()
    _new_tables()
    _interviews()
    _items()


def _clients() -> None:
    for name in ("client_name", "client_new", "client_new_creator", "client_new_unit", "client_unit_name"):
        op.drop_index(name, "client")
    with op.batch_alter_table("client") as client:
        client.add_column(sa.Column("name_sort", _bytewise(), server_default=EMPTY, nullable=False))
        client.add_column(sa.Column("identifier_kind", sa.String(), server_default=sa.text("'none'"), nullable=False))
        client.add_column(sa.Column("identifier", sa.String(), server_default=EMPTY, nullable=False))
        client.add_column(sa.Column("digits", _bytewise(), server_default=EMPTY, nullable=False))
        client.add_column(sa.Column("protection", sa.String(), server_default=sa.text("'none'"), nullable=False))
        client.add_column(sa.Column("telephone", sa.String(), server_default=EMPTY, nullable=False))
        client.add_column(sa.Column("own_interval", sa.Integer(), nullable=True))
        client.add_column(sa.Column("interval_reason", sa.String(), server_default=EMPTY, nullable=False))
        client.add_column(sa.Column("handler_id", sa.String(), nullable=True))
        client.add_column(sa.Column("happened", sa.Integer(), server_default=sa.text("0"), nullable=False))
        client.create_foreign_key("client_handler_id_fkey", "staff", ["handler_id"], ["id"])
    _write_order_of_names()
    found = ["name_sort", "id", "name_key", "name_folded", "code", "digits"]
    _partial("client_name", "client", found, NOT_PROTECTED)
    _partial("client_unit_name", "client", ["unit_id", *found], NOT_PROTECTED)
    op.create_index("client_born", "client", ["born"])
    op.create_index("client_handler", "client", ["handler_id"])
    op.create_index("client_digits", "client", ["digits"])
    _partial("client_new", "client", ["created_at", "id"], NEVER_INTERVIEWED)
    _partial("client_new_creator", "client", ["created_by", "created_at", "id"], NEVER_INTERVIEWED)
    _partial("client_new_unit", "client", ["unit_id", "created_at", "id"], NEVER_INTERVIEWED)


def _write_order_of_names() -> None:
    """No database sorts å, ä and ö as Swedes do: the order is made here and stored."""
    connection, last = op.get_bind(), ""
    while True:
        rows = connection.execute(
            sa.text("SELECT id, name FROM client WHERE id > :last ORDER BY id LIMIT :many"),
            {"last": last, "many": CLIENTS_AT_A_TIME},
        ).all()
        if not rows:
            return
        connection.execute(
            sa.text("UPDATE client SET name_sort = :sort WHERE id = :id"),
            [{"id": row.id, "sort": name_order(row.name)} for row in rows],
        )
        last = rows[-1].id


def _new_tables() -> None:
    op.create_table(
        "client_access",
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("client_access_client_id_fkey")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("client_access_staff_id_fkey")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("client_access_by_fkey")),
        sa.PrimaryKeyConstraint("client_id", "staff_id", name=op.f("client_access_pkey")),
    )
    op.create_index("client_access_staff", "client_access", ["staff_id", "client_id"])
    op.create_table(
        "intervention",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=True),
        sa.Column("move_item", sa.Boolean(), nullable=False),
        sa.Column("happened", sa.Integer(), nullable=True),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("intervention_client_id_fkey")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("intervention_unit_id_fkey")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("intervention_staff_id_fkey")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("intervention_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("intervention_pkey")),
    )
    op.create_index("intervention_client", "intervention", ["client_id", "id"])
    op.create_table(
        "item_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("happened", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("to_staff", sa.String(), nullable=True),
        sa.Column("to_unit", sa.String(), nullable=True),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("undone_at", _moment(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("item_action_client_id_fkey")),
        sa.ForeignKeyConstraint(["to_staff"], ["staff.id"], name=op.f("item_action_to_staff_fkey")),
        sa.ForeignKeyConstraint(["to_unit"], ["unit.id"], name=op.f("item_action_to_unit_fkey")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("item_action_by_fkey")),
        sa.ForeignKeyConstraint(["undone_by"], ["staff.id"], name=op.f("item_action_undone_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("item_action_pkey")),
        sa.UniqueConstraint("client_id", "happened", name=op.f("item_action_client_id_happened_key")),
    )
    op.create_index("item_action_batch", "item_action", ["batch"])
    op.create_table(
        "case_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("happened", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("interview_id", sa.String(), nullable=True),
        sa.Column("items_stay", sa.Boolean(), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("case_event_client_id_fkey")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("case_event_interview_id_fkey")),
        sa.ForeignKeyConstraint(["corrects"], ["case_event.id"], name=op.f("case_event_corrects_fkey")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("case_event_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("case_event_pkey")),
        sa.UniqueConstraint("client_id", "happened", name=op.f("case_event_client_id_happened_key")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("consent_client_id_fkey")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("consent_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("consent_pkey")),
    )
    op.create_index("consent_newest", "consent", ["client_id", "kind", "id"])
    op.create_table(
        "identity_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("identity_change_client_id_fkey")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("identity_change_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("identity_change_pkey")),
    )
    op.create_index("identity_change_client", "identity_change", ["client_id", "id"])
    op.create_table(
        "interval_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("happened", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", _moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("interval_change_client_id_fkey")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("interval_change_by_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("interval_change_pkey")),
        sa.UniqueConstraint("client_id", "happened", name=op.f("interval_change_client_id_happened_key")),
    )


def _interviews() -> None:
    columns = {
        "interview_open": ["state", "keyed_at", "id"],
        "interview_open_interviewer": ["interviewer_id", "state", "keyed_at", "id"],
        "interview_open_keyer": ["keyed_by", "state", "keyed_at", "id", "interviewer_id"],
        "interview_open_unit": ["unit_id", "state", "keyed_at", "id"],
    }
    for name in columns:
        op.drop_index(name, "interview")
    op.add_column("interview", sa.Column("guarded", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("interview", sa.Column("happened", sa.Integer(), nullable=True))
    op.add_column("interview", sa.Column("first_completed_at", _moment(), nullable=True))
    op.add_column("interview", sa.Column("rated_on", sa.Date(), nullable=True))
    # When an interview was completed first is no longer known: its last completion stands for it, and for its rating.
    op.execute(
        "UPDATE interview SET first_completed_at = completed_at, happened = (SELECT count(*) FROM interview AS sooner"
        " WHERE sooner.client_id = interview.client_id AND sooner.completed_at IS NOT NULL"
        " AND (sooner.completed_at < interview.completed_at"
        " OR (sooner.completed_at = interview.completed_at AND sooner.id <= interview.id)))"
        " WHERE completed_at IS NOT NULL"
    )
    op.execute(f"UPDATE interview SET rated_on = {_day('completed_at')} WHERE state IN ('rated', 'signed')")
    for name, indexed in columns.items():
        _partial(name, "interview", indexed, UNSIGNED)


def _items() -> None:
    for name in ("follow_up_open", "follow_up_open_client", "follow_up_open_staff", "follow_up_open_unit"):
        op.drop_index(name, "follow_up")
    op.add_column("follow_up", sa.Column("key", sa.String(), nullable=True))
    op.execute("UPDATE follow_up SET key = 'follow_up/interview/' || anchor_interview_id")
    with op.batch_alter_table("follow_up") as item:
        item.alter_column("anchor_interview_id", existing_type=sa.String(), nullable=True)
        item.alter_column("key", existing_type=sa.String(), nullable=False)
        item.add_column(sa.Column("guarded", sa.Boolean(), server_default=sa.false(), nullable=False))
        item.add_column(sa.Column("paused", sa.Boolean(), server_default=sa.false(), nullable=False))
        item.add_column(sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False))
        item.add_column(sa.Column("to_staff", sa.String(), nullable=True))
        item.add_column(sa.Column("to_unit", sa.String(), nullable=True))
        item.add_column(sa.Column("may_read", sa.String(), nullable=True))
        item.add_column(sa.Column("intervention_id", sa.String(), nullable=True))
        item.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        item.add_column(sa.Column("reason", sa.String(), nullable=True))
        item.create_foreign_key("follow_up_to_staff_fkey", "staff", ["to_staff"], ["id"])
        item.create_foreign_key("follow_up_to_unit_fkey", "unit", ["to_unit"], ["id"])
        item.create_foreign_key("follow_up_intervention_id_fkey", "intervention", ["intervention_id"], ["id"])
        item.create_unique_constraint("follow_up_client_id_key_key", ["client_id", "key"])
    _tell_how_cases_ended()
    # What has happened so far are the completed interviews, and the end of the case.
    op.execute(
        "UPDATE client SET happened = (SELECT count(*) FROM interview WHERE interview.client_id = client.id"
        " AND interview.completed_at IS NOT NULL)"
        " + (SELECT count(*) FROM case_event WHERE case_event.client_id = client.id)"
    )
    for name, columns, where in (
        ("follow_up_open", [], OPEN_ITEM),
        ("follow_up_open_kind", ["kind"], OPEN_ITEM),
        ("follow_up_open_staff", ["staff_id"], OPEN_ITEM),
        ("follow_up_open_unit", ["unit_id"], OPEN_ITEM),
        ("follow_up_to_staff", ["to_staff"], TO_STAFF),
        ("follow_up_to_unit", ["to_unit"], TO_UNIT),
    ):
        counted = [column for column in COUNTED if column not in columns]
        _partial(name, "follow_up", [*columns, "due_on", "id", *counted], where)
    _partial("follow_up_open_client", "follow_up", ["client_id", "due_on", "id"], NOT_CLOSED)


def _tell_how_cases_ended() -> None:
    """An item that was closed by the end of its case says so in the case's own time line."""
    op.execute(
        'INSERT INTO case_event (client_id, happened, kind, day, note, reason, items_stay, taken_back, at, "by")'
        " SELECT follow_up.client_id, (SELECT count(*) + 1 FROM interview WHERE interview.client_id ="
        " follow_up.client_id AND interview.completed_at IS NOT NULL),"
        " CASE outcome WHEN 'deceased' THEN 'DEAD' WHEN 'moved' THEN 'MOVE' ELSE 'CLOS' END,"
        f" {_day('closed_at')}, '', '', FALSE, FALSE, closed_at, staff_id FROM follow_up"
        " WHERE outcome IN ('deceased', 'moved', 'closed') AND NOT EXISTS (SELECT 1 FROM follow_up AS later"
        " WHERE later.client_id = follow_up.client_id AND later.id > follow_up.id"
        " AND later.outcome IN ('deceased', 'moved', 'closed'))"
    )


def _day(moment: str) -> str:
    """The day of a moment, as the database says it."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    return f"date({moment})" if on_sqlite else f"CAST({moment} AT TIME ZONE 'UTC' AS DATE)"
