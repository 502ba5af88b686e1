"""Who is meant by an @ in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri_web.parts.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from furikaeri_web.accounts.models import User

_AT = re.compile(r"(?<![a-z0-9_.+\-])@")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_GOES_ON = re.compile(r"[a-z0-9_]|[.\-][a-z0-9]")


def mentioned(text: str, people: Iterable[User]) -> list[User]:
    """Those of these people whom a text calls by `@` and their name, or the part of their mail address before the @.

    Names are compared without regard to capitals, width and spaces (`@山田花子さん` calls 山田 花子); the longest that fits
    is meant, and all who share it. What stands in code is no call, nor is a mail address.
    """
    names: dict[str, list[User]] = {}
    for person in people:
        plain = fold(person.name)
        for name in {plain, "".join(plain.split()), fold(person.email.partition("@")[0])} - {""}:
            names.setdefault(name, []).append(person)
    longest = max(map(len, names), default=0)
    folded = _CODE.sub(" ", fold(text))
    found: dict[int, User] = {}
    for at in _AT.finditer(folded):
        rest = folded[at.end() : at.end() + longest]
        for end in range(len(rest), 0, -1):
            called = names.get(rest[:end])
            if called and not (rest[end - 1].isascii() and _GOES_ON.match(folded, at.end() + end)):
                found.update((person.pk, person) for person in called)
                break
    return list(found.values())
