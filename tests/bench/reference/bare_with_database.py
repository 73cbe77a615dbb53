"""Textual with one line of text, and ten rows that a worker reads from a database once the line is painted."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareWithDatabase(App[None]):
    """The line, and then the rows."""

    def compose(self) -> ComposeResult:
        yield Static("ASI")

    def on_mount(self) -> None:
        self.run_worker(self.read, thread=True)

    def read(self) -> None:
        from sqlmodel import Field, Session, SQLModel, create_engine, select

        class Person(SQLModel, table=True):
            id: int | None = Field(default=None, primary_key=True)
            name: str

        with Session(create_engine(f"sqlite:///{sys.argv[1]}")) as session:
            names = [person.name for person in session.exec(select(Person).order_by(Person.name).limit(10))]
        self.call_from_thread(self.query_one(Static).update, "\n".join(names))


if __name__ == "__main__":
    BareWithDatabase().run()
