"""The store room: the casebook in an SQLite file or a PostgreSQL database, the only room that knows SQLModel."""
