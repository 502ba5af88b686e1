"""GitHub Actions workflow commands: a note beside the line in the pull request."""

from __future__ import annotations

from collections.abc import Iterator

from furikaeri.lint.format import Format, Linted
from furikaeri.text import Lang

_COMMAND = {"note": "notice", "warning": "warning", "error": "error"}


def _write(documents: Iterator[Linted], lang: Lang | None, _: bool) -> Iterator[str]:  # noqa: FBT001  # the format's signature
    for document in documents:
        for d in document.diagnostics:
            speak = lang or d.lang
            at = document.positions
            last = max(d.span.start, d.span.end - 1)
            fields = {
                "file": document.path,
                "line": d.line,
                "endLine": at.line(last),
                "col": at.column(d.span.start),
                "endColumn": at.column(last) + 1,
                "title": d.rule,
            }
            properties = ",".join(f"{k}={_escaped(str(v), ',:')}" for k, v in fields.items())
            yield f"::{_COMMAND[d.severity]} {properties}::{_escaped(d.question[speak])}\n"


def _escaped(text: str, also: str = "") -> str:
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


FORMAT = Format(name="github", write=_write)
