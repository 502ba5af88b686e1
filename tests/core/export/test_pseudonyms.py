from __future__ import annotations

from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from tests.core.export.invented import incident, review

from furikaeri.export.pseudonyms import FIXED, renaming, review_with_roles, with_roles
from furikaeri.model import chronology as model
from furikaeri.model.chronology import Chronology, KeyMoment, Relation
from furikaeri.model.event import Event, InView
from furikaeri.model.timespan import TimeSpan
from furikaeri.text import Text


def test_the_longest_name_wins_and_latin_names_are_whole_words() -> None:
    rename = renaming({"Ann": "A", "Ann Lee": "B", "田中": "当番"})
    assert rename("Ann Lee met Ann at Annex; 田中さんも。") == "B met A at Annex; 当番さんも。"


def test_an_empty_mapping_changes_nothing() -> None:
    assert with_roles(incident(), {}) is incident() or with_roles(incident(), {}) == incident()
    assert review_with_roles(review(), {}) == review()


def test_names_in_ids_go_and_references_follow() -> None:
    def event(who: str) -> Event:
        return Event(
            id=f"mail:{who}:1", source="mail", span=TimeSpan(0, 0), lane="people", text=f"{who} wrote", actor=who
        )

    told = Chronology(
        events=(event("ann"), event("bob")),
        relations=(Relation(a="mail:ann:1", b="mail:bob:1", type="supports", reason=Text("ann knew", "ann")),),
        key_moments=(
            KeyMoment(name="detected", event="mail:bob:1", alternatives=("mail:ann:1",), reason=Text("", "")),
        ),
    )
    veiled = with_roles(told, {"ann": "the role", "bob": "the role"})  # two people may share one role
    first, second = (e.id for e in veiled.events)
    assert first != second
    assert (veiled.relations[0].a, veiled.relations[0].b) == (first, second)
    assert (veiled.key_moments[0].event, veiled.key_moments[0].alternatives) == (second, (first,))
    assert "ann" not in msgspec.json.encode(veiled).decode()


def test_a_person_called_like_a_word_of_ours_breaks_nothing() -> None:
    names = dict.fromkeys(("alert", "voiced", "people", "instant", "detected", "supports", "accepted", "Asia"), "X")
    veiled = with_roles(incident(), names)
    assert msgspec.convert(msgspec.to_builtins(veiled), Chronology) == veiled
    assert veiled.zone == "Asia/Tokyo"


def _structs(kind: Any, found: dict[str, type[msgspec.Struct]]) -> None:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind.__name__ not in found:
        found[kind.__name__] = kind
        for hint in get_type_hints(kind).values():
            _structs(hint, found)
    for part in get_args(kind):
        _structs(part, found)


def _words_of_a_list(hint: Any) -> bool:
    return any(isinstance(a, str) for a in get_args(hint)) or any(_words_of_a_list(a) for a in get_args(hint))


def test_every_field_with_words_of_a_fixed_list_is_known_to_be_fixed() -> None:
    """A new Literal field must be named in FIXED, else a name could break it."""
    found: dict[str, type[msgspec.Struct]] = {}
    _structs(model.Chronology, found)
    assert {"Event", "InView", "Relation", "KeyMoment"} <= set(found)
    for name, struct in found.items():
        for field, hint in get_type_hints(struct).items():
            if _words_of_a_list(hint) and (name, field) not in {("KeyMoment", "name"), ("Measure", "name")}:
                assert field in FIXED, f"{name}.{field}"


@pytest.mark.parametrize("group", ["Mori", "on-call"])
def test_a_group_that_is_a_person_becomes_a_role(group: str) -> None:
    event = Event(
        id="a", source="s", span=TimeSpan(0, 0), lane="people", text="", in_view=(InView(group, 0, 0, "voiced"),)
    )
    assert with_roles(Chronology(events=(event,)), {"Mori": "on-call"}).events[0].in_view[0].group == "on-call"
