"""JUnit XML, for build servers: one test case a document, one failure a diagnostic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from furikaeri.lint.format import Format, Linted
from furikaeri.text import Lang

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _write(documents: Iterator[Linted], lang: Lang | None, _: bool) -> Iterator[str]:  # noqa: FBT001  # the format's signature
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="furikaeri">\n'
    for document in documents:
        n = len(document.diagnostics)
        name = _quoted(_clean(document.path))
        yield f'<testsuite name={name} tests="{max(n, 1)}" failures="{n}">\n'
        for d in document.diagnostics:
            speak = lang or d.lang
            words = _clean(document.source[d.span.start : d.span.end])
            yield (
                f"<testcase classname={name} name={_quoted(f'{d.rule} line {d.line}')}>"
                f"<failure type={_quoted(d.trap)} message={_quoted(_clean(d.question[speak]))}>"
                f"{escape(words)}</failure></testcase>\n"
            )
        if not n:
            yield f'<testcase classname={name} name="lint"/>\n'
        yield "</testsuite>\n"
    yield "</testsuites>\n"


def _quoted(text: str) -> str:
    return '"' + escape(text) + '"'


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


FORMAT = Format(name="junit", write=_write)
