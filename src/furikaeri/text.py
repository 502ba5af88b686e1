"""Words in both languages, and places in a text: what everything else is written with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Lang = Literal["en", "ja"]
LANGS: tuple[Lang, ...] = ("en", "ja")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence a person will read, in English and in Japanese.

    >>> Text("{n} events", "事象 {n} 件").fill(n=3)["ja"]
    '事象 3 件'
    """

    en: str
    ja: str

    def __getitem__(self, lang: Lang) -> str:
        return self.ja if lang == "ja" else self.en

    def fill(self, **values: object) -> Text:
        """The same sentence with its blanks filled in both languages; a `Text` fills each in its own.

        `{s}` is the English plural of the count `n`: one event, two events.

        >>> Text("{n} event{s}", "事象 {n} 件").fill(n=1)["en"]
        '1 event'
        """
        values = {"s": "" if values.get("n") == 1 else "s", **values}
        return Text(
            self.en.format(**{k: v.en if isinstance(v, Text) else v for k, v in values.items()}),
            self.ja.format(**{k: v.ja if isinstance(v, Text) else v for k, v in values.items()}),
        )


class Span(NamedTuple):
    """A half-open range `[start, end)` of code points in a source text."""

    start: int
    end: int


class FurikaeriError(Exception):
    """Something the person can mend; carries the sentence to show, in both languages, and never a traceback."""

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message.en
