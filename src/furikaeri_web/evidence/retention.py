"""Retention: the records of an incident go a stated time after it ended; announced first, blocked by a legal hold.

What people said, and the reviews, stay: they are what was learned. What goes are the bytes, and all that was read from
them; a tombstone stays for each.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.accounts.services import note
from furikaeri_web.evidence.expunging import expunge_item
from furikaeri_web.evidence.models import Item, Retention
from furikaeri_web.incidents.models import Incident
from furikaeri_web.notices.kinds import Kind, register
from furikaeri_web.notices.services import tell

if TYPE_CHECKING:
    from datetime import datetime

NOTICE = timedelta(days=14)  # between the announcement and the day
REASON = "retention"
_log = logging.getLogger(__name__)

register(
    Kind(
        key="retention",
        name=Text("Records are about to be destroyed", "記録の保存期間が終わるとき"),
        sentence=Text(
            "The records of “{about}” are destroyed on {day} under the retention policy",
            "保存期間の定めにより、「{about}」の記録は {day} に消去されます",
        ),
    )
)


def announce(*, now: datetime) -> int:
    """Says of every incident whose time comes that its records will go, and when; takes back what holds no more."""
    days = organisation().retention_days
    due = Incident.objects.none()
    if days is not None:
        ended = now + NOTICE - timedelta(days=days)
        due = Incident.objects.filter(ended__lte=ended, legal_hold=False, items__isnull=False).distinct()
    Retention.objects.filter(done_at=None).exclude(incident__in=due.values("pk")).delete()
    told = 0
    for incident in due.filter(retention=None).select_related("owner", "declared_by"):
        assert days is not None
        assert incident.ended is not None
        on = max(incident.ended + timedelta(days=days), now + NOTICE)
        with transaction.atomic():
            Retention.objects.create(incident=incident, announced_at=now, due=on)
            note(what="retention-announced", by=None, now=now, about=incident.code, incident=incident.number)
            tell(
                [person for person in (incident.owner, incident.declared_by) if person],
                "retention", by=None, now=now, about=str(incident), url=reverse("evidence", args=[incident.number]),
                incident=incident.number, words={"day": f"{on:%Y-%m-%d}"},
            )  # fmt: skip
        told += 1
    return told


def carry_out(*, now: datetime) -> int:
    """Destroys the records whose day has come; gives how many items went."""
    gone = 0
    for row in Retention.objects.filter(done_at=None, due__lte=now, incident__legal_hold=False).select_related(
        "incident"
    ):
        try:
            for item in Item.objects.filter(incident=row.incident):
                expunge_item(item=item, reason=REASON, by=None, now=now)
                gone += 1
        except FurikaeriError as trouble:  # being read, or in a backup: the next sweep goes on
            _log.warning("retention of %s waits: %s", row.incident.code, trouble)
            continue
        Retention.objects.filter(pk=row.pk).update(done_at=now)
    return gone
