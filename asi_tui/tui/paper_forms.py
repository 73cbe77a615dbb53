"""What is asked beside a paper: how the text speaks of the client, what it is compared with, where it is written."""

from __future__ import annotations

from collections.abc import Callable

from asi_tui.core.identity import show_code
from asi_tui.core.narrative import Naming, Pronoun
from asi_tui.core.papers import FORMATS, PAPERS, PaperDesk, Wanted
from asi_tui.core.ports import Casebook
from asi_tui.core.queue import QueueRow
from asi_tui.i18n import tell
from asi_tui.message import Message, say
from asi_tui.tui.asking import Asked, Told, panel
from asi_tui.tui.case_reading import CaseReading
from asi_tui.tui.fields import Field, Fields, Option, Values
from asi_tui.tui.summary_desk import SummaryDesk

NAMINGS = {Naming.INITIALS: say("initials"), Naming.CLIENT: say("the client")}

PRONOUNS = {
    Pronoun.RECORD: say("as the client's page has it"),
    Pronoun.SHE: say("she"),
    Pronoun.HE: say("he"),
    Pronoun.THEY: say("they (one person)"),
    Pronoun.NONE: say("none"),
}

LONGEST_PLACE = 200


def ask_naming(desk: SummaryDesk) -> Asked:
    """How the text names the client, and by which pronoun."""

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        desk.call(Naming(fields.value("naming")), Pronoun(fields.value("pronoun")))
        return Told(say("the text is told anew; sentences that were rewritten keep their words"))

    return Asked(
        heading=say("How the text speaks of the client"),
        about=show_code(desk.stored.client.code),
        do=do,
        fields=panel(
            Field(
                id="naming",
                label=say("Name"),
                text=desk.text.naming.value,
                options=tuple(Option(one.value, words) for one, words in NAMINGS.items()),
            ),
            Field(
                id="pronoun",
                label=say("Pronoun"),
                text=desk.text.pronoun.value,
                options=tuple(Option(one.value, words) for one, words in PRONOUNS.items()),
            ),
        ),
    )


def ask_beside(case: CaseReading, shown: Callable[[], None]) -> Asked:
    """Which earlier interviews the current one is laid beside; `shown` reads them."""

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        case.lay_beside(set(fields.value("beside").split()))
        shown()
        return Told(say("{count} interviews side by side", count=len(case.beside)))

    held = {one.id for one in case.beside}
    return Asked(
        heading=say("Compared with"),
        about=show_code(case.file.client.code),
        do=do,
        fields=panel(
            Field(
                id="beside",
                label=say("Interviews"),
                many=True,
                text=" ".join(one.id for one in case.comparable if one.id in held),
                hint=say("A digit adds an interview, or takes it away"),
                options=tuple(Option(one.id, one.interview_date.isoformat()) for one in case.comparable),
                check=lambda text, values: None if text else say("choose at least one"),
            )
        ),
    )


def ask_file(papers: PaperDesk, wanted: Wanted) -> Asked:
    """Where the paper is written, and as what."""

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        return Told(say("Written: {file}", file=papers.write(wanted, fields.value("form"), fields.value("name"))))

    return Asked(
        heading=say("Write to a new file"),
        about=tell(PAPERS[wanted.kind]),
        do=do,
        fields=panel(
            Field(
                id="form",
                label=say("Format"),
                text=FORMATS[-1],
                options=tuple(Option(one, one) for one in FORMATS),
            ),
            Field(
                id="name",
                label=say("Name"),
                text=papers.proposed(wanted),
                longest=LONGEST_PLACE,
                hint=say("In {folder}; the format's ending is added, nothing is written over", folder=papers.folder),
                check=_named,
            ),
        ),
    )


def _named(text: str, values: Values) -> Message | None:
    return None if text else say("give the file a name")
