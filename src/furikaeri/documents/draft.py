"""A first draft of the review: what the chronology knows is filled in, what people must say is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.documents.fills import FILLS, Draft
from furikaeri.model.review import Review

if TYPE_CHECKING:
    from collections.abc import Iterable

    from furikaeri.documents.template import Part, Template
    from furikaeri.model.chronology import Chronology
    from furikaeri.model.event import IncidentFact
    from furikaeri.model.incident import Incident
    from furikaeri.text import Lang

QUESTION = "> ? "
"""How a question to people stands in a draft; it is answered by writing beneath it and taking it away."""


def draft(
    chronology: Chronology,
    incident: Incident,
    template: Template,
    *,
    lang: Lang,
    facts: Iterable[IncidentFact] = (),
) -> Review:
    """The review of an incident in the form of a template, in one language.

    Nothing in it is invented: a section that the record can't fill holds its questions and nothing else.
    """
    known = Draft(chronology=chronology, incident=incident, facts=tuple(facts), lang=lang)
    title = incident.title or {"en": "Untitled incident", "ja": "名前のない障害"}[lang]
    lines = [f"# {title}", "", *_fields(template, known)]
    for part in template.parts:
        lines += _part(part, known)
    once = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return Review(title=title, lang=lang, template=template.name, markdown="\n".join(once).rstrip() + "\n")


def _fields(template: Template, known: Draft) -> list[str]:
    if not template.fields:
        return []
    head, rule, cells = zip(
        *((label[known.lang], "---", " ".join(FILLS[fill](known)) or "?") for label, fill in template.fields),
        strict=True,
    )
    return [f"| {' | '.join(row)} |" for row in (head, rule, cells)] + [""]


def _part(part: Part, known: Draft) -> list[str]:
    lines = [f"{'#' * part.level} {part.title[known.lang]}", ""]
    if guidance := part.guidance[known.lang]:
        lines += [f"<!-- {guidance} -->", ""]
    if part.fill and (filled := FILLS[part.fill](known)):
        lines += [*filled, ""]
    if part.questions:
        lines += [line for question in part.questions for line in (QUESTION + question[known.lang], "")]
    return lines
