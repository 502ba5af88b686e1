"""A review made ready to be looked at: its parts with what their live places show, its talk beside the passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from furikaeri.export.wallclock import wall_clock
from furikaeri_web.chronology.selectors import chronicle
from furikaeri_web.reviews.live.course import event_address, figure, level_of, resolver
from furikaeri_web.reviews.live.ladder import countermeasures
from furikaeri_web.reviews.live.lengths import lengths
from furikaeri_web.reviews.live.written import chosen
from furikaeri_web.reviews.text.live import Live
from furikaeri_web.reviews.text.prose import Talked, set_review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from furikaeri.text import Lang
    from furikaeri_web.incidents.models import Incident
    from furikaeri_web.reviews.models import Factor, Review, Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """HTML, or a live place: the template that shows it and what it shows."""

    html: SafeString | None = None
    template: str = ""
    data: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPart:
    """One part of the page. `n`: its place in the text; `asks`: open questions of the draft; `told`: anything is written."""

    key: str
    n: int
    title: str
    level: int
    pieces: tuple[Piece, ...]
    asks: int
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A factor with the addresses of the events it rests on."""

    factor: Factor
    events: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole. `beside`: threads whose passage stands in the text; `apart`: those on the whole, or whose passage is gone."""

    parts: tuple[ShownPart, ...]
    beside: tuple[Thread, ...]
    apart: tuple[Thread, ...]
    changed: frozenset[int]
    factors: tuple[Told, ...]
    shows: frozenset[str]


def page(review: Review, incidents: Sequence[Incident], threads: Sequence[Thread]) -> Page:
    """The review as it stands now, in its own language."""
    text_lang: Lang = "ja" if review.lang == "ja" else "en"
    open_ = [t for t in threads if t.quote and t.resolved_at is None]
    talked = [Talked(t.pk, t.quote, t.before, t.after) for t in open_]
    resolve = resolver(list(incidents))
    found = set_review(review.markdown, lang=text_lang, resolve=resolve, talked=talked)
    factors = told_factors(review, incidents, text_lang)
    names = {p.name for part in found.parts for p in part.pieces if isinstance(p, Live)}
    parts = tuple(
        ShownPart(
            key=p.part.key,
            n=n,
            title=p.part.title,
            level=p.part.level,
            pieces=tuple(_piece(x, review, incidents, factors, text_lang) for x in p.pieces),
            asks=p.asks,
            told=p.told,
        )
        for n, p in enumerate(found.parts)
    )
    return Page(
        parts=parts,
        beside=tuple(t for t in open_ if t.pk in found.found),
        apart=tuple(t for t in threads if t.pk not in found.found),
        changed=frozenset(k for k, changed in found.found.items() if changed),
        factors=factors,
        shows=frozenset(names),
    )


def told_factors(review: Review, incidents: Sequence[Incident], lang: Lang) -> tuple[Told, ...]:
    """The factors, each event by its time and its address; an event that is gone leaves its id."""
    rows = list(review.factors.all())
    wanted = {event for row in rows for event in row.events}
    known: dict[str, tuple[str, str]] = {}
    if wanted:
        for incident in incidents:
            clock = wall_clock(incident.zone or "UTC", lang)
            for e in chronicle(incident).chronology.events:
                if e.id in wanted:
                    known[e.id] = (clock.time(e.span.lo), event_address(incident, e.id))
    return tuple(Told(factor=row, events=tuple(known.get(e, (e, "")) for e in row.events)) for row in rows)


def _piece(
    piece: SafeString | Live, review: Review, incidents: Sequence[Incident], factors: tuple[Told, ...], lang: Lang
) -> Piece:
    if not isinstance(piece, Live):
        return Piece(html=piece)
    data: object
    match piece.name:
        case "chronology":
            data = [f for i in chosen(piece, incidents) if (f := figure(i, lang, level_of(piece.words)))]
        case "key-moments":
            data = [f for i in chosen(piece, incidents) if (f := figure(i, lang, "moments"))]
        case "impact":
            data = [(i, lengths(i, lang)) for i in chosen(piece, incidents)]
        case "factors":
            data = factors
        case _:
            data = countermeasures(review.markdown, lang)
    return Piece(template=f"reviews/live/{piece.name}.html", data=data)
