"""Every command that `asi keys` lists does something at the terminal, on each of its keys and on keys of one's own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from asi_tui.keys import ABOUT_ITEMS, COMMANDS, Context
from tests.terminal.conftest import moved
from tests.terminal.site import Site, run
from tests.terminal.typist import Typist, surroundings

PRESSED = {
    "enter": "{Enter}",
    "escape": "{Escape}",
    "backspace": "{Backspace}",
    "delete": "{Delete}",
    "tab": "{Tab}",
    "shift+tab": "{Shift+Tab}",
    "up": "{Up}",
    "down": "{Down}",
    "home": "{Home}",
    "end": "{End}",
    "pageup": "{PgUp}",
    "pagedown": "{PgDn}",
    "slash": "/",
    "comma": ",",
    "full_stop": ".",
    "minus": "-",
    "plus": "+",
    "asterisk": "*",
}


def pressed(key: str) -> str:
    """What is typed for a key, by the name that commands give it."""
    if key in PRESSED or len(key) == 1:
        return PRESSED.get(key, key)
    return "{" + "+".join(part.capitalize() for part in key.split("+")) + "}"


# The queue, of practice data.


def moves(at: str, to: Callable[[int, int], int]) -> Callable[[Typist, str], None]:
    """A key that moves the mark from one row of the queue (typed: `at`) to another, told by row and number of rows."""

    def act(typist: Typist, key: str) -> None:
        typist.size(80, 7).quiet().types("{Home}").quiet(0.1)
        rows: list[str] = []
        while typist.marked[3:55] not in rows:
            rows.append(typist.marked[3:55])
            typist.types("{Down}").quiet(0.1)
        typist.types("{Home}").stands_at(rows[0]).types(at).quiet(0.1)
        here = rows.index(typist.marked[3:55])
        assert to(here, len(rows)) != here
        typist.types(key).stands_at(rows[to(here, len(rows))]).size(80, 24).sees("F1").stands_at(
            rows[to(here, len(rows))]
        )

    return act


PAGE = 3
"""Rows of the queue that fit in a window of seven lines."""


def opens_the_follow_up(typist: Typist, key: str) -> None:
    typist.types("{Home}").quiet(0.1).types(key).sees("Intervjudatum", "Uppf")
    assert "kort" not in typist.screen()
    typist.types("{Escape}").sees("Uppföljningskö")


def opens_the_short_follow_up(typist: Typist, key: str) -> None:
    typist.types("{Home}").quiet(0.1).types(key).sees("Intervjudatum", "kort")
    typist.types("{Escape}").sees("Uppföljningskö")


def asks_for_a_new_client(typist: Typist, key: str) -> None:
    typist.types(key).sees("Namn", "Född").types("{Escape}").sees("Uppföljningskö")


def finds_a_client(typist: Typist, key: str) -> None:
    typist.types(key).quiet(0.1).types("Roger").sees("Roger_").types("{Enter}").sees_no_more("Roger_")
    typist.stands_at(" R H ").types("{Escape}").sees_no_more("Roger")


def chooses_a_list(typist: Typist, key: str) -> None:
    typist.types(key).quiet(0.1).types("u").stands_at("utkast").types(key).quiet(0.1).types("d").stands_at("försenad")
    typist.types(key).quiet(0.1).types("2").sees("enhetens, uppföljningar")


def reads_again(typist: Typist, key: str, database: Path) -> None:
    typist.quiet()
    with closing(sqlite3.connect(database)) as other, other:
        ((item, due),) = other.execute(
            "SELECT follow_up.id, due_on FROM follow_up JOIN client ON client.id = client_id"
            " WHERE closed_at IS NULL AND code = ? AND due_on = ?",
            [typist.marked_code.replace("-", ""), typist.marked[3:13]],
        )
        other.execute("UPDATE follow_up SET due_on = '2001-02-03' WHERE id = ?", [item])
    assert "2001-02-03" not in typist.screen()
    typist.types(key).sees("2001-02-03")
    with closing(sqlite3.connect(database)) as other, other:
        other.execute("UPDATE follow_up SET due_on = ? WHERE id = ?", [due, item])
    typist.types(key).sees_no_more("2001-02-03")


def shows_help(typist: Typist, key: str) -> None:
    typist.types(key).sees("Hjälp", "tillbaka").types("{Escape}").sees("Uppföljningskö")


def shows_the_settings(typist: Typist, key: str) -> None:
    typist.types(key).sees("Dina inställningar").types("{Escape}").sees("Uppföljningskö")


def shows_the_plan(typist: Typist, key: str) -> None:
    typist.types(key).sees("Vilka som intervjuas").types("{Escape}").sees("Uppföljningskö")


def lists_the_commands(typist: Typist, key: str) -> None:
    typist.types(key).sees("Kommando").types("utkast").types("{Escape}").sees("Uppföljningskö")


AT_THE_QUEUE: dict[str, Callable[[Typist, str], None]] = {
    "start.interview": opens_the_follow_up,
    "start.short": opens_the_short_follow_up,
    "start.new": asks_for_a_new_client,
    "start.search": finds_a_client,
    "start.filter": chooses_a_list,
    "start.next": moves("", lambda here, rows: here + 1),
    "start.back": moves("{Down}{Down}", lambda here, rows: here - 1),
    "start.next-page": moves("", lambda here, rows: here + PAGE),
    "start.previous-page": moves("{End}", lambda here, rows: here - PAGE),
    "start.first": moves("{End}", lambda here, rows: 0),
    "start.last": moves("", lambda here, rows: rows - 1),
    "start.plan": shows_the_plan,
    "start.settings": shows_the_settings,
    "app.help": shows_help,
    "app.palette": lists_the_commands,
}


# The entry screen.


def to(typist: Typist, code: str) -> Typist:
    """Go to the box that this code names."""
    return typist.types("{F4}").sees("Gå till").types(f"{code}{{Enter}}").stands_at(f" {code.upper()} ")


Entered = Callable[[Typist, Site, str], None]


def stores(code: str, wanted: str | None, before: str = "") -> Entered:
    """A key that leaves a box with this answer (None: unanswered), `before` being typed in it."""

    def act(typist: Typist, site: Site, key: str) -> None:
        client = site.drafts["grund"]
        to(typist, code)
        if before:
            typist.types(before).until(lambda: site.answers(client).get(code) != wanted, "has another answer first")
            to(typist, code)
        typist.types(key).until(lambda: site.answers(client).get(code) == wanted, f"has {wanted} as {code}")

    return act


def goes(at: str, there: str, again: str = "") -> Entered:
    """A key that goes from one box to another."""

    def act(typist: Typist, site: Site, key: str) -> None:
        to(typist, at).types(key + again).stands_at(f" {there} ")

    return act


def takes_back_a_digit_then_goes_back(typist: Typist, site: Site, key: str) -> None:
    to(typist, "D25").types("1").sees("[1_]").types(key).sees("[__]").types(key).stands_at(" D24 ")


def undoes(typist: Typist, site: Site, key: str) -> None:
    client = site.drafts["grund"]
    to(typist, "M4").types("1").until(lambda: site.answers(client).get("M4") == "1", "stores M4").types(key)
    typist.stands_at(" M4 ").until(lambda: "M4" not in site.answers(client), "has M4 open again")


def makes_again(typist: Typist, site: Site, key: str) -> None:
    client = site.drafts["grund"]
    undoes(typist, site, "{Ctrl+Z}")
    typist.types(key).until(lambda: site.answers(client).get("M4") == "1", "has M4 again")
    typist.types("{Ctrl+Z}").until(lambda: "M4" not in site.answers(client), "has M4 open again")


def shows_the_head(typist: Typist, site: Site, key: str) -> None:
    typist.types(key).sees("Intervjudatum").types("{Escape}").sees(" ▸ ").sees_no_more("Intervjudatum")


def says_what_is_open(typist: Typist, site: Site, key: str) -> None:
    to(typist, "G9").types(key).sees("Esc ").types("{Escape}").sees_no_more("Esc ")


def takes_back_a_half_typed_value(typist: Typist, site: Site, key: str) -> None:
    to(typist, "D25").types("1").sees("[1_]").types(key).sees("[__]")


def helps_with_the_question(typist: Typist, site: Site, key: str) -> None:
    to(typist, "D25").types(key).sees("Hjälp", "D25").types("{Escape}").stands_at(" D25 ")


def lists_its_commands(typist: Typist, site: Site, key: str) -> None:
    to(typist, "D25").types(key).sees("Kommando").types("{Escape}").stands_at(" D25 ")


def refuses_to_correct(typist: Typist, site: Site, key: str) -> None:
    to(typist, "M1").types(key).sees("Bara signerade svar rättas").quiet(0.5)


def refuses_to_copy(typist: Typist, site: Site, key: str) -> None:
    to(typist, "M3").types(key).sees("M3 är ingen bestående uppgift").quiet(0.5)


def writes(about: str, label: str) -> Entered:
    """A key that opens a line to write in; what is written is stored, and taken away again."""

    def act(typist: Typist, site: Site, key: str) -> None:
        interview = site.interviews(site.drafts["grund"])[-1]

        def newest() -> list[str]:
            statement = "SELECT text FROM remark WHERE interview_id = ? AND about = ? ORDER BY id DESC LIMIT 1"
            return site.column(statement, interview, about)

        to(typist, "M4").types(key).sees(label).types("tolk{Enter}").sees("Anmärkningen sparad")
        assert newest() == ["tolk"]
        typist.types(key).sees("tolk_").types("{Backspace}" * 4 + "{Enter}").sees("Anmärkningen borttagen")
        assert newest() == [""]

    return act


def accepts_a_check(typist: Typist, site: Site, key: str) -> None:
    to(typist, "M6").types("12").stands_at(" M7 ").types("0").sees("s godtar").types(key).sees("Varför?")
    typist.types("1").sees("Godtaget").sees_no_more("s godtar")
    typist.types("{Up}{Delete}{Up}{Delete}").until(
        lambda: not {"M6", "M7"} & site.answers(site.drafts["grund"]).keys(), "has M6 and M7 open again"
    )


def goes_to_a_check(typist: Typist, site: Site, key: str) -> None:
    to(typist, "M6").types("00").stands_at(" M7 ").types("4").sees("M7!")
    to(typist, "G9").types(key).stands_at(" M7! ").types("{Delete}").sees_no_more("M7!").types("{Up}{Delete}")
    typist.until(lambda: not {"M6", "M7"} & site.answers(site.drafts["grund"]).keys(), "has M6 and M7 open again")


def searches_a_list(typist: Typist, site: Site, key: str) -> None:
    to(typist, "D14").types(key).sees("Sök i listan").types("heroin").sees("▸ 3 heroin").types("{Enter}")
    typist.until(lambda: site.answers(site.drafts["grund"]).get("D14") == "3", "has 3 as D14").types("{Ctrl+Z}")
    typist.until(lambda: "D14" not in site.answers(site.drafts["grund"]), "has D14 open again")


def reviews(typist: Typist, site: Site, key: str) -> None:
    to(typist, "M4").types(key).sees("Granska: ").types(key).stands_at(" M4 ")


def is_kept_from_the_short_form_by_an_answer(typist: Typist, site: Site, key: str) -> None:
    to(typist, "G15").types("1").stands_at(" G19 ").types(key).sees("Besvarat bara i det fulla formuläret", "G15")


def finds_a_question(typist: Typist, site: Site, key: str) -> None:
    to(typist, "G9").types(key).sees("Sök fråga").types("ersättning nedsatt").stands_at(" M5 ")
    typist.types("{Enter}").stands_at(" M5 ").sees_no_more("Sök fråga")


AT_A_QUESTION: dict[str, Entered] = {
    "entry.no-answer": stores("M1", "X", before="07"),
    "entry.not-applicable": stores("G20", "N", before="07"),
    "entry.next": goes("G9", "G14"),
    "entry.back": goes("G14", "G9"),
    "entry.next-area": goes("G9", "M1"),
    "entry.previous-area": goes("M6", "G9"),
    "entry.first": goes("E2", "G9"),
    "entry.next-unanswered": goes("M6", "M7"),
    "entry.goto": goes("G9", "E4", "E4{Enter}"),
    "entry.clear": stores("M5", None, before="1"),
    "entry.backspace": takes_back_a_digit_then_goes_back,
    "entry.undo": undoes,
    "entry.redo": makes_again,
    "entry.copy-previous": refuses_to_copy,
    "entry.remark": writes("M4", "Anmärkning:"),
    "entry.area-comment": writes("medical", "Kommentar till området:"),
    "entry.accept": accepts_a_check,
    "entry.next-check": goes_to_a_check,
    "entry.list": searches_a_list,
    "entry.review": reviews,
    "entry.correct": refuses_to_correct,
    "entry.widen": is_kept_from_the_short_form_by_an_answer,
    "entry.search": finds_a_question,
    "entry.head": shows_the_head,
    "entry.complete": says_what_is_open,
    "app.close": takes_back_a_half_typed_value,
    "app.help": helps_with_the_question,
    "app.palette": lists_its_commands,
}

ELSEWHERE = {"start.reload", "start.practice", "app.quit"}
"""Commands with a test of their own below."""

ABOUT_ROWS = {*ABOUT_ITEMS, "start.client", "start.mark"}
"""Commands that act on rows of the queue, where each has its test."""

ON_THE_PAGE = {command.id for command in COMMANDS if command.context is Context.CLIENT}
"""Commands of the client's page, where each has its test."""

ON_PAPERS = {"app.papers"} | {command.id for command in COMMANDS if command.context is Context.PAPER}
"""Commands of the papers, where each has its test."""

AT_A_RATING = {command.id for command in COMMANDS if command.context is Context.RATING}
"""Commands that act in the ratings step, where each has its test."""


class Seat:
    """A keyer at one place for many tests, sat down anew when one of them has gone astray."""

    def __init__(self, sit_down: Callable[[], Typist]) -> None:
        self._sit_down = sit_down
        self._typist: Typist | None = None

    def do(self, act: Callable[[Typist], None]) -> None:
        """Let the keyer do something."""
        self._typist = self._typist or self._sit_down()
        try:
            act(self._typist)
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        """End the program."""
        if self._typist is not None:
            self._typist.leave()
        self._typist = None


@pytest.fixture(scope="module")
def practice_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("practice")


@pytest.fixture(scope="module")
def queue_seat(practice_place: Path) -> Iterator[Seat]:
    arguments = ("demo", "--database", str(practice_place / "asi.db"))
    seat = Seat(
        lambda: (
            Typist(arguments, environment=surroundings(practice_place)).sees(" ▸ ").types("f2").sees("uppföljningar")
        )
    )
    yield seat
    seat.leave()


@pytest.fixture(scope="module")
def entry_site(founded: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return moved(founded, tmp_path_factory.mktemp("entry"))


@pytest.fixture(scope="module")
def entry_seat(entry_site: Site) -> Iterator[Seat]:
    arguments = ("enter", entry_site.drafts["grund"])
    seat = Seat(lambda: Typist(arguments, environment=entry_site.environment()).sees(" ▸ "))
    yield seat
    seat.leave()


def keys_of(context: Context) -> list[tuple[str, str]]:
    """Every command that works in a context with every key of it."""
    known = AT_THE_QUEUE if context is Context.START else AT_A_QUESTION
    return [(command.id, key) for command in COMMANDS if command.id in known for key in command.keys]


def test_every_command_has_its_situation(tmp_path: Path) -> None:
    listed = json.loads(run("keys", "--json", environment=surroundings(tmp_path)).stdout)
    assert {
        row["id"] for row in listed
    } == AT_THE_QUEUE.keys() | AT_A_QUESTION.keys() | ELSEWHERE | AT_A_RATING | ABOUT_ROWS | ON_THE_PAGE | ON_PAPERS
    assert {row["id"]: tuple(row["keys"]) for row in listed} == {command.id: command.keys for command in COMMANDS}


@pytest.mark.parametrize(("command", "key"), keys_of(Context.START))
def test_a_command_acts_at_the_queue(queue_seat: Seat, command: str, key: str) -> None:
    queue_seat.do(lambda typist: AT_THE_QUEUE[command](typist, pressed(key)))


@pytest.mark.parametrize("key", ["r", "f5"])
def test_the_queue_is_read_again(queue_seat: Seat, practice_place: Path, key: str) -> None:
    queue_seat.do(lambda typist: reads_again(typist, pressed(key), practice_place / "asi.db"))


@pytest.mark.parametrize(("command", "key"), keys_of(Context.ENTRY))
def test_a_command_acts_at_a_question(entry_seat: Seat, entry_site: Site, command: str, key: str) -> None:
    entry_seat.do(lambda typist: AT_A_QUESTION[command](typist, entry_site, pressed(key)))


def test_escape_goes_from_the_question_back_to_the_queue_and_ctrl_q_out(site: Site) -> None:
    with Typist(["enter", site.drafts["uppf"]], environment=site.environment()) as typist:
        typist.sees(" ▸ ").types("{Escape}").sees("Uppföljningskö").types("{Ctrl+Q}")
        assert typist.ends() == 0


def test_the_practice_data_are_opened_where_there_are_no_clients(tmp_path: Path) -> None:
    with Typist(environment=surroundings(tmp_path)) as typist:
        typist.sees("Enhet").types("Bo Ek{Enter}Vuxen Öst{Enter}").sees("Vuxen Öst").types("p").sees(
            "ÖVNING", "Anna Berg"
        )


# Keys of one's own.

OWN_KEYS = """[keys]
"start.new" = "f2"
"start.search" = ["f6", "ctrl+g"]
"start.filter" = "w"
"app.help" = "ctrl+t"
"app.quit" = "ctrl+x"
"entry.goto" = ["ctrl+g", "f4"]
"entry.undo" = "f10"
"entry.not-applicable" = "ctrl+n"
"entry.clear" = "f12"
"entry.complete" = "ctrl+e"
"""

REMAPPED_AT_THE_QUEUE = [("start.new", "f2"), ("start.search", "ctrl+g"), ("start.filter", "w"), ("app.help", "ctrl+t")]

REMAPPED_AT_A_QUESTION = [
    ("entry.goto", "ctrl+g"),
    ("entry.undo", "f10"),
    ("entry.not-applicable", "ctrl+n"),
    ("entry.clear", "f12"),
    ("entry.complete", "ctrl+e"),
    ("app.help", "ctrl+t"),
]


@pytest.fixture
def own_keys(tmp_path: Path) -> str:
    file = tmp_path / "keys.toml"
    file.write_text(OWN_KEYS, "utf-8")
    return str(file)


def test_commands_at_the_queue_act_on_keys_of_ones_own(tmp_path: Path, own_keys: str) -> None:
    environment = surroundings(tmp_path, ASI_CONFIG=own_keys)
    listed = {row["id"]: row["keys"] for row in json.loads(run("keys", "--json", environment=environment).stdout)}
    with Typist(["demo"], environment=environment) as typist:
        typist.sees(" ▸ ")
        for command, key in REMAPPED_AT_THE_QUEUE:
            assert key in listed[command]
            AT_THE_QUEUE[command](typist, pressed(key))
        typist.types("n{Ctrl+Q}").quiet()
        assert "Uppföljningskö" in typist.screen()
        typist.types("{Ctrl+X}")
        assert typist.ends() == 0


def test_commands_at_a_question_act_on_keys_of_ones_own(site: Site, own_keys: str) -> None:
    with Typist(["enter", site.drafts["grund"]], environment=site.environment(ASI_CONFIG=own_keys)) as typist:
        typist.sees(" ▸ ")
        for command, key in REMAPPED_AT_A_QUESTION:
            AT_A_QUESTION[command](typist, site, pressed(key))
        to(typist, "G9").types("u").sees("U gör inget")
        assert "G9" not in site.answers(site.drafts["grund"])
