"""What the interviews of a client give back, as papers: which there are, and what screens ask of their maker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from asi_tui.core.narrative import Naming, Pronoun
from asi_tui.message import say

if TYPE_CHECKING:
    from asi_tui.core.casework import StoredInterview
    from asi_tui.core.edited_text import EditedText
    from asi_tui.core.interview import Interview
    from asi_tui.core.plan_basis import Intervention


class PaperKind(StrEnum):
    """The papers, in the order they are chosen in."""

    SUMMARY = "summary"
    CHANGE = "change"
    SHEET = "sheet"
    PLAN = "plan"
    ANSWERS = "answers"


PAPERS = {
    PaperKind.SUMMARY: say("Summary"),
    PaperKind.CHANGE: say("Change"),
    PaperKind.SHEET: say("The client's sheet"),
    PaperKind.PLAN: say("Basis for the plan"),
    PaperKind.ANSWERS: say("Answers in words"),
}
"""The papers by name."""

FORMATS = ("text", "html", "docx", "pdf")
"""What a paper can be written as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A paper that is asked for: the interviews that it is made of, oldest first; the last is the one it is about.

    `running` are the client's interventions, for the basis of the plan; `edited` a summary that somebody has edited.
    """

    kind: PaperKind
    opened: Sequence[tuple[StoredInterview, Interview]]
    naming: Naming = Naming.INITIALS
    pronoun: Pronoun = Pronoun.RECORD
    edited: EditedText | None = None
    running: Sequence[Intervention] = ()


class PaperDesk(Protocol):
    """Makes papers, for screens that know nothing of documents and files."""

    @property
    def folder(self) -> str:
        """Where the papers are written, unless another place is named."""

    def lines(self, wanted: Wanted) -> tuple[tuple[str, str], ...]:
        """The paper to be read on a screen: lines, each with the name of its style."""

    def text(self, wanted: Wanted) -> str:
        """The paper as text, to be pasted."""

    def proposed(self, wanted: Wanted) -> str:
        """A name for its file that nothing has yet in the folder, without the ending that tells the format."""

    def write(self, wanted: Wanted, form: str, place: str) -> str:
        """Write the paper to a new file, which only its owner reads; gives where it is. UsageError when it cannot."""
