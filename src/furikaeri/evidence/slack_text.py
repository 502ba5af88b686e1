"""What a Slack message says as plain text: mrkdwn markup, rich text blocks, attachments of bots."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_MARKUP = re.compile(r"<([^<>\n]*)>|&(amp|lt|gt);")
_SIGNS = {"amp": "&", "lt": "<", "gt": ">"}
_DEEPEST = 12  # blocks stand in attachments, elements in sections in lists: no message we know goes deeper
_MOST_LINES = 400


class Names(NamedTuple):
    """Who and what the ids of a workspace stand for; `bots` are the users that are machines."""

    users: Mapping[str, str]
    channels: Mapping[str, str]
    bots: Collection[str] = ()


def plain(text: str, names: Names) -> str:
    """Text with mentions, channels, links, dates and entities resolved: `<@U1>` is `@amy`, `<url|words>` `words (url)`.

    Text without markup comes back as it is.
    """
    if "<" not in text and "&" not in text:
        return text

    def shown(match: re.Match[str]) -> str:
        return _SIGNS[match[2]] if match[2] else _reference(match[1], names)

    return _MARKUP.sub(shown, text)


def _reference(inside: str, names: Names) -> str:
    target, _, label = inside.partition("|")
    label = label.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    target = target.replace("&amp;", "&")
    if target.startswith("@"):
        return "@" + (names.users.get(target[1:]) or label or target[1:])
    if target.startswith("#"):
        return "#" + (label or names.channels.get(target[1:]) or target[1:])
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    bare = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or label == bare or label == bare.partition("://")[2]:
        return bare
    return f"{label} ({bare})"


def extra_lines(text: str, blocks: Any, attachments: Any, names: Names) -> Iterator[str]:
    """Lines that blocks and attachments say beyond `text` (already plain), each once, in their order."""
    seen = {text.strip(), *(line.strip() for line in text.split("\n"))}
    count = 0
    for piece in _pieces(blocks, attachments, names):
        for line in piece.split("\n"):
            bare = line.strip()
            if bare and bare not in seen:
                seen.add(bare)
                count += 1
                yield bare
            if count >= _MOST_LINES:
                return


def _pieces(blocks: Any, attachments: Any, names: Names) -> Iterator[str]:
    yield from _blocks(blocks, names, _DEEPEST)
    for attachment in _dicts(attachments):
        said = False
        for key in ("pretext", "author_name", "title", "text"):
            if value := _string(attachment.get(key)):
                said = True
                link = _string(attachment.get("title_link")) if key == "title" else ""
                yield plain(value, names) + (f" ({link})" if link else "")
        for field in _dicts(attachment.get("fields")):
            title, value = _string(field.get("title")), _string(field.get("value"))
            if title or value:
                said = True
                yield ": ".join(plain(x, names) for x in (title, value) if x)
        for piece in _blocks(attachment.get("blocks") or _message_blocks(attachment), names, _DEEPEST):
            said = True
            yield piece
        if not said and (fallback := _string(attachment.get("fallback"))):
            yield plain(fallback, names)


def _message_blocks(attachment: dict[str, Any]) -> Any:
    """The blocks of a shared message, which stand in a list of their own."""
    return [
        x["message"]["blocks"]
        for x in _dicts(attachment.get("message_blocks"))
        if isinstance(x.get("message"), dict) and "blocks" in x["message"]
    ]


def _blocks(blocks: Any, names: Names, depth: int) -> Iterator[str]:
    if depth == 0 or not isinstance(blocks, list):
        return
    for block in blocks:
        if isinstance(block, list):
            yield from _blocks(block, names, depth - 1)
        if not isinstance(block, dict):
            continue
        kind = block.get("type")
        if kind == "rich_text":
            yield "\n".join(rich_text(block.get("elements"), names))
        elif kind == "image":
            yield _string(block.get("alt_text")) or _said(block.get("title"), names)
        elif kind == "context":
            yield " ".join(filter(None, (_said(x, names) for x in _dicts(block.get("elements")))))
        else:
            yield _said(block.get("text"), names)
            for field in _dicts(block.get("fields")):
                yield _said(field, names)


def _said(value: Any, names: Names) -> str:
    """A text object (`{"type": "mrkdwn", "text": …}`), or a bare string."""
    if isinstance(value, dict):
        text = _string(value.get("text")) or _string(value.get("alt_text"))
        return text if value.get("type") == "plain_text" else plain(text, names)
    return plain(_string(value), names)


def rich_text(elements: Any, names: Names, depth: int = _DEEPEST) -> Iterator[str]:
    """The lines of a rich text block: sections, lists with `- `, quotes with `> `, code as it is."""
    if depth == 0:
        return
    for element in _dicts(elements):
        kind = element.get("type")
        if kind == "rich_text_list":
            for item in _dicts(element.get("elements")):
                yield "- " + " ".join(rich_text([item], names, depth - 1))
        elif kind in {"rich_text_section", "rich_text_preformatted", "rich_text_quote"}:
            line = "".join(_inline(x, names) for x in _dicts(element.get("elements"))).rstrip("\n")
            yield f"> {line}" if kind == "rich_text_quote" else line


def _inline(element: dict[str, Any], names: Names) -> str:
    kind, text = element.get("type"), _string(element.get("text"))
    if kind == "link":
        url = _string(element.get("url"))
        return f"{text} ({url})" if text and text != url else url
    if kind == "user":
        user = _string(element.get("user_id"))
        return "@" + (names.users.get(user) or user)
    if kind == "channel":
        channel = _string(element.get("channel_id"))
        return "#" + (names.channels.get(channel) or channel)
    if kind == "emoji":
        return f":{_string(element.get('name'))}:"
    if kind == "broadcast":
        return "@" + _string(element.get("range"))
    if kind == "usergroup":
        return "@" + _string(element.get("usergroup_id"))
    return text or _string(element.get("fallback"))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [x for x in value if isinstance(x, dict)] if isinstance(value, list) else []


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
