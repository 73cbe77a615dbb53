"""What is asked before an interview: when a base interview is due and who holds it, or which form is held now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta

from asi_tui.core.client_file import ClientFile
from asi_tui.core.form_choice import Advice
from asi_tui.core.identity import show_code
from asi_tui.core.instrument import Form, Length, Purpose
from asi_tui.core.people import StaffMember
from asi_tui.core.ports import Casebook
from asi_tui.core.queue import QueueRow
from asi_tui.core.working_days import next_working_day
from asi_tui.i18n import language
from asi_tui.message import say
from asi_tui.red_days import is_red_day
from asi_tui.tui.asking import Asked, Told, chosen, coming_day, coming_day_in, panel
from asi_tui.tui.fields import Field, Fields, Option

ORDERED_DAYS = 14
"""Days until an ordered base interview is due unless another day is given."""


def ask_base(client_id: str, code: str, staff: Sequence[StaffMember], responsible: str, today: date) -> Asked:
    """When a base interview is due, and who is to hold it."""

    def do(casebook: Casebook, rows: tuple[QueueRow, ...], fields: Fields) -> Told:
        due = coming_day_in(fields, today, "due")
        done = casebook.work.order_base(client_id, due, fields.value("who"))
        return Told(say("{code}: base interview ordered, due {day}", code=show_code(code), day=due), done)

    suggested = next_working_day(today + timedelta(days=ORDERED_DAYS), is_red_day)
    return Asked(
        heading=say("Order a base interview"),
        about=show_code(code),
        do=do,
        fields=panel(
            coming_day(today, suggested, id="due", label=say("Due")),
            Field(
                id="who",
                label=say("Responsible"),
                text=responsible,
                options=tuple(Option(member.id, member.name) for member in staff),
                check=chosen,
            ),
        ),
    )


def ask_form(file: ClientFile, forms: Sequence[Form], advice: Advice, begin: Callable[[str], Awaitable[None]]) -> Asked:
    """Which form a new interview is held with; the right one is chosen beforehand, and why is told."""
    purpose = Purpose.FOLLOW_UP if advice.follow_up else Purpose.BASE
    right = next(form.id for form in forms if form.purpose is purpose and form.length is Length.FULL)

    async def opens(fields: Fields) -> None:
        await begin(fields.value("form"))

    return Asked(
        heading=say("New interview"),
        about=show_code(file.client.code),
        opens=opens,
        fields=panel(
            Field(
                id="form",
                label=say("Form"),
                text=right,
                options=tuple(Option(form.id, form.title.in_language(language())) for form in forms),
                check=chosen,
                tells=lambda text: advice.why if text == right else None,
            )
        ),
    )
