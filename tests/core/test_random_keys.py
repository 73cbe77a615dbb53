"""Random keys at a desk: nothing raises, the disk is what the screen shows, and a refusal guards what follows it.

That disk and answers agree, and that the standings are right, is asserted by Scenario after every key.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from asi_tui.core import keying
from tests.scenario import FORMS, NAMED_KEYS, SIGNS, Scenario, instrument

Key = tuple[str, str | None]

DIGITS = st.sampled_from("0123456789")
CHARACTERS = st.one_of(st.sampled_from("xnugsj,./-+* åÄé²٣\u200b"), st.characters())
KEYS: st.SearchStrategy[Key] = st.one_of(
    DIGITS.map(lambda digit: (digit, digit)),
    st.just(("enter", None)),
    CHARACTERS.map(lambda sign: (SIGNS.get(sign, sign), sign)),
    st.sampled_from(sorted(NAMED_KEYS.values())).map(lambda name: (name, None)),
)
GAPS = st.sampled_from([0.0, 0.02, 0.2, 0.39, 0.41, 5.0])
STYLES = st.fixed_dictionaries({"quick": st.booleans(), "lock_seconds": st.sampled_from([0.0, 0.4])})


@settings(max_examples=150)
@given(
    form=st.sampled_from(FORMS), start=st.integers(0), keys=st.lists(st.tuples(GAPS, KEYS), max_size=60), style=STYLES
)
def test_random_keys_never_raise(form: str, start: int, keys: list[tuple[float, Key]], style: dict[str, float]) -> None:
    desk = Scenario(form, quick=bool(style["quick"]), lock_seconds=style["lock_seconds"], pace=0)
    order = desk.desk.interview.plan.order
    desk.at(order[start % len(order)])
    for gap, (name, character) in keys:
        desk.waits(gap).strike(name, character)
        interview = desk.desk.interview
        assert interview.on_route(desk.desk.at)
        assert desk.desk.lock is None or (desk.desk.half is None and desk.desk.goto is None)
        for code, value in interview.answers.items():
            assert keying.refusal(instrument().questions[code], value) is None


@given(start=st.integers(0), text=st.text(max_size=300))
def test_random_pastes_never_raise_and_store_nothing(start: int, text: str) -> None:
    desk = Scenario("grund")
    order = desk.desk.interview.plan.order
    assert desk.at(order[start % len(order)]).pastes(text).stored == []


@given(keys=st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.2, 0.39]), KEYS), max_size=40))
def test_after_a_refusal_nothing_is_stored_while_the_keys_keep_coming(keys: list[tuple[float, Key]]) -> None:
    desk = Scenario("grund", {"E3": 1, "E5": 1}, pace=0).at("E4").keys("7").locked()
    for gap, (name, character) in keys:
        if name in ("escape", "backspace"):
            continue
        desk.waits(gap).strike(name, character)
    desk.locked(sum(key not in ("escape", "backspace") for _, (key, _) in keys)).stands_at("E4")
    assert (desk.stored, desk.asked) == ([], [])


@given(keys=st.lists(st.tuples(st.sampled_from([0.0, 0.41, 60.0]), KEYS), max_size=40))
def test_without_a_timed_lock_only_escape_or_backspace_frees_the_keys(keys: list[tuple[float, Key]]) -> None:
    desk = Scenario("grund", pace=0, lock_seconds=0).at("E4").keys("7")
    for gap, (name, character) in keys:
        if name not in ("escape", "backspace"):
            desk.waits(gap).strike(name, character)
    desk.locked(sum(name not in ("escape", "backspace") for _, (name, _) in keys))
    desk.strike("escape").unlocked().keys("1").has(E4=1)


@given(keys=st.lists(KEYS, max_size=50))
def test_undo_takes_back_whatever_was_typed_and_redo_types_it_again(keys: list[Key]) -> None:
    desk = Scenario("grund", {"M1": 3, "M6": 12, "E4": 1}, pace=1).at("M1")
    begun = dict(desk.disk)
    for name, character in keys:
        desk.strike(name, character)
    desk.desk = replace(desk.desk, half=None, goto=None, lock=None)
    typed, count = dict(desk.disk), len(desk.desk.interview.done)
    for _ in range(count):
        desk.keys("Ctrl+Z")
    assert desk.disk == begun
    for _ in range(count):
        desk.keys("Ctrl+Y")
    assert desk.disk == typed
