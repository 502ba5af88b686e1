"""Every record that did not become an event or needs a look, and naming whom nothing names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from furikaeri.text import Text
from furikaeri_web.evidence import selectors, services
from furikaeri_web.evidence.views.shared import person, words
from furikaeri_web.incidents.access import seen
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def warnings(request: HttpRequest, number: int) -> HttpResponse:
    """One by one; `code` and `item` choose among them, `after` is where the page begins."""
    incident = seen(request.user, number)
    code, digest = request.GET.get("code", "")[:60], request.GET.get("item", "")[:64]
    after = request.GET.get("after", "")
    rows = selectors.warnings(
        incident,
        code=code,
        digest=digest,
        after=int(after) if after.isascii() and after.isdigit() and len(after) < 18 else 0,
    )
    given = words(
        request, incident, code=code, digest=digest, kinds=selectors.codes(incident),
        rows=[selectors.looked(row) for row in rows[: selectors.PAGE]],
        more=rows[selectors.PAGE - 1].pk if len(rows) > selectors.PAGE else 0,
    )  # fmt: skip
    return render(request, "evidence/warnings.html", given)


@require_POST
def alias(request: HttpRequest, number: int) -> HttpResponse:
    """Names somebody whom the records know by a code alone."""
    incident = seen(request.user, number)
    known_as, name = request.POST.get("known_as", "")[:300], request.POST.get("name", "")
    if known_as and (name.strip() or known_as in incident.aliases):
        services.alias(incident=incident, known_as=known_as, name=name, by=person(request), now=now())
        words = Text("{known} is shown as {name}.", "{known} を「{name}」と表示します。").fill(
            known=known_as, name=name.strip()
        )
        messages.success(request, told(words))
    onward = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        return redirect(onward)
    return redirect("evidence", number)
