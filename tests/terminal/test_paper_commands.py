"""`asi summary`, `feedback`, `change`, `plan-basis` and `answers --format`, run as a user runs them."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pexpect
import pytest

from asi_tui.instruments import read_document
from asi_tui.store.practice import open_practice
from tests.terminal.typist import COMMAND, surroundings

MAJ_BRITT = "K7X2-MQ3F"
SANNA = "X9K1-QQXD"

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def asi(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs `asi` on practice data of its own, in a home of its own."""
    place = tmp_path_factory.mktemp("papers")
    database = str(place / "practice.db")
    with closing(open_practice(database, read_document(), today=date.today(), clock=lambda: datetime.now(UTC))):
        pass

    def run(*arguments: str, shell: str = "", terminal: bool = False) -> subprocess.CompletedProcess[bytes]:
        environment = surroundings(place, ASI_DATABASE=database)
        command = [*COMMAND, *arguments]
        if terminal:
            said = pexpect.run(shlex.join(command), env=environment, cwd=str(place))
            return subprocess.CompletedProcess(command, 0, said, b"")
        if shell:
            command = ["sh", "-c", f'"$@" {shell}', "sh", *command]
        return subprocess.run(
            command, env=environment, cwd=place, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )

    return run


@pytest.mark.parametrize(
    ("command", "begins", "says"),
    [
        (("summary", MAJ_BRITT), "SAMMANFATTNING AV ASI-INTERVJU", "Jämfört med intervjun"),
        (("summary", MAJ_BRITT, "--name", "client", "--pronoun", "none"), "SAMMANFATTNING", "klienten"),
        (("feedback", MAJ_BRITT), "SÅ HÄR SVARADE DU", "Det vi har kommit överens om"),
        (("change", MAJ_BRITT), "FÖRÄNDRING MELLAN INTERVJUER", "Sammanvägt index"),
        (("plan-basis", MAJ_BRITT), "UNDERLAG FÖR PLANERING", "Delmål"),
        (("answers", MAJ_BRITT, "--format", "text"), "INTERVJUN, FRÅGA FÖR FRÅGA", "Kroppsliga besvär"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_paper_goes_to_standard_output(asi: Run, command: tuple[str, ...], begins: str, says: str) -> None:
    done = asi(*command)
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert text.startswith(begins)
    assert says in text
    assert "Andersson" not in text


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK\x03\x04"), ("pdf", b"%PDF-")])
def test_what_is_not_words_goes_there_as_it_is(asi: Run, form: str, begins: bytes) -> None:
    done = asi("feedback", MAJ_BRITT, "--format", form)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(begins)


def test_a_paper_goes_to_a_new_file_only(asi: Run, tmp_path: Path) -> None:
    file = tmp_path / "blad.pdf"
    done = asi("feedback", MAJ_BRITT, "--format", "pdf", "--output", str(file))
    assert (done.returncode, done.stdout) == (0, b"")
    written = file.read_bytes()
    assert written.startswith(b"%PDF-")
    assert asi("feedback", MAJ_BRITT, "--format", "pdf", "--output", str(file)).returncode == 2
    assert file.read_bytes() == written


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        (("summary", "K7X2-MQ3R"), "K7X2"),
        (("change", SANNA), "det finns bara en intervju"),
        (("feedback", MAJ_BRITT, "--interview", "1999-01-01"), "det finns ingen intervju den dagen"),
        (("feedback", MAJ_BRITT, "--interview", "i går"), "i går"),
        (("feedback", MAJ_BRITT, "--output", "finns/inte/blad.txt"), "mappen finns inte"),
        (("answers", MAJ_BRITT, "--output", "svar.txt"), "--format"),
        (("summary", MAJ_BRITT, "--format", "odt"), "odt"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_said_in_one_sentence(asi: Run, command: tuple[str, ...], complaint: str) -> None:
    done = asi(*command)
    assert (done.returncode, done.stdout) == (2, b"")
    assert complaint in done.stderr.decode()
    assert done.stderr.decode().count("\n") == 1


@pytest.mark.parametrize("output", ["> /dev/full", ">&-"])
def test_an_output_that_takes_nothing_is_said_and_ends_well(asi: Run, output: str) -> None:
    done = asi("feedback", MAJ_BRITT, "--format", "pdf", shell=output)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1


def test_an_interview_can_be_chosen_by_its_day(asi: Run) -> None:
    days = [line for line in asi("answers", MAJ_BRITT).stdout.decode().split("\n") if line[:2] == "20"]
    first = days[0].split()[0]
    chosen = asi("answers", MAJ_BRITT, "--format", "text", "--interview", first).stdout.decode()
    assert first in chosen.split("\n")[1]
    assert asi("change", MAJ_BRITT, "--interview", first).returncode == 2


def test_what_is_not_words_is_not_written_to_a_terminal(asi: Run) -> None:
    done = asi("feedback", MAJ_BRITT, "--format", "pdf", terminal=True)
    assert "pdf kan inte visas i en terminal" in done.stdout.decode()
    assert b"%PDF" not in done.stdout
