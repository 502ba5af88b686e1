"""`git log` in the shapes people save it: default, fuller, raw, with --stat, key and value lines, one line a commit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from furikaeri.evidence.cell_time import cell_time
from furikaeri.evidence.instants import BadTimeError, epoch
from furikaeri.evidence.source import ReadContext, Source
from furikaeri.evidence.unread import bad_time, no_time, unknown_record
from furikaeri.evidence.utf8 import encoding_warning, lines, utf8, utf8_head
from furikaeri.model.event import Event, InView, Reading, ReadWarning
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.evidence.opened import Opened
    from furikaeri.model.timespan import TimeSpan

MAX_LINE = 1 << 20
MAX_BODY = 1 << 20
MAX_FILES = 40

_COMMIT = re.compile(r"commit ([0-9a-f]{7,64})(?: [0-9a-f ]{7,})?(?: \((?P<refs>[^)]*)\))?(?: \([^)]*\))?\s*")
_HEADER = re.compile(
    r"(?P<key>Author|AuthorDate|CommitDate|Commit|Committer|Date|Merge|Refs|Reflog|author-date|commit-date|committer-date"
    r"|author|committer|tree|parent|subject|body|refs|gpgsig|encoding)(?:: *|\s+)(?P<value>.*)"
)
_WHO = re.compile(r"(?P<name>[^<]*?)\s*(?:<(?P<mail>[^>]*)>)?(?:\s+(?P<at>\d{1,12})\s+(?P<zone>[+-]\d{4}))?")
_EPOCH = re.compile(r"(\d{9,11})(?:\s+([+-]\d{4}))?")
_CTIME = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})(?: ([+-]\d{4}))?")
_STAT = re.compile(
    r" ?(?P<file>\S.*?)\s+\|\s+(?:\d+(?: [+-]+)?|Bin\b.*|Unmerged)\s*|(?P<added>\d+|-)\t(?P<removed>\d+|-)\t(?P<num>.+)"
)
_TOTAL = re.compile(r" ?\d+ files? changed(?:, (?P<ins>\d+) insertions?\(\+\))?(?:, (?P<del>\d+) deletions?\(-\))?\s*")
_REVERTS = re.compile(r"[Tt]his reverts commit\s+([0-9a-f]{7,64})")
_WITH = re.compile(r"^\s*Co-authored-by:\s*([^<\n]+?)\s*(?:<|$)", re.IGNORECASE | re.MULTILINE)
_PULL = re.compile(r"(?:Merge pull request |\()(#\d+|![0-9]+)\b")
_ROW = re.compile(r"\"?(?P<hash>[0-9a-f]{7,64})\"?(?P<gap>\s*[|,;\t]\s*|\s+)(?P<rest>.+)")
_ROW_TIME = re.compile(
    r"(?<![\w.])\(?(?P<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)? ?(?:Z|[+-]\d\d:?\d\d)?"
    r"|\d{10}(?: [+-]\d{4})?)\)?(?![\w.])"
)


@dataclass
class _Commit:
    """A commit while its lines come in."""

    digest: str
    line: int
    refs: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    parents: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    added: int = 0
    removed: int = 0
    size: int = 0
    in_header: bool = True
    cut: bool = False


def sniff(opened: Opened) -> float:
    """Sure where a commit line is followed by its author; likely where rows begin with a hash and hold a time."""
    if opened.is_zip:
        return 0.0
    some = utf8_head(opened).decode("utf-8", "replace").splitlines()[:60]
    for line, following in pairwise(some):
        if _COMMIT.fullmatch(line) and _HEADER.match(following):
            return 0.95
    filled = [line for line in some if line.strip()]
    rows = sum(1 for line in filled if (m := _ROW.fullmatch(line.strip())) and _ROW_TIME.search(m["rest"]))
    return 0.6 if filled and rows * 10 >= len(filled) * 9 else 0.0


def read(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    """Every commit as an event or a warning."""
    with utf8(opened) as stream:
        note = encoding_warning(stream.encoding)
        if note is not None:
            yield note
        commit: _Commit | None = None
        pending: tuple[int, str] | None = None
        number = 0
        for raw, cut in lines(stream, MAX_LINE):
            number += 1
            line = raw.decode("utf-8", "replace").rstrip("\r")
            if pending is not None:  # a commit line begins a commit only if its header follows
                held_at, held = pending
                pending = None
                if _HEADER.match(line):
                    if commit is not None:
                        yield from _readings(commit, context, opened.digest)
                    commit = _begun(held, held_at)
                else:
                    yield from _line(commit, held, held_at, context, opened.digest)
            if line.startswith("commit ") and _COMMIT.fullmatch(line):
                pending = number, line
                continue
            if commit is not None and cut:
                commit.cut = True
            yield from _line(commit, line, number, context, opened.digest)
        if pending is not None:
            if commit is not None:
                yield from _readings(commit, context, opened.digest)
            commit = _begun(pending[1], pending[0])
        if commit is not None:
            yield from _readings(commit, context, opened.digest)


def _begun(line: str, number: int) -> _Commit:
    m = _COMMIT.fullmatch(line)
    assert m is not None
    return _Commit(m[1], number, m["refs"] or "")


def _line(commit: _Commit | None, line: str, number: int, context: ReadContext, evidence: str) -> Iterator[Reading]:
    if commit is not None:
        _take(commit, line)
    elif line.strip():
        yield from _one_line(line.strip(), number, context, evidence)


def _take(commit: _Commit, line: str) -> None:
    if commit.in_header:
        m = _HEADER.fullmatch(line)
        if m is not None:
            key = m["key"].lower()
            if key == "subject":  # key and value form: what follows is the message
                commit.in_header = False
                commit.body.append(m["value"])
            elif key == "parent":
                commit.parents.append(m["value"].strip())
            else:
                commit.fields[key] = m["value"].strip()
            return
        if not line.strip():
            commit.in_header = False
            return
        if line.startswith(" ") and "gpgsig" in commit.fields:  # a signature's further lines
            return
        commit.in_header = False
    if " changed" in line and (total := _TOTAL.fullmatch(line)) is not None:
        commit.added, commit.removed = int(total["ins"] or 0), int(total["del"] or 0)
        return
    if ("|" in line or "\t" in line) and not line.startswith("    ") and (stat := _STAT.fullmatch(line)) is not None:
        if stat["num"]:
            commit.added += int(stat["added"]) if stat["added"].isdigit() else 0
            commit.removed += int(stat["removed"]) if stat["removed"].isdigit() else 0
        commit.files.append((stat["file"] or stat["num"])[:200])
        return
    commit.size += len(line)
    if commit.size > MAX_BODY:
        commit.cut = True
        return
    commit.body.append(line)


def _readings(commit: _Commit, context: ReadContext, evidence: str) -> Iterator[Reading]:
    locator = f"#line={commit.line}"
    fields = commit.fields
    author, author_mail, author_at = _who(fields.get("author", ""))
    committer, _, commit_at = _who(fields.get("commit") or fields.get("committer") or "")
    authored = fields.get("author-date") or fields.get("authordate") or fields.get("date") or author_at
    committed = fields.get("commit-date") or fields.get("committer-date") or fields.get("commitdate") or commit_at
    shown = {"commit": commit.digest, **fields}
    if not authored and not committed:
        yield no_time(locator, shown)
        return
    try:
        span = _time(committed or authored, context)
    except ValueError as fault:
        yield bad_time(locator, shown, fault)
        return
    body = "\n".join(line.removeprefix("    ") for line in commit.body).strip()
    if commit.cut:
        yield _cut(locator)
    text = body or f"commit {commit.digest[:12]}"
    facts = {
        "commit": commit.digest,
        "date": "commit" if committed else "author",
        "author-date": authored,
        "author-email": author_mail,
        "committer": committer if committer != author else "",
        "branch": commit.refs or fields.get("refs", ""),
        "merge": fields.get("merge", "") or (" ".join(commit.parents) if len(commit.parents) > 1 else ""),
        "file": ", ".join(commit.files[:MAX_FILES]),
        "files": str(len(commit.files)) if commit.files else "",
        "insertions": str(commit.added) if commit.added else "",
        "deletions": str(commit.removed) if commit.removed else "",
    }
    yield _event(
        commit.digest,
        span,
        text,
        actor=author or committer,
        facts=facts,
        locator=locator,
        context=context,
        evidence=evidence,
    )


def _event(
    digest: str,
    span: TimeSpan,
    text: str,
    *,
    actor: str,
    facts: dict[str, str],
    locator: str,
    context: ReadContext,
    evidence: str,
) -> Event:
    subject = text.split("\n", 1)[0]
    facts = facts | {
        "reverts": ", ".join(_REVERTS.findall(text)),
        "co-authors": ", ".join(_WITH.findall(text)),
        "pull-request": m[1] if (m := _PULL.search(subject)) else "",
    }
    if not facts.get("merge") and re.match(r"Merge (?:pull request|branch|remote|tag|commit)\b", subject):
        facts["merge"] = "yes"
    return Event(
        id=f"git-log:{context.instance}:{digest}",
        source="git-log",
        span=span,
        lane="changes",
        kind="change",
        actor=actor,
        text=text,
        in_view=(InView(actor, span.lo, span.hi, "acted"),) if actor else (),
        facts={k: v for k, v in facts.items() if v},
        evidence=evidence,
        locator=locator,
    )


def _one_line(line: str, number: int, context: ReadContext, evidence: str) -> Iterator[Reading]:
    """`%H %cI %s`, `%h|%aI|%an|%s` and the like: a hash first, a time somewhere, the subject last."""
    locator = f"#line={number}"
    m = _ROW.fullmatch(line)
    if m is None:
        yield unknown_record(locator, line)
        return
    rest = m["rest"]
    when = _ROW_TIME.search(rest)
    if when is None:
        yield no_time(locator, line)
        return
    try:
        span = _time(when["time"], context)
    except ValueError as fault:
        yield bad_time(locator, line, fault)
        return
    mark = m["gap"].strip() or ("\t" if "\t" in m["gap"] else "")
    before, after = rest[: when.start()], rest[when.end() :]
    if mark:
        others = [p.strip().strip('"') for p in before.split(mark) if p.strip()]
        later = after.lstrip(mark + ' "')
        limit = 1 if not others else 0
        parts = [p.strip() for p in later.split(mark, limit)] if limit else [later.strip()]
        named = [p for p in (*others, *parts[:-1]) if not _ROW_TIME.fullmatch(p)]
        text = parts[-1].strip('"')
        second = next((p for p in (*others, *parts[:-1]) if _ROW_TIME.fullmatch(p)), "")
        if second and (inner := text.split(mark, 1)) and len(inner) > 1:
            named, text = [*named, inner[0].strip()], inner[1].strip()
        actor = named[0] if named else ""
        if not text and others:
            text, actor = others[-1], ""
    else:
        text, actor = (after.strip() or before.strip(" -")), ""
    facts = {"commit": m["hash"], "date": "as written"}
    text = text or f"commit {m['hash'][:12]}"
    yield _event(m["hash"], span, text, actor=actor, facts=facts, locator=locator, context=context, evidence=evidence)


def _who(words: str) -> tuple[str, str, str]:
    """Name, mail and, in the raw form, the time of `Name <mail> 1772445664 +0900`."""
    m = _WHO.fullmatch(words.strip())
    if m is None:
        return words.strip(), "", ""
    return (m["name"].strip(), m["mail"] or "", f"{m['at']} {m['zone']}" if m["at"] else "")


def _time(words: str, context: ReadContext) -> TimeSpan:
    """Any of git's date styles. Raises as `cell_time` does; relative dates are no time."""
    words = words.strip()
    if (m := _EPOCH.fullmatch(words)) is not None:
        return epoch(m[1], "s")
    if (m := _CTIME.fullmatch(words)) is not None:
        words = f"{m[2]} {m[1]} {m[4]} {m[3]} {m[5] or ''}".strip()
    if not words:
        raise BadTimeError("not a time: ''")
    return cell_time(words, context.zone, "mdy")


def _cut(locator: str) -> ReadWarning:
    return ReadWarning(
        code="cut-message",
        locator=locator,
        message=Text(
            "The message of this commit is longer than 1 MB; the rest was cut.",
            "コミットメッセージが 1 MB を超えるため、残りを切り捨てました。",
        ),
        ask=Text("Look at the commit itself.", "コミットそのものを確かめてください。"),
        noted=True,
    )


SOURCE = Source(
    name="git-log",
    title=Text("git log", "git log"),
    view_rule=Text(
        "A commit existed from its commit date on (not its author date, nor when it was deployed); "
        "its author had it in view.",
        "コミットはコミット日時から存在するものとして扱います（作成日時やデプロイの時刻ではありません）。見えていたのは作成者です。",
    ),
    sniff=sniff,
    read=read,
)
