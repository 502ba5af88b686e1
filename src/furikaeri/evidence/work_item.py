"""Azure DevOps work items: who is meant by an identity, and what changed in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from furikaeri.evidence.html_text import html_text
from furikaeri.evidence.payload import objects_at, text_at

if TYPE_CHECKING:
    from collections.abc import Mapping

Changes = dict[str, tuple[Any, Any]]
"""Field reference name -> (value before, value after); None for no value."""

FactName = Literal["declared", "resolved", "on-call", "assigned", "severity", "service", "title"]

STATE, TITLE, ASSIGNED, HISTORY = "System.State", "System.Title", "System.AssignedTo", "System.History"
SEVERITY, PRIORITY = "Microsoft.VSTS.Common.Severity", "Microsoft.VSTS.Common.Priority"
CHANGED, CHANGED_BY, CREATED, TYPE = (
    "System.ChangedDate",
    "System.ChangedBy",
    "System.CreatedDate",
    "System.WorkItemType",
)
ON_CALL = re.compile(r"on[-_ ]?call|当番|オンコール", re.IGNORECASE)
_ON_CALL_LINE = re.compile(
    r"^[ \t]*(?:on[- ]?call(?: engineer)?|当番|オンコール)[ \t]*[:：][ \t]*(\S[^\n]{0,120})",
    re.IGNORECASE | re.MULTILINE,
)
_DONE = re.compile(r"(?:resolved|closed|done|completed|解決(?:済み?)?|完了|クローズ)", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"([^<>]{1,200}?)\s*<([^<>]{1,200})>")
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_FIRST = (TITLE, STATE, SEVERITY, PRIORITY, ASSIGNED)
_BOOKKEEPING = re.compile(
    r"System\.(?:Id|Rev|.*Date|.*Id|.*By|Authorized\w*|Watermark|NodeName|\w+Level\d+|Reason|CommentCount|IsDeleted"
    r"|WorkItemType|TeamProject|BoardColumn\w*|BoardLane|History|HyperLinkCount|\w+LinkCount|AttachedFileCount)"
    r"|Microsoft\.VSTS\.Common\.(?:\w+Date|\w+By|StackRank|BacklogPriority|ValueArea)|WEF_.*"
)
_LONG = frozenset(["System.Description", "Microsoft.VSTS.TCM.ReproSteps", "Microsoft.VSTS.TCM.SystemInfo"])


def person(value: Any) -> tuple[str, str]:
    """(name, native id) of an identity, written as an object or as `Name <login>`."""
    if isinstance(value, dict):
        name = text_at(value, "displayName") or text_at(value, "name")
        native = text_at(value, "uniqueName") or text_at(value, "id")
        return name or native, native
    text = text_at(value)
    named = _PLAIN_NAME.fullmatch(text)
    return (named[1], named[2]) if named else (text, text)


def shown(value: Any) -> str:
    """A field's value as people read it."""
    if isinstance(value, dict):
        return person(value)[0]
    if isinstance(value, bool | float):
        return str(value)
    return html_text(text_at(value))


def creation(number: str, changes: Changes) -> str:
    """The sentence for a work item that came into being."""
    kind = shown(changes.get(TYPE, (None, None))[1]) or "Work item"
    title = shown(changes.get(TITLE, (None, None))[1])
    return f"{kind} {number} created" + (f": {title}" if title else "")


def in_words(changes: Changes, *, created: bool) -> list[str]:
    """What changed, a line each, the weighty fields first; what people wrote comes last and whole."""
    lines = []
    rest = [key for key in changes if key not in _FIRST and not _BOOKKEEPING.fullmatch(key)]
    for key in [key for key in _FIRST if key in changes] + rest:
        old, new = shown(changes[key][0]), shown(changes[key][1])
        if old == new or (created and key == TITLE):
            continue
        label = _WORDS.sub(" ", key.rpartition(".")[2])
        if key == ASSIGNED:
            lines.append(f"Assigned to {new}" if new else f"No longer assigned to {old}")
        elif key in _LONG:
            lines.append(f"{label}: {new}")
        elif old:
            lines.append(f"{label}: {old} → {new or '—'}")
        else:
            lines.append(f"{label}: {new}")
    if HISTORY in changes and (said := shown(changes[HISTORY][1])):
        lines.append(said)
    return lines


def links_in_words(relations: Any) -> list[str]:
    """Links added and removed by an update, a line each."""
    lines = []
    for verb in ("added", "updated", "removed"):
        for link in objects_at(relations, verb):
            name = text_at(link, "attributes", "name") or text_at(link, "rel")
            comment = text_at(link, "attributes", "comment")
            lines.append(f"Link {verb}: {name} {text_at(link, 'url')}".rstrip() + (f" ({comment})" if comment else ""))
    return lines


def changes_of_update(fields: Any) -> Changes:
    """The changes that an update lists as `{field: {oldValue, newValue}}`."""
    if not isinstance(fields, dict):
        return {}
    return {key: (x.get("oldValue"), x.get("newValue")) for key, x in fields.items() if isinstance(x, dict) and x}


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """The changes from one revision's fields to the next one's."""
    keys = [*after, *(key for key in before if key not in after)]
    return {key: (before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)}


def incident_facts(changes: Changes, *, created: str) -> list[tuple[FactName, str]]:
    """(name, value) of what a revision says of the incident; `created` is the sentence of its creation, or ""."""
    facts: list[tuple[FactName, str]] = [("declared", created)] if created else []
    for key, (_, value) in changes.items():
        new = shown(value)
        if not new:
            continue
        if key == TITLE:
            facts.append(("title", new))
        elif key == SEVERITY:
            facts.append(("severity", new))
        elif key == ASSIGNED:
            facts.append(("assigned", new))
        elif key == STATE and _DONE.fullmatch(new):
            facts.append(("resolved", new))
        elif ON_CALL.search(key):
            facts.append(("on-call", new))
        elif key.rpartition(".")[2].lower() in {"service", "affectedservice"}:
            facts.append(("service", new))
        elif key in _LONG or key == HISTORY:
            facts += [("on-call", named[1].strip()) for named in _ON_CALL_LINE.finditer(new)]
    return facts
