"""The sixty invented clients: where each begins, who works with them, what was held, and what waits now."""

from __future__ import annotations

from dataclasses import dataclass

# profile, handler, interviews held, what waits and how it stands, and what else happened.
#
# Interviews: G grund, g grund-kort, U uppf, u uppf-kort, none -; signed, but for the last where c (complete),
# r (rated) or d (draft) follows. What waits is a kind of item and its state on the day of practice, or nothing and why.
# Besides: t2 two attempts, to=UNIT/GROUND commissioned, paused by a postponement, begun (a draft leads on), insats
# (an intervention that ended, recorded), goes_on (one that has not), runs=CODE and other=MEANS (how the follow-up
# before the last was closed), ordered=CODE (a first order that was lost), protected.
_CAST = """
alcohol       anna.berg      GU   follow_up:window        to=ankaret/decision
psychiatric   anna.berg      g    follow_up:coming
prescription  anna.berg      -    base:window
alcohol       johan.ek       GUU  follow_up:later         insats
cannabis      johan.ek       gu   follow_up:later
opioids       johan.ek       GU   follow_up:window        t1
recovered     johan.ek       GUu  follow_up:coming
somatic       johan.ek       G    follow_up:later         ordered=KAND
mixed         johan.ek       G    nothing:AVBOJT
legal         johan.ek       GU   nothing:INSTI
amphetamine   johan.ek       Gr   signature:window
alcohol       johan.ek       g    follow_up:later         goes_on
psychiatric   johan.ek       GU   feedback:window
prescription  petter.sjolin  Gc   rating:window
alcohol       samira.haddad  GUU  follow_up:later         insats
opioids       samira.haddad  GU   nothing:FLYTT
somatic       samira.haddad  GUU  follow_up:window        t2
cannabis      samira.haddad  g    follow_up:window        begun
mixed         samira.haddad  GU   follow_up:later         runs=TID
recovered     samira.haddad  GUu  follow_up:later         other=record_notes
legal         samira.haddad  G    follow_up:later
amphetamine   samira.haddad  GU   follow_up:coming        paused
alcohol       samira.haddad  GU   nothing:AVLID
prescription  samira.haddad  gu   follow_up:overdue       t1
alcohol       karin.lund     GU   follow_up:long_overdue  t3
opioids       karin.lund     G    follow_up:long_overdue  t2
amphetamine   karin.lund     GUU  follow_up:overdue
cannabis      karin.lund     g    follow_up:overdue       t2
prescription  karin.lund     GUu  follow_up:window        goes_on
mixed         karin.lund     GU   follow_up:window        to=ankaret/consent
recovered     karin.lund     GUU  follow_up:later         insats
legal         karin.lund     Gc   rating:overdue
psychiatric   karin.lund     GU   feedback:overdue        t1
somatic       karin.lund     GUU  nothing:CLOS
alcohol       karin.lund     -    base:coming
alcohol       karin.lund     gu   follow_up:coming
opioids       karin.lund     GU   intervention:window
mixed         karin.lund     Gd   base:window
alcohol       petter.sjolin  GU   follow_up:long_overdue
recovered     petter.sjolin  GUu  follow_up:window        t1
amphetamine   petter.sjolin  G    nothing:EJNAS           ordered=TID
cannabis      petter.sjolin  gu   nothing:PAVER
prescription  petter.sjolin  GUr  signature:overdue
psychiatric   petter.sjolin  GUU  follow_up:later         runs=PERS
somatic       petter.sjolin  G    feedback:long_overdue   t2
legal         petter.sjolin  GU   nothing:KOGN
mixed         petter.sjolin  GUc  rating:long_overdue
alcohol       petter.sjolin  -    base:overdue            t1
opioids       petter.sjolin  GU   intervention:overdue
alcohol       petter.sjolin  GU   follow_up:later         insats other=cra
recovered     petter.sjolin  gu   feedback:coming         paused
amphetamine   elin.strand    g    follow_up:window        goes_on
mixed         elin.strand    gur  signature:long_overdue
cannabis      elin.strand    -    base:long_overdue
psychiatric   elin.strand    GU   intervention:long_overdue
alcohol       elin.strand    gc   rating:coming           paused
prescription  tomas.wik      gur  signature:coming        paused
alcohol       tomas.wik      G    intervention:coming     paused
opioids       tomas.wik      -    base:coming             paused
mixed         tomas.wik      G    follow_up:overdue       protected
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the cast; `besides` holds what else happened, the word and what stands after its =."""

    profile: str
    handler: str
    forms: tuple[str, ...]
    last_state: str
    kind: str
    state: str
    besides: dict[str, str]


_FORMS = {"G": "grund", "g": "grund-kort", "U": "uppf", "u": "uppf-kort"}
_STATES = {"c": "complete", "r": "rated", "d": "draft"}


def cast() -> tuple[Part, ...]:
    """All parts, in the order of the table."""
    return tuple(_part(*line.split()) for line in _CAST.strip().splitlines())


def _part(profile: str, handler: str, held: str, waits: str, *besides: str) -> Part:
    kind, _, state = waits.partition(":")
    told = {word: value for word, _, value in (one.partition("=") for one in besides)}
    forms = tuple(_FORMS[letter] for letter in held if letter in _FORMS)
    return Part(profile, handler, forms, _STATES.get(held[-1], "signed"), kind, state, told)
