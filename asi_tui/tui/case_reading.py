"""The case that papers on the screen are made of: the client's interviews, each opened once when it is first needed."""

from __future__ import annotations

from contextlib import suppress

from asi_tui.core.casework import InterviewSummary, StoredInterview
from asi_tui.core.change import Comparison, compare
from asi_tui.core.client_file import ClientFile
from asi_tui.core.interview import Interview, restore
from asi_tui.core.interview_state import InterviewState
from asi_tui.core.material import Material, material
from asi_tui.core.measures import Measures
from asi_tui.core.phrases import Phrasebook
from asi_tui.core.preferences import EarlierView
from asi_tui.core.scoring import MoneyVersion, Scoring
from asi_tui.errors import NoLeave
from asi_tui.i18n import language
from asi_tui.instruments.phrasebooks import load_measures, load_phrasebook
from asi_tui.tui.app import AsiApp

PURPOSE = "papers"

Opened = tuple[StoredInterview, Interview]


class CaseReading:
    """A client's file, and the interview that stands before the reader: the one at `place` among those of the file."""

    def __init__(self, app: AsiApp, file: ClientFile, place: int) -> None:
        self._app = app
        self._opened: dict[str, Opened] = {}
        self._left_out: set[str] = set()
        self.file = file
        self.place = place

    @property
    def current(self) -> InterviewSummary:
        """The interview that the papers are about."""
        return self.file.interviews[self.place]

    @property
    def beside(self) -> tuple[InterviewSummary, ...]:
        """The interviews that the change is told of: the finished ones up to the current, and it."""
        earlier = self.file.interviews[: self.place]
        held = [one for one in earlier if one.state is not InterviewState.DRAFT]
        return (*(one for one in held if one.id not in self._left_out), self.current)

    @property
    def comparable(self) -> tuple[InterviewSummary, ...]:
        """The earlier interviews that the current one can be laid beside."""
        return tuple(one for one in self.file.interviews[: self.place] if one.state is not InterviewState.DRAFT)

    def lay_beside(self, wanted: set[str]) -> None:
        """Compare with these earlier interviews only."""
        self._left_out = {one.id for one in self.comparable} - wanted

    def turn(self, step: int) -> bool:
        """To an earlier or later interview; False where there is none."""
        wanted = self.place + step
        if not 0 <= wanted < len(self.file.interviews):
            return False
        self.place = wanted
        return True

    def reload(self) -> None:
        """Read the file again; the interviews as they are now are opened when they are needed."""
        current = self.current.id
        self.file = self._app.casebook.files.open(self.file.client.code, PURPOSE)
        self.place = next((n for n, one in enumerate(self.file.interviews) if one.id == current), 0)
        self._opened.clear()

    def up_to_now(self) -> list[Opened]:
        """The current interview and the finished ones before it, oldest first."""
        return self._readable(self.comparable)

    def compared(self) -> list[Opened]:
        """The interviews that are laid side by side, oldest first."""
        return self._readable(self.beside[:-1])

    def _readable(self, earlier: tuple[InterviewSummary, ...]) -> list[Opened]:
        """The current interview, and the earlier ones that the reader has leave to read."""
        current = self._open(self.current)
        found: list[Opened] = []
        for one in earlier:
            with suppress(NoLeave):
                found.append(self._open(one))
        return [*found, current]

    def _open(self, wanted: InterviewSummary) -> Opened:
        if wanted.id not in self._opened:
            stored = self._app.casebook.open_interview(wanted.id, PURPOSE)
            interview = restore(self._app.shelf.of(stored.instrument), stored.head.form, stored.answers)
            self._opened[wanted.id] = stored, interview
        return self._opened[wanted.id]

    # What the texts are told with

    def book(self) -> Phrasebook:
        """The phrases of the language in force, the site's own among them."""
        return load_phrasebook(language(), self._app.config.overlay, self._bank())

    def measures(self) -> Measures:
        """What the papers measure."""
        return load_measures(self._bank())

    def comparison(self, opened: list[Opened]) -> Comparison | None:
        """Interviews side by side; None when there is only one."""
        if len(opened) < 2:
            return None
        config = self._app.config
        scoring = Scoring(MoneyVersion(config.money_term), config.currency_divisor)
        shown = EarlierView(config.earlier)
        return compare(materials(opened), self.book(), self.measures(), scoring, shown)

    def _bank(self) -> tuple[str, ...]:
        return tuple(self._open(self.current)[1].instrument.questions)


def materials(opened: list[Opened]) -> list[Material]:
    """Opened interviews as the material of texts."""
    return [material(stored, interview) for stored, interview in opened]
