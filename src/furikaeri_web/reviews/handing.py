"""Copies of a review by the core's exporters, its live places written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.bundle.roles import pseudonyms
from furikaeri.chronology.linearise import LEVELS
from furikaeri.export.exporter import ExportOptions, exporters
from furikaeri.model.finding import Countermeasure, Finding
from furikaeri.model.incident import Incident as CoreIncident
from furikaeri.model.review import Review as CoreReview
from furikaeri_web.chronology.mapping import incident_of
from furikaeri_web.reviews.live.joined import joined
from furikaeri_web.reviews.live.ladder import countermeasures
from furikaeri_web.reviews.live.written import written_out

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Literal

    from furikaeri.text import Lang
    from furikaeri_web.incidents.models import Incident
    from furikaeri_web.reviews.models import Review
    from furikaeri_web.reviews.text.live import Name

    Level = Literal["story", "moments", "raw"]

_DRAWS: dict[str, frozenset[Name]] = {"html": frozenset({"chronology"})}
"""Kinds of copies that draw something themselves, which the text then need not hold."""


def core_review(review: Review, incidents: Sequence[Incident], *, leave: Collection[Name] = ()) -> CoreReview:
    """The core's review of a row; live places are written out, factors stand as findings as well."""
    lang: Lang = "ja" if review.lang == "ja" else "en"
    return CoreReview(
        title=review.title,
        lang=lang,
        markdown=written_out(review, incidents, leave=leave).text,
        template=review.template,
        status=review.status,  # type: ignore[arg-type]  # the same words
        owner=review.owner.name if review.owner else "",
        findings=tuple(Finding(now=f.now, before=f.before, events=tuple(f.events)) for f in review.factors.all()),
        countermeasures=tuple(
            Countermeasure(text=s.text, owner=s.owner, due=s.due, ticket=s.ticket, done=s.done)
            for s in countermeasures(review.markdown, lang)
        ),
    )


def copy(review: Review, incidents: Sequence[Incident], kind: str, *, roles: bool, level: str = "story") -> bytes:
    """The copy of one kind; with `roles`, names are roles or numbers everywhere in it."""
    lang: Lang = "ja" if review.lang == "ja" else "en"
    chronology = joined(incidents)
    names: dict[str, str] = {}
    if roles:
        about = incident_of(incidents[0]) if incidents else CoreIncident()
        everybody = {k: v for i in incidents for k, v in incident_of(i).roles.items()}
        names = pseudonyms(CoreIncident(title=about.title, roles=everybody), chronology, lang)
        if review.owner and review.owner.name not in names:
            names[review.owner.name] = {"en": "the owner", "ja": "担当"}[lang]
    chosen: Level = next((x for x in LEVELS if x == level), "story")
    options = ExportOptions(lang=lang, zone=incidents[0].zone if incidents else "UTC", level=chosen, pseudonyms=names)
    core = core_review(review, incidents, leave=_DRAWS.get(kind, frozenset()))
    return exporters()[kind].write(core, chronology, options)
