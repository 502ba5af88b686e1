"""Writing down what people say: appended, never changed; taking back is an entry of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from django.db import transaction

from furikaeri.bundle.statements import kind_of
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.chronology.models import Entry
from furikaeri_web.incidents.models import Incident

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri.bundle.statements import Statement
    from furikaeri_web.accounts.models import User


@transaction.atomic
def state(*, incident: Incident, statement: Statement, by: User, now: datetime) -> Entry:
    """Appends one statement."""
    entry = _append(
        incident,
        Entry(at=now, by=by, by_name=by.name, says=kind_of(statement), body=msgspec.json.encode(statement).decode()),
    )
    incident.touch()
    return entry


@transaction.atomic
def take_back(*, incident: Incident, no: int, by: User, now: datetime) -> Entry:
    """Takes entry `no` back (undo); FurikaeriError where there is none, or it is taken back already.

    Taking back an entry that itself took one back states the first one anew.
    """
    locked = Entry.objects.filter(incident=incident)
    found = locked.filter(no=no).first()
    if found is None:
        raise FurikaeriError(
            Text("There is no statement {n} to take back.", "取り消せる書き込み {n} はありません。").fill(n=no)
        )
    if locked.filter(takes_back=no).exists():
        raise FurikaeriError(
            Text("Statement {n} is taken back already.", "書き込み {n} はすでに取り消されています。").fill(n=no)
        )
    if found.takes_back:
        first = locked.get(no=found.takes_back)
        entry = _append(incident, Entry(at=now, by=by, by_name=first.by_name, says=first.says, body=first.body))
    else:
        entry = _append(incident, Entry(at=now, by=by, by_name=by.name, takes_back=no))
    incident.touch()
    return entry


def _append(incident: Incident, entry: Entry) -> Entry:
    """Gives the entry the next number; the incident's row is held meanwhile, so that two never get the same."""
    Incident.objects.select_for_update().only("pk").get(pk=incident.pk)
    last = Entry.objects.filter(incident=incident).order_by("-no").values_list("no", flat=True).first()
    entry.incident, entry.no = incident, (last or 0) + 1
    entry.save(force_insert=True)
    return entry
