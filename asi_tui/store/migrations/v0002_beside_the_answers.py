"""What stands beside the answers: remarks, checks dealt with, signatures, corrections, settings, who has what open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("answer", sa.Column("reason", sa.String(), nullable=True))
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("to_coordinator", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("remark_by_fkey")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("remark_interview_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("remark_pkey")),
    )
    op.create_index("remark_newest", "remark", ["interview_id", "about", "id"])
    op.create_table(
        "check_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.String(), nullable=False),
        sa.Column("check_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("reason", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("check_review_by_fkey")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("check_review_interview_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("check_review_pkey")),
    )
    op.create_index("check_review_newest", "check_review", ["interview_id", "check_id", "digest", "id"])
    op.create_table(
        "signature",
        sa.Column("interview_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("signature_by_fkey")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("signature_interview_id_fkey")),
        sa.PrimaryKeyConstraint("interview_id", name=op.f("signature_pkey")),
    )
    op.create_table(
        "setting",
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("quick_keying", sa.Boolean(), nullable=True),
        sa.Column("lock_ms", sa.Integer(), nullable=True),
        sa.Column("earlier", sa.String(), nullable=True),
        sa.Column("theme", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("setting_staff_id_fkey")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("setting_pkey")),
    )
    op.create_table(
        "hold",
        sa.Column("interview_id", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("process", sa.Integer(), nullable=False),
        sa.Column("started", sa.String(), nullable=False),
        sa.Column("terminal", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("hold_interview_id_fkey")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("hold_staff_id_fkey")),
        sa.PrimaryKeyConstraint("interview_id", name=op.f("hold_pkey")),
    )
