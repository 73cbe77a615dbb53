"""Death at any moment: nothing that was shown is missing, and the keyer finds themselves where they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario import FORMS
from tests.terminal.conftest import moved
from tests.terminal.death import die_often
from tests.terminal.site import Site


@pytest.mark.parametrize("seed", range(10))
def test_nothing_shown_is_lost_in_fifty_deaths(site: Site, seed: int) -> None:
    """Five at a time, so that several keyers die beside each other."""
    tally = die_often(site, FORMS[seed % len(FORMS)], 5, seed)
    assert tally.deaths == 5
    assert tally.stored >= tally.shown > 0


@pytest.mark.soak
@pytest.mark.parametrize("form", FORMS)
def test_nothing_shown_is_lost_in_a_thousand_deaths(founded: Site, tmp_path: Path, form: str) -> None:
    """Two hundred and fifty on each form."""
    tally = die_often(moved(founded, tmp_path), form, 250, seed=len(form))
    assert tally.deaths == 250
    assert tally.stored >= tally.shown > 500
