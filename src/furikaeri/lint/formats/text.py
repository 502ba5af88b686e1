"""For a person at a terminal: the line, the words underlined, and the question."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from furikaeri.lint.format import Format, Linted
from furikaeri.text import Lang, Text

_WIDTH = 100
_NONE = Text("Nothing noticed; documents read: {files}.", "{files} 件の文書に、気づきはありませんでした。")
_SOME = Text(
    "{n} thing{s} noticed; documents with any: {hit} of {files}.",
    "{files} 件のうち {hit} 件の文書に、気づきが {n} 件あります。",
)


def _write(documents: Iterator[Linted], lang: Lang | None, colour: bool) -> Iterator[str]:  # noqa: FBT001  # the format's signature
    files = hit = n = japanese = 0
    for document in documents:
        files += 1
        hit += bool(document.diagnostics)
        for d in document.diagnostics:
            n += 1
            speak = lang or d.lang
            japanese += speak == "ja"
            at = document.positions
            column = at.column(d.span.start)
            head = _clean(f"{document.path}:{d.line}:{column}  {d.rule}")
            yield (f"\x1b[1m{head}\x1b[0m" if colour else head) + "\n"
            line, under = _underlined(document.source, at.starts[d.line - 1], d.span.start, d.span.end)
            yield f"  {line}\n  \x1b[35m{under}\x1b[0m\n" if colour else f"  {line}\n  {under}\n"
            yield f"  {_clean(d.question[speak])}\n"
            message = _clean(d.message[speak])
            yield (f"  \x1b[2m{message}\x1b[0m" if colour else f"  {message}") + "\n\n"
    spoken = lang or ("ja" if 2 * japanese > n else "en")  # the language in which most was said
    yield (_SOME if n else _NONE).fill(n=n, hit=hit, files=files)[spoken] + "\n"


def _underlined(source: str, start: int, begin: int, end: int) -> tuple[str, str]:
    """The source line, cut to a window around the words, and a row of carets beneath them, wide characters counted."""
    stop = source.find("\n", start)
    stop = len(source) if stop < 0 else stop
    end = min(end, stop)
    left = start if begin - start < _WIDTH // 2 else begin - _WIDTH // 2
    right = min(stop, max(end, left + _WIDTH))
    before = ("…" if left > start else "") + _clean(source[left:begin])
    words = _clean(source[begin:end])
    after = _clean(source[end:right]) + ("…" if right < stop else "")
    return before + words + after, " " * _columns(before) + "~" * max(1, _columns(words))


def _clean(text: str) -> str:
    """Control characters out, so that a document can't drive the terminal."""
    return "".join(" " if c == "\t" else c for c in text if c == "\t" or unicodedata.category(c) not in {"Cc", "Cf"})


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


FORMAT = Format(name="text", write=_write)
