"""For programs: one object a diagnostic, in one array."""

from __future__ import annotations

import json
from collections.abc import Iterator

from furikaeri.lint.format import Format, Linted
from furikaeri.text import Lang


def _write(documents: Iterator[Linted], lang: Lang | None, _: bool) -> Iterator[str]:  # noqa: FBT001  # the format's signature
    first = True
    yield "["
    for document in documents:
        for d in document.diagnostics:
            speak = lang or d.lang
            at = document.positions
            row = {
                "file": document.path,
                "line": d.line,
                "column": at.column(d.span.start),
                "end_line": at.line(max(d.span.start, d.span.end - 1)),
                "end_column": at.column(max(d.span.start, d.span.end - 1)) + 1,
                "trap": d.trap,
                "rule": d.rule,
                "severity": d.severity,
                "lang": d.lang,
                "text": document.source[d.span.start : d.span.end],
                "message": d.message[speak],
                "question": d.question[speak],
                "page": d.page,
            }
            yield ("\n" if first else ",\n") + json.dumps(row, ensure_ascii=False)
            first = False
    yield "\n]\n"


FORMAT = Format(name="json", write=_write)
