"""The directories of a Slack export: who the users are and what the channels are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from furikaeri.evidence.payload import value_of
from furikaeri.evidence.slack_text import Names
from furikaeri.evidence.unread import broken_member, unknown_record
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from furikaeri.evidence.opened import Opened
    from furikaeri.model.event import ReadWarning

_DIRECTORY = re.compile(r"(?:.*/)?(users|org_users|channels|groups|mpims|dms)\.json")


class Workspace(NamedTuple):
    """`team` is the workspace's id ("" unknown), `ids` channel folder -> channel id, `titles` folder -> shown name."""

    team: str
    names: Names
    ids: dict[str, str]
    titles: dict[str, str]
    warnings: list[ReadWarning]


def is_directory(member: str) -> bool:
    """Whether a member of the zip is one of the lists of users or channels."""
    return _DIRECTORY.fullmatch(member) is not None


def workspace(opened: Opened) -> Workspace:
    """What the directories of an export say; each broken one or broken entry gives a warning, the others count."""
    users: dict[str, str] = {}
    channels: dict[str, str] = {}
    bots: set[str] = set()
    found = Workspace("", Names(users, channels, bots), {}, {}, [])
    direct: list[dict[str, Any]] = []
    team = ""
    for member, data in opened.unpack(name for name in opened.members if is_directory(name)):
        kind = member.rpartition("/")[2]
        for place, entry in _entries(member, data, found.warnings):
            if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
                found.warnings.append(unknown_record(place, entry))
            elif kind in {"users.json", "org_users.json"}:
                users[entry["id"]] = _user_name(entry)
                if entry.get("is_bot") is True:
                    bots.add(entry["id"])
                if not team and isinstance(entry.get("team_id"), str):
                    team = entry["team_id"]
            elif isinstance(entry.get("name"), str) and entry["name"]:
                channels[entry["id"]] = entry["name"]
                found.ids[entry["name"]] = entry["id"]
            else:
                direct.append(entry)
    for entry in direct:
        members = entry.get("members")
        people = [users.get(x, x) for x in members if isinstance(x, str)] if isinstance(members, list) else []
        found.titles[entry["id"]] = "dm:" + "+".join(sorted(people)) if people else entry["id"]
    return found._replace(team=team)


def _entries(member: str, data: bytes | FurikaeriError, warnings: list[ReadWarning]) -> list[tuple[str, Any]]:
    if isinstance(data, FurikaeriError):
        warnings.append(broken_member(member, data))
        return []
    try:
        value = value_of(data)
    except ValueError:
        value = None
    if not isinstance(value, list):
        trouble = Text(
            "{member} is no list; its names are unknown.", "{member} は一覧として読めず、名前が分かりません。"
        )
        warnings.append(broken_member(member, FurikaeriError(trouble.fill(member=member))))
        return []
    return [(f"{member}#/{index}", entry) for index, entry in enumerate(value)]


def _user_name(entry: dict[str, Any]) -> str:
    profile = entry.get("profile")
    places = (profile if isinstance(profile, dict) else {}, entry)
    for place, key in ((0, "display_name"), (0, "real_name"), (1, "real_name"), (1, "name")):
        name = places[place].get(key)
        if isinstance(name, str) and name.strip():
            return name.strip()
    return str(entry["id"])
