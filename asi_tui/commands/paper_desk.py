"""The papers of a client made for the screens: as lines to be read, as text to be pasted, as files."""

from __future__ import annotations

from pathlib import Path

from asi_tui.commands.case_reading import case_with
from asi_tui.config import Config
from asi_tui.core.identity import show_code
from asi_tui.core.narrative import draft_mark
from asi_tui.core.papers import FORMATS, PaperKind, Wanted
from asi_tui.core.preferences import EarlierView
from asi_tui.errors import UsageError
from asi_tui.i18n import language, tell
from asi_tui.message import say
from asi_tui.reports.answers_in_words import answers_paper
from asi_tui.reports.client_sheet import client_sheet
from asi_tui.reports.delivery import write_new
from asi_tui.reports.document import Document
from asi_tui.reports.formats import SUFFIX, Format, rendered
from asi_tui.reports.on_screen import screen_lines
from asi_tui.reports.papers import change_paper, plan_paper, summary_paper

NAMES = {
    PaperKind.SUMMARY: say("summary"),
    PaperKind.CHANGE: say("change"),
    PaperKind.SHEET: say("client's-sheet"),
    PaperKind.PLAN: say("plan-basis"),
    PaperKind.ANSWERS: say("answers"),
}
"""What the files are named after; never after the client."""

MANY = 100
"""More files of one name than anybody writes."""


class Papers:
    """Implements core.papers.PaperDesk with the settings of a site and a user."""

    def __init__(self, config: Config) -> None:
        self._config = config

    @property
    def folder(self) -> str:
        """Where the papers are written, unless another place is named."""
        return str(self._folder)

    @property
    def _folder(self) -> Path:
        return self._config.paper_folder or Path.home()

    def lines(self, wanted: Wanted) -> tuple[tuple[str, str], ...]:
        """The paper to be read on a screen: lines, each with the name of its style."""
        return tuple((weight.value, line) for weight, line in screen_lines(self._document(wanted)))

    def text(self, wanted: Wanted) -> str:
        """The paper as text, to be pasted."""
        return rendered(self._document(wanted), Format.TEXT).decode()

    def proposed(self, wanted: Wanted) -> str:
        """A name for its file that nothing has yet: the client's code, the paper, the day of the interview."""
        stored, _ = wanted.opened[-1]
        name = f"{show_code(stored.client.code)}-{tell(NAMES[wanted.kind])}-{stored.head.interview_date.isoformat()}"
        numbered = (f"{name}-{number}" for number in range(2, MANY))
        free = (one for one in (name, *numbered) if not any(self._place(one, form).exists() for form in FORMATS))
        return next(free, name)

    def write(self, wanted: Wanted, form: str, place: str) -> str:
        """Write the paper to a new file, which only its owner reads; gives where it is. UsageError when it cannot."""
        path = self._place(place, form)
        write_new(path, rendered(self._document(wanted), Format(form)))
        return str(path)

    def _place(self, name: str, form: str) -> Path:
        """A name as typed: in the folder for papers unless it leads elsewhere, with the ending of its format."""
        try:
            path = self._folder / Path(name).expanduser()
        except RuntimeError:  # there is no home of that name
            path = Path()
        if not path.name or name.endswith("/"):
            raise UsageError(say("this is no name for a file"), name, say("name another file"))
        suffix = f".{SUFFIX[Format(form)]}"
        return path if path.suffix == suffix else path.with_name(path.name + suffix)

    def _document(self, wanted: Wanted) -> Document:
        case = case_with(
            self._config,
            wanted.opened,
            shown=EarlierView(self._config.earlier),
            naming=wanted.naming,
            pronoun=wanted.pronoun,
            edited=wanted.edited,
            running=wanted.running,
        )
        match wanted.kind:
            case PaperKind.SUMMARY:
                return summary_paper(case)
            case PaperKind.CHANGE:
                return change_paper(case)
            case PaperKind.SHEET:
                return client_sheet(case, show_ratings=self._config.show_ratings)
            case PaperKind.PLAN:
                return plan_paper(case)
            case PaperKind.ANSWERS:
                return answers_paper(*wanted.opened[-1], language(), draft_mark(case.latest, case.book))
