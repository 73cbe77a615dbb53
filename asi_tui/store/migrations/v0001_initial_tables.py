"""The first tables: units, staff, clients, interviews with their answers, follow-up items, the read log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NOT_CLOSED = sa.text("closed_at IS NULL")
NOT_SIGNED = sa.text("state <> 'signed'")
NEVER_INTERVIEWED = sa.text("interviews = 0")


def _partial(name: str, table: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    op.create_table(
        "instrument",
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("structure_hash", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("content_hash", name=op.f("instrument_pkey")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("interval_months", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("unit_pkey")),
        sa.UniqueConstraint("name", name=op.f("unit_name_key")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit_id", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("staff_unit_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("staff_pkey")),
        sa.UniqueConstraint("account", name=op.f("staff_account_key")),
    )
    op.create_table(
        "client",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("name_folded", sa.String(), nullable=False),
        sa.Column("born", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("unit_id", sa.String(), nullable=False),
        sa.Column("interviews", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["staff.id"], name=op.f("client_created_by_fkey")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("client_unit_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("client_pkey")),
        sa.UniqueConstraint("code", name=op.f("client_code_key")),
    )
    op.create_index("client_created_by", "client", ["created_by"])
    op.create_index("client_name", "client", ["name_folded", "id", "name_key", "code"])
    _partial("client_new", "client", ["created_at", "id"], NEVER_INTERVIEWED)
    _partial("client_new_creator", "client", ["created_by", "created_at", "id"], NEVER_INTERVIEWED)
    _partial("client_new_unit", "client", ["unit_id", "created_at", "id"], NEVER_INTERVIEWED)
    op.create_index("client_unit_name", "client", ["unit_id", "name_folded", "id", "name_key", "code"])
    op.create_table(
        "interview",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("unit_id", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("interview_date", sa.Date(), nullable=False),
        sa.Column("interviewer_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("refers_to", sa.String(), nullable=True),
        sa.Column("children", sa.Boolean(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("instrument_hash", sa.String(), nullable=False),
        sa.Column("keyed_by", sa.String(), nullable=False),
        sa.Column("keyed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_early", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("interview_client_id_fkey")),
        sa.ForeignKeyConstraint(
            ["instrument_hash"], ["instrument.content_hash"], name=op.f("interview_instrument_hash_fkey")
        ),
        sa.ForeignKeyConstraint(["interviewer_id"], ["staff.id"], name=op.f("interview_interviewer_id_fkey")),
        sa.ForeignKeyConstraint(["keyed_by"], ["staff.id"], name=op.f("interview_keyed_by_fkey")),
        sa.ForeignKeyConstraint(["refers_to"], ["interview.id"], name=op.f("interview_refers_to_fkey")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("interview_unit_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("interview_pkey")),
    )
    op.create_index("interview_client", "interview", ["client_id", "interview_date", "id"])
    _partial("interview_open", "interview", ["state", "keyed_at", "id"], NOT_SIGNED)
    _partial("interview_open_interviewer", "interview", ["interviewer_id", "state", "keyed_at", "id"], NOT_SIGNED)
    _partial("interview_open_keyer", "interview", ["keyed_by", "state", "keyed_at", "id", "interviewer_id"], NOT_SIGNED)
    _partial("interview_open_unit", "interview", ["unit_id", "state", "keyed_at", "id"], NOT_SIGNED)
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint("code IN ('X', 'N')", name=op.f("answer_code_check")),
        sa.CheckConstraint("value IS NULL OR code IS NULL", name=op.f("answer_value_or_code_check")),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("answer_by_fkey")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("answer_interview_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("answer_pkey")),
    )
    op.create_index("answer_newest", "answer", ["interview_id", "question", "id"])
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("anchor_interview_id", sa.String(), nullable=False),
        sa.Column("anchor_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("overdue_on", sa.Date(), nullable=False),
        sa.Column("long_overdue_on", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("interview_id", sa.String(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["anchor_interview_id"], ["interview.id"], name=op.f("follow_up_anchor_interview_id_fkey")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("follow_up_client_id_fkey")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("follow_up_interview_id_fkey")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("follow_up_staff_id_fkey")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("follow_up_unit_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("follow_up_pkey")),
    )
    _partial(
        "follow_up_open",
        "follow_up",
        ["due_on", "id", "opens_on", "overdue_on", "long_overdue_on", "closed_at"],
        NOT_CLOSED,
    )
    _partial("follow_up_open_client", "follow_up", ["client_id", "due_on", "id"], NOT_CLOSED)
    _partial(
        "follow_up_open_staff",
        "follow_up",
        ["staff_id", "due_on", "id", "opens_on", "overdue_on", "long_overdue_on", "closed_at"],
        NOT_CLOSED,
    )
    _partial(
        "follow_up_open_unit",
        "follow_up",
        ["unit_id", "due_on", "id", "opens_on", "overdue_on", "long_overdue_on", "closed_at"],
        NOT_CLOSED,
    )
    op.create_table(
        "interview_value",
        sa.Column("interview_id", sa.String(), nullable=False),
        sa.Column("effective", sa.JSON(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("money_term", sa.String(), nullable=False),
        sa.Column("currency_divisor", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("interview_value_interview_id_fkey")),
        sa.PrimaryKeyConstraint("interview_id", name=op.f("interview_value_pkey")),
    )
    op.create_table(
        "read_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("interview_id", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("read_log_client_id_fkey")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("read_log_interview_id_fkey")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("read_log_staff_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("read_log_pkey")),
    )
    op.create_index("read_log_recent", "read_log", ["staff_id", "client_id", "at"])
