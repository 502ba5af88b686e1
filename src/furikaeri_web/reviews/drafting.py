"""The first text of a review: a template filled with what the chronology knows, live places where it goes on changing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from furikaeri.documents.draft import draft
from furikaeri.documents.template import Template, templates
from furikaeri.model.incident import Incident as CoreIncident
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.chronology.mapping import incident_of
from furikaeri_web.chronology.selectors import chronicle
from furikaeri_web.reviews.live.joined import joined
from furikaeri_web.reviews.text.live import Name, comment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from furikaeri.text import Lang
    from furikaeri_web.incidents.models import Incident

_PLACES: dict[str, tuple[Name, tuple[str, ...], bool]] = {
    "timeline": ("chronology", (), True),
    "timeline-short": ("key-moments", (), True),
    "factors": ("factors", (), False),
    "actions": ("countermeasures", (), False),
}
"""By the fill of a part: the live place that stands there, and whether instead of what would be filled in."""


def template_named(name: str) -> Template:
    """The template of that name; FurikaeriError where there is none."""
    if name not in templates():
        raise FurikaeriError(
            Text("There is no template called “{name}”.", "「{name}」というひな形はありません。").fill(name=name)
        )
    return templates()[name]


def first_text(incidents: Sequence[Incident], template: str, lang: Lang, *, title: str = "") -> str:
    """The Markdown to begin with."""
    form = template_named(template)
    quiet = replace(form, parts=tuple(replace(p, fill="" if _instead(p.fill) else p.fill) for p in form.parts))
    course = joined(incidents)
    about = _about(incidents, title)
    facts = [fact for incident in incidents for fact in chronicle(incident).facts]
    text = draft(course, about, quiet, lang=lang, facts=facts).markdown
    for part in form.parts:
        if part.fill in _PLACES:
            name, words, _ = _PLACES[part.fill]
            guidance = part.guidance[lang]
            after = f"<!-- {guidance} -->\n" if guidance else f"{'#' * part.level} {part.title[lang]}\n"
            text = text.replace(after, f"{after}\n{comment(name, *words)}\n", 1)
    return text


def _instead(fill: str) -> bool:
    return fill in _PLACES and _PLACES[fill][2]


def _about(incidents: Sequence[Incident], title: str) -> CoreIncident:
    if not incidents:
        return CoreIncident(title=title)
    first = incident_of(incidents[0])
    services = dict.fromkeys(s for i in incidents for s in incident_of(i).services)
    return replace(first, title=title or first.title, services=tuple(services))
