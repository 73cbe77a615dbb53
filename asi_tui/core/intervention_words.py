"""The words of an intervention's record: fields, states, modes, reasons, attainment and life areas."""

from __future__ import annotations

from asi_tui.core.intervention import Area, Attainment, EndReason, Mode, Status
from asi_tui.message import Message, say

STATUS_WORDS: dict[Status, Message] = {
    Status.PLANNED: say("planned"),
    Status.ONGOING: say("ongoing"),
    Status.PAUSED: say("paused"),
    Status.ENDED: say("ended"),
}

MODE_WORDS: dict[Mode, Message] = {
    Mode.INDIVIDUAL: say("individually"),
    Mode.GROUP: say("in a group"),
    Mode.DIGITAL: say("digitally"),
    Mode.INPATIENT: say("around the clock"),
}

END_REASON_WORDS: dict[EndReason, Message] = {
    EndReason.COMPLETED: say("completed as planned"),
    EndReason.BY_CLIENT: say("discontinued by the client"),
    EndReason.BY_PROVIDER: say("discontinued by the provider"),
    EndReason.REPLACED: say("went over into another intervention"),
    EndReason.MOVED: say("moved away"),
    EndReason.DETAINED: say("detained"),
    EndReason.HOSPITAL: say("in hospital"),
    EndReason.DECEASED: say("died"),
    EndReason.OTHER: say("another reason"),
    EndReason.UNKNOWN: say("reason not known"),
}

ATTAINMENT_WORDS: dict[Attainment, Message] = {
    Attainment.FULFILLED: say("reached"),
    Attainment.PARTLY: say("partly reached"),
    Attainment.NOT: say("not reached"),
    Attainment.NOT_ASSESSED: say("not assessed"),
}

AREA_WORDS: dict[Area, Message] = {
    Area.MEDICAL: say("Physical health"),
    Area.EMPLOYMENT: say("Employment and support"),
    Area.ALCOHOL: say("Alcohol"),
    Area.DRUG: say("Drugs"),
    Area.LEGAL: say("Legal problems"),
    Area.FAMILY_SOCIAL: say("Family and social relations"),
    Area.PSYCHIATRIC: say("Mental health"),
}

FIELD_WORDS: dict[str, Message] = {
    "kind": say("Kind"),
    "method": say("Method"),
    "method_words": say("Which method"),
    "provider": say("Provider"),
    "worker": say("Worker at the provider"),
    "commissioner": say("Commissioned by"),
    "legal_basis": say("Legal basis"),
    "needs_tested": say("Needs-tested"),
    "planned_from": say("Planned start"),
    "planned_until": say("Planned end"),
    "began_on": say("Start"),
    "ended_on": say("End"),
    "paused": say("State"),
    "mode": say("Form of it"),
    "per_week": say("Times a week"),
    "offered": say("Occasions offered"),
    "attended": say("Occasions attended"),
    "areas": say("Life areas"),
    "main_area": say("Main area"),
    "end_reason": say("End reason"),
    "helpfulness": say("The client: it helped"),
    "influence": say("The client: influence"),
    "recommends": say("The client: recommends it"),
    "worker_rating": say("The worker: goals reached"),
    "responsible": say("Fills the record"),
    "note": say("Note"),
}
"""The fields of a record by their names; a goal is told by its number."""


def field_words(name: str) -> Message:
    """What a field of a record is called."""
    if name.startswith("goal_"):
        return say("Goal {number}", number=name.removeprefix("goal_"))
    return FIELD_WORDS.get(name, say("Record"))
