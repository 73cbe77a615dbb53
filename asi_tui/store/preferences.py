"""How each member of staff likes to work: one row per person."""

from __future__ import annotations

from sqlalchemy import Connection, select

from asi_tui.core.identity import clean_text
from asi_tui.core.preferences import EarlierView, Settings
from asi_tui.store.dialects import put
from asi_tui.store.people_tables import SETTING

_NAME_LIMIT = 100


def of(connection: Connection, staff_id: str) -> Settings:
    """The settings of a member of staff; nothing is set by one who never changed any, nor by what is not known."""
    row = connection.execute(select(SETTING).where(SETTING.c.staff_id == staff_id)).one_or_none()
    if row is None:
        return Settings()
    return Settings(
        quick_keying=row.quick_keying,
        lock_ms=row.lock_ms,
        earlier=next((view for view in EarlierView if view.value == row.earlier), None),
        theme=row.theme,
        language=row.language,
    )


def save(connection: Connection, staff_id: str, settings: Settings) -> None:
    """Keep the settings of a member of staff."""
    put(
        connection,
        SETTING,
        staff_id=staff_id,
        quick_keying=settings.quick_keying,
        lock_ms=settings.lock_ms,
        earlier=None if settings.earlier is None else settings.earlier.value,
        theme=_name(settings.theme),
        language=_name(settings.language),
    )


def _name(text: str | None) -> str | None:
    return None if text is None else clean_text(text, _NAME_LIMIT)
