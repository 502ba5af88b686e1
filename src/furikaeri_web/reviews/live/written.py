"""A review whose live places are written out, to be handed on or looked at as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.chronology.key_moments import NAMES
from furikaeri.chronology.linearise import linearise
from furikaeri.chronology.table import write_table
from furikaeri.chronology.written import written
from furikaeri.model.chronology import KEY_MOMENTS
from furikaeri.text import Text
from furikaeri_web.chronology.selectors import chronicle
from furikaeri_web.reviews.live.course import level_of
from furikaeri_web.reviews.live.lengths import lengths
from furikaeri_web.reviews.text.live import Live, places
from furikaeri_web.reviews.text.woven import Woven, woven

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from furikaeri.text import Lang
    from furikaeri_web.incidents.models import Incident
    from furikaeri_web.reviews.models import Factor, Review
    from furikaeri_web.reviews.text.live import Name

_BELIEVED = Text("Before, we believed", "以前の認識")
_KNOW = Text("Now we know", "今わかったこと")
_WHERE = Text("Where", "どこに")


def written_out(review: Review, incidents: Sequence[Incident], *, leave: Collection[Name] = ()) -> Woven:
    """The text with each live place replaced by what it shows; those in `leave` become nothing."""
    lang: Lang = "ja" if review.lang == "ja" else "en"
    found = []
    for span, place in places(review.markdown):
        told = "" if place.name in leave else "\n\n".join(_told(place, review, incidents, lang))
        found.append((span, told))
    return woven(review.markdown, found)


def chosen(place: Live, incidents: Sequence[Incident]) -> list[Incident]:
    """The incidents that a place names by their codes; all where it names none."""
    named = [i for i in incidents if i.code in place.words]
    return named or list(incidents)


def _told(place: Live, review: Review, incidents: Sequence[Incident], lang: Lang) -> Iterator[str]:
    if place.name == "factors":
        if table := factor_table(list(review.factors.all()), lang):
            yield table
        return
    if place.name == "countermeasures":
        return  # they are written in the text already; the ladder is how they are shown
    several = len(incidents) > 1
    for incident in chosen(place, incidents):
        lines = list(_of_incident(place, incident, lang))
        if lines:
            yield (f"**{incident.code} {incident.title}**\n\n" if several else "") + "\n".join(lines)


def _of_incident(place: Live, incident: Incident, lang: Lang) -> Iterator[str]:
    chronology = chronicle(incident).chronology
    zone = incident.zone or "UTC"
    if place.name == "chronology" and chronology.events:
        yield write_table(linearise(chronology, level_of(place.words), zone, lang)).rstrip("\n")
    elif place.name == "impact":
        yield from (f"- {m.name}: {m.value}" for m in lengths(incident, lang))
    elif place.name == "key-moments":
        by_id = {e.id: e for e in chronology.events}
        for name in KEY_MOMENTS:
            for moment in chronology.key_moments:
                if moment.name == name and (event := by_id.get(moment.event)):
                    text = " ".join(event.text.split())[:200]
                    yield f"- **{NAMES[name][lang]}** {written(event.span, None)} UTC: {_cell(text)}"


def factor_table(factors: Sequence[Factor], lang: Lang) -> str:
    """The factors as a table: what was believed, what is known, where it lies; "" where there is none."""
    if not factors:
        return ""
    head = f"| {_BELIEVED[lang]} | {_KNOW[lang]} | {_WHERE[lang]} |\n|---|---|---|"
    rows = (f"| {_cell(f.before) or '–'} | {_cell(f.now)} | {f.where[lang]} |" for f in factors)
    return "\n".join([head, *rows])


def _cell(text: str) -> str:
    """Words as literal Markdown in one table cell."""
    flat = " ".join(text.split())
    return "".join("\\" + c if c in "\\`*_[]<>|#~" else c for c in flat)
