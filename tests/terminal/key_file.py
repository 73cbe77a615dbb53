"""Key files: what a keyer types for a whole form, box by box, and what shall then lie on disk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("keyfiles")

_HEADING = "# What a keyer types, box by box: code, keys, and what is then stored.\n"

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Keyed:
    """One box: its code, the keys typed in it ({Enter} is a key), and the value or code that is stored."""

    code: str
    keys: str
    stored: str

    @property
    def is_text(self) -> bool:
        """Whether the answer is words, the codes X and N among them."""
        return self.keys.endswith("{Enter}") and not self.keys[0].isdigit()

    @property
    def is_years_months(self) -> bool:
        """Whether two boxes of two digits are filled."""
        return re.fullmatch(r"\d{4}", self.keys) is not None


def read(path: Path) -> tuple[Keyed, ...]:
    """The boxes of a key file in the order they are typed."""
    rows = (re.split(r" {2,}", line) for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return tuple(Keyed(code, keys, stored) for code, keys, stored in rows)


def write(path: Path, boxes: Iterable[Keyed]) -> None:
    """Make a key file."""
    path.write_text(_HEADING + "".join(f"{b.code:<8}  {b.keys:<30}  {b.stored}\n" for b in boxes), "utf-8")


def key_file(form: str) -> tuple[Keyed, ...]:
    """The key file of a form, every gate of which is open."""
    return read(FOLDER / f"{form}.txt")


def stored_in(boxes: Iterable[Keyed]) -> dict[str, str]:
    """What lies on disk when all of it has been typed."""
    return {box.code: box.stored for box in boxes}


def typed(boxes: Iterable[Keyed]) -> str:
    """All keys one after another."""
    return "".join(box.keys for box in boxes)


def with_enters(boxes: Iterable[Keyed]) -> Iterator[Keyed]:
    """As a keyer types who presses Enter after every value, after years and after months too."""
    for box in boxes:
        keys = f"{box.keys[:2]}{{Enter}}{box.keys[2:]}" if box.is_years_months else box.keys
        yield Keyed(box.code, keys if keys.endswith("{Enter}") else keys + "{Enter}", box.stored)


def on_the_pad(boxes: Iterable[Keyed]) -> Iterator[Keyed]:
    """As it is typed on a numeric pad alone: X is a comma or full stop, N a slash, and where words are wanted X."""
    for place, box in enumerate(boxes):
        x = ",."[place % 2]
        if box.is_text:
            yield Keyed(box.code, x + "{Enter}", "X")
        else:
            yield Keyed(box.code, {"x": x, "n": "/"}.get(box.keys, box.keys), box.stored)


def in_application_mode(boxes: Iterable[Keyed]) -> Iterator[Keyed]:
    """The same pad as it sends its digits, Enter and comma in application mode."""
    for box in on_the_pad(boxes):
        keys = box.keys.replace("{Enter}", "{PadEnter}").replace(",", "{PadComma}")
        yield Keyed(box.code, _DIGITS.sub(_as_pad_digits, keys), box.stored)


def _as_pad_digits(found: re.Match[str]) -> str:
    return "".join(f"{{Pad{digit}}}" for digit in found[0])
