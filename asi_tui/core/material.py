"""The material of a text: an interview, and what is known beside its answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asi_tui.core.annotations import Remark
from asi_tui.core.answer import Value
from asi_tui.core.casework import StoredInterview
from asi_tui.core.interview import Interview
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.phrases import Phrasebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """An interview and what is known beside it.

    `remarks` are those of its questions and areas, `actions` what was written when its safety boxes were acknowledged,
    `refers_to` the day of the interview that a follow-up is asked since, `children` whether children live in the home
    or are met regularly.
    """

    interview: Interview
    held_on: date
    state: InterviewState
    remarks: Sequence[Remark] = ()
    actions: Sequence[str] = ()
    refers_to: date | None = None
    children: bool | None = None

    def read(self, code: str) -> Value | None:
        """What a question counts as; None when it is unanswered or not on the form."""
        standing = self.interview.standings.get(code)
        return standing.value if standing else None


def material(stored: StoredInterview, interview: Interview) -> Material:
    """An interview as it lies in the casebook, and the same restored, as the material of texts."""
    return Material(
        interview=interview,
        held_on=stored.head.interview_date,
        state=stored.state,
        remarks=stored.remarks,
        # What a safety box was answered with has no reason of the kind that a soft check asks for.
        actions=tuple(one.text for one in stored.acceptances if one.reason is None and one.text),
        refers_to=stored.refers_to_date,
        children=stored.head.children,
    )


def written_date(day: date, book: Phrasebook) -> str:
    """A day as the texts write it out."""
    return book.grammar.date(day.year, day.month, day.day)


def form_name(held: Material, book: Phrasebook) -> str:
    """What the form of an interview is called within a sentence."""
    form = held.interview.form
    return book.words.get(f"form.{form.id}") or form.title.in_language(book.language)
