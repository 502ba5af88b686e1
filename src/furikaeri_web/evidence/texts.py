"""Every text that hangs on an incident, found by the shape of the tables, so that a new one can't be forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from furikaeri_web.evidence.models import EventRow, Fact, Scope, Warning
from furikaeri_web.incidents.models import Incident

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DERIVED = {EventRow, Fact, Scope, Warning}  # go with their items
_HERE = "furikaeri_web."


def mask_texts(incident: Incident, mask: Callable[[str], str]) -> int:
    """Masks every text and every JSON of rows whose `incident` this is (by key or by number); gives how many changed."""
    changed = 0
    for model, rows in _rows(incident):
        columns = model._meta.concrete_fields  # noqa: SLF001  # Django's way to ask
        names = [c.name for c in columns if isinstance(c, models.CharField | models.TextField | models.JSONField)]
        if not names:
            continue
        for row in rows.values("pk", *names).iterator(500):
            new = {name: _masked(row[name], mask) for name in names}
            new = {name: _fitting(model, name, value) for name, value in new.items() if value != row[name]}
            if new:
                model._base_manager.filter(pk=row["pk"]).update(**new)  # noqa: SLF001  # as above
                changed += 1
    return changed


def _rows(incident: Incident) -> Iterator[tuple[type[models.Model], models.QuerySet[Any]]]:
    yield Incident, Incident.objects.filter(pk=incident.pk)
    for model in apps.get_models():
        if model in _DERIVED or not model.__module__.startswith(_HERE):
            continue
        field = next((f for f in model._meta.concrete_fields if f.name == "incident"), None)  # noqa: SLF001  # as above
        if field is None:
            continue
        by_key = field.related_model is Incident
        yield model, model._base_manager.filter(incident=incident.pk if by_key else incident.number)  # noqa: SLF001  # as above


def _masked(value: Any, mask: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked(one, mask) for one in value]
    if isinstance(value, dict):
        return {mask(key): _masked(one, mask) for key, one in value.items()}
    return value


def _fitting(model: type[models.Model], name: str, value: Any) -> Any:
    """What fits into the column: the mask may be longer than what it hides."""
    most = getattr(model._meta.get_field(name), "max_length", None)  # noqa: SLF001  # as above
    return value[:most] if most and isinstance(value, str) else value
