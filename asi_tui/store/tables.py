"""All the tables of the casebook together, the same on SQLite and PostgreSQL: to make, upgrade or compare them.

Each costs a few milliseconds to declare, so whoever reads or writes some of them names those modules instead.
"""

from __future__ import annotations

from asi_tui.store.answer_tables import ANSWER
from asi_tui.store.case_tables import (
    CASE_EVENT,
    CONSENT,
    IDENTITY_CHANGE,
    INTERVAL_CHANGE,
    INTERVENTION,
    ITEM_ACTION,
)
from asi_tui.store.client_tables import CLIENT, CLIENT_ACCESS
from asi_tui.store.entry_tables import CHECK_REVIEW, HOLD, INSTRUMENT, INTERVIEW_VALUE, REMARK, SIGNATURE
from asi_tui.store.intervention_tables import GOAL, INTERVENTION_CHANGE
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.item_tables import FOLLOW_UP
from asi_tui.store.kept import SCHEMA_VERSION, Kept
from asi_tui.store.people_tables import SETTING, STAFF, UNIT
from asi_tui.store.plan_tables import PLAN_CHANGE, PLAN_PLACE, UNIT_PLAN
from asi_tui.store.reading_tables import READ_LOG
from asi_tui.store.text_tables import NARRATIVE_TEXT

__all__ = [
    "ANSWER",
    "CASE_EVENT",
    "CHECK_REVIEW",
    "CLIENT",
    "CLIENT_ACCESS",
    "CONSENT",
    "FOLLOW_UP",
    "GOAL",
    "HOLD",
    "IDENTITY_CHANGE",
    "INSTRUMENT",
    "INTERVAL_CHANGE",
    "INTERVENTION",
    "INTERVENTION_CHANGE",
    "INTERVIEW",
    "INTERVIEW_VALUE",
    "ITEM_ACTION",
    "METADATA",
    "NARRATIVE_TEXT",
    "PLAN_CHANGE",
    "PLAN_PLACE",
    "READ_LOG",
    "REMARK",
    "SCHEMA_VERSION",
    "SETTING",
    "SIGNATURE",
    "STAFF",
    "UNIT",
    "UNIT_PLAN",
]

METADATA = Kept.metadata
"""All the tables above."""
