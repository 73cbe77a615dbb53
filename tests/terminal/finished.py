"""A client whose interview has been finished with nothing in its way: complete, rated or signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from asi_tui.core import closing, severity
from asi_tui.core.answer import Value, to_stored
from asi_tui.core.casework import Settled
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.scoring import Scoring
from tests.core.test_reopening import after, finished
from tests.terminal.site import Site, add_client, begin_interview

COMPLETE, RATED, SIGNED = InterviewState.COMPLETE, InterviewState.RATED, InterviewState.SIGNED


@dataclass(frozen=True, slots=True)
class Finished:
    """A client of a site, and what lies on disk of their one interview."""

    site: Site
    code: str

    @property
    def interview(self) -> str:
        """Its id."""
        return self.site.interviews(self.code)[-1]

    @property
    def state(self) -> str:
        """How far it is."""
        return str(self.site.column("SELECT state FROM interview WHERE id = ?", self.interview)[0])

    @property
    def values(self) -> dict[str, str | None] | None:
        """The effective values that figures read; None when there are none."""
        import json

        kept = self.site.column("SELECT effective FROM interview_value WHERE interview_id = ?", self.interview)
        return json.loads(kept[0]) if kept else None

    @property
    def answers(self) -> dict[str, str]:
        """The answers that count."""
        return self.site.answers(self.code)

    def as_told(self, *options: str) -> dict[str, Any]:
        """What `asi answers` says of it."""
        found: dict[str, Any] = self.site.asi_json("answers", self.code, *options)["interviews"][-1]
        return found


def finish(
    site: Site, state: InterviewState, answers: Mapping[str, Value] | None = None, form: str = "uppf-kort"
) -> Finished:
    """A client whose interview is that far, with the least of answers except these."""
    interview, notebook = after(finished(form, ratings=None if state is COMPLETE else 2), **(answers or {}))
    scoring = Scoring()
    with site.casebook() as casebook:
        code = add_client(casebook, f"Fia {state}")
        interview_id = begin_interview(casebook, code, form, date.today())
        last = 0
        rows = severity.rows(interview)
        for question in (*interview.plan.order, closing.closing_question(interview).code):
            if question in interview.answers:
                last = casebook.record(interview_id, question, to_stored(interview.answers[question]), last)
        for acceptance in notebook.acceptances:
            casebook.accept(interview_id, acceptance)
        kept = closing.kept(interview, scoring)
        casebook.complete(interview_id, kept, date.today())
        for question in rows if state is not COMPLETE else ():
            settled = Settled(RATED, kept)
            last = casebook.record(interview_id, question, to_stored(interview.answers[question]), last, settled)
        if state is SIGNED:
            casebook.sign(interview_id, "intervjuare")
    return Finished(site, code)
