"""The program speaks Swedish throughout: each sentence of the source has a translation that names the same values."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

import asi_tui
from asi_tui.i18n import LANGUAGES, tell, use_language
from asi_tui.locale.compile_catalogues import FaultyCatalogue, compile_catalogue, places, read_catalogue
from asi_tui.locale.extract_messages import (
    HEADER,
    bring_up_to_date,
    calls_that_speak,
    catalogue_files,
    gaps,
    sentences_in,
    sentences_in_source,
)
from asi_tui.message import say

PACKAGE = Path(asi_tui.__file__).parent


def calls_in_the_program() -> Iterator[tuple[str, ast.Call]]:
    """Each call that says something to the user, with its place."""
    for module in sorted(PACKAGE.rglob("*.py")):
        for call in calls_that_speak(module.read_text("utf-8")):
            yield f"{module.relative_to(PACKAGE)}:{call.lineno}", call


def test_every_language_but_english_has_a_catalogue() -> None:
    assert {source.parents[1].name for source in catalogue_files()} == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("source", catalogue_files(), ids=lambda source: source.parents[1].name)
def test_every_sentence_is_translated_and_nothing_else(source: Path) -> None:
    assert list(gaps(read_catalogue(source), sentences_in_source())) == []


@pytest.mark.parametrize("source", catalogue_files(), ids=lambda source: source.parents[1].name)
def test_the_catalogue_stands_as_the_update_writes_it(source: Path, tmp_path: Path) -> None:
    updated = tmp_path / source.parents[1].name / "LC_MESSAGES" / source.name
    updated.parent.mkdir(parents=True)
    updated.write_bytes(source.read_bytes())
    bring_up_to_date(updated, sentences_in_source())
    assert updated.read_text("utf-8") == source.read_text("utf-8")


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        pytest.param('say("there is no question {code}", code=code)', ["there is no question {code}"], id="a message"),
        pytest.param('_("yes")', ["yes"], id="a plain sentence"),
        pytest.param('say(\n    "one sentence "\n    "on two lines"\n)', ["one sentence on two lines"], id="two lines"),
        pytest.param("""title = f"# {tell(say('Keys'))}" """, ["Keys"], id="within an f-string"),
        pytest.param('say("{what}", what=say("unanswered"))', ["{what}", "unanswered"], id="one within another"),
        pytest.param('say("a") if short else say("b")', ["a", "b"], id="one of two"),
        pytest.param('def say(sentence: str) -> None: ...\nprint("not for the user")', [], id="none"),
    ],
)
def test_each_sentence_is_found(code: str, sentences: list[str]) -> None:
    assert list(sentences_in(code)) == sentences


def test_sentences_are_literal_so_that_they_can_be_found_and_translated() -> None:
    calls = list(calls_in_the_program())
    assert len(calls) > 100
    literal = [len(call.args) == 1 and isinstance(call.args[0], ast.Constant) for _, call in calls]
    assert [place for (place, _), is_literal in zip(calls, literal, strict=True) if not is_literal] == []


def test_each_sentence_is_given_the_values_that_it_names() -> None:
    wrong = []
    for place, call in calls_in_the_program():
        given = {keyword.arg for keyword in call.keywords}
        named = places(ast.literal_eval(call.args[0]))
        if isinstance(call.func, ast.Name) and call.func.id == "say" and given != named:
            wrong.append(f"{place}: names {sorted(named)}, is given {sorted(map(str, given))}")
    assert wrong == []


def test_values_are_named_plainly_since_they_are_told_in_words_first() -> None:
    """A value is already words when it is put in, so a sentence cannot format it as a number."""
    formatted = {
        sentence
        for sentence in sentences_in_source()
        for _, name, form, conversion in Formatter().parse(sentence)
        if form or conversion or (name is not None and not name.isidentifier())
    }
    assert formatted == set()


def catalogue_of(*entries: str) -> str:
    return HEADER.format(language="sv") + "\n\n".join(entries) + "\n"


GOOD = 'msgid "there is no question {code}"\nmsgstr "det finns ingen fråga {code}"'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(catalogue_of("#, fuzzy\n" + GOOD), "fuzzy", id="an unsure translation"),
        pytest.param(
            catalogue_of('msgid "no {code}"\nmsgstr "ingen {kod}"'), "do not name the same values", id="another place"
        ),
        pytest.param(
            catalogue_of('msgid "no {code}"\nmsgstr "ingen"'), "do not name the same values", id="a place left out"
        ),
        pytest.param(
            catalogue_of('msgid "no {code}"\nmsgstr "ingen {code"'), "do not name the same values", id="a broken place"
        ),
        pytest.param(catalogue_of('msgid " back "\nmsgstr " tillbaka"'), "the same spaces", id="a space left out"),
        pytest.param(
            catalogue_of('msgid "row"\nmsgid_plural "rows"\nmsgstr[0] "rad"\nmsgstr[1] "rader"'),
            "plural forms",
            id="plural forms",
        ),
        pytest.param(catalogue_of('msgid "row"\nmsgstr "rad'), "cannot be compiled", id="a missing quotation mark"),
        pytest.param(catalogue_of("<<<<<<< ours", GOOD), "cannot be compiled", id="a conflict left by a merge"),
    ],
)
def test_a_faulty_catalogue_stops_the_build(tmp_path: Path, text: str, fault: str) -> None:
    source = tmp_path / "asi_tui.po"
    source.write_text(text, "utf-8")
    with pytest.raises(FaultyCatalogue, match=fault) as caught:
        compile_catalogue(source)
    assert str(source) in str(caught.value)
    assert not source.with_suffix(".mo").exists()


def test_a_sound_catalogue_is_compiled_beside_its_source(tmp_path: Path) -> None:
    source = tmp_path / "asi_tui.po"
    source.write_text(catalogue_of(GOOD), "utf-8")
    assert compile_catalogue(source).read_bytes().startswith(b"\xde\x12\x04\x95")


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        pytest.param(catalogue_of(), "not translated: 'there is no question {code}'", id="missing"),
        pytest.param(
            catalogue_of('msgid "there is no question {code}"\nmsgstr ""'),
            "not translated: 'there is no question {code}'",
            id="empty",
        ),
        pytest.param(catalogue_of(GOOD, 'msgid "old"\nmsgstr "gammal"'), "no longer said: 'old'", id="superfluous"),
        pytest.param(catalogue_of(GOOD, '#~ msgid "old"\n#~ msgstr "gammal"'), "left over: 'old'", id="obsolete"),
    ],
)
def test_the_check_names_what_a_catalogue_lacks(tmp_path: Path, text: str, gap: str) -> None:
    source = tmp_path / "asi_tui.po"
    source.write_text(text, "utf-8")
    assert list(gaps(read_catalogue(source), frozenset({"there is no question {code}"}))) == [gap]


def test_an_update_keeps_translations_and_sorts_new_sentences_in(tmp_path: Path) -> None:
    source = tmp_path / "sv" / "LC_MESSAGES" / "asi_tui.po"
    source.parent.mkdir(parents=True)
    source.write_text(catalogue_of(GOOD, 'msgid "old"\nmsgstr "gammal"'), "utf-8")
    bring_up_to_date(source, frozenset({"there is no question {code}", "a new one"}))
    told: dict[str, str] = {str(message.id): str(message.string) for message in read_catalogue(source) if message.id}
    assert list(told.items()) == [
        ("a new one", ""),
        ("there is no question {code}", "det finns ingen fråga {code}"),
    ]


def test_the_program_speaks_the_compiled_language_and_back() -> None:
    source = catalogue_files()[0]
    compile_catalogue(source)
    swedish: Catalog = read_catalogue(source)
    question = say("there is no question {code}", code="D99")
    translation = swedish.get(question.sentence)
    assert translation is not None
    assert translation.string != question.sentence
    use_language("sv")
    try:
        assert tell(question) == str(translation.string).format(code="D99")
    finally:
        use_language("en")
    assert tell(question) == "there is no question D99"
