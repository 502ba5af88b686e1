"""The records of a JSON payload wherever an envelope hides them: a page, a list of pages, a webhook, a recording."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import msgspec

from furikaeri.evidence.json_records import Flaw, select
from furikaeri.evidence.utf8 import encoding_warning, utf8
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from furikaeri.evidence.opened import Opened
    from furikaeri.model.event import ReadWarning

PREFIX = 2 << 20  # bytes looked at to learn where the records are; a smaller file is looked at whole
MAX_DEPTH = 12  # envelopes wrap a payload far less deeply
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+("?)|[][{},]', re.DOTALL)
_INDEX = re.compile(r"/\d+(?=/|$)")


class Found(NamedTuple):
    """One record: its place as a URI fragment, its value, and whether it is of the wanted shape."""

    locator: str
    value: Any
    wanted: bool


def records(opened: Opened, wanted: Callable[[Any], bool]) -> Iterator[Found | ReadWarning]:
    """Every record of a file in its order, streamed; what can't be read comes as a warning with its place.

    `wanted` knows the shape of a record. Records are sought at any depth of objects and lists; every element of a list
    that holds a wanted one comes, so that one of another shape can be warned of. FurikaeriError where there is none.
    """
    with utf8(opened) as file:
        prefix = io.BufferedReader(file).read(PREFIX)
        note = encoding_warning(file.encoding)
    patterns = _layout(prefix.decode("utf-8", "ignore"), wanted)
    if not patterns:
        raise FurikaeriError(
            Text(
                "{name}: no record of this kind is in it. See `furikaeri sources` for what each source reads.",
                "{name}: この種類の記録は見つかりません。読める形式は furikaeri sources で確かめられます。",
            ).fill(name=opened.name)
        )
    if note is not None:
        yield note
    with utf8(opened) as file:
        yield from _stream(io.BufferedReader(file), patterns, wanted)


def found_in(value: Any, wanted: Callable[[Any], bool]) -> Iterator[tuple[str, Any, bool]]:
    """Every record in a value, as (RFC 6901 pointer, record, whether it is wanted), in order."""
    stack: list[tuple[str, Any, int]] = [("", value, 0)]
    while stack:
        pointer, node, depth = stack.pop()
        if wanted(node):
            yield pointer, node, True
        elif isinstance(node, list):
            shapes = [wanted(element) for element in node]
            if any(shapes):
                yield from ((f"{pointer}/{i}", x, shape) for i, (x, shape) in enumerate(zip(node, shapes, strict=True)))
            elif depth < MAX_DEPTH:
                inner = [(f"{pointer}/{i}", x, depth + 1) for i, x in enumerate(node) if isinstance(x, dict | list)]
                stack.extend(reversed(inner))
        elif isinstance(node, dict) and depth < MAX_DEPTH:
            keyed = [
                (k.replace("~", "~0").replace("/", "~1"), x) for k, x in node.items() if isinstance(x, dict | list)
            ]
            stack.extend((f"{pointer}/{key}", x, depth + 1) for key, x in reversed(keyed))


def value_of(data: bytes | str) -> Any:
    """The value of one piece of JSON; ValueError for what is none, or is nested too deeply.

    NaN and Infinity, which JSON does not know, pass; half surrogate pairs, which no file takes, become `?`.
    """
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        text = data if isinstance(data, str) else data.decode("utf-8", "replace")
        value = json.loads(text)
        written = json.dumps(value, ensure_ascii=False)
        return json.loads(written.encode("utf-8", "replace")) if "\\u" in text else value
    except RecursionError as fault:
        raise ValueError("nested too deeply") from fault


def excerpt(value: Any) -> str:
    """The first 160 characters of a value as JSON, to show beside a warning."""
    try:
        return json.dumps(value, ensure_ascii=False)[:160]
    except (ValueError, TypeError, RecursionError):
        return str(type(value).__name__)


def _stream(file: BinaryIO, patterns: tuple[str, ...], wanted: Callable[[Any], bool]) -> Iterator[Found | ReadWarning]:
    for element in select(file, *patterns):
        if isinstance(element, Flaw):
            yield element.warning()
            continue
        try:
            value = value_of(element.data)
        except ValueError:
            yield Found(element.locator, element.data.decode("utf-8", "replace")[:1000], False)
            continue
        if wanted(value):
            yield Found(element.locator, value, True)
            continue
        inner = list(found_in(value, wanted))
        if not inner:
            yield Found(element.locator, value, False)
        for pointer, record, shape in inner:
            yield Found(element.locator + pointer, record, shape)


def _layout(prefix: str, wanted: Callable[[Any], bool]) -> tuple[str, ...]:
    """Where the records are, as pointer patterns (`/log_entries/*`), learned from the beginning of the file."""
    try:
        values = [value_of(prefix)]
    except ValueError:
        values = []
        for line in prefix.split("\n", 1000)[:1000]:
            try:
                values.append(value_of(line))
            except ValueError:
                continue
        if not any(True for value in values for _ in found_in(value, wanted)):
            values = [_mended(prefix)]
    return tuple(
        dict.fromkeys(
            _INDEX.sub("/*", pointer) for value in values for pointer, _, shape in found_in(value, wanted) if shape
        )
    )


def _mended(text: str) -> Any:
    """Broken JSON up to its last complete value, its containers closed; None where nothing is complete. One pass."""
    closers: list[str] = []
    cut, kept = 0, ""
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "[{":
            closers.append("]" if mark == "[" else "}")
            if len(closers) > 200:
                break
            cut, kept = token.end(), "".join(closers)
        elif mark in "]}":
            if not closers or closers.pop() != mark:
                break
            cut, kept = token.end(), "".join(closers)
        elif mark == ",":
            cut, kept = token.start(), "".join(closers)
        elif not token[1]:
            break
    try:
        return value_of(text[:cut] + kept[::-1])
    except ValueError:
        return None


def text_at(value: Any, *path: str) -> str:
    """The string (or whole number, as a string) at a path of keys; "" where there is none or it is something else."""
    for key in path:
        if not isinstance(value, dict):
            return ""
        value = value.get(key)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 64 else ""


def objects_at(value: Any, *path: str) -> list[dict[str, Any]]:
    """The objects in the list at a path of keys; [] where there is none."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return [x for x in value if isinstance(x, dict)] if isinstance(value, list) else []
