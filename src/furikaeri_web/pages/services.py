"""The sample that somebody may look around in on the first day."""

from __future__ import annotations

import tempfile
import tomllib
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from furikaeri.bundle.sample import load, samples
from furikaeri_web.evidence.bundles import import_bundle
from furikaeri_web.incidents.models import Incident
from furikaeri_web.incidents.services import change, set_private

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri.text import Lang
    from furikaeri_web.accounts.models import User

_TAG = "sample"


def bring_sample(*, by: User, now: datetime, lang: Lang) -> Incident:
    """The sample incident in that language, private to this person; the one they have already where they have one."""
    there = Incident.objects.visible_to(by).filter(declared_by=by, tags__name=_TAG, lang=lang).first()
    if there is not None:
        return there
    name = next(name for name in samples() if _lang(name) == lang)
    with tempfile.TemporaryDirectory() as place:
        bundle = load(name, Path(place) / name, now=now)
        with transaction.atomic():
            incident = import_bundle(bundle.path, by, now)
            set_private(incident=incident, private=True, by=by, now=now)
            change(incident=incident, by=by, now=now, tags=[_TAG])
    return incident


def _lang(name: str) -> str:
    told = resources.files("furikaeri.samples").joinpath(name, "incident.toml").read_text("utf-8")
    return str(tomllib.loads(told).get("lang", "en"))
