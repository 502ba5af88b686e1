"""What a person says of themselves, and their way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from furikaeri.text import Text
from furikaeri_web.accounts.forms import ProfileForm
from furikaeri_web.accounts.middleware import COOKIE
from furikaeri_web.accounts.services import people as service
from furikaeri_web.accounts.views.door import me, zones
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told
from furikaeri_web.parts.tongue import tongue

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, language, zone; the way to password, second factor, notices and tokens."""
    person = me(request)
    initial = {"name": person.name, "lang": person.lang or tongue(), "zone": person.zone}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        service.describe(person=person, **form.cleaned_data)
        said = Text("Kept.", "保存しました。")[form.cleaned_data["lang"]]
        messages.success(request, said)
        response = redirect("profile")
        response.delete_cookie(COOKIE)  # what one says here holds from now on, also on this device
        return response
    kept = {"form": form, "zones": zones(), "second_factor": Authenticator.objects.filter(user=person).exists()}
    return render(request, "accounts/profile.html", kept, status=422 if request.method == "POST" else 200)


@require_POST
def sessions(request: HttpRequest) -> HttpResponse:
    """Signs them out everywhere else."""
    person = me(request)
    service.end_sessions(person=person, now=now())
    update_session_auth_hash(request, person)
    messages.success(
        request,
        told(Text("You are signed out everywhere but here.", "この端末以外のすべての端末からサインアウトしました。")),
    )
    return redirect("profile")
