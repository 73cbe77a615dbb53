"""A text that somebody has edited: whose each sentence is, and which no longer fit the answers that they rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from asi_tui.core.narrative import Area, Naming, Pronoun, Summary
from asi_tui.core.telling import Sentence, digest
from asi_tui.core.truth import Reading

MISSING = "missing"
"""The section of what is not known, which has no id in the summary itself."""

RISK = "risk"

COMPARED = "change."
"""Phrases that rest on earlier interviews too, whose answers no fingerprint holds, begin so."""


class Standing(StrEnum):
    """Whose a sentence is. NEW is one that has been calculated since, and waits to be taken or left."""

    CALCULATED = "calculated"
    WRITTEN = "written"
    OWN = "own"
    REMOVED = "removed"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Mark:
    """Which calculated sentence one stands for, the how manieth of its phrase, and the fingerprint of its answers."""

    phrase: str
    nth: int
    rests_on: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Kept:
    """One sentence as it is kept: its words (none: it is removed), and the calculated ones it was written over.

    `mark` is None for a paragraph of the writer's own. `begins` says that a paragraph begins here.
    """

    section: str
    text: str
    calculated: str = ""
    mark: Mark | None = None
    begins: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedText:
    """A whole edited text: its sentences, how it speaks of the client, and who wrote it when.

    `version` counts from 1; 0 is a text that is not stored yet. One without sentences has been taken back.
    """

    kept: tuple[Kept, ...]
    naming: Naming = Naming.INITIALS
    pronoun: Pronoun = Pronoun.RECORD
    version: int = 0
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence before its reader: as it is kept, whose it is, and what is calculated now (None: nothing).

    `is_stale` says that its answers have changed, and that something else would be calculated from them.
    """

    kept: Kept
    standing: Standing
    now: Sentence | None
    is_stale: bool = False

    @property
    def waits(self) -> bool:
        """Whether the reader is asked to take something or leave it."""
        return self.is_stale or self.standing is Standing.NEW


def taken(told: Summary) -> tuple[Kept, ...]:
    """The calculated text, as one that somebody begins to edit."""
    return tuple(kept for kept, _ in _spoken(told))


def laid(kept: Sequence[Kept], told: Summary, read: Reading) -> tuple[Line, ...]:
    """An edited text beside what is calculated now; sentences that are new since stand where they would be said.

    The sections stand in the order of the summary; what was written in one that it no longer has stands first.
    """
    spoken = list(_spoken(told))
    now = {_key(one): sentence for one, sentence in spoken}
    known = {_key(one) for one in kept if one.mark}
    order = {section: place for place, section in enumerate(_sections(told))}
    placed = [one if one.section in order else replace(one, section=told.about.id) for one in kept]
    placed.sort(key=lambda one: order[one.section])
    lines = [_line(one, now.get(_key(one)) if one.mark else None, read) for one in placed]
    before: tuple[str, int] | None = None
    for one, sentence in spoken:
        if _key(one) not in known:
            lines.insert(_place(lines, one.section, before, order), Line(one, Standing.NEW, sentence))
        before = _key(one)
    return tuple(lines)


def retold(kept: Sequence[Kept], told: Summary) -> tuple[Kept, ...]:
    """The text when the client is called something else: what nobody has touched is told anew, the rest stands."""
    now = {_key(one): sentence.text for one, sentence in _spoken(told)}
    found: list[Kept] = []
    for one in kept:
        words = now.get(_key(one)) if one.mark else None
        is_touched = one.text != one.calculated
        found.append(one if words is None else replace(one, calculated=words, text=one.text if is_touched else words))
    return tuple(found)


def decided(lines: Sequence[Line]) -> tuple[Kept, ...]:
    """What is kept of a text: all but the sentences that are only offered, and what is neither said nor calculated."""
    return tuple(
        line.kept for line in lines if line.standing is not Standing.NEW and (line.kept.mark or line.kept.text)
    )


def rewritten(lines: Sequence[Line], at: int, text: str) -> tuple[Kept, ...]:
    """The text with other words for a sentence, written with its answers as they are now; no words remove it."""
    return _with(lines, at, replace(_renewed(lines[at]), text=text))


def taken_now(lines: Sequence[Line], at: int) -> tuple[Kept, ...]:
    """The text with the calculated words for a sentence, as they are now; without it when it is no longer said."""
    line = lines[at]
    if line.kept.mark is None:
        return decided(lines)
    return _with(lines, at, replace(_renewed(line), text=line.now.text if line.now else ""))


def stands(lines: Sequence[Line], at: int) -> tuple[Kept, ...]:
    """The text with a sentence as it is, though its answers have changed; one that is only offered is left out."""
    line = lines[at]
    text = "" if line.standing is Standing.NEW else line.kept.text
    return _with(lines, at, replace(_renewed(line), text=text))


def added(lines: Sequence[Line], at: int, text: str) -> tuple[Kept, ...]:
    """The text with a paragraph of one's own behind the paragraph that a sentence stands in."""
    section = lines[at].kept.section
    end = at + 1
    while end < len(lines) and lines[end].kept.section == section and not lines[end].kept.begins:
        end += 1
    own = Line(Kept(section, text, begins=True), Standing.OWN, None)
    return decided([*lines[:end], own, *lines[end:]])


def taken_all(lines: Sequence[Line]) -> tuple[Kept, ...]:
    """The text with what is calculated now wherever nobody has written over it, and with the new sentences."""
    kept: list[Kept] = []
    for line in lines:
        if line.standing is Standing.NEW or (line.is_stale and line.standing is Standing.CALCULATED):
            kept += [replace(_renewed(line), text=line.now.text)] if line.now else []
        else:
            kept.append(line.kept)
    return tuple(kept)


def is_as_calculated(kept: Sequence[Kept]) -> bool:
    """Whether nothing in a text is anybody's own."""
    return all(one.mark is not None and one.text == one.calculated for one in kept)


def as_summary(lines: Sequence[Line], told: Summary) -> Summary:
    """The edited text in the place of the calculated one, sentence by sentence; what is removed has no words.

    A sentence keeps the questions that it tells of as long as it is calculated.
    """
    sections: dict[str, list[list[Sentence]]] = {}
    for line in lines:
        paragraphs = sections.setdefault(line.kept.section, [])
        if line.kept.begins or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(_sentence(line))

    def area(one: Area) -> Area:
        return replace(one, paragraphs=tuple(map(tuple, sections.get(one.id, ()))))

    def flat(name: str) -> tuple[Sentence, ...]:
        return tuple(one for paragraph in sections.get(name, ()) for one in paragraph)

    missing = flat(MISSING)
    has_unasked = told.not_asked is not None and missing[-1:] and missing[-1].phrase == told.not_asked.phrase
    return replace(
        told,
        about=area(told.about),
        overview=area(told.overview),
        areas=tuple(map(area, told.areas)),
        risk=replace(told.risk, sentences=flat(RISK)),
        missing=missing[:-1] if has_unasked else missing,
        not_asked=missing[-1] if has_unasked else None,
    )


def said(lines: Sequence[Line], told: Summary) -> Summary:
    """The edited text as it is printed: without what is removed or only offered."""
    kept: list[Line] = []
    begins: set[str] = set()
    for line in lines:
        starts = line.kept.begins or line.kept.section in begins
        begins.discard(line.kept.section)
        if line.kept.text and line.standing is not Standing.NEW:
            kept.append(replace(line, kept=replace(line.kept, begins=starts)))
        elif starts:
            begins.add(line.kept.section)  # the paragraph begins with what stands behind it
    return as_summary(kept, told)


def _spoken(told: Summary) -> Iterator[tuple[Kept, Sentence]]:
    """Every calculated sentence in the order read, as it would be kept."""
    count: Counter[str] = Counter()
    for section, paragraphs in _sections(told).items():
        for paragraph in paragraphs:
            for place, one in enumerate(paragraph):
                mark = Mark(one.phrase, count[one.phrase], one.rests_on, one.digest)
                count[one.phrase] += 1
                yield Kept(section, one.text, one.text, mark, place == 0), one


def _sections(told: Summary) -> dict[str, tuple[tuple[Sentence, ...], ...]]:
    return {
        told.about.id: told.about.paragraphs,
        told.overview.id: told.overview.paragraphs,
        RISK: (told.risk.sentences,),
        **{area.id: area.paragraphs for area in told.areas},
        MISSING: (told.missing, (told.not_asked,) if told.not_asked else ()),
    }


def _key(kept: Kept) -> tuple[str, int]:
    return (kept.mark.phrase, kept.mark.nth) if kept.mark else ("", 0)


def _line(kept: Kept, now: Sentence | None, read: Reading) -> Line:
    if kept.mark is None:
        return Line(kept, Standing.OWN, None)
    standing = Standing.CALCULATED if kept.text == kept.calculated else Standing.WRITTEN
    standing = standing if kept.text else Standing.REMOVED
    return Line(kept, standing, now, _is_stale(kept, kept.mark, now, read))


def _is_stale(kept: Kept, mark: Mark, now: Sentence | None, read: Reading) -> bool:
    """The answers have changed, and with them what is calculated. A change that is not told asks nobody anything."""
    words = now.text if now else ""
    if words == kept.calculated or (not words and not kept.text):
        return False
    unseen = not mark.rests_on or mark.phrase.startswith(COMPARED)
    return unseen or digest(mark.rests_on, read) != mark.digest


def _place(lines: list[Line], section: str, before: tuple[str, int] | None, order: dict[str, int]) -> int:
    """Where a new sentence goes: behind the calculated one that it is said after, else first in its section."""
    for place, line in enumerate(lines):
        if before is not None and line.kept.mark and _key(line.kept) == before and line.kept.section == section:
            return place + 1
    wanted = order[section]
    return next((place for place, one in enumerate(lines) if order[one.kept.section] >= wanted), len(lines))


def _renewed(line: Line) -> Kept:
    """A sentence that somebody has looked at with its answers as they are now.

    What is no longer calculated is from then on the writer's own.
    """
    if line.now is None or line.kept.mark is None:
        return replace(line.kept, mark=None, calculated="")
    mark = replace(line.kept.mark, rests_on=line.now.rests_on, digest=line.now.digest)
    return replace(line.kept, calculated=line.now.text, mark=mark)


def _with(lines: Sequence[Line], at: int, kept: Kept) -> tuple[Kept, ...]:
    line = replace(lines[at], kept=kept, standing=Standing.WRITTEN)
    return decided([*lines[:at], line, *lines[at + 1 :]])


def _sentence(line: Line) -> Sentence:
    kept = line.kept
    if kept.mark is None:
        return Sentence("", kept.text, (), (), "")
    codes = line.now.codes if line.now else kept.mark.rests_on
    return Sentence(kept.mark.phrase, kept.text, codes, kept.mark.rests_on, kept.mark.digest)
