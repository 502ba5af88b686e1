"""What the person sees: answers on standard output, everything else on standard error, in one language."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from furikaeri.text import Lang, Text

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Console:
    """`lang` is the language in which the program speaks; records are shown in their own words."""

    lang: Lang = "en"

    def say(self, *parts: Text | str) -> None:
        """A line of the answer."""
        print(*(self.words(p) for p in parts))

    def note(self, *parts: Text | str) -> None:
        """A line beside the answer: progress, warnings, what to do next."""
        self.clear()
        print(*(self.words(p) for p in parts), file=sys.stderr)

    def trouble(self, text: Text) -> None:
        """Why it could not be done, and what to do."""
        self.note(self.bold("furikaeri: ", sys.stderr.isatty()) + self.words(text))

    def words(self, text: Text | str) -> str:
        """The text in the person's language."""
        return text[self.lang] if isinstance(text, Text) else text

    def progress(self, name: str, n: int) -> None:
        """How far a long reading is; only where a person watches."""
        if sys.stderr.isatty():
            line = Text("reading {name}: {n:,} records", "{name} を読んでいます: {n:,} 件").fill(name=name, n=n)
            print(f"\r\x1b[K{self.words(line)[:100]}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Takes the progress line away."""
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr)

    @property
    def colour(self) -> bool:
        """Whether standard output takes bold and dim."""
        return sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def bold(self, text: str, on: bool | None = None) -> str:  # noqa: FBT001  # the stream decides
        """The text, bold where the stream shows it."""
        return f"\x1b[1m{text}\x1b[0m" if (self.colour if on is None else on) else text

    def dim(self, text: str) -> str:
        """The text, dim where the stream shows it."""
        return f"\x1b[2m{text}\x1b[0m" if self.colour else text


def now() -> datetime:
    """The one place where the command line reads the clock; FURIKAERI_NOW (RFC 3339) sets it, for repeatable runs."""
    from datetime import UTC, datetime

    stated = os.environ.get("FURIKAERI_NOW")
    return datetime.fromisoformat(stated).astimezone(UTC) if stated else datetime.now(UTC)


def person() -> str:
    """Who is at the keyboard: FURIKAERI_AS, else the login name."""
    return os.environ.get("FURIKAERI_AS") or os.environ.get("USER") or os.environ.get("USERNAME") or "someone"
