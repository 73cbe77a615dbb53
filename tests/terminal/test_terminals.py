"""The terminals that people really have: what they show, what their keys send, and what they are told of themselves."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest

from tests.hostile import harm_in
from tests.terminal.conftest import Sit
from tests.terminal.key_file import key_file, stored_in, typed
from tests.terminal.site import Site
from tests.terminal.typist import COMMAND, PATIENCE, Typist

# Kinds of terminals


def colours(typist: Typist) -> set[str]:
    """The ways in which colours were asked for, apart from the sixteen."""
    asked = re.findall(rb"\x1b\[([\d;]*)m", bytes(typist.raw))
    return {way for codes in asked for way in ("38;5", "48;5", "38;2", "48;2") if way in codes.decode()}


OF_256, OF_MILLIONS = {"38;5", "48;5"}, {"38;2", "48;2"}

TERMINALS = {
    "as PuTTY names itself": ({"TERM": "xterm"}, set()),
    "with 256 colours": ({"TERM": "xterm-256color", "COLUMNS": "200", "LINES": "3"}, OF_256),
    "with millions of colours": ({"TERM": "tmux-256color", "COLORTERM": "truecolor"}, OF_MILLIONS),
    "without colours": ({"TERM": "xterm-256color", "NO_COLOR": "1", "LANG": "xx_YY"}, OF_256),
    "the console, in the C locale": ({"TERM": "linux", "LC_ALL": "C", "LANG": "C"}, set()),
    "in screen": ({"TERM": "screen"}, set()),
    "an old one": ({"TERM": "vt100"}, set()),
    "unheard of": ({"TERM": "unheard-of"}, set()),
}
"""What the program is started with, and the colours that it may ask for then: in greys, where none are wanted."""


@pytest.mark.parametrize("kind", TERMINALS)
def test_every_kind_of_terminal_shows_the_screens_and_takes_answers(site: Site, sit: Sit, kind: str) -> None:
    more, ways = TERMINALS[kind]
    typist = sit("enter", site.drafts["grund"], **more).stands_at(" G9 ").types("1").stands_at(" G14 ")
    assert site.answers(site.drafts["grund"]) == {"G9": "1"}
    typist.types("{F1}").sees("Hjälp").types("{Escape}").stands_at(" G14 ").types("{Escape}")
    typist.sees("Uppföljningskö", "──", site.due).types("{Ctrl+Q}")
    assert typist.ends() == 0
    assert typist.beyond == []
    assert harm_in(typist.raw.decode()) == []
    assert colours(typist) == ways


@pytest.mark.parametrize("name", ["dumb", "unknown", "", "vt52"])
def test_a_terminal_that_is_too_poor_is_told_so_in_one_sentence(site: Site, sit: Sit, name: str) -> None:
    typist = sit(TERM=name)
    assert typist.ends() == 2
    words = typist.raw.decode().replace("\r\n", "\n").strip()
    assert words.startswith("asi: ")
    assert f"TERM={name}" in words
    assert "asi due" in words
    assert "\n" not in words
    assert b"\x1b" not in typist.raw


def test_the_mouse_is_left_to_the_terminal_and_pasting_is_marked(site: Site, sit: Sit) -> None:
    typist = sit(SSH_CONNECTION="192.0.2.1 50000 192.0.2.2 22").sees(site.due).types("{Ctrl+Q}")
    typist.ends()
    assert not re.search(rb"\x1b\[\?(?:9|100[0-3567]|101[56])h", bytes(typist.raw))
    assert typist.raw.index(b"\x1b[?2004h") < typist.raw.index(b"\x1b[?2004l")


# Character sets

TOLD = "inställd på Latin-1"


@pytest.mark.parametrize(
    ("is_8bit", "answers", "locale"),
    [(True, True, "sv_SE.UTF-8"), (True, False, "sv_SE.ISO-8859-1")],
    ids=["it says so itself", "the locale says so"],
)
def test_a_terminal_of_old_shows_and_sends_swedish_letters_and_is_told_once(
    site: Site, sit: Sit, is_8bit: bool, answers: bool, locale: str
) -> None:
    typist = sit(is_8bit=is_8bit, answers=answers, LANG=locale).sees(site.due, "Uppföljningskö", TOLD)
    typist.types("n").sees("Namn").types("Åsa Öberg".encode("latin-1")).sees("[Åsa Öberg_]")
    typist.types("{Escape}").sees(site.due, "ansvarig").sees_no_more(TOLD)
    typist.types("/").sees("Sök").types("å".encode("latin-1")).sees("å_")
    assert typist.beyond == []


def test_a_terminal_that_says_nothing_is_known_by_the_first_letter_it_sends(site: Site, sit: Sit) -> None:
    typist = sit("enter", site.drafts["grund"], is_8bit=True, answers=False).sees("G9")
    typist.types("{F4}").quiet(0.3).types("E3-spec{Enter}").quiet(0.3).types("målare".encode("latin-1"))
    typist.sees("[målare_]").types("{Enter}").stands_at(" E4 ")
    assert site.answers(site.drafts["grund"]) == {"E3-spec": "målare"}
    typist.types("{Escape}").sees("Uppföljningskö", TOLD)


def test_a_terminal_that_was_wrongly_taken_for_one_of_old_is_put_right(site: Site, sit: Sit) -> None:
    typist = sit(LANG="sv_SE.ISO-8859-1").sees(site.due, "Uppföljningskö", "──")
    assert TOLD not in typist.screen()


def test_letters_that_are_sent_in_parts_arrive_as_one(site: Site, sit: Sit) -> None:
    """As a Mac sends what is pasted from its file names."""
    typist = sit("enter", site.drafts["grund"]).stands_at(" G9 ").types("{F4}E3-spec{Enter}").stands_at(" E3 ")
    typist.types("ma\u030alare").sees("[målare_]")
    # The mark may also come behind its letter.
    typist.types(" o").quiet(0.2).types("\u0308").quiet(0.2).types("l{Enter}").stands_at(" E4 ")
    assert site.answers(site.drafts["grund"]) == {"E3-spec": "målare öl"}


# Keys

LINUX_KEYS = {"f1": b"\x1b[[A", "f4": b"\x1b[[D", "shift+tab": b"\x1b\t", "home": b"\x1b[1~", "end": b"\x1b[4~"}


def test_the_keys_of_the_linux_console_are_known(site: Site, sit: Sit) -> None:
    typist = sit("enter", site.drafts["grund"], TERM="linux").stands_at(" G9 ")
    typist.types(LINUX_KEYS["f4"]).sees("Gå till").types("E4{Enter}").stands_at(" E4 ")
    typist.types(LINUX_KEYS["shift+tab"]).stands_at(" E3 ").types(LINUX_KEYS["home"]).stands_at(" G9 ")
    typist.types(LINUX_KEYS["end"]).stands_at(" G14 ").types(LINUX_KEYS["f1"]).sees("Hjälp")


def on_the_pad(keys: str) -> bytes:
    """Digits, comma and Enter as a pad in application mode sends them."""
    names = {",": b"\x1bOl", "\r": b"\x1bOM"}
    return b"".join(names.get(key) or b"\x1bO" + bytes([ord(key) - ord("0") + ord("p")]) for key in keys)


def as_kitty(keys: str) -> bytes:
    """Keys as terminals with the kitty protocol send them, Num Lock held."""
    return b"".join(b"\x1b[13u" if key == "\r" else f"\x1b[{ord(key)};129;{ord(key)}u".encode() for key in keys)


@pytest.mark.parametrize("sent", [on_the_pad, as_kitty])
def test_a_form_is_begun_alike_on_every_kind_of_keyboard(site: Site, sit: Sit, sent: Callable[[str], bytes]) -> None:
    typist = sit("enter", site.drafts["grund"]).stands_at(" G9 ").types(sent("10203,3\r"))
    typist.until(lambda: len(site.answers(site.drafts["grund"])) == 4, "stores four")
    assert site.answers(site.drafts["grund"]) == {"G9": "1", "G14": "27", "G15": "X", "G19": "3"}


def test_what_the_terminal_reports_of_itself_is_never_an_answer(site: Site, sit: Sit) -> None:
    reports = b"\x1b[?62;22c\x1b]11;rgb:1212/1212/1212\x07\x1b[M 11\x1b[<0;11;22M\x1bO2P\x1b[57441;2u\x1b[99999999u"
    typist = sit("enter", site.drafts["grund"]).stands_at(" G9 ").types(reports).quiet(0.5)
    typist.types("1").stands_at(" G14 ")
    assert site.answers(site.drafts["grund"]) == {"G9": "1"}


# Windows


def test_a_window_may_change_its_size_at_any_moment(site: Site, sit: Sit) -> None:
    typist = sit("enter", site.drafts["grund"]).stands_at(" G9 ").types("10").stands_at(" G14 ")
    for size in [(30, 6), (200, 50), (10, 3), (1, 1), (80, 24)]:
        typist.size(*size).quiet(0.2)
    typist.stands_at("[0_ år]").types("203").stands_at(" G15 ")
    assert site.answers(site.drafts["grund"]) == {"G9": "1", "G14": "27"}


# A terminal that does not read


WIDE = (200, 50)
"""A window in which a page is much to send."""


def fills_the_terminal(typist: Typist) -> None:
    """Have drawn what no terminal takes unread: page after page, each by itself."""
    for key in ["{PgDn}", "{PgUp}"] * 40:
        typist.types(key)
        time.sleep(0.02)


def test_a_terminal_that_does_not_read_costs_nothing_but_pictures(site: Site, sit: Sit) -> None:
    boxes, code = key_file("grund"), site.drafts["grund"]
    typist = sit("enter", code, size=WIDE).stands_at(" G9 ")
    fills_the_terminal(typist)
    typist.types("{Home}" + typed(boxes))
    deadline = time.monotonic() + PATIENCE
    while site.answers(code) != stored_in(boxes):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    typist.sees("235/235").quiet(0.5)
    assert typist.beyond == []
    typist.types("{Home}").stands_at(" G9 ")


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, None], ids=["terminated", "hung up", "quit"])
def test_a_terminal_that_does_not_read_keeps_nobody_from_leaving(
    site: Site, sit: Sit, end: signal.Signals | None
) -> None:
    typist = sit("enter", site.drafts["grund"], size=WIDE).stands_at(" G9 ")
    fills_the_terminal(typist)
    if end is None:
        typist.types("{Ctrl+Q}")
    else:
        typist.signals(end)
    assert typist.is_gone(within=PATIENCE)


# tmux


@pytest.fixture
def tmux(site: Site) -> Iterator[Callable[..., str]]:
    """A tmux server of one's own, with a window in which the program runs."""
    program = shutil.which("tmux")
    assert program is not None, "tmux is needed for this; .ci/run installs it"
    environment = site.environment(TERM="xterm-256color", SHELL="/bin/sh")

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [program, "-L", f"asi-{os.getpid()}", "-f", "/dev/null", *arguments],
            env=environment, cwd=site.place, capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        return done.stdout

    run("-u", "new-session", "-d", "-x", "80", "-y", "24", "-s", "asi", *COMMAND)
    try:
        yield run
    finally:
        subprocess.run([program, "-L", f"asi-{os.getpid()}", "kill-server"], env=environment, check=False)


def shows(tmux: Callable[..., str], *words: str) -> str:
    """Wait until the window shows these."""
    deadline = time.monotonic() + PATIENCE
    while True:
        screen = tmux("capture-pane", "-p", "-t", "asi")
        if all(word in screen for word in words):
            return screen
        assert time.monotonic() < deadline, f"never {words}:\n{screen}"
        time.sleep(0.05)


def test_the_program_works_in_tmux(site: Site, tmux: Callable[..., str]) -> None:
    shows(tmux, "Uppföljningskö", site.due)
    tmux("send-keys", "-t", "asi", "-l", "/Ulla grund")
    tmux("send-keys", "-t", "asi", "Enter")
    shows(tmux, "▸", site.drafts["grund"])
    tmux("send-keys", "-t", "asi", "F1")
    shows(tmux, "Hjälp")
    tmux("send-keys", "-t", "asi", "Escape")
    shows(tmux, site.drafts["grund"])
    tmux("send-keys", "-t", "asi", "Enter")
    shows(tmux, "▸ G9 ")
    tmux("send-keys", "-t", "asi", "-l", "1")
    shows(tmux, "▸ G14 ")
    tmux("send-keys", "-t", "asi", "0", "2", "0", "3", "BTab")
    shows(tmux, "▸ G14 ", "2 år 3 mån")
    tmux("send-keys", "-t", "asi", "F4")
    tmux("send-keys", "-t", "asi", "-l", "E3-spec")
    tmux("send-keys", "-t", "asi", "KPEnter")
    tmux("send-keys", "-t", "asi", "-l", "målare")
    screen = shows(tmux, "[målare_]")
    assert "─" * 70 in screen
    tmux("send-keys", "-t", "asi", "Enter", "C-q")
    deadline = time.monotonic() + PATIENCE
    while len(site.answers(site.drafts["grund"])) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert site.answers(site.drafts["grund"]) == {"G9": "1", "G14": "27", "E3-spec": "målare"}
