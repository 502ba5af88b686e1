"""The thing that happened, as people state it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from furikaeri.model.chronology import SeveritySpan
from furikaeri.text import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What people state of the whole.

    `zone` is an IANA name. `aliases`: a name as records have it -> the name to show. `roles`: a name -> its role,
    used where names are hidden. `severities` as stated by people; those that records tell are added by the chronology.
    """

    title: str = ""
    zone: str = "UTC"
    lang: Lang = "en"
    services: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()
    severities: tuple[SeveritySpan, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
