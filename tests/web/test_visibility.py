"""Who sees which incident."""

from __future__ import annotations

from furikaeri_web.incidents.models import Incident


def test_a_private_incident_exists_for_those_alone_who_are_let_in(
    alice, bob, charlie, admin, incident, private_incident
):
    for person, sees in ((alice, True), (bob, True), (charlie, False), (admin, False)):
        found = set(Incident.objects.visible_to(person))
        assert incident in found
        assert (private_incident in found) is sees


def test_a_team_is_let_in_as_a_whole_and_nobody_twice(alice, charlie, private_incident, bob):
    from furikaeri_web.accounts.models import Team

    team = Team.objects.create(name="Payments")
    team.members.add(charlie, bob)
    private_incident.teams.add(team)
    assert list(Incident.objects.visible_to(charlie)) == [private_incident]
    assert list(Incident.objects.visible_to(bob)) == [private_incident]


def test_who_has_left_sees_nothing(alice, incident):
    alice.is_active = False
    alice.save()
    assert not Incident.objects.visible_to(alice)


def test_strangers_are_sent_to_the_door(client, incident):
    response = client.get("/")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
    assert "default-src 'none'" in response["Content-Security-Policy"]
