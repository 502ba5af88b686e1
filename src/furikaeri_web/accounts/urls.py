"""Addresses about people."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from furikaeri_web.accounts.views import house, invitations, people, profile, teams, welcome

urlpatterns = [
    path("welcome/", welcome.welcome, name="welcome"),
    path("profile/", profile.profile, name="profile"),
    path("profile/sessions/", profile.sessions, name="sessions-end"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<int:pk>/withdraw/", invitations.withdraw, name="invitation-withdraw"),
    path("invitation/<str:token>/", invitations.accept, name="invitation"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/role/", people.role, name="person-role"),
    path("people/<int:pk>/presence/", people.presence, name="person-presence"),
    path("people/<int:pk>/factor/", people.factor, name="person-factor"),
    path("people/<int:pk>/way-in/", people.way_in, name="person-way-in"),
    path("teams/", teams.teams, name="teams"),
    path("teams/<int:pk>/", teams.team, name="team"),
    path("organisation/", house.organisation, name="organisation"),
    path("audit/", house.audit_log, name="audit-log"),
    path("what-is-seen/", house.what_is_seen, name="what-is-seen"),
    # allauth's ways to sign oneself up, and to have several addresses, lead elsewhere here
    path("signup/", RedirectView.as_view(pattern_name="account_login", permanent=False)),
    path("email/", RedirectView.as_view(pattern_name="profile", permanent=False)),
    path("confirm-email/", RedirectView.as_view(pattern_name="home", permanent=False)),
    path("confirm-email/<path:key>", RedirectView.as_view(url="/", permanent=False)),
]
