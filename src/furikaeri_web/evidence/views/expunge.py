"""Destroying: an item, or a text wherever the incident holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.evidence import expunging
from furikaeri_web.evidence.forms import CONFIRM, confirmed
from furikaeri_web.evidence.views.shared import found, person, words
from furikaeri_web.incidents.access import may, seen
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.evidence.models import Item
    from furikaeri_web.incidents.models import Incident


@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def expunge(request: HttpRequest, number: int, digest: str = "") -> HttpResponse:
    """Asks for the reason and for the word typed out, then destroys; what was typed stays if something is amiss."""
    incident = seen(request.user, number)
    if not may(person(request), "expunge", incident):
        raise Http404
    item = found(incident, digest) if digest else None
    trouble = None
    if request.method == "POST":
        try:
            confirmed(request.POST)
            gone = _destroyed(request, incident, item)
        except FurikaeriError as caught:
            trouble = caught
        else:
            messages.success(request, told(_told(gone)))
            if gone.still:
                messages.error(request, told(_STILL.fill(names=", ".join(gone.still))))
            return redirect("evidence", number)
    given = words(request, incident, item=item, trouble=trouble, said=request.POST, word=CONFIRM)
    return render(request, "evidence/expunge.html", given, status=422 if trouble else 200)


def _destroyed(request: HttpRequest, incident: Incident, item: Item | None) -> expunging.Expunged:
    reason = request.POST.get("reason", "")
    if item is not None:
        return expunging.expunge_item(item=item, reason=reason, by=person(request), now=now())
    secret = request.POST.get("secret", "")
    return expunging.expunge_text(incident=incident, secret=secret, reason=reason, by=person(request), now=now())


def _told(gone: expunging.Expunged) -> Text:
    if not gone.items and not gone.texts:
        return Text(
            "Nothing here holds it; nothing was changed.", "該当するものはありませんでした。何も変えていません。"
        )
    return Text(
        "Destroyed: {n} record{s}, and masked in {texts} other places. Replace a leaked secret in any case.",
        "記録 {n} 件を消去し、ほかに {texts} か所を伏せました。漏れた秘密そのものは、必ず取り替えてください。",
    ).fill(n=len(gone.items), texts=gone.texts)


_STILL = Text(
    "{names} still shows it, spelt in a way that can't be masked. Destroy that record as a whole.",
    "{names} には、伏せられない形で残っています。その記録ごと消去してください。",
)
