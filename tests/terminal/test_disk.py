"""A disk that takes no more while somebody keys: nothing shown is lost, and what waits is stored in the end."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.small_disk import SmallDisk, kinds, small_disk
from tests.terminal.conftest import Sit
from tests.terminal.death import values_shown
from tests.terminal.key_file import key_file, stored_in
from tests.terminal.site import Site
from tests.terminal.test_database_faults import one_sentence
from tests.terminal.typist import Typist


@pytest.fixture(params=kinds())
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallDisk]:
    """A small disk, of each kind that there is here."""
    place = tmp_path / "disk"
    place.mkdir()
    with small_disk(request.param, place) as made:
        yield made


@pytest.fixture
def narrow(site: Site, disk: SmallDisk) -> Site:
    """The site, its casebook on the small disk."""
    shutil.copy(site.database, disk.place / "asi.db")
    site.database.unlink()
    site.database.symlink_to(disk.place / "asi.db")
    return replace(site)


def keys_until_it_waits(typist: Typist, disk: SmallDisk) -> int:
    """Key the form until an answer is not taken; how many are on disk as far as the screen says."""
    boxes = key_file("grund")
    for number, box in enumerate(boxes):
        if number == 3:
            disk.takes_no_more(typist.pid)
        typist.types(box.keys)
        following = boxes[number + 1].code.partition("-")[0]
        typist.until(lambda: f" {following}" in typist.marked or "Spara" in typist.screen(), f"takes {box}")  # noqa: B023
        if "Spara" in typist.screen():
            return number
    raise AssertionError("the disk took the whole form")


def test_what_was_shown_is_there_and_what_waits_is_stored_when_there_is_room(
    narrow: Site, disk: SmallDisk, sit: Sit
) -> None:
    code, boxes = narrow.drafts["grund"], key_file("grund")
    typist = sit("enter", code, before=disk.before).stands_at(" G9 ")
    number = keys_until_it_waits(typist, disk)
    assert 3 <= number < 100
    assert narrow.answers(code) == stored_in(boxes[:number])
    assert values_shown(typist, boxes).keys() <= stored_in(boxes[: number + 1]).keys()
    disk.has_room_again(typist.pid)
    typist.sees_no_more("Spara")
    typist.until(lambda: narrow.answers(code) == stored_in(boxes[: number + 1]), "stores what waited")
    typist.types(boxes[number + 1].keys)
    typist.until(lambda: narrow.answers(code) == stored_in(boxes[: number + 2]), "stores the next")
    assert narrow.column("PRAGMA integrity_check") == ["ok"]


@pytest.mark.parametrize("disk", kinds()[:1], indirect=True)
def test_a_program_that_dies_before_a_full_disk_loses_nothing_that_it_has_shown(
    narrow: Site, disk: SmallDisk, sit: Sit
) -> None:
    code, boxes = narrow.drafts["grund"], key_file("grund")
    typist = sit("enter", code, before=disk.before).stands_at(" G9 ")
    number = keys_until_it_waits(typist, disk)
    typist.kill()
    if (disk.place / "ballast").exists():
        (disk.place / "ballast").unlink()
    assert narrow.answers(code) == stored_in(boxes[:number])
    assert narrow.column("PRAGMA integrity_check") == ["ok"]
    sit("enter", code).stands_at(f" {boxes[number].code.partition('-')[0]}")


@pytest.mark.soak
def test_a_disk_that_stays_full_is_told_and_the_value_stays_for_enter(narrow: Site, disk: SmallDisk, sit: Sit) -> None:
    code, boxes = narrow.drafts["grund"], key_file("grund")
    typist = sit("enter", code, before=disk.before).stands_at(" G9 ")
    number = keys_until_it_waits(typist, disk)
    typist.sees("Inte sparat, Enter försöker igen: Disken").quiet(1.0)
    assert narrow.answers(code) == stored_in(boxes[:number])
    disk.has_room_again(typist.pid)
    typist.types("{Enter}")
    typist.until(lambda: narrow.answers(code) == stored_in(boxes[: number + 1]), "stores it after all")


def test_a_casebook_that_there_is_no_room_to_work_in_is_refused_in_one_sentence(
    narrow: Site, disk: SmallDisk, sit: Sit
) -> None:
    disk.takes_nothing()
    one_sentence(sit(before=disk.before), str(narrow.place), "[Dd]isken")
