"""Roles in place of names, for copies that leave the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.text import Lang, Text

if TYPE_CHECKING:
    from furikaeri.model.chronology import Chronology
    from furikaeri.model.incident import Incident

_RESPONDER = Text("Responder {n}", "対応者{n}")


def pseudonyms(incident: Incident, chronology: Chronology, lang: Lang) -> dict[str, str]:
    """Every name that people of the chronology go by -> its role; those without one are numbered in order of appearance."""
    found: dict[str, str] = dict(incident.roles)
    n = 0
    for event in chronology.events:
        if event.actor and event.lane == "people" and event.actor not in found:
            n += 1
            found[event.actor] = _RESPONDER.fill(n=_letter(n))[lang]
    return found


def _letter(n: int) -> str:
    """1 -> A, 26 -> Z, 27 -> AA."""
    letters = ""
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
