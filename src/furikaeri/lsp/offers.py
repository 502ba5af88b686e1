"""What a person may choose to do about a diagnostic: put the question into the text, say why it stays, ask otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from furikaeri.lint.rewrites import rewrites
from furikaeri.lsp.noticer import Noticed
from furikaeri.markup.sentences import sentences
from furikaeri.text import Span, Text

_ASK = Text("Put the question into the text, as a comment", "問いをコメントとして書き込む")
_KEEP = Text("Leave the words as they are, and say why", "このまま残し、理由を書く")
_REWRITE = Text("Ask instead: {words}", "問いを言い換える: {words}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One edit: what stands at `span` becomes `text`; `caret`: where in `text` the person goes on writing."""

    title: str
    span: Span
    text: str
    caret: int | None = None


def offers(noticed: Noticed, source: str) -> Iterator[Offer]:
    """The edits to choose from; none for a comment that silences, which only its writer can mend."""
    d = noticed.diagnostic
    if d.trap == "suppression":
        return
    sentence = _sentence(noticed, source)
    for words in rewrites(d.trap, source[sentence.start : sentence.end], d.lang):
        yield Offer(title=_REWRITE.fill(words=words)[d.lang], span=sentence, text=words)
    end = _end(noticed.place, source)
    gap = "" if end == 0 or source[end - 1].isspace() else " "
    question = " ".join(d.question[d.lang].replace("--", "–").split())
    yield Offer(title=_ASK[d.lang], span=Span(end, end), text=f"{gap}<!-- ? {question} -->")
    opening = f"{gap}<!-- furikaeri: ok {d.rule}: "
    yield Offer(title=_KEEP[d.lang], span=Span(end, end), text=opening + " -->", caret=len(opening))


def _sentence(noticed: Noticed, source: str) -> Span:
    """The sentence that holds the words, as far as it stands in their line."""
    start, end = noticed.place
    at = noticed.diagnostic.span.start - start
    for sentence in sentences(source[start:end]):
        if sentence.start <= at < sentence.end:
            return Span(start + sentence.start, start + sentence.end)
    return noticed.place


def _end(place: Span, source: str) -> int:
    """Where a comment fits behind the words of a line or cell: before white space and the mark of a hard break."""
    words = source[place.start : place.end].rstrip()
    return place.start + len(words.removesuffix("\\").rstrip())
