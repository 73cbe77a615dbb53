"""The basis for a plan tells what is being done under the area it is about, with its goals and what came of them."""

from __future__ import annotations

from dataclasses import replace

from asi_tui.core.plan_basis import Intervention
from asi_tui.i18n import use_language
from asi_tui.reports.document import Heading, Listing
from asi_tui.reports.papers import plan_paper
from tests.reports.papers import case_of

RUNNING = (
    Intervention(
        what="KBT",
        area="alcohol",
        by="Ankaret",
        since="2026-05-04",
        until="2026-09-01",
        goal="inte dricka ensam",
        attainment="delvis uppfyllt",
    ),
    Intervention(what="IPS", area="employment", goal="jobb", since="2026-10-01"),
    Intervention(what="stödsamtal"),
)


def listed_under() -> dict[str, tuple[str, ...]]:
    """The lists of the paper, by the heading they stand under."""
    found: dict[str, tuple[str, ...]] = {}
    heading = ""
    for block in plan_paper(replace(case_of("Kevin", upto=1), running=RUNNING)).blocks:
        if isinstance(block, Heading):
            heading = block.text
        if isinstance(block, Listing):
            found[heading] = block.items
    return found


def test_each_intervention_stands_with_its_area_and_the_others_at_the_end() -> None:
    use_language("sv")
    try:
        lists = listed_under()
    finally:
        use_language("en")
    assert "IPS, sedan 2026-10-01. Mål: jobb" in [line for lines in lists.values() for line in lines]
    assert set(lists["Övriga insatser"]) >= {"stödsamtal"}
    told = [line for lines in lists.values() for line in lines]
    assert "KBT, Ankaret, 2026-05-04–2026-09-01. Mål: inte dricka ensam (delvis uppfyllt)" in told
    assert len(told) == len(RUNNING)
