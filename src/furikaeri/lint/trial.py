"""A rule tried on its own examples and on these said otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from furikaeri.lint.mutants import Change, mutants
from furikaeri.lint.pipeline import lint
from furikaeri.lint.rule import Rule
from furikaeri.lint.settings import Settings
from furikaeri.text import LANGS, Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One sentence and what was found in it.

    `found`: the rules that spoke. `change`: None for an example as it stands in the rule's file. `expected`: whether
    the rule's trap should be found there; of a sentence said otherwise the rule's author decides, so it is None.
    """

    text: str
    lang: Lang
    change: Change | None
    expected: bool | None
    found: tuple[str, ...]
    trap_found: bool

    @property
    def right(self) -> bool:
        """Whether a bad example is found by its trap, and a good one left alone by all."""
        return self.expected is None or (self.trap_found if self.expected else not self.found)


def in_place(rule: Rule, text: str) -> str:
    """The example where such words are written: a countermeasure among the actions, all else in the analysis."""
    actions = rule.trap == "weak-countermeasure" or rule.sections == ("actions",)
    return f"## Action items\n\n- {text}\n" if actions else f"## Analysis\n\n{text}\n"


def trial(rule: Rule, settings: Settings | None = None) -> Iterator[Tried]:
    """Every example of the rule, each followed, where it is a bad one, by what it turns into said otherwise."""
    for lang in LANGS:
        for text in rule.bad.get(lang, ()):
            yield _tried(rule, text, lang, settings, change=None, expected=True)
            for mutant in mutants(text, lang):
                yield _tried(rule, mutant.text, lang, settings, change=mutant.change, expected=None)
        for text in rule.good.get(lang, ()):
            yield _tried(rule, text, lang, settings, change=None, expected=False)


def _tried(
    rule: Rule, text: str, lang: Lang, settings: Settings | None, *, change: Change | None, expected: bool | None
) -> Tried:
    found = lint(in_place(rule, text), settings=settings)
    return Tried(
        text=text,
        lang=lang,
        change=change,
        expected=expected,
        found=tuple(sorted({d.rule for d in found})),
        trap_found=any(d.trap == rule.trap for d in found),
    )
