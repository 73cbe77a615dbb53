"""The texts that somebody has edited: each version beside the earlier ones. Implements core.casework_ports.Texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Connection, insert, select

from asi_tui.core.edited_text import EditedText, Kept, Mark
from asi_tui.core.identity import clean_text
from asi_tui.core.narrative import Naming, Pronoun
from asi_tui.errors import TouchedElsewhere
from asi_tui.message import say
from asi_tui.store import reading_rights
from asi_tui.store.account import Account
from asi_tui.store.database import Database
from asi_tui.store.interview_tables import INTERVIEW
from asi_tui.store.kept import AnyRow
from asi_tui.store.moments import time_of
from asi_tui.store.people_tables import STAFF
from asi_tui.store.text_tables import NARRATIVE_TEXT

SUMMARY = "summary"
"""The kind of text that is edited."""

TEXT_LIMIT = 4000
"""Symbols that a sentence, or a paragraph of one's own, can hold."""

CODE_LIMIT = 200


class SqlTexts:
    """The edited texts of the interviews that the account may read."""

    def __init__(self, database: Database, account: Account, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._account = account
        self._clock = clock

    def newest(self, interview_id: str, language: str) -> EditedText | None:
        """The edited summary of an interview; None when there is none, or it was taken back."""
        with self._database.reading() as connection:
            reading_rights.refuse_unread(connection, self._account.member(connection), interview_id)
            row = _newest(connection, interview_id, language)
        text = _text(row) if row is not None else None
        return text if text and text.kept else None

    def write(self, interview_id: str, language: str, text: EditedText) -> EditedText:
        """Store a newer version than the one that was read; gives it with its version, time and author."""
        with self._database.writing() as connection:
            me = self._account.member(connection)
            reading_rights.refuse_unread(connection, me, interview_id)
            # Two writers stand in line.
            connection.execute(select(INTERVIEW.c.id).where(INTERVIEW.c.id == interview_id).with_for_update())
            row = _newest(connection, interview_id, language)
            # A text that was taken back is to its reader as if there were none.
            seen = text.version or (row.version if row is not None and not row.sentences else 0)
            if row is not None and row.version != seen:
                what = say("{name} edited the text {time}: nothing was stored", name=row.name, time=time_of(row.at))
                raise TouchedElsewhere(what, interview_id, say("read the newer text, then write yours again"))
            kept = tuple(map(_cleaned, text.kept))
            stored = replace(text, kept=kept, version=seen + 1, at=self._clock(), by=me.name)
            connection.execute(
                insert(NARRATIVE_TEXT).values(
                    interview_id=interview_id,
                    kind=SUMMARY,
                    language=language,
                    version=stored.version,
                    naming=stored.naming.value,
                    pronoun=stored.pronoun.value,
                    sentences=[_as_json(one) for one in kept],
                    at=stored.at,
                    by=me.id,
                )
            )
            return stored


def _newest(connection: Connection, interview_id: str, language: str) -> AnyRow | None:
    return connection.execute(
        select(NARRATIVE_TEXT, STAFF.c.name)
        .join_from(NARRATIVE_TEXT, STAFF, STAFF.c.id == NARRATIVE_TEXT.c.by)
        .where(
            NARRATIVE_TEXT.c.interview_id == interview_id,
            NARRATIVE_TEXT.c.kind == SUMMARY,
            NARRATIVE_TEXT.c.language == language,
        )
        .order_by(NARRATIVE_TEXT.c.version.desc())
        .limit(1)
    ).one_or_none()


Named = TypeVar("Named", bound=StrEnum)


def _named(kind: type[Named], value: str, otherwise: Named) -> Named:
    return kind(value) if value in {one.value for one in kind} else otherwise


def _text(row: AnyRow) -> EditedText:
    told = row.sentences if isinstance(row.sentences, list) else []
    return EditedText(
        kept=tuple(_cleaned(_kept(one)) for one in told if isinstance(one, dict)),
        naming=_named(Naming, row.naming, Naming.INITIALS),
        pronoun=_named(Pronoun, row.pronoun, Pronoun.RECORD),
        version=row.version,
        at=row.at,
        by=row.name,
    )


def _cleaned(kept: Kept) -> Kept:
    """Plain words, whoever wrote them: they may be shown anywhere."""
    return replace(
        kept,
        section=clean_text(kept.section, CODE_LIMIT),
        text=clean_text(kept.text, TEXT_LIMIT).strip(),
        calculated=clean_text(kept.calculated, TEXT_LIMIT).strip(),
    )


def _as_json(kept: Kept) -> dict[str, Any]:
    told: dict[str, Any] = {"section": kept.section, "text": kept.text, "begins": kept.begins}
    if kept.mark is not None:
        mark = {"phrase": kept.mark.phrase, "nth": kept.mark.nth, "digest": kept.mark.digest}
        told |= {"calculated": kept.calculated, "mark": mark | {"rests_on": list(kept.mark.rests_on)}}
    return told


def _kept(told: Mapping[str, Any]) -> Kept:
    mark = told.get("mark")
    return Kept(
        section=str(told.get("section", "")),
        text=str(told.get("text", "")),
        calculated=str(told.get("calculated", "")),
        mark=_mark(mark) if isinstance(mark, dict) else None,
        begins=bool(told.get("begins")),
    )


def _mark(told: Mapping[str, Any]) -> Mark:
    nth, codes = told.get("nth"), told.get("rests_on")
    return Mark(
        phrase=clean_text(str(told.get("phrase", "")), CODE_LIMIT),
        nth=nth if isinstance(nth, int) else 0,
        rests_on=tuple(clean_text(str(code), CODE_LIMIT) for code in codes) if isinstance(codes, list) else (),
        digest=clean_text(str(told.get("digest", "")), CODE_LIMIT),
    )
