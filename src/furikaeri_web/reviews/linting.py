"""What the linter asks about a review: of the words of a part while it is written, of the whole before it is published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from furikaeri.documents.check import check, check_names
from furikaeri.lint import lint
from furikaeri.lint.traps import TRAP_NAMES
from furikaeri.text import Span, Text
from furikaeri_web.reviews.live.written import written_out
from furikaeri_web.reviews.services.judging import spoken
from furikaeri_web.reviews.text.stance import marks
from furikaeri_web.reviews.text.woven import utf16, woven

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from furikaeri.lint.diagnostic import Diagnostic
    from furikaeri.text import Lang
    from furikaeri_web.incidents.models import Incident
    from furikaeri_web.reviews.models import Dismissal, Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question about a stretch of the text. `words` are the writer's; `whole`: it is about the review as a whole."""

    span: Span
    words: str
    rule: str
    trap: str
    name: Text
    message: Text
    question: Text
    severity: str
    page: str
    whole: bool


def asked(text: str, *, dismissals: Iterable[Dismissal] = (), within: Span | None = None) -> tuple[Asked, ...]:
    """What the rules ask about the words of a text, in reading order; `within`: only what stands there, counted from it.

    Marks of statements (`[fact]`) are no words; what somebody left as it is, with a reason, is not asked again.
    """
    bare = woven(text, ((span, "") for span, _ in marks(text)))
    found = (_asked(d, text, bare.source_span(d.span)) for d in lint(bare.text, known=check_names()))
    left = {(d.rule, d.words) for d in dismissals}
    kept = tuple(a for a in found if (a.rule, spoken(a.words)) not in left)
    return kept if within is None else tuple(_moved(kept, within))


def asked_of_whole(
    review: Review, incidents: Sequence[Incident], *, now: datetime, dismissals: Collection[Dismissal] = ()
) -> tuple[Asked, ...]:
    """What the checks of whole documents ask, with the live places written out."""
    lang: Lang = "ja" if review.lang == "ja" else "en"
    full = written_out(review, incidents)
    bare = woven(full.text, ((span, "") for span, _ in marks(full.text)))
    left = {(d.rule, d.words) for d in dismissals} | {(d.rule, "") for d in dismissals if not d.words}
    found = []
    for d in check(bare.text, lang=lang, now=now):
        span = full.source_span(bare.source_span(d.span))
        one = _asked(
            d, review.markdown, Span(min(span.start, len(review.markdown)), min(span.end, len(review.markdown)))
        )
        if not left & {(one.rule, spoken(one.words)), (one.rule, "")}:
            found.append(one)
    return tuple(found)


def as_json(found: Sequence[Asked], text: str, lang: Lang) -> list[dict[str, object]]:
    """What the editor reads: places in UTF-16 units."""
    units = utf16(text, (n for a in found for n in a.span))
    return [
        {
            "from": units[a.span.start],
            "to": units[a.span.end],
            "trap": a.trap,
            "rule": a.rule,
            "title": a.name[lang],
            "message": a.message[lang],
            "question": a.question[lang],
            "severity": a.severity,
            "url": a.page,
        }
        for a in found
    ]


def _asked(d: Diagnostic, text: str, span: Span) -> Asked:
    return Asked(
        span=span, words=text[span.start : span.end], rule=d.rule, trap=d.trap, name=TRAP_NAMES[d.trap],
        message=d.message, question=d.question, severity=d.severity, page=d.page, whole=d.trap == "document",
    )  # fmt: skip


def _moved(found: Iterable[Asked], within: Span) -> Iterable[Asked]:
    for a in found:
        if within.start <= a.span.start and a.span.end <= within.end:
            yield replace(a, span=Span(a.span.start - within.start, a.span.end - within.start))
