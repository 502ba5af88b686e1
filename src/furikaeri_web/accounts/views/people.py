"""The people who are here, for those who look after them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts import selectors
from furikaeri_web.accounts.forms import RoleForm
from furikaeri_web.accounts.models import User
from furikaeri_web.accounts.services import people as service
from furikaeri_web.accounts.views.door import administrators, me, page_of
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@administrators
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody by name, fifty a page."""
    query, gone, page = request.GET.get("q", "").strip()[:100], "gone" in request.GET, page_of(request)
    found, more = selectors.people(query=query, gone=gone, page=page)
    asked = urlencode({**({"q": query} if query else {}), **({"gone": "1"} if gone else {})})
    kept = {"people": found, "q": query, "gone": gone, "page": page, "more": more, "asked": asked}
    return render(request, "accounts/people.html", kept)


@administrators
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: their role, their teams, whether they may come in."""
    return _person(request, _of(pk))


@administrators
@require_POST
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives them another role."""
    one, form = _of(pk), RoleForm(request.POST)
    if not form.is_valid():
        return _person(request, one, form=form)
    try:
        service.change_role(person=one, role=form.cleaned_data["role"], by=me(request), now=now())
    except FurikaeriError as fault:
        return _person(request, _of(pk), form=form, trouble=fault)
    messages.success(
        request, told(Text("The role of {who} is changed.", "{who} さんの役割を変更しました。").fill(who=one))
    )
    return redirect("person", pk)


@administrators
@require_POST
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends their access, or gives it back; the one undoes the other."""
    one = _of(pk)
    try:
        if request.POST.get("here") == "1":
            service.let_back(person=one, by=me(request), now=now())
            said = Text("{who} may come in again.", "{who} さんの利用を再開しました。")
        else:
            service.send_off(person=one, by=me(request), now=now())
            said = Text(
                "The access of {who} has ended, on every device. What they told and wrote stays.",
                "{who} さんの利用を停止し、すべての端末からサインアウトしました。語ったこと、書いたことは残ります。",
            )
    except FurikaeriError as fault:
        return _person(request, one, trouble=fault)
    messages.success(request, told(said.fill(who=one)))
    return redirect("person", pk)


@administrators
@require_POST
def factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the second factor off somebody who lost it."""
    one = _of(pk)
    if service.drop_second_factor(person=one, by=me(request), now=now()):
        said = Text(
            "{who} signs in by password alone now, and can set a second factor up anew.",
            "{who} さんの2段階認証を解除しました。本人が改めて設定できます。",
        )
        messages.success(request, told(said.fill(who=one)))
    return redirect("person", pk)


@never_cache
@administrators
@require_POST
def way_in(request: HttpRequest, pk: int) -> HttpResponse:
    """A link to set a new password, shown this once; only where no mail is sent."""
    one = _of(pk)
    try:
        return _person(request, one, link=service.way_in(person=one, by=me(request), now=now()))
    except FurikaeriError as fault:
        return _person(request, one, trouble=fault)


def _of(pk: int) -> User:
    return get_object_or_404(User.objects.prefetch_related("teams"), pk=pk)


def _person(
    request: HttpRequest,
    one: User,
    *,
    form: RoleForm | None = None,
    trouble: FurikaeriError | None = None,
    link: str = "",
) -> HttpResponse:
    kept = {
        "person": one,
        "form": form or RoleForm(initial={"role": one.role}),
        "trouble": trouble,
        "link": link,
        "second_factor": Authenticator.objects.filter(user=one).exists(),
        "by_mail": bool(settings.ENVIRONMENT.mail),
    }
    amiss = trouble is not None or (form is not None and not form.is_valid())
    return render(request, "accounts/person.html", kept, status=422 if amiss else 200)
