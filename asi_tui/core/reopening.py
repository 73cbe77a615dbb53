"""A completed interview whose answers are changed: how far it is after each change, and the values that it has then."""

from __future__ import annotations

from asi_tui.core import closing, severity
from asi_tui.core.casework import Settled, StoredInterview
from asi_tui.core.interview import Interview
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.notebook import Notebook
from asi_tui.core.scoring import Scoring


def was_rated(stored: StoredInterview, interview: Interview) -> bool:
    """Whether an interview has come as far as its ratings: it is rated, or a draft again that lacks none of them."""
    if stored.state is InterviewState.DRAFT:
        return stored.completed_at is not None and not severity.open_rows(interview)
    return stored.state in (InterviewState.RATED, InterviewState.SIGNED)


def settled(interview: Interview, notebook: Notebook, scoring: Scoring, *, is_rated: bool) -> Settled:
    """How far a completed interview is when its answers have been changed.

    A draft as long as something stands in the way of completing it; else as far as it was, as long as each row of the
    ratings has a value.
    """
    how = closing.ended(interview)
    if how is None or closing.obstacle(interview, notebook, ends_early=isinstance(how.value, int)) is not None:
        return Settled(InterviewState.DRAFT)
    return so_far(interview, scoring, is_rated=is_rated)


def so_far(interview: Interview, scoring: Scoring, *, is_rated: bool) -> Settled:
    """How far a completed interview is when its ratings have been changed, with the values that it has then."""
    state = InterviewState.RATED if is_rated and not severity.open_rows(interview) else InterviewState.COMPLETE
    return Settled(state, closing.kept(interview, scoring))
