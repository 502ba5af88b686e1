"""Whole-document checks: what a review, taken as a whole, leaves open, asked kindly and in one place each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Literal, NamedTuple

from furikaeri.documents.recognise import is_review
from furikaeri.lint.diagnostic import Diagnostic, Severity
from furikaeri.lint.page import check_page
from furikaeri.lint.settings import Settings
from furikaeri.lint.suppression import suppressions
from furikaeri.markup.positions import Positions
from furikaeri.registry import discover
from furikaeri.text import Lang, Span, Text

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri.documents.checked import Checked, Limits

_PACKAGE = "furikaeri.documents.checks"


class Noticed(NamedTuple):
    """One place that a check has something to say of. `span` None: the document as a whole.

    `message` and `question` None: the check's own.
    """

    span: Span | None = None
    message: Text | None = None
    question: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check. `look` gives every place it has something to say of; `source` names the practice it follows.

    `reads`: most checks read a review that has been written; one speaks of a draft that has not.
    """

    name: str
    message: Text
    question: Text
    source: str
    look: Callable[[Checked], Iterable[Noticed]]
    severity: Severity = "note"
    reads: Literal["review", "draft"] = "review"


def checks() -> Mapping[str, Check]:
    """Every check by name, in the order of the names."""
    return discover(_PACKAGE, Check)


@cache
def check_names() -> frozenset[str]:
    """The names of all checks, read from the directory without importing one."""
    from furikaeri.documents import checks as package  # noqa: PLC0415  # the directory is all that is needed of it

    return frozenset(m.name.replace("_", "-") for m in iter_modules(package.__path__))


def check(
    source: str,
    *,
    lang: Lang | None = None,
    file: str = "",
    now: datetime | None = None,
    settings: Settings | None = None,
    limits: Limits | None = None,
) -> tuple[Diagnostic, ...]:
    """What the checks notice in a Markdown or plain text, in reading order; nothing where it is no review.

    `lang` None: that of the document. `now` None: nothing is said that depends on today's date. `file` may hold the
    date of the incident. `limits`: the organisation's policy.
    """
    if not is_review(source, file=file):
        return ()
    from furikaeri.documents.checked import checked  # noqa: PLC0415  # most files are no reviews and need none of it

    document = checked(source, lang=lang, file=file, now=now, limits=limits)
    settings = settings or Settings()
    silenced = suppressions(source, check_names())
    spoken_for = {s.rule for s in silenced.found if s.reason}  # of what has no place of its own, anywhere
    places = Positions.of(source)
    stage = "draft" if document.is_draft else "review"
    found = [
        diagnostic
        for known in checks().values()
        if known.reads == stage and not settings.off & {known.name, "document"}
        for noticed in known.look(document)
        if not (noticed.span is None and known.name in spoken_for)
        and not silenced.covers(diagnostic := _diagnostic(known, noticed, document, settings, places))
    ]
    return tuple(sorted(found, key=lambda d: (d.span, d.rule)))


def _diagnostic(known: Check, noticed: Noticed, document: Checked, settings: Settings, places: Positions) -> Diagnostic:
    span = noticed.span or document.title
    severities = dict(settings.severities)
    return Diagnostic(
        trap="document",
        rule=known.name,
        severity=severities.get(known.name, severities.get("document", known.severity)),
        span=span,
        line=places.line(span.start),
        lang=document.lang,
        message=noticed.message or known.message,
        question=noticed.question or known.question,
        page=check_page(known.name, document.lang),
    )
