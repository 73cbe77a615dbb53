"""A short list of fields keyed one after another, as at the head of an interview: its state, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from asi_tui.core.identity import clean_text, name_matches
from asi_tui.i18n import tell
from asi_tui.message import Message, say

LONGEST = 80
"""Longest text of a field, unless the field says otherwise."""

BY_DIGIT = 9
"""Options that can be chosen by their place."""

Values = Mapping[str, str]
"""What stands in the fields, by their ids."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers of a field: the value it stands for and its words.

    `key` are the digits typed for it (empty: its place among those shown that have none), `group` the words above it.
    """

    value: str
    label: Message | str
    key: str = ""
    group: Message | None = None

    @property
    def words(self) -> str:
        """The label in the user's language."""
        return tell(self.label) if isinstance(self.label, Message) else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: its label, what stands in it, and how to tell whether that will do.

    With `options` digits choose, or letters that begin words of one of them, and `text` holds the value chosen (with
    `many`, all that are, with blanks between; where it `clears`, Delete takes the choice away); otherwise `text` is
    what is written, or one of the `suggestions`, which a digit typed first picks. `check` says what is wrong with a
    text, or gives None; `tells` what it amounts to. A field counts only `when` the others stand so. The first character
    typed in a field replaces what stood there.
    """

    id: str
    label: Message
    text: str = ""
    hint: Message | None = None
    options: tuple[Option, ...] = ()
    many: bool = False
    clears: bool = False
    suggestions: tuple[str, ...] = ()
    check: Callable[[str, Values], Message | None] = field(default=lambda text, values: None)
    tells: Callable[[str], Message | None] = field(default=lambda text: None)
    when: Callable[[Values], bool] = field(default=lambda values: True)
    longest: int = LONGEST
    touched: bool = False
    typed: str = ""

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The options that are chosen."""
        held = self.text.split(" ") if self.many else [self.text]
        return tuple(option for option in self.options if option.value in held)

    @property
    def shown(self) -> tuple[Option, ...]:
        """The options that what is typed leaves."""
        if not self.typed or self.typed.isdigit():
            return tuple(option for option in self.options if option.key.startswith(self.typed))
        return tuple(option for option in self.options if name_matches(self.typed, option.words))

    def key_of(self, option: Option) -> str:
        """What is typed for an option; empty when it takes letters."""
        if option.key:
            return option.key
        by_place = self.by_place
        place = by_place.index(option) + 1 if option in by_place else BY_DIGIT + 1
        return str(place) if place <= BY_DIGIT else ""

    @property
    def by_place(self) -> tuple[Option, ...]:
        """The options shown that have no digits of their own."""
        return tuple(option for option in self.shown if not option.key)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields and where the keyer stands.

    Enter goes to the next field, and at the last accepts. `quick`: on any but the first it accepts the rest as it
    stands. `at_once`: on any field it accepts as soon as nothing is wrong or missing; a choice made by digits then goes
    on to what is missing, and an Enter right after it belongs to the choice (`enter_is_spent`). With `steps` such a
    choice goes on to the next field. With `saves` F9 accepts from any field.
    """

    fields: tuple[Field, ...]
    at: int = 0
    quick: bool = False
    at_once: bool = False
    steps: bool = False
    saves: bool = False
    message: Message | None = None
    is_accepted: bool = False
    is_left: bool = False
    enter_is_spent: bool = False

    @property
    def current(self) -> Field:
        """The field before the keyer."""
        return self.fields[self.at]

    @property
    def values(self) -> dict[str, str]:
        """What stands in every field."""
        return {entry.id: entry.text.strip() for entry in self.fields}

    def value(self, name: str) -> str:
        """What stands in a field; nothing in one that does not count."""
        values = self.values
        return next((values[f.id] for f in self.fields if f.id == name and f.when(values)), "")

    @property
    def counting(self) -> tuple[int, ...]:
        """The places of the fields that count."""
        values = self.values
        return tuple(place for place, entry in enumerate(self.fields) if entry.when(values))


def press(fields: Fields, name: str, character: str | None) -> Fields:
    """What one key does; `name` is the key's name."""
    is_spent = fields.enter_is_spent
    fields = replace(fields, message=None, enter_is_spent=False)
    match name:
        case "escape":
            return replace(fields, is_left=True)
        case "enter":
            return fields if is_spent else _enter(fields)
        case "f9" if fields.saves:
            return _accepted(fields)
        case "down" | "tab":
            return _move(fields, 1)
        case "up" | "shift+tab":
            return _move(fields, -1)
        case "backspace":
            return _shortened(fields)
        case "delete" | "ctrl+u":
            if not fields.current.options or fields.current.clears:
                return _with_text(fields, "")
            return _with(fields, typed="")
    return _type(fields, character) if character and character.isprintable() else fields


def paste(fields: Fields, text: str) -> Fields:
    """Pasted text: its first line, as if it had been typed."""
    line = next((line for line in text.splitlines() if line.strip()), "").strip()
    if fields.current.options or not line:
        return replace(fields, message=say("pasted text is not taken here"))
    return _with_text(fields, (fields.current.text if fields.current.touched else "") + line)


def filled(fields: Fields, values: Values) -> Fields:
    """The fields with other values in those that nobody has touched."""
    return replace(
        fields,
        fields=tuple(
            replace(entry, text=values[entry.id]) if entry.id in values and not entry.touched else entry
            for entry in fields.fields
        ),
    )


def begins_at(fields: Fields, name: str) -> Fields:
    """The fields with the keyer at the one of that name."""
    return replace(fields, at=next((place for place, entry in enumerate(fields.fields) if entry.id == name), 0))


def _with(fields: Fields, *, text: str | None = None, typed: str = "") -> Fields:
    current = fields.current
    changed = replace(current, text=current.text if text is None else text, typed=typed, touched=True)
    return replace(fields, fields=(*fields.fields[: fields.at], changed, *fields.fields[fields.at + 1 :]))


def _with_text(fields: Fields, text: str) -> Fields:
    return _with(fields, text=clean_text(text, fields.current.longest))


def _shortened(fields: Fields) -> Fields:
    current = fields.current
    if not current.options:
        return _with_text(fields, current.text[:-1])
    if not current.typed:
        return fields
    return _with(fields, typed=current.typed[:-1])


def _type(fields: Fields, character: str) -> Fields:
    current = fields.current
    if current.options:
        return _choose(fields, character)
    place = int(character) if character.isdecimal() and character.isascii() else 0
    if 1 <= place <= len(current.suggestions) and (not current.touched or not current.text):
        taken = _with_text(fields, current.suggestions[place - 1])
        return _onward(taken) if fields.steps else taken
    return _with_text(fields, (current.text if current.touched else "") + character)


def _choose(fields: Fields, character: str) -> Fields:
    current = fields.current
    is_digit = character.isascii() and character.isdecimal()
    begun = current.typed if current.typed.isdigit() == is_digit else ""
    left = replace(current, typed=begun + character).shown
    if is_digit and not any(option.key for option in left):
        return _choose_by_place(fields, int(character))
    if not left or not (begun + character).strip():
        return replace(fields, message=say("there is no choice that begins with {typed}", typed=begun + character))
    if is_digit and left[0].key == begun + character:
        return _onward(_taken(fields, left[0]))
    alone = len(left) == 1 and not current.many
    text = left[0].value if alone else current.text if current.many else ""
    return _with(fields, text=text, typed=begun + character)


def _choose_by_place(fields: Fields, place: int) -> Fields:
    listed = fields.current.by_place[:BY_DIGIT]
    if 1 <= place <= len(listed):
        return _onward(_taken(fields, listed[place - 1]))
    if not listed:
        return replace(fields, message=say("there is no choice that begins with {typed}", typed=place))
    return replace(fields, message=say("choose with the digits 1-{last}", last=len(listed)))


def _taken(fields: Fields, option: Option) -> Fields:
    """The option chosen; of many it is added, or taken away when it was among them."""
    current = fields.current
    if not current.many:
        return _with(fields, text=option.value)
    held = [one.value for one in current.chosen]
    others = [value for value in held if value != option.value]
    return _with(fields, text=" ".join(others if option.value in held else [*held, option.value]))


def _onward(fields: Fields) -> Fields:
    """After a choice by digits: to the next field, or where all are accepted at once to the first that is missing."""
    if fields.current.many or not (fields.at_once or fields.steps):
        return fields
    later = (place for place in fields.counting if place > fields.at)
    following = next((place for place in later if fields.steps or _fault(fields, place)), None)
    return fields if following is None else replace(fields, at=following, enter_is_spent=True)


def _fault(fields: Fields, place: int) -> Message | None:
    entry = fields.fields[place]
    if entry.options and entry.typed and not entry.chosen:
        return say("several begin with {typed}: go on typing", typed=entry.typed)
    return entry.check(entry.text.strip(), fields.values)


def _wrong(fields: Fields) -> Fields | None:
    """The fields with what is wrong with the current one, or None."""
    message = _fault(fields, fields.at)
    return replace(fields, message=message) if message else None


def _move(fields: Fields, step: int) -> Fields:
    wrong = _wrong(fields)
    if wrong is not None and step > 0:
        return wrong
    beyond = [place for place in fields.counting if (place > fields.at if step > 0 else place < fields.at)]
    if not beyond:
        return fields
    return replace(fields, at=min(beyond) if step > 0 else max(beyond))


def _enter(fields: Fields) -> Fields:
    wrong = _wrong(fields)
    if wrong is not None:
        return wrong
    later = [place for place in fields.counting if place > fields.at]
    if later and not fields.at_once and not (fields.quick and fields.at > 0):
        return replace(fields, at=later[0])
    return _accepted(fields)


def _accepted(fields: Fields) -> Fields:
    """The fields accepted; or at the first that is wrong or missing."""
    for place in fields.counting:
        message = _fault(fields, place)
        if message is not None:
            is_empty = fields.at_once and not fields.fields[place].text
            return replace(fields, at=place, message=None if is_empty else message)
    return replace(fields, is_accepted=True)
