"""Every command of the program, once: its id, keys, label and help. Footer, help, palette and keymap read it here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from asi_tui.message import Message, say


class Context(StrEnum):
    """Where a command works."""

    APP = "app"
    START = "start"
    CLIENT = "client"
    ENTRY = "entry"
    RATING = "rating"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A thing the user can do: `keys` are names as the terminal library gives them, the first one is shown."""

    id: str
    keys: tuple[str, ...]
    context: Context
    label: Message
    help: Message


def _command(name: str, keys: str, label: Message, explanation: Message) -> Command:
    return Command(
        id=name, keys=tuple(keys.split()), context=Context(name.split(".")[0]), label=label, help=explanation
    )


COMMANDS: tuple[Command, ...] = (
    _command(
        "start.interview",
        "enter",
        say("interview"),
        say("Open the right interview for the client: the draft, or the next"),
    ),
    _command("start.short", "k", say("short"), say("The same, on the short form")),
    _command("start.new", "n", say("new client"), say("Add a client and give them a code")),
    _command("start.search", "slash ctrl+f", say("find"), say("Find a client by code, name or number")),
    _command("start.filter", "f", say("filter"), say("Choose whose work is listed, and which")),
    _command(
        "start.client", "v", say("client"), say("The client's page: who they are, what has happened, all that waits")
    ),
    _command("start.dropout", "b", say("dropout"), say("No interview will be held: record why")),
    _command("start.attempt", "t", say("attempt"), say("Log an attempt to reach the client")),
    _command("start.postpone", "s", say("postpone"), say("Let the row wait until a later day, with a reason")),
    _command(
        "start.other", "a", say("other means"), say("The client was followed up by other means than an interview")
    ),
    _command(
        "start.assign", "u", say("commission"), say("Commission the interview to somebody else, or take that back")
    ),
    _command(
        "start.handover",
        "o",
        say("hand over"),
        say("Another colleague takes over; twice: all rows of the one who leaves"),
    ),
    _command("start.order", "g", say("order base"), say("Order a base interview: when it is due, and who holds it")),
    _command("start.why", "i", say("why"), say("Why the row stands where it stands")),
    _command("start.undo", "z", say("undo"), say("Undo the latest action of this session")),
    _command("start.mark", "space", say("mark"), say("Mark the row: what is done next is done to all marked rows")),
    _command("start.next", "down", say("down"), say("To the row below")),
    _command("start.back", "up", say("up"), say("To the row above")),
    _command("start.next-page", "pagedown", say("page down"), say("A page down")),
    _command("start.previous-page", "pageup", say("page up"), say("A page up")),
    _command("start.first", "home", say("first"), say("To the first row")),
    _command("start.last", "end", say("last"), say("To the last row")),
    _command("start.reload", "r f5", say("read again"), say("Read the list from the database again")),
    _command("start.plan", "e", say("the unit"), say("The unit's plan and its staff: read it, and change the plan")),
    _command("start.settings", "f12", say("settings"), say("How you like to work: keying, colours, language")),
    _command(
        "start.practice", "p", say("practice data"), say("Open the practice data, as long as there are no clients")
    ),
    _command(
        "client.open", "enter", say("open"), say("Do what the line asks for: change it, open it, or what the row wants")
    ),
    _command("client.interview", "n", say("new interview"), say("Begin an interview: the form is chosen first")),
    _command("client.short", "k", say("short"), say("Begin the next interview on the short form")),
    _command(
        "client.intervention",
        "p",
        say("new intervention"),
        say("Register an intervention: planned, begun, or ended with what came of it"),
    ),
    _command("client.event", "h", say("event"), say("Add an event to the time line")),
    _command("client.edit", "e", say("change"), say("Change who the client is, who may see them, and their interval")),
    _command("client.case", "c", say("the case"), say("Close the case, take it up again, or record a death or a move")),
    _command(
        "client.read", "l", say("summary"), say("Read the summary of the chosen interview; of the latest elsewhere")
    ),
    _command("client.next", "down", say("down"), say("To the line below")),
    _command("client.back", "up", say("up"), say("To the line above")),
    _command("client.left", "left", say("left"), say("To the left column")),
    _command("client.right", "right", say("right"), say("To the right column")),
    _command("client.next-page", "pagedown", say("page down"), say("A page down")),
    _command("client.previous-page", "pageup", say("page up"), say("A page up")),
    _command("client.first", "home", say("first"), say("To the first line")),
    _command("client.last", "end", say("last"), say("To the last line")),
    _command("client.reload", "r f5", say("read again"), say("Read the page from the database again")),
    _command(
        "entry.no-answer", "x comma full_stop", say("no answer"), say("Code X: no answer, does not know, declines")
    ),
    _command(
        "entry.not-applicable",
        "n slash",
        say("not applicable"),
        say("Code N: does not apply, where the question allows it"),
    ),
    _command("entry.next", "down tab", say("next"), say("To the next question; an unanswered one stays open")),
    _command("entry.back", "up shift+tab minus", say("back"), say("To the question before")),
    _command("entry.next-area", "pagedown", say("next area"), say("To the first question of the next area")),
    _command("entry.previous-area", "pageup", say("previous area"), say("To the first question of the area before")),
    _command("entry.first", "home", say("first"), say("To the first question")),
    _command("entry.next-unanswered", "end", say("next open"), say("To the next question that is still open")),
    _command(
        "entry.goto", "g f4", say("go to"), say("Go to a question by its code; Enter alone goes back where you were")
    ),
    _command("entry.clear", "delete", say("clear"), say("Make the question unanswered again")),
    _command(
        "entry.backspace", "backspace", say("take back"), say("Take back a half-typed digit, else go one question back")
    ),
    _command("entry.undo", "u ctrl+z", say("undo"), say("Undo the latest change of this session")),
    _command("entry.redo", "ctrl+y", say("redo"), say("Make the undone change again")),
    _command(
        "entry.copy-previous", "plus", say("copy earlier"), say("Copy the earlier answer, on standing facts only")
    ),
    _command(
        "entry.list",
        "l",
        say("search the list"),
        say("Find an answer of a long list by the first letters of its words"),
    ),
    _command("entry.remark", "asterisk f2", say("remark"), say("Write a remark on the question")),
    _command("entry.area-comment", "f5", say("comment"), say("Write the comment of the area")),
    _command("entry.accept", "s", say("accept"), say("Accept the check that asks, with a reason")),
    _command("entry.next-check", "f8", say("next check"), say("To the next question where a check waits")),
    _command("entry.review", "f6", say("review"), say("What is open, questionable, X or remarked, area by area")),
    _command("entry.widen", "f7", say("full form"), say("From the short form to the full one, and back")),
    _command("entry.correct", "r", say("correct"), say("Correct an answer of a signed interview, with a reason")),
    _command("entry.search", "ctrl+f", say("find"), say("Find a question by its words")),
    _command("entry.head", "f3", say("head"), say("The head of the interview: date, interviewer, form")),
    _command("entry.complete", "f9", say("complete"), say("Finish the interview, or see what is still open")),
    _command(
        "rating.no-answer", "x comma full_stop", say("no answer"), say("Code X: the row cannot be rated or answered")
    ),
    _command("rating.next", "down tab", say("next"), say("To the next row; one without a value stays open")),
    _command("rating.back", "up shift+tab minus", say("back"), say("To the row before")),
    _command(
        "rating.backspace", "backspace", say("take back"), say("Take back the chosen range, else go one row back")
    ),
    _command("rating.straight", "p", say("from paper"), say("Copy ratings from paper, one digit each, or cease to")),
    _command("rating.all-no", "a", say("no to all"), say("Answer no to all open questions on distorted answers")),
    _command("rating.reason", "s", say("reason"), say("Say why a rating far from the client's own stands")),
    _command(
        "rating.answers",
        "g f4",
        say("answers"),
        say("To the answers, which may be changed until the interview is signed; Esc comes back"),
    ),
    _command("rating.more", "pagedown", say("more"), say("The next page of the key items")),
    _command("rating.less", "pageup", say("page up"), say("The page of key items before")),
    _command(
        "rating.complete", "f9", say("complete"), say("Finish the rating, or see what it lacks; then it can be signed")
    ),
    _command(
        "paper.edit",
        "enter",
        say("rewrite"),
        say("Write the chosen sentence of the summary in your own words; none at all remove it"),
    ),
    _command("paper.add", "n", say("paragraph"), say("Write a paragraph of your own behind the chosen one")),
    _command("paper.remove", "delete b", say("remove"), say("Leave the chosen sentence out of the text")),
    _command(
        "paper.take", "t", say("take"), say("Take what is calculated now for the chosen sentence, or take it in anew")
    ),
    _command("paper.keep", "k", say("keep"), say("Let the text stand, though answers have changed")),
    _command(
        "paper.take-all",
        "a",
        say("take all"),
        say("Take what is calculated now wherever nobody has rewritten it, and all new sentences"),
    ),
    _command("paper.next-waiting", "f8", say("look over"), say("To the next sentence that is to be looked over")),
    _command("paper.calculated", "v", say("calculated"), say("Show the calculated text, or the edited one again")),
    _command("paper.naming", "p", say("pronoun"), say("How the text names the client, and which pronoun it uses")),
    _command("paper.undo", "u ctrl+z", say("undo"), say("Undo the latest change of the text")),
    _command("paper.write", "s", say("to file"), say("Write the paper to a new file: text, html, docx or pdf")),
    _command("paper.copy", "c", say("copy"), say("Copy the paper to your clipboard, where the site lets that be")),
    _command("paper.given", "g", say("given"), say("Note that the client has got the sheet; its row is then done")),
    _command("paper.beside", "j", say("compare with"), say("Choose which interviews stand side by side")),
    _command("paper.earlier", "left", say("earlier"), say("The same paper on the interview before")),
    _command("paper.later", "right", say("later"), say("The same paper on the interview after")),
    _command("paper.next", "down", say("down"), say("To the sentence or line below")),
    _command("paper.back", "up", say("up"), say("To the sentence or line above")),
    _command("paper.next-page", "pagedown space", say("page down"), say("A page down")),
    _command("paper.previous-page", "pageup", say("page up"), say("A page up")),
    _command("paper.first", "home", say("first"), say("To the beginning")),
    _command("paper.last", "end", say("last"), say("To the end")),
    _command(
        "app.papers", "ctrl+l", say("papers"), say("Read what the interviews before you give back: summary and papers")
    ),
    _command("app.help", "f1", say("help"), say("Help on what stands before you")),
    _command("app.palette", "ctrl+p", say("commands"), say("All commands, by name")),
    _command(
        "app.close",
        "escape",
        say("close"),
        say("Take back what is half-typed, else close the box, else back to the queue"),
    ),
    _command("app.quit", "ctrl+q", say("quit"), say("Leave the program; all answers are already saved")),
)

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}
