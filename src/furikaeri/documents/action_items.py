"""The action items of a written review: its own rows, with owner, ticket and whether they are marked done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile, zip_longest
from typing import Literal, TYPE_CHECKING

from furikaeri.markup.plain import plain
from furikaeri.text import Span

if TYPE_CHECKING:
    from furikaeri.markup.timeline import Written
    from furikaeri.markup.sections import Section
    from furikaeri.markup.blocks import Block
    from collections.abc import Iterator, Sequence

Form = Literal["list", "checkbox", "table", "heading", "prose"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """One action item. `owner`, `ticket`: as written, None where none is; `done`: None where nothing is marked."""

    line: int
    text: str
    owner: str | None = None
    ticket: str | None = None
    done: bool | None = None
    form: Form = "list"
    span: Span = Span(0, 0)


_TICKET = re.compile(
    r"https?://[^\s<>()\[\]|]{4,300}|(?<![\w#/&])#\d{1,7}\b|(?<![\w\-/])[A-Z][A-Z0-9]{1,9}-\d{1,6}(?![\w\-])"
)
_NO_TICKET = re.compile(r"(?:UTF|ISO|SHA|CVE|HTTP|RFC|SEV|GPT|AES|TLS|COVID|EIP|BIP|ADR|PM)-", re.IGNORECASE)
_OWNER = re.compile(
    r"(?:\b(?:owner|assignee|assigned to|responsible|dri|poc|lead)|担当者?|責任者|オーナー)[ ]?[:：=][ ]?(?P<name>[^\n,;|。、()（）\[\]]{1,60})",
    re.IGNORECASE,
)
_MENTION = re.compile(r"(?<![\w`/.@])@(?P<name>[A-Za-z][\w\-]{1,38})(?![\w/.]*@)")
_DONE = re.compile(
    r"✅|☑|✔|🟢|~~.+~~|[\[(（【*](?:done|completed?|fixed|resolved|完了|対応済み?|実施済み?|済み?)[\])）】*]|^(?:done|完了)\b",
    re.IGNORECASE,
)
_STATUS_DONE = re.compile(
    r"\b(?:done|completed?|closed|fixed|resolved|shipped|merged|finished|implemented|yes)\b|✅|☑|✔|完了|済|クローズ|実施済",
    re.IGNORECASE,
)
_STATUS_OPEN = re.compile(
    r"\b(?:todo|to do|open|pending|planned|in[ -]?progress|wip|not (?:started|done|yet)|incomplete|no|backlog|proposed|tbd)\b|未|進行|予定|検討|中$|🔲|⬜|❌|⏳|🚧|☐",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\W*(?:none|n/?a|nothing|tbd|tba|todo|unassigned|no (?:comments?|action items?).*|なし|特になし|未定|—|–|-|\?+)?\W*",
    re.IGNORECASE,
)
_COLUMNS = {
    "owner": re.compile(r"owner|assignee|responsible|\bwho\b|\bdri\b|担当|責任者|オーナー", re.IGNORECASE),
    "ticket": re.compile(r"ticket|\bbug\b|issue|\bjira\b|tracking|\blinks?\b|\bpr\b|チケット|課題番号|リンク", re.IGNORECASE),
    "status": re.compile(r"status|state\b|done|progress|状態|状況|ステータス|進捗|完了", re.IGNORECASE),
    "other": re.compile(r"\bdue\b|date|deadline|priority|type|kind|categor|期限|期日|優先|種別|カテゴリ|分類|区分|^#$|^(?:no|id|番号)\.?$|effort|rung|効果", re.IGNORECASE),
    "text": re.compile(r"action|item|\btask\b|descri|\bwhat\b|title|recommend|measure|follow|アクション|内容|対策|項目|タスク|施策|対応|改善", re.IGNORECASE),
}  # fmt: skip
_INTRO = re.compile(
    r"(?:to (?:prevent|avoid|ensure|reduce|mitigate|improve|address)|prevent(?:ing)? (?:this|similar|such|future)|in (?:the )?future|going forward|next steps?|"
    r"action items?|follow.?ups?|we (?:will|plan|are going|have (?:made|taken|decided|since)|.ve (?:made|taken))|再発防止|対策|今後)",
    re.IGNORECASE,
)
_DEFINITION = re.compile(r"\[[^\]\n]{1,100}\]:[ \t]")
_PAST = re.compile(
    r"\W*(?:we (?:have|.ve) (?:now |already |since )?\w+(?:ed|en)\b|.{0,60}\bha(?:s|ve) (?:now |already |since )?been \w+(?:ed|en|uilt)\b)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\s*(?:\d{1,2}[.)．）]|[①-⑳]|[(（]?\d{1,2}[)）]|(?:action|step|AI)[ -]?#?\d|対策\s?\d|TODO\b|\[[ x]\])",
    re.IGNORECASE,
)


def action_items(written: Written) -> tuple[ActionItem, ...]:
    """Every action item of the document in reading order; nested bullets belong to their parent."""
    timeline = {row.line for row in written.rows} | {row.text_line for row in written.rows}
    found: list[ActionItem] = []
    for section, inner in _action_sections(written.sections):
        found += _of_section(written, section, inner)
    if not found:
        found = list(_introduced(written)) or [
            p for s, inner in _action_sections(written.sections) for p in _prose(written, _own(s, inner))
        ]
    seen: set[int] = set()
    unique = []
    for item in sorted(found, key=lambda a: a.line):
        if item.line not in seen and item.line not in timeline:
            seen.add(item.line)
            unique.append(item)
    return tuple(unique)


def _action_sections(found: Sequence[Section]) -> Iterator[tuple[Section, list[Section]]]:
    """The outermost sections of actions, each with the sections inside it."""
    last = -1
    for n, s in enumerate(found):
        if s.role != "actions" or s.blocks.end <= last:
            continue
        inner = list(takewhile(lambda o, end=s.blocks.end: o.blocks.start < end, islice(found, n + 1, None)))  # type: ignore[misc]  # the default binds this round's end
        last = s.blocks.end
        yield s, inner


def _of_section(written: Written, section: Section, inner: Sequence[Section]) -> Iterator[ActionItem]:
    own = _own(section, inner)
    if section.label:
        yield from _labelled(written, own)
        return
    heads = [o for o in inner if o.role == "actions" and not o.label]
    titled = _titled(written, heads)
    covered = {n for h in titled for n in range(*h.blocks)}
    found: list[ActionItem] = []
    for h in titled:
        heading = next(
            (b for b in written.blocks[max(0, h.blocks.start - 1) : h.blocks.start] if b.kind == "heading"), None
        )
        if heading is not None:
            found.append(_item(written.source, heading.pieces, heading, "heading", extra=_following(written, h)))
    own = [n for n in own if n not in covered]
    found += _listed(written, own)
    yield from found


def _own(section: Section, inner: Sequence[Section]) -> list[int]:
    """The indices of the section's blocks without those of inner sections that hold something else."""
    apart = {n for o in inner if o.role != "actions" for n in range(o.blocks.start - (not o.label), o.blocks.end)}
    return [n for n in range(*section.blocks) if n not in apart]


def _titled(written: Written, heads: Sequence[Section]) -> list[Section]:
    """The subsections whose heading is the action itself: numbered, or told in prose without a list."""
    leaves = [
        h
        for h, following in zip_longest(heads, heads[1:])
        if following is None or following.blocks.start >= h.blocks.end
    ]
    numbered = [h for h in leaves if _NUMBERED.match(h.title)]
    if len(numbered) >= 2 or (numbered and len(leaves) == 1):
        return numbered
    plainly = [
        h
        for h in leaves
        if not h.announced and not any(b.kind in {"item", "row"} for b in written.blocks[h.blocks.start : h.blocks.end])
    ]
    return plainly if len(plainly) >= 2 and len(plainly) == len(leaves) else []


def _following(written: Written, section: Section) -> str:
    texts = [
        written.source[b.pieces[0].start : b.pieces[-1].end]
        for b in written.blocks[section.blocks.start : section.blocks.end]
        if b.pieces
    ]
    return "\n".join(texts)[:2000]


def _labelled(written: Written, own: Sequence[int]) -> Iterator[ActionItem]:
    """Items under a bold label ("- **Review actions**:"), or the label's own words where it has none."""
    label = written.blocks[own[0]] if own else None
    if label is None:
        return
    if label.kind == "row":
        yield from _listed(written, [n for n in own if written.blocks[n].kind == "row"])
        return
    nested = [
        n
        for n in own[1:]
        if written.blocks[n].kind == "item" and (label.kind != "item" or written.blocks[n].level > label.level)
    ]
    rows = [n for n in own[1:] if written.blocks[n].kind == "row"]
    yield from _listed(written, nested or rows)


def _listed(written: Written, own: Sequence[int]) -> Iterator[ActionItem]:
    source, parts = written.source, written.blocks
    rows: list[Block] = []
    items: list[int] = []
    for n in own:
        if parts[n].kind == "row":
            if parts[n].header and rows:
                yield from _table(source, rows)
                rows = []
            rows.append(parts[n])
        elif parts[n].kind == "item" and not parts[n].quoted:
            items.append(n)
    if rows:
        yield from _table(source, rows)
    if any(parts[n].header for n in own if parts[n].kind == "row") and sum(parts[n].kind == "row" for n in own) > 2:
        return  # beside a table of actions, lists explain its columns
    outermost, before, counted = 0, -2, False
    for n in items:
        block = parts[n]
        fresh = before < 0 or _between(parts, before, n)
        if fresh:
            outermost = block.level
        outermost = min(outermost, block.level)
        before = n
        numbered = block.marker[:1].isdigit()
        counted = (counted and not fresh) or numbered
        if block.level > outermost or (counted and not numbered):
            continue  # bullets under numbered items are their parts, indented or not
        nested = _nested(parts, n)
        item = _item(
            source,
            block.pieces,
            block,
            "list" if block.checked is None else "checkbox",
            extra=nested and source[slice(*nested)],
        )
        if not _NOTHING.fullmatch(plain(source, block.pieces).text):
            yield item


def _between(parts: Sequence[Block], before: int, n: int) -> bool:
    """Whether a heading or an unindented paragraph parts two items into two lists."""
    return any(b.kind in {"heading", "rule"} for b in parts[before + 1 : n])


def _nested(parts: Sequence[Block], n: int) -> Span | None:
    last = n
    while (
        last + 1 < len(parts)
        and parts[last + 1].kind == "item"
        and parts[last + 1].level > parts[n].level
        and last - n < 50
    ):
        last += 1
    return (
        Span(parts[n + 1].pieces[0].start, parts[last].pieces[-1].end)
        if last > n and parts[n + 1].pieces and parts[last].pieces
        else None
    )


def _item(source: str, pieces: Sequence[Span], block: Block, form: Form, extra: str | None = None) -> ActionItem:
    raw = source[pieces[0].start : pieces[-1].end]
    words = plain(source, pieces).text
    done = block.checked
    if done is None and (_DONE.search(raw[:400]) or _PAST.match(words)):
        done = True
    return ActionItem(
        line=block.line, text=source[pieces[0].start : pieces[0].end], owner=_owner(words) or _owner(extra or "", mention=False),
        ticket=_ticket(source, raw) or _ticket(source, extra or ""), done=done, form=form, span=Span(pieces[0].start, pieces[-1].end),
    )  # fmt: skip


def _owner(words: str, *, mention: bool = True) -> str | None:
    if m := _OWNER.search(words):
        name = m["name"].strip(" *_`@-–—")
        return None if _NOTHING.fullmatch(name) else name
    if mention and (m := _MENTION.search(words)):
        return m["name"]
    return None


def _ticket(source: str, raw: str) -> str | None:
    for m in _TICKET.finditer(raw):
        if not _NO_TICKET.match(m.group()):
            found = m.group().rstrip(".,;:")
            return _targets(source).get(found, found)
    return None


@lru_cache(maxsize=1)
def _targets(source: str) -> dict[str, str]:
    """Where reference links like [#12] lead."""
    return {m[1]: m[2] for m in re.finditer(r"^[ ]{0,3}\[(#\d{1,7})\]:[ \t]*(\S{1,500})", source, re.MULTILINE)}


def _table(source: str, rows: Sequence[Block]) -> Iterator[ActionItem]:
    header = [plain(source, (c,)).text.strip() for c in rows[0].cells] if rows[0].header else []
    body = rows[1:] if header else rows
    if not body:
        return
    places: dict[str, int] = {}
    for kind in ("owner", "ticket", "status", "text"):
        for n, title in enumerate(header):
            if (
                n not in places.values()
                and _COLUMNS[kind].search(title)
                and not (
                    kind == "text"
                    and _COLUMNS["other"].search(title)
                    and not re.search(r"item|アクション|内容|対策", title, re.IGNORECASE)
                )
            ):
                places.setdefault(kind, n)
    width = max(len(r.cells) for r in body)
    lengths = [sum(r.cells[n].end - r.cells[n].start for r in body if n < len(r.cells)) for n in range(width)]
    free = [
        n for n in range(width) if n not in {places.get("owner"), places.get("ticket"), places.get("status")}
    ] or list(range(width))
    at = places.get("text", max(free, key=lambda n: lengths[n]))
    for row in body:
        cells = [source[c.start : c.end] for c in row.cells]
        text = cells[at] if at < len(cells) else ""
        if _NOTHING.fullmatch(text):
            continue
        owner = _cell(cells, places.get("owner"))
        status = _cell(cells, places.get("status")) or ""
        ticket = _cell(cells, places.get("ticket"))
        whole = source[row.pieces[0].start : row.pieces[0].end]
        open_ = _STATUS_OPEN.search(status)
        done = None if not status else False if open_ else True if _STATUS_DONE.search(status) else None
        yield ActionItem(
            line=row.line, text=text, owner=owner and owner.strip("@*_` "), form="table", span=row.pieces[0],
            ticket=_ticket(source, ticket or "") or ticket or _ticket(source, whole), done=done if done is not None or not _DONE.search(whole) else True,
        )  # fmt: skip


def _cell(cells: Sequence[str], n: int | None) -> str | None:
    if n is None or n >= len(cells) or _NOTHING.fullmatch(cells[n]):
        return None
    return cells[n]


def _prose(written: Written, own: Sequence[int]) -> Iterator[ActionItem]:
    for n in own:
        block = written.blocks[n]
        if (
            block.kind == "paragraph"
            and not block.quoted
            and not _NOTHING.fullmatch(plain(written.source, block.pieces).text)
        ):
            text = plain(written.source, block.pieces).text.rstrip()
            if not text.endswith((":", "：")) and not _DEFINITION.match(text):
                yield _item(written.source, block.pieces, block, "prose")


def _introduced(written: Written) -> Iterator[ActionItem]:
    """Lists that a sentence about prevention introduces, in a document that calls no section its actions."""
    parts = written.blocks
    for n, block in enumerate(parts[:-1]):
        if block.kind == "paragraph" and parts[n + 1].kind == "item":
            text = plain(written.source, block.pieces).text.rstrip()
            if text.endswith((":", "：")) and _INTRO.search(text.rsplit(". ", 1)[-1]):
                last = n + 1
                while last < len(parts) and parts[last].kind == "item":
                    last += 1
                yield from _listed(written, range(n + 1, last))
