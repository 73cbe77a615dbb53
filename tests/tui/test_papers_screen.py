"""The papers on screen: chosen, edited beside others, written to files, and the sheet noted as given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from asi_tui.core.casework import StoredInterview
from asi_tui.core.identity import read_code
from asi_tui.core.papers import PAPERS, PaperKind
from asi_tui.core.queue import ItemKind
from asi_tui.errors import NoLeave
from asi_tui.instruments import phrasebooks
from asi_tui.message import say
from asi_tui.tui.opening import open_interview
from asi_tui.tui.screens.papers import PapersScreen, open_papers
from tests.terminal import site as places
from tests.terminal.site import Site
from tests.tui.tour import interviews
from tests.tui.visit import Keyer, visit

OWN = "Egna ord om detta."


@pytest.fixture
async def keyer(site: Site) -> AsyncIterator[Keyer]:
    """Somebody who reads the summary of a signed interview."""
    async with visit(str(site.database)) as found:
        assert await open_papers(found.app, read_code(site.due)) is None
        await found.comes_to_rest()
        yield found


def papers(keyer: Keyer) -> PapersScreen:
    screen = keyer.app.screen
    assert isinstance(screen, PapersScreen)
    return screen


def shown(keyer: Keyer) -> str:
    """The words of the screen, without its line breaks."""
    return " ".join(keyer.screen().replace("▸", " ").split())


def version(site: Site) -> list[int]:
    return site.column("SELECT version FROM narrative_text ORDER BY id")


async def test_a_digit_chooses_a_paper_and_each_is_read_to_its_end(keyer: Keyer) -> None:
    for digit, kind in enumerate(PaperKind, 1):
        await keyer.types(str(digit))
        assert papers(keyer).reading.kind is kind
        first = keyer.screen()
        await keyer.types("{End}{Home}")
        assert keyer.screen() == first
    assert len(PAPERS) == 5


async def test_a_sentence_is_rewritten_removed_taken_back_and_undone(site: Site, keyer: Keyer) -> None:
    calculated = shown(keyer)
    await keyer.types("{Down}{Enter}")
    assert "Meningen med dina ord" in keyer.screen()
    await keyer.types(f" {OWN}{{Enter}}")
    assert f"{OWN}" in shown(keyer)
    assert "Redigerad" in shown(keyer)
    await keyer.types("v")
    assert OWN not in shown(keyer)
    assert "Den beräknade texten" in shown(keyer)
    await keyer.types("{Enter}")
    assert "detta är den beräknade texten" in shown(keyer).lower()
    await keyer.types("v{Delete}")
    assert "[Borttagen:" in shown(keyer)
    await keyer.types("uu")
    assert OWN not in shown(keyer)
    assert "Redigerad" not in shown(keyer)
    await keyer.types("{Home}{Down}")
    # What nobody has edited any more is the calculated text again; every version is kept.
    assert version(site) == [1, 2, 3, 4]
    await keyer.types("{Escape}")
    await open_papers(keyer.app, read_code(site.due))
    await keyer.comes_to_rest()
    assert shown(keyer) == calculated


async def test_the_text_speaks_of_the_client_as_chosen_and_keeps_rewritten_words(keyer: Keyer) -> None:
    await keyer.types("{Down}{Enter}" + f" {OWN}" + "{Enter}")
    await keyer.types("p2")
    await keyer.types("{Down}5{Enter}")
    assert OWN in shown(keyer)
    assert "klienten" in shown(keyer).lower()
    desk = papers(keyer).reading.view.desk
    assert (desk.text.naming.value, desk.text.pronoun.value) == ("client", "none")


async def test_what_another_has_written_meanwhile_is_told_and_nothing_typed_is_lost(site: Site, keyer: Keyer) -> None:
    await keyer.types("{Down}{Enter}" + f" {OWN}")
    desk = papers(keyer).reading.view.desk
    with site.casebook() as other:
        other.texts.write(desk.stored.id, "sv", replace(desk.text, kept=desk.text.kept[1:]))
    await keyer.types("{Enter}")
    assert "redigerade texten" in shown(keyer)
    assert OWN in shown(keyer)
    assert version(site) == [1]
    await keyer.types("{Escape}{Enter}")
    assert "Meningen är sparad" in shown(keyer)
    assert version(site) == [1, 2]


async def test_a_busy_database_leaves_the_words_in_the_box(site: Site, keyer: Keyer) -> None:
    await keyer.types("n" + OWN)
    with site.held():
        await keyer.types("{Enter}")
        assert "dina ord står kvar här" in shown(keyer)
    assert version(site) == []
    await keyer.types("{Escape}{Enter}")
    assert "Stycket är sparat" in shown(keyer)
    assert version(site) == [1]


async def test_a_paper_is_written_once_where_the_site_keeps_them(site: Site, keyer: Keyer) -> None:
    keyer.app.config = replace(keyer.app.config, paper_folder=site.place)
    await keyer.types("5s1{Enter}")
    written = list(site.place.glob("*.txt"))
    assert [file.name.startswith(site.due) for file in written] == [True]
    name = written[0].stem
    await keyer.types("s1{Down}" + name + "{Enter}")
    assert "filen finns redan" in shown(keyer).lower()
    await keyer.types("{Escape}{Escape}s1{Enter}")
    assert sorted(file.stem for file in site.place.glob("*.txt")) == [name, f"{name}-2"]
    await keyer.types("c")
    assert "kopiering är inte påslagen" in shown(keyer).lower()


async def test_feedback_is_given_from_the_sheet_and_leads_back_to_the_queue(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "give_feedback", lambda book, code: None)
    with site.casebook() as book:
        places.add_base(book, site.new, date.today() - timedelta(days=20))
    async with visit(str(site.database)) as keyer:
        queue = keyer.app.start_screen.queue

        def waits() -> bool:
            return any(row.kind is ItemKind.FEEDBACK for row in queue.rows)

        assert waits()
        await keyer.types("{Home}")
        while queue.current is not None and queue.current.kind is not ItemKind.FEEDBACK:
            await keyer.types("{Down}")
        await keyer.types("{Enter}")
        assert papers(keyer).reading.kind is PaperKind.SHEET
        await keyer.types("g{Enter}")
        assert keyer.app.screen is keyer.app.start_screen
        assert "återkoppling" in shown(keyer).lower()
        assert not waits()
        await keyer.types("z")
        assert waits()


async def test_the_papers_cost_few_statements_and_one_phrase_book(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    phrasebooks.load_phrasebook.cache_clear()
    async with visit(str(site.database)) as keyer:

        def listener(*values: object) -> None:
            said.append(str(values[2]))

        event.listen(Engine, "before_cursor_execute", listener)
        try:
            await open_papers(keyer.app, read_code(site.due))
            await keyer.comes_to_rest()
            opened = len(said)
            await keyer.types("12345{Down}{Up}{PgDn}1")
        finally:
            event.remove(Engine, "before_cursor_execute", listener)
        assert len(said) == opened
        assert opened < 60
        assert phrasebooks.load_phrasebook.cache_info().misses == 1


async def test_a_low_window_leaves_its_lines_to_the_text(keyer: Keyer) -> None:
    await keyer.size(30, 6)
    assert "Om intervjun" in keyer.screen()
    for typed in ("2", "3", "1", "{Enter}", "x"):
        await keyer.types(typed)
        assert keyer.driver.window.beyond == []


async def test_one_key_opens_the_papers_wherever_an_interview_stands(site: Site) -> None:
    async with visit(str(site.database)) as keyer:
        for interview in interviews(site).values():
            await open_interview(keyer.app, interview)
            await keyer.comes_to_rest()
            place = keyer.app.screen
            await keyer.press("ctrl+l")
            assert papers(keyer).case.current.id == interview
            await keyer.types("{Escape}")
            assert keyer.app.screen is place
            await keyer.types("{Ctrl+P}ger tillbaka{Enter}")
            assert papers(keyer).case.current.id == interview
            await keyer.back()


async def test_what_cannot_be_read_is_said_where_one_stands(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async with visit(str(site.database)) as keyer:
        await open_papers(keyer.app, read_code(site.drafts["uppf"]))
        await keyer.comes_to_rest()
        book, calls = keyer.app.casebook, [0]
        read = book.open_interview

        def refused(interview_id: str, purpose: str) -> StoredInterview:
            if interview_id == site.interviews(site.drafts["uppf"])[0]:
                calls[0] += 1
                raise NoLeave(say("no leave"), "", say("ask"))
            return read(interview_id, purpose)

        monkeypatch.setattr(book, "open_interview", refused)
        # The earlier interview may not be read: it is not laid beside this one.
        papers(keyer).reading.reload()
        await keyer.types("2")
        assert "bara en intervju" in shown(keyer)
        # To read it is refused, and one stays with what may be read.
        await keyer.press("left")
        assert "no leave" in shown(keyer).lower()
        assert papers(keyer).case.place == 1
        assert calls[0]
        await keyer.types("{Escape}")
        await keyer.press("right")
        assert "ingen senare" in shown(keyer)


async def test_the_queue_reads_the_papers_of_the_row_or_says_that_there_are_none(site: Site) -> None:
    async with visit(str(site.database)) as keyer:
        await keyer.types("/Doris{Enter}")
        await keyer.press("ctrl+l")
        assert papers(keyer).case.file.client.code == read_code(site.due)
        await keyer.types("{Escape}/Nils{Enter}")
        await keyer.press("ctrl+l")
        assert keyer.app.screen is keyer.app.start_screen
        assert "ingen intervju än" in shown(keyer)
