"""Text that means harm, and a casebook that is full of it: written by another program, past all cleaning."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path
from typing import Any

from asi_tui.instruments import load_shipped
from asi_tui.store.kept import Born, Words
from asi_tui.store.tables import METADATA

TEXTS = (
    "[b]Fet[/b] [/x] [@click=app.quit]x[/] [red",
    "\x1b[2J\x1b[31mRöd\x1b]52;c;aGVqIQ==\x07\x1b]0;titel\x1b\\\x1bP1$q\x1b\\",
    "\x9b31m\x9d52;c;aGVqIQ==\x9cC1\x85ny\x00nul\x08\x7f",
    "Anna\u202egreB\u2066dold\u2069\u200e\u200f",
    "a\u200bb\u2060c\ufeffd\u00ade\u034ff\u3164g",
    "z" + "\u0338\u0489" * 300 + "algo",
    "漢字🙂👩‍👩‍👧❤️🇸🇪👍🏽 bred " + "漢" * 200,
    "å" * 10_000,
    "rad\nFALSK\r\n\tRAD\u2028FALSK",
    "{name} %s %(x)s {0} {",
    "'; DROP TABLE client; --",
    "=1+1\u0600\U000e0041 <script>alert(1)</script> &amp; ${x} `id` $(id)",
)

MARKS = ("[b]Fet", "Röd", "C1", "greB", "bcd", "bred", "ååå", "{name} %s", "DROP TABLE")
"""What is left of them to be seen."""


def hostile() -> Iterator[str]:
    """One of them after another, for ever."""
    return cycle(TEXTS)


def words_columns() -> list[tuple[str, str]]:
    """Every column of words in the casebook: its table and name."""
    return [
        (table.name, column.name)
        for table in METADATA.tables.values()
        for column in table.columns
        if isinstance(column.type, Words | Born)
    ]


def make_hostile(database: Path) -> None:
    """Put harm into every word of a casebook; each table gets a row of each kind, where it has none."""
    texts = hostile()
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        _write_beside(connection, next(texts))
        _write_interventions(connection, next(texts))
        _write_plans(connection)
        for table, column in words_columns():
            # A number stays one: what the program would never read as words is damage, not harm.
            is_number = "NOT GLOB '*[^0-9]*'" if (table, column) == ("answer", "value") else "IS NULL"
            rows = connection.execute(f"SELECT rowid FROM {table} WHERE NOT ({column} {is_number})").fetchall()
            for (row,) in rows:
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", [next(texts), row])
        _in_edited_texts(connection)
        _in_plans_as_they_were(connection, texts)
        _in_the_words_of_the_site(connection, texts)


def _write_beside(connection: sqlite3.Connection, text: str) -> None:
    """Every interview has written answers, remarks, comments and a reason."""
    written = [q.code for q in load_shipped().questions.values() if q.is_text]
    about = [*written[:6], "G9", "M1", "medical", "drugs", "alcohol_drugs"]
    for (interview,) in connection.execute("SELECT id FROM interview").fetchall():
        who = "SELECT keyed_at, keyed_by FROM interview WHERE id = ?"
        at, by = connection.execute(who, [interview]).fetchone()
        for question in written:
            row = [interview, question, text, at, by]
            connection.execute("INSERT INTO answer (interview_id, question, value, at, by) VALUES (?, ?, ?, ?, ?)", row)
        for one in about:
            row = [interview, one, text, False, at, by]
            connection.execute(
                "INSERT INTO remark (interview_id, about, text, to_coordinator, at, by) VALUES (?, ?, ?, ?, ?, ?)", row
            )


def _in_edited_texts(connection: sqlite3.Connection) -> None:
    """Every interview has a summary that somebody has edited, in words and codes of their own."""
    texts = hostile()
    for interview, at, by in connection.execute("SELECT id, keyed_at, keyed_by FROM interview").fetchall():
        mark = {"phrase": next(texts), "nth": 0, "rests_on": [next(texts)], "digest": next(texts)}
        told = {"section": "overview", "text": next(texts), "calculated": next(texts), "mark": mark, "begins": True}
        kept = [told, {"section": "medical", "text": next(texts)}, {"section": next(texts), "text": next(texts)}]
        row = [interview, next(texts), next(texts), json.dumps(kept), at, by]
        connection.execute(
            "INSERT INTO narrative_text (interview_id, kind, language, version, naming, pronoun, sentences, at, by)"
            " VALUES (?, 'summary', 'sv', 1, ?, ?, ?, ?, ?)",
            row,
        )


def _write_interventions(connection: sqlite3.Connection, text: str) -> None:
    """Every client has an intervention with a goal, and an earlier wording."""
    whose = "SELECT id, unit_id, created_by, created_at FROM client"
    for client, unit, by, at in connection.execute(whose).fetchall():
        record = f"hostile {client}"
        connection.execute(
            "INSERT INTO intervention (id, client_id, name, unit_id, staff_id, began_on, method, provider, at, by,"
            " move_item, version) VALUES (?, ?, ?, ?, ?, '2026-01-01', 'other', ?, ?, ?, FALSE, 1)",
            [record, client, text, unit, by, text, at, by],
        )
        goal = [record, text, "alcohol", "partly"]
        connection.execute(
            "INSERT INTO goal (intervention_id, place, text, area, attainment) VALUES (?, 1, ?, ?, ?)", goal
        )
        change = [record, "goal_1", text, at, by]
        connection.execute(
            "INSERT INTO intervention_change (intervention_id, field, was, at, by) VALUES (?, ?, ?, ?, ?)", change
        )


def _write_plans(connection: sqlite3.Connection) -> None:
    """Every unit has a plan, and somebody has changed it."""
    by, at = connection.execute("SELECT created_by, created_at FROM client").fetchone()
    for (unit,) in connection.execute("SELECT id FROM unit").fetchall():
        connection.execute(
            "INSERT OR IGNORE INTO unit_plan (unit_id, interviewed, limits, responsible_id) VALUES (?, 'a', 'b', ?)",
            [unit, by],
        )
        connection.execute(
            "INSERT INTO plan_change (unit_id, at, by, was, became, interval_was, feedback_was, short_was,"
            " interval_months, feedback, short_interventions) VALUES (?, ?, ?, '', '', 6, TRUE, 7, 6, TRUE, 7)",
            [unit, at, by],
        )


def _in_plans_as_they_were(connection: sqlite3.Connection, texts: Iterator[str]) -> None:
    """What a plan said before is TOML that another program has written, with words and names of forms of its own."""
    for (change,) in connection.execute("SELECT id FROM plan_change").fetchall():
        was, became = (
            "\n".join(
                (
                    f"interviewed = {_quoted(next(texts))}",
                    f"limits = [{_quoted(next(texts))}, {_quoted(next(texts))}]",
                    f"base_form = {_quoted(next(texts))}",
                    f"responsible = {_quoted(next(texts))}",
                )
            )
            for _ in range(2)
        )
        connection.execute("UPDATE plan_change SET was = ?, became = ? WHERE id = ?", [was, became, change])


def _quoted(text: str) -> str:
    """A text in quotation marks, at most as long as a limit of a plan; TOML has no DEL as it stands."""
    return json.dumps(text[:190], ensure_ascii=False).replace("\x7f", "\\u007f")


def _in_the_words_of_the_site(connection: sqlite3.Connection, texts: Iterator[str]) -> None:
    """The instrument that the interviews were made with has words of its own, as from an overlay."""
    row = connection.execute("SELECT structure_hash, version, document FROM instrument").fetchone()
    document = json.dumps(_reworded(json.loads(row[2]), texts))
    connection.execute("INSERT INTO instrument VALUES ('hostile', ?, ?, ?)", [row[0], row[1], document])
    connection.execute("UPDATE interview SET instrument_hash = 'hostile'")


def _reworded(node: Any, texts: Iterator[str]) -> Any:
    if isinstance(node, dict):
        return {
            name: value
            if name in TEMPLATES
            else f"{value[:3]} {next(texts)}"
            if name == "sv" and isinstance(value, str)
            else _reworded(value, texts)
            for name, value in node.items()
        }
    return [_reworded(value, texts) for value in node] if isinstance(node, list) else node


TEMPLATES = {"message", "since", "check", "checks", "phrases", "narrative"}
"""Texts with places to be filled, which are read by rules of their own."""

OWN_SEQUENCES = re.compile(
    r"\x1b\[(?:[\d;]*[mH]|\?(?:1049|25|1004|2004|2026|2048|7|1)[hl]|\?(?:2026|2048)\$p|>\d+u|<u|6n|2J|[\d;]*[ABCD])"
)
"""What the program itself sends to a terminal: colours, places, and the modes of a screen."""

HIDDEN = {"Cc", "Cf", "Cs", "Co"}


def harm_in(sent: str) -> list[str]:
    """What was sent to a terminal that the program does not send of itself, with its surroundings."""
    words = OWN_SEQUENCES.sub("", sent)
    return [
        repr(words[max(0, at - 20) : at + 20])
        for at, sign in enumerate(words)
        if unicodedata.category(sign) in HIDDEN and sign not in "\r\n"
    ]
