"""The units' plans and the training of staff, what is recorded of interventions, and the texts that somebody edited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _plans()
    _interventions()
    _texts()


def _plans() -> None:
    """What a unit has decided, who is trained."""
    for name, default in (("base_form", "'grund'"), ("follow_up_form", "'uppf'")):
        op.add_column("unit", sa.Column(name, sa.String(), server_default=sa.text(default), nullable=False))
    op.add_column("unit", sa.Column("earlier", sa.String(), nullable=True))
    op.add_column("unit", sa.Column("finish_short", sa.Boolean(), nullable=True))
    op.add_column("unit", sa.Column("show_ratings", sa.Boolean(), nullable=True))
    op.add_column("unit", sa.Column("refresher_months", sa.Integer(), server_default=sa.text("24"), nullable=False))
    op.add_column("staff", sa.Column("role", sa.String(), server_default=sa.text("'handlaggare'"), nullable=False))
    for name in ("trained_on", "refresher_due", "left_on"):
        op.add_column("staff", sa.Column(name, sa.Date(), nullable=True))
    op.create_table(
        "unit_plan",
        sa.Column("unit_id", sa.String(), nullable=False),
        sa.Column("interviewed", sa.String(), nullable=False),
        sa.Column("limits", sa.String(), nullable=False),
        sa.Column("responsible_id", sa.String(), nullable=True),
        sa.Column("follow_ups_id", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("unit_id", name="unit_plan_pkey"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="unit_plan_unit_id_fkey"),
        sa.ForeignKeyConstraint(["responsible_id"], ["staff.id"], name="unit_plan_responsible_id_fkey"),
        sa.ForeignKeyConstraint(["follow_ups_id"], ["staff.id"], name="unit_plan_follow_ups_id_fkey"),
    )
    op.create_table(
        "plan_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("became", sa.String(), nullable=False),
        sa.Column("interval_was", sa.Integer(), nullable=False),
        sa.Column("feedback_was", sa.Boolean(), nullable=False),
        sa.Column("short_was", sa.Integer(), nullable=False),
        sa.Column("interval_months", sa.Integer(), nullable=False),
        sa.Column("feedback", sa.Boolean(), nullable=False),
        sa.Column("short_interventions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="plan_change_pkey"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="plan_change_unit_id_fkey"),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name="plan_change_by_fkey"),
    )
    op.create_index("plan_change_unit", "plan_change", ["unit_id", "id"])
    op.create_table(
        "plan_place",
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("happened", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("client_id", "happened", name="plan_place_pkey"),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name="plan_place_client_id_fkey"),
        sa.ForeignKeyConstraint(["change_id"], ["plan_change.id"], name="plan_place_change_id_fkey"),
    )


def _interventions() -> None:
    """The record of an intervention and its goals."""
    empty = sa.text("''")
    for name in ("kind", "method", "method_words", "provider", "worker", "commissioner", "legal_basis"):
        op.add_column("intervention", sa.Column(name, sa.String(), server_default=empty, nullable=False))
    op.add_column("intervention", sa.Column("needs_tested", sa.Boolean(), nullable=True))
    for name in ("planned_from", "planned_until"):
        op.add_column("intervention", sa.Column(name, sa.Date(), nullable=True))
    op.add_column("intervention", sa.Column("status", sa.String(), server_default=sa.text("'ongoing'"), nullable=False))
    op.add_column("intervention", sa.Column("mode", sa.String(), server_default=empty, nullable=False))
    for name in ("per_week", "offered", "attended"):
        op.add_column("intervention", sa.Column(name, sa.Integer(), nullable=True))
    for name in ("areas", "main_area", "end_reason"):
        op.add_column("intervention", sa.Column(name, sa.String(), server_default=empty, nullable=False))
    for name in ("helpfulness", "influence"):
        op.add_column("intervention", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("intervention", sa.Column("recommends", sa.Boolean(), nullable=True))
    op.add_column("intervention", sa.Column("worker_rating", sa.Integer(), nullable=True))
    op.add_column("intervention", sa.Column("note", sa.String(), server_default=empty, nullable=False))
    op.add_column("intervention", sa.Column("taken_back", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(sa.text("UPDATE intervention SET status = 'ended' WHERE ended_on IS NOT NULL"))
    op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intervention_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("attainment", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["intervention_id"], ["intervention.id"], name="goal_intervention_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="goal_pkey"),
        sa.UniqueConstraint("intervention_id", "place", name="goal_intervention_id_place_key"),
    )
    op.create_table(
        "intervention_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intervention_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["intervention_id"], ["intervention.id"], name="intervention_change_intervention_id_fkey"
        ),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name="intervention_change_by_fkey"),
        sa.PrimaryKeyConstraint("id", name="intervention_change_pkey"),
    )
    op.create_index("intervention_change_record", "intervention_change", ["intervention_id", "id"])


def _texts() -> None:
    """Texts that somebody edited."""
    op.create_table(
        "narrative_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("naming", sa.String(), nullable=False),
        sa.Column("pronoun", sa.String(), nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="narrative_text_pkey"),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name="narrative_text_interview_id_fkey"),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name="narrative_text_by_fkey"),
        sa.UniqueConstraint(
            "interview_id", "kind", "language", "version", name="narrative_text_interview_id_kind_language_version_key"
        ),
    )
