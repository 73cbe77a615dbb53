"""Bring the catalogues up to date with the sentences in the source, or (`--check`) say what they lack."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from asi_tui.locale.compile_catalogues import compile_catalogue, faults_in, read_catalogue

PACKAGE = Path(__file__).parents[1]

HEADER = """\
# The messages of asi. The msgids are the English sentences of the program; `make catalogue` brings in new ones.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""Fixed, so that an update changes no line but those of the messages."""


def catalogue_files() -> list[Path]:
    """The .po file of each language that the program is translated into."""
    return sorted(PACKAGE.glob("locale/*/LC_MESSAGES/*.po"))


def sentences_in_source(package: Path = PACKAGE) -> frozenset[str]:
    """Every English sentence that the program can say."""
    modules = sorted(package.rglob("*.py"))
    return frozenset(sentence for module in modules for sentence in sentences_in(module.read_text("utf-8")))


def sentences_in(code: str) -> Iterator[str]:
    """What stands in calls of `say` and `_`: from the syntax tree, which also sees those within f-strings."""
    for call in calls_that_speak(code):
        first = call.args[0] if call.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def calls_that_speak(code: str) -> Iterator[ast.Call]:
    """The calls whose first argument is a sentence for the user."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "_"):
            yield node


def gaps(catalogue: Catalog, sentences: frozenset[str]) -> Iterator[str]:
    """Sentences without a translation, translations without a sentence, and what the build would refuse."""
    translated = {str(message.id) for message in catalogue if message.id and message.string}
    for sentence in sorted(sentences - translated):
        yield f"not translated: {sentence!r}"
    for sentence in sorted({str(message.id) for message in catalogue if message.id} - sentences):
        yield f"no longer said: {sentence!r}"
    for message in catalogue.obsolete.values():
        yield f"left over: {message.id!r}"
    yield from faults_in(catalogue)


def bring_up_to_date(source: Path, sentences: frozenset[str]) -> None:
    """Write the catalogue anew with exactly these sentences, in order, keeping the translations it has."""
    current = Catalog()
    for sentence in sentences:
        current.add(sentence)
    catalogue = read_catalogue(source)
    catalogue.update(current, no_fuzzy_matching=True)
    messages = BytesIO()
    write_po(messages, catalogue, width=0, omit_header=True, no_location=True, sort_output=True, ignore_obsolete=True)
    language = source.parents[1].name
    source.write_bytes(HEADER.format(language=language).encode() + messages.getvalue().strip() + b"\n")


def main(arguments: list[str]) -> int:
    """`make catalogue` without arguments, `make test` with `--check`; 1 when a catalogue lacks anything."""
    sentences = sentences_in_source()
    lacking = []
    for source in catalogue_files():
        if "--check" not in arguments:
            bring_up_to_date(source, sentences)
            compile_catalogue(source)
        lacking += [f"{source.parents[1].name}: {gap}" for gap in gaps(read_catalogue(source), sentences)]
    print("\n".join(lacking) or f"All {len(sentences)} sentences are translated.")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
