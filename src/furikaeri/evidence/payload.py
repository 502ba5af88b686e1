"""The records of a JSON payload wherever an envelope hides them: a page, a list of pages, a webhook, a recording."""

from __future__ import annotations

import io
import json
import re
from itertools import chain
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
GLANCE = 64 << 10  # where that much shows records, their place is known
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
    small = _small(prefix)
    patterns = () if small is not None else _layout(prefix, wanted)
    met = found_in(small, wanted) if small is not None else iter(())
    first = next(met, None)
    if first is None and not patterns:
        raise FurikaeriError(
            Text(
                "{name}: no record of this kind is in it. See `furikaeri sources` for what each source reads.",
                "{name}: この種類の記録は見つかりません。読める形式は furikaeri sources で確かめられます。",
            ).fill(name=opened.name)
        )
    if note is not None:
        yield note
    if first is not None:
        yield from (Found("#" + pointer, value, shape) for pointer, value, shape in chain((first,), met))
        return
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


def _small(prefix: bytes) -> Any:
    """The value of a healthy file that is small enough to be held whole; None for any other."""
    if len(prefix) == PREFIX:
        return None
    try:
        return msgspec.json.decode(prefix)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _layout(prefix: bytes, wanted: Callable[[Any], bool]) -> tuple[str, ...]:
    """Where the records are, as pointer patterns (`/log_entries/*`), learned from the beginning of the file."""
    for part in (prefix[:GLANCE], prefix):
        text = part.decode("utf-8", "ignore")
        patterns = _patterns(_lines(text), wanted) or _patterns([_mended(text)], wanted)
        if patterns:
            return patterns
    return ()


def _patterns(values: list[Any], wanted: Callable[[Any], bool]) -> tuple[str, ...]:
    found = (pointer for value in values for pointer, _, shape in found_in(value, wanted) if shape)
    return tuple(dict.fromkeys(_INDEX.sub("/*", pointer) for pointer in found))


def _lines(text: str) -> list[Any]:
    """The values of the lines that are one each, as in JSON Lines."""
    values = []
    for line in text.split("\n", 1000)[:1000]:
        try:
            values.append(value_of(line))
        except ValueError:
            continue
    return values


def _mended(text: str) -> Any:
    """Broken JSON up to its last complete value, its containers closed; None where nothing is complete. One pass."""
    closers: list[str] = []
    cut = 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "[{":
            if len(closers) == 200:
                break
            closers.append("]" if mark == "[" else "}")
            cut = token.end()
        elif mark in "]}":
            if closers[-1:] != [mark]:
                break
            closers.pop()
            cut = token.end()
        elif mark == ",":
            cut = token.start()
        elif not token[1]:
            break
    try:
        return value_of(text[:cut] + "".join(reversed(closers)))
    except ValueError:
        return None


def text_at(value: Any, *path: str) -> str:
    """The string (or whole number, as a string) at a path of keys; "" where there is none or it is something else."""
    for key in path:
        if type(value) is not dict:
            return ""
        value = value.get(key)
    if type(value) is str:
        return value
    return str(value) if type(value) is int and abs(value) < 1 << 64 else ""


def objects_at(value: Any, *path: str) -> list[dict[str, Any]]:
    """The objects in the list at a path of keys; [] where there is none."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return [x for x in value if isinstance(x, dict)] if isinstance(value, list) else []
