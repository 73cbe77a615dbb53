"""The handbook: every page is found, names keys by their commands, and shows those that are set."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from asi_tui.cli import main
from asi_tui.errors import ExitCode, UsageError
from asi_tui.handbook import EXAMPLE, KEYS, PAGES, PLACES, commands_named, key_table, page, source, title
from asi_tui.i18n import tell, use_language
from asi_tui.keys import BY_ID, COMMANDS, Context, commands_in, keymap, shown_key

WRITTEN = [name for name in PAGES if name not in (KEYS, EXAMPLE)]

AS_WRITTEN = {
    "klient": {"F9"},
    "insats": {"F9", "Delete"},
    "intervju": {"x", "n"},
    "terminaler": {"F10", "F11", "Alt+Enter", "Ctrl+A", "Ctrl+B"},
    "fel": {"Ctrl+C"},
}
"""Keys that are no command of the program where they are named: of fields, of words, of other programs."""

NO_KEYS = {"i", "o", "ö", "å", "ä"}
"""Single letters that are words, or letters in themselves."""


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language("en")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_title_of_its_own(name: str) -> None:
    assert len(title(name)) > 3
    assert [other for other in PAGES if title(other) == title(name)] == [name]


@pytest.mark.parametrize("name", WRITTEN)
def test_a_page_names_keys_by_their_commands_alone(name: str) -> None:
    """So that it tells the truth where a site has given a command another key."""
    text = re.sub(r"`[^`]*`|^    .*$|\{[\w.-]+\}", " ", source(name), flags=re.MULTILINE)
    keys = re.findall(r"\b(?:F\d+|(?:Ctrl|Alt|Shift)\+\w+|Esc|PgDn|PgUp|Home|End|Delete)\b", text)
    letters = [letter for letter in re.findall(r"(?<![\w-])[a-zåäö](?![\w-])", text) if letter not in NO_KEYS]
    assert {*keys, *letters} == AS_WRITTEN.get(name, set())


@pytest.mark.parametrize("name", WRITTEN)
def test_a_page_shows_the_keys_that_are_set_here(name: str) -> None:
    named = commands_named(name)
    assert set(named) <= set(BY_ID)
    shown = page(name)
    for command in named:
        assert f"{{{command}}}" not in shown
        assert shown_key(BY_ID[command].keys[0]) in shown
    assert len(re.findall(r"\{\w+\.", shown)) == 0


def test_a_key_of_ones_own_stands_in_the_pages() -> None:
    own = keymap({"start.dropout": "w"})
    assert "- b bortfall:" in page("kon")
    assert "- w bortfall:" in page("kon", own)
    assert re.search(r"^    w +Ingen intervju", key_table(Context.START, own), re.MULTILINE)
    assert re.search(r"^    w +Ingen intervju", page(KEYS, own), re.MULTILINE)


def test_every_command_stands_in_the_page_of_keys() -> None:
    rows = page(KEYS).splitlines()
    for command in COMMANDS:
        keys = " ".join(shown_key(key) for key in command.keys)
        assert f"    {keys:<16} {tell(command.help)}" in rows, command.id


def test_what_an_interview_and_a_queue_need_is_told_in_words() -> None:
    """The pages name the commands that a newcomer would look for, beside the list of keys."""
    told = {command for name in WRITTEN for command in commands_named(name)}
    moving = re.compile(r"\.(?:next|back|first|last|left|right|more|less|previous|next-page|reload|no-answer)")
    wanted = {command.id for command in COMMANDS if not moving.search(command.id)}
    assert wanted - told <= {"start.practice", "entry.clear", "entry.previous-area", "rating.backspace"}


def test_help_lists_the_topics_and_prints_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "sv", "help"]) == ExitCode.DONE
    assert [line.split()[2] for line in capsys.readouterr().out.splitlines()] == list(PAGES)
    assert main(["--lang", "sv", "help", "vanor"]) == ExitCode.DONE
    assert capsys.readouterr().out.strip() == page("vanor")
    assert main(["--lang", "sv", "help", "vannor"]) == ExitCode.USAGE
    assert "vanor" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("topic", "remedy"),
    [("terminal", "terminaler"), ("Vanor", "vanor"), ("rättelser", "rattelser"), ("xyzzy", "borja, kon, klient")],
)
def test_an_unknown_topic_is_told_the_nearest(topic: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        page(topic)
    assert caught.value.exit_code == ExitCode.USAGE
    assert remedy in tell(caught.value.remedy)


def test_the_pages_on_places_end_with_the_keys_of_those_places() -> None:
    assert set(PLACES.values()) == {Context.START, Context.CLIENT, Context.ENTRY, Context.RATING, Context.PAPER}
    for context in PLACES.values():
        assert len(key_table(context).splitlines()) == len(commands_in(context))
